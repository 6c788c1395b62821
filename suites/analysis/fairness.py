"""Are languages served alike: families, worst groups, gaps and spread, arm by arm."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Literal

from harness.languages import family_of
from harness.statistics import adjust
from harness.statistics.fairness import LanguageEstimates, LanguageSet, Sides, estimate_languages
from suites.analysis.cells import ALPHA
from suites.analysis.fairness_summary import Subject, summarise
from suites.analysis.languages import zero_shot
from suites.analysis.rounding import tidy_p
from suites.analysis.scores import MetricColumns, ModelScores, align_rows, take_rows
from suites.plan import Unit
from suites.predictions import CLEAN, CellKey
from suites.report.fairness import Fairness
from suites.report.model import Baseline

Checkpoints = Mapping[int, ModelScores]
"""One arm's models of one task by seed, all with their data as they are."""


def compare_families(
    models: Sequence[ModelScores], baselines: Sequence[Baseline], seed: int
) -> tuple[Fairness, ...]:
    """Returns, for every arm and task, clean scores, drops under each stress and gains over the first arm.

    By the headline metric, each stress at its highest severity. p-values of families, and those of
    associations, are adjusted over all rows.
    """
    at_chance = frozenset((one.model, one.language) for one in baselines if not one.above)
    by_task: dict[str, dict[str, dict[int, ModelScores]]] = {}
    for one in models:
        if one.model.severity == 0:
            by_task.setdefault(one.model.task, {}).setdefault(one.model.arm, {})[one.model.seed] = one
    found: list[Fairness] = []
    for arms in by_task.values():
        first = next(iter(arms.values()))
        for checkpoints in arms.values():
            subjects = chain(
                [_ask_clean(checkpoints)],
                _ask_stressed(checkpoints, at_chance),
                _ask_gain(first, checkpoints) if checkpoints is not first else (),
            )
            found += [summarise(subject, seed=seed) for subject in subjects]
    return _correct(found)


def _ask_clean(checkpoints: Checkpoints) -> Subject:
    sample = next(iter(checkpoints.values()))
    sets = [
        _collect(language, [Sides(one.clean(language, one.headline)) for one in checkpoints.values()])
        for language in sample.model.languages
    ]
    return _Frame(sample, "score", len(checkpoints)).build(sets, ())


def _ask_gain(baseline: Checkpoints, candidate: Checkpoints) -> Iterator[Subject]:
    """Yields the gain over the first arm, on the seeds that both have."""
    seeds = sorted(baseline.keys() & candidate.keys())
    if not seeds:
        return
    sample = candidate[seeds[0]]
    part = sample.headline
    sets = [
        _collect(
            language,
            [
                Sides(candidate[seed].clean(language, part), baseline[seed].clean(language, part))
                for seed in seeds
            ],
        )
        for language in sample.model.languages
    ]
    frame = _Frame(sample, "gain", len(seeds), baseline=baseline[seeds[0]].model.arm)
    yield frame.build(sets, ())


def _ask_stressed(checkpoints: Checkpoints, at_chance: frozenset[tuple[str, str]]) -> Iterator[Subject]:
    """Yields the drop under each stress at its highest severity, over the checkpoints that met it."""
    met: dict[Unit, list[ModelScores]] = {}
    for one in checkpoints.values():
        for unit in one.model.units:
            met.setdefault(unit, []).append(one)
    highest = {unit.perturbation: unit.severity for unit in sorted(met, key=lambda unit: unit.severity)}
    for unit, models in met.items():
        if unit.severity == highest[unit.perturbation]:
            yield _ask_one_stress(models, unit, at_chance)


def _ask_one_stress(
    models: Sequence[ModelScores], unit: Unit, at_chance: frozenset[tuple[str, str]]
) -> Subject:
    sets: list[LanguageSet] = []
    lost: dict[str, list[str]] = {}
    for language in unit.languages:
        key = CellKey(language, unit.perturbation, unit.severity)
        if any((one.model.name, language) in at_chance for one in models):
            lost.setdefault("at chance, where a drop says nothing", []).append(language)
        elif not all(one.cell(key, one.headline).ids for one in models):
            lost.setdefault("nothing to compare", []).append(language)
        else:
            sets.append(_collect(language, [_compare(one, key, one.headline, unit) for one in models]))
    frame = _Frame(models[0], "drop", len(models), unit=unit)
    return frame.build(sets, tuple(f"left out {', '.join(codes)}: {why}" for why, codes in lost.items()))


def _compare(scores: ModelScores, key: CellKey, part: MetricColumns, unit: Unit) -> Sides:
    clean, stressed = scores.clean(key.language, part), scores.cell(key, part)
    return Sides(take_rows(clean, align_rows(clean, stressed)) if unit.paired else clean, stressed)


def _collect(language: str, sides: Sequence[Sides]) -> LanguageSet:
    return LanguageSet(language, family_of(language), tuple(sides))


@dataclass(frozen=True, slots=True)
class _Frame:
    """What a subject is called, whatever its numbers."""

    sample: ModelScores
    measure: Literal["score", "drop", "gain"]
    seeds: int
    baseline: str = ""
    unit: Unit | None = None

    def build(self, sets: Sequence[LanguageSet], notes: tuple[str, ...]) -> Subject:
        model, metric = self.sample.model, self.sample.headline.metric
        estimates: LanguageEstimates | None = estimate_languages(metric, sets) if sets else None
        return Subject(
            arm=model.arm,
            task=model.task,
            metric=metric.name,
            measure=self.measure,
            baseline_arm=self.baseline,
            perturbation=self.unit.perturbation if self.unit else CLEAN,
            severity=self.unit.severity if self.unit else 0,
            seeds=self.seeds,
            everywhere=estimates,
            languages=zero_shot(estimates.languages) if estimates else (),
            notes=notes,
        )


def _correct(rows: Sequence[Fairness]) -> tuple[Fairness, ...]:
    """Returns the rows with p-values adjusted over all rows, and over all associations."""
    adjusted = adjust([row.p_value for row in rows])
    associations = iter(adjust([one.p_value for row in rows for one in row.associations]))
    return tuple(
        row.model_copy(
            update={
                "p_adjusted": tidy_p(p),
                "significant": p is not None and p <= ALPHA,
                "associations": tuple(
                    one.model_copy(update={"p_adjusted": tidy_p(next(associations))})
                    for one in row.associations
                ),
            }
        )
        for row, p in zip(rows, adjusted, strict=True)
    )
