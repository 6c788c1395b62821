"""The cells: every model under every stress, and every changed training set against the whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from harness.languages import family_of
from harness.scores import Comparison, ScoreMatrix
from harness.statistics import Pair, adjust, compare, compare_shifted
from harness.statistics.estimate import Estimate
from harness.statistics.power import count_for
from harness.statistics.robustness import Measured, relative_drop_interval
from harness.statistics.robustness.ratio import AT_CHANCE, UNBOUNDED
from harness.types import Coverage
from suites.analysis.rounding import tidy, tidy_or_none, tidy_p
from suites.analysis.scores import MetricColumns, ModelScores
from suites.analysis.settings import DEFAULTS, AnalysisSettings
from suites.plan import Family
from suites.predictions import BASELINE, CLEAN, CellKey
from suites.report.cell import Cell
from suites.report.model import Baseline

ALPHA = 0.05
NOTHING_TO_LOSE = Measured(None)
OF_TARGET = "scaled are the training data of the target task, not those of the intermediate phase"
MOVED = "tokens were dropped or moved: each side is scored on its own tokens, and flips are not counted"

Floors = Mapping[tuple[str, str, str], Baseline]
"""(model, language, metric) → the constant answer's score."""


@dataclass(frozen=True, slots=True)
class _Subject:
    """What a cell is about, beside the numbers."""

    scores: ModelScores
    family: Family
    key: CellKey
    part: MetricColumns
    floor: Baseline
    paired: bool


def compare_stressed(scores: ModelScores, floors: Floors, seed: int) -> Iterator[Cell]:
    """Yields the cells of one model, stress by stress."""
    for unit in scores.model.units:
        for language in unit.languages:
            key = CellKey(language, unit.perturbation, unit.severity)
            for part in scores.metrics:
                floor = floors[scores.model.name, language, part.metric.name]
                subject = _Subject(scores, unit.family, key, part, floor, unit.paired)
                found = _compare_stressed(subject, seed)
                relative = _relate_stressed(subject) if found and floor.above else NOTHING_TO_LOSE
                yield _cell(subject, found, relative, scores.table.coverages[key])


def compare_sizes(
    full: ModelScores, reduced: ModelScores, scaling: str, floors: Floors, seed: int
) -> Iterator[Cell]:
    """Yields the cells of a model with less or worse training data against the one with all as they are.

    "clean" is the score with the data as they are, "perturbed" the score with the scaled ones.
    """
    for language in reduced.model.languages:
        for part in reduced.metrics:
            key = CellKey(language, scaling, reduced.model.severity)
            # what may be lost is what the model with the data as they are has over chance
            floor = floors[full.model.name, language, part.metric.name]
            subject = _Subject(reduced, "scaling", key, part, floor, paired=False)
            before, after = full.clean(language, part), reduced.clean(language, part)
            clean = CellKey(language, CLEAN, 0)
            answers = (np.array(one.table.predictions_of(clean)) for one in (full, reduced))
            changed = np.not_equal(*answers)
            found = compare(
                part.metric, before, after, changed_predictions=changed, seed=seed, key=_name(subject)
            )
            coverage = Coverage(found.n, found.n, 0, 0, 1 - reduced.model.left)
            if reduced.model.phase == "target":
                found = replace(found, notes=(*found.notes, OF_TARGET))
            relative = NOTHING_TO_LOSE
            if floor.above:
                relative = relative_drop_interval(part.metric, before, after, full.constant(language, part))
            yield _cell(subject, found, relative, coverage)


def correct_grid(cells: Sequence[Cell], settings: AnalysisSettings = DEFAULTS) -> tuple[Cell, ...]:
    """Returns the cells with p-values adjusted over all of them, and the examples for the wanted drop."""
    adjusted = adjust([cell.p_value for cell in cells], method=settings.correction)
    return tuple(
        cell.model_copy(
            update={
                "p_adjusted": tidy_p(p),
                "significant": p is not None and p <= ALPHA and not cell.at_chance,
                "n_for_wanted": _count_for(settings.wanted_drop, cell),
            }
        )
        for cell, p in zip(cells, adjusted, strict=True)
    )


def _count_for(wanted: float, cell: Cell) -> int | None:
    if cell.drop is None or cell.standard_error is None:
        return None
    estimate = Estimate(cell.drop, cell.standard_error, 1.0, cell.n_groups)
    return count_for(wanted, estimate, cell.n, binary=cell.effect_size_name == "odds_ratio")


def index_floors(baselines: Iterable[Baseline]) -> Floors:
    """Returns the comparisons with the constant answer by what they are about."""
    return {(one.model, one.language, one.metric): one for one in baselines}


def _compare_stressed(subject: _Subject, seed: int) -> Comparison | None:
    scores, key, part = subject.scores, subject.key, subject.part
    stressed = scores.cell(key, part)
    if not stressed.ids:
        return None
    if not subject.paired:
        return compare_shifted(part.metric, scores.clean(key.language, part), stressed)
    pair: Pair = scores.pair_with_clean(key, part)
    moved = scores.moves_tokens(key)
    found = compare(
        part.metric,
        pair.clean,
        pair.perturbed,
        changed_predictions=None if moved else pair.changed,
        seed=seed,
        key=_name(subject),
    )
    if not moved:
        return found
    return replace(found, broken=0, repaired=0, notes=(*found.notes, MOVED))


