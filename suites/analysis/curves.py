"""Score against what a scaling leaves of the data."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from harness.scores import ScoreMatrix
from harness.statistics import seed_band
from perturbations.base import find_scaling
from suites.analysis.groups import spread_languages
from suites.analysis.languages import MEAN, zero_shot
from suites.analysis.rounding import tidy
from suites.analysis.scores import MetricColumns, ModelScores
from suites.plan import ScaledPhase
from suites.predictions import CLEAN, CellKey
from suites.report.curves import Curve, CurvePoint
from suites.scalings import name_axis

Sizes = Mapping[float, Sequence[ModelScores]]


@dataclass(frozen=True, slots=True)
class _Scaled:
    """One arm whose data of one phase are scaled.

    ``sizes`` are its models by the share of the data that stayed as it was; under 0 stand those of
    the first arm without an intermediate phase, where that is what is scaled away.
    """

    task: str
    arm: str
    scaling: str
    phase: ScaledPhase
    sizes: Sizes

    @property
    def sample(self) -> ModelScores:
        """Any model of them, for what all share."""
        return next(iter(self.sizes.values()))[0]

    def count(self, scores: ModelScores, members: Sequence[str], part: MetricColumns) -> int:
        """What the axis counts: examples that stayed as they were; of an evaluation, per language."""
        if self.phase == "evaluation":
            return round(sum(len(scores.clean(one, part).ids) for one in members) / len(members))
        table = scores.table
        size = table.intermediate_examples if self.phase == "intermediate" else table.target_examples
        shrinks = find_scaling(self.scaling).steps.shrinks
        return size if shrinks or not scores.model.severity else round(size * scores.model.left)


def trace_curves(models: Sequence[ModelScores]) -> Iterator[Curve]:
    """Yields clean and stressed curves per task, arm and scaling: each language, then the zero-shot mean."""
    for scaled in _list_scaled(models):
        if len(scaled.sizes) < 3:  # no curve through one or two points
            continue
        languages = scaled.sample.model.languages
        groups: dict[str, tuple[str, ...]] = {language: (language,) for language in languages}
        if zero_shot(languages):
            groups[MEAN] = zero_shot(languages)
        for name, members in groups.items():
            for stress in _common_stress(scaled.sizes, members):
                present = members if stress[0] == CLEAN else _present(scaled.sizes, members, stress)
                for part in scaled.sample.metrics:
                    yield _trace(scaled, name, present, stress, part)


def _list_scaled(models: Sequence[ModelScores]) -> Iterator[_Scaled]:
    keys = dict.fromkeys(
        (one.model.task, one.model.arm, one.model.scaling, one.model.phase)
        for one in models
        if one.model.severity
    )
    for task, arm, scaling, phase in keys:
        assert phase is not None
        same = [one for one in models if one.model.task == task]
        sizes: dict[float, list[ModelScores]] = defaultdict(list)
        if phase == "intermediate" and find_scaling(scaling).steps.shrinks:
            untrained = next((one.model.arm for one in same if one.model.share == 0), None)
            sizes[0.0] = [one for one in same if one.model.arm == untrained and not one.model.severity]
        for one in same:
            model = one.model
            if model.arm == arm and (not model.severity or (model.scaling, model.phase) == (scaling, phase)):
                sizes[model.left].append(one)
        yield _Scaled(task, arm, scaling, phase, {left: sizes[left] for left in sorted(sizes) if sizes[left]})


def _common_stress(sizes: Sizes, members: Sequence[str]) -> list[tuple[str, int]]:
    """Clean, and every stress under which all sizes were evaluated in any of the languages."""
    everyone = [one for models in sizes.values() for one in models]
    units = [{(unit.perturbation, unit.severity) for unit in one.model.units} for one in everyone]
    shared = sorted(set.intersection(*units)) if units else []
    return [(CLEAN, 0), *(stress for stress in shared if _present(sizes, members, stress))]


def _present(sizes: Sizes, members: Sequence[str], stress: tuple[str, int]) -> tuple[str, ...]:
    """The languages in which every model was evaluated under a stress."""
    everyone = [one for models in sizes.values() for one in models]
    return tuple(
        language for language in members if all(one.table.has(CellKey(language, *stress)) for one in everyone)
    )


def _trace(
    scaled: _Scaled, name: str, members: Sequence[str], stress: tuple[str, int], part: MetricColumns
) -> Curve:
    points: list[CurvePoint] = []
    meaning = ""
    for left, models in scaled.sizes.items():
        replicates: list[list[ScoreMatrix]] = [
            [one.cell(CellKey(language, *stress), part) for language in members] for one in models
        ]
        band = seed_band(part.metric, replicates)
        meaning = band.meaning
        points.append(
            CurvePoint(
                examples=scaled.count(models[0], members, part),
                share=tidy(left),
                seeds=len(models),
                score=tidy(band.score),
                low=tidy(band.low),
                high=tidy(band.high),
                seed_scores=tuple(tidy(value) for value in band.seed_scores),
                spread=spread_languages([dict(zip(members, its, strict=True)) for its in replicates], part)
                if name == MEAN
                else None,
            )
        )
    return Curve(
        task=scaled.task,
        arm=scaled.arm,
        scaling=scaled.scaling,
        scaled_phase=scaled.phase,
        axis=name_axis(scaled.scaling, scaled.phase),
        language=name,
        metric=part.metric.name,
        perturbation=stress[0],
        severity=stress[1],
        points=tuple(points),
        band=meaning if stress[0] == CLEAN else f"{meaning}; changed examples of {', '.join(members)} only",
    )