def _relate_stressed(subject: _Subject) -> Measured:
    """The drop as a share of what there was to lose on the examples that the cell compares."""
    scores, key, part = subject.scores, subject.key, subject.part
    stressed = scores.cell(key, part)
    clean_key, floor = CellKey(key.language, CLEAN, 0), CellKey(key.language, BASELINE, 0)
    if not subject.paired:
        clean, constant = scores.clean(key.language, part), scores.constant(key.language, part)
        return relative_drop_interval(part.metric, clean, stressed, constant)
    rows = scores.table.rows_within(key, clean_key)  # the constant answer's rows are the clean ones
    clean, constant = (
        ScoreMatrix(stressed.ids, stressed.groups, scores.table.statistics_of(one, part.columns)[rows])
        for one in (clean_key, floor)
    )
    return relative_drop_interval(part.metric, clean, stressed, constant)


def _name(subject: _Subject) -> str:
    key = subject.key
    parts = (subject.scores.model.name, key.language, key.perturbation, str(key.severity))
    return "/".join((*parts, subject.part.metric.name))


def _cell(subject: _Subject, found: Comparison | None, relative: Measured, coverage: Coverage) -> Cell:
    model, key, part = subject.scores.model, subject.key, subject.part
    floor = subject.floor
    described = {
        "model": model.name,
        "arm": model.arm,
        "task": model.task,
        "language": key.language,
        "language_family": family_of(key.language),
        "perturbation_family": subject.family,
        "perturbation": key.perturbation,
        "severity": key.severity,
        "metric": part.metric.name,
        "coverage": tidy(coverage.fraction),
        "attempted": coverage.attempted,
        "unchanged": coverage.unchanged,
        "not_applicable": coverage.not_applicable,
        "edit_rate": tidy(coverage.edit_rate),
        "realised_rate": tidy(coverage.realised_rate),
        "at_chance": not floor.above,
        "seed": model.seed,
        "significant": False,
        "p_adjusted": None,
    }
    notes = tuple(_describe(coverage))
    numbers = _empty(notes) if found is None else _numbers(found, floor, relative, notes)
    return Cell.model_validate(described | numbers)


def _numbers(
    found: Comparison, floor: Baseline, relative: Measured, coverage_notes: tuple[str, ...]
) -> dict[str, object]:
    by = "" if floor.decided_by == floor.metric else f" by {floor.decided_by}"
    chance_note = () if floor.above else (f"clean is not above the constant answer{by}: a drop says nothing",)
    missing = (relative.note,) if relative.note in (AT_CHANCE, UNBOUNDED) else ()
    return {
        "n": found.n,
        "n_groups": found.n_groups,
        "clean": tidy(found.clean),
        "perturbed": tidy(found.perturbed),
        "drop": tidy(found.drop),
        "drop_low": tidy_or_none(found.drop_low),
        "drop_high": tidy_or_none(found.drop_high),
        "relative_drop": tidy_or_none(relative.value),
        "relative_drop_low": tidy_or_none(relative.low),
        "relative_drop_high": tidy_or_none(relative.high),
        "flip_rate": tidy_or_none(found.flip_rate),
        "broken": found.broken,
        "repaired": found.repaired,
        "test": found.test,
        "p_value": tidy_p(found.p_value),
        "effect_size": tidy_or_none(found.effect_size),
        "effect_size_name": found.effect_size_name,
        "effect_low": tidy_or_none(found.effect_low),
        "effect_high": tidy_or_none(found.effect_high),
        "cohen_g": tidy_or_none(found.cohen_g),
        "standard_error": tidy_or_none(found.standard_error),
        "equivalent_within": tidy_or_none(found.equivalent_within),
        "minimum_detectable_drop": tidy_or_none(found.minimum_detectable_drop),
        "n_needed": found.n_needed,
        "notes": (*chance_note, *found.notes, *missing, *coverage_notes),
    }


def _describe(coverage: Coverage) -> Iterator[str]:
    for domain, count in coverage.brought:
        yield f"{count} examples of {domain or 'no named domain'} stand in for others"
    for reason, count in coverage.reasons:
        yield f"not applicable to {count}: {reason}"


def _empty(reasons: tuple[str, ...]) -> dict[str, object]:
    """A cell in which nothing could be compared, and why."""
    absent = ("clean", "perturbed", "drop", "drop_low", "drop_high", "flip_rate", "p_value")
    relative = ("relative_drop", "relative_drop_low", "relative_drop_high")
    counts = ("n", "n_groups", "broken", "repaired", "n_needed")
    return {
        **dict.fromkeys((*absent, *relative, "effect_size", "minimum_detectable_drop")),
        **dict.fromkeys(counts, 0),
        "test": "none",
        "effect_size_name": "none",
        "notes": reasons or ("no example was changed",),
    }
