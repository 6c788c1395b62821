"""Scores of robustness of one checkpoint, each with what every cluster contributes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from harness.statistics.estimate import t_interval
from harness.statistics.linearised import Linearised
from harness.statistics.robustness import (
    CLEAN,
    WORST,
    Checkpoint,
    Condition,
    Functional,
    Scores,
    Unmeasured,
    accumulate,
    corruption_error,
    drop_fraction,
    mean_drop,
    mean_lost,
    pick,
    relative_corruption_error,
    severity_area,
)
from suites.analysis.extents import Extent
from suites.analysis.scores import MetricColumns, ModelScores
from suites.analysis.surfaces import Sample, average_sets, list_sets

NO_REFERENCE: Final = "no reference was given (crosswind report RUN --mce-reference FILE)"
NO_WORST: Final = (
    "not defined: the metric is no mean over examples, or every perturbation brings other examples"
)
AT_CHANCE: Final = "the clean scores are not surely above the constant answer: there was nothing to lose"


@dataclass(frozen=True, slots=True)
class CheckpointRobustness:
    """Scores of one checkpoint, mean over languages.

    Attributes:
        clean: points.
        perturbed: points, mean over perturbations and severities.
        measures: by the name of the report's field.
    """

    clean: float
    perturbed: float
    measures: Mapping[str, Linearised | Unmeasured] = field(repr=False)


def summarise_scores(scores: ModelScores, part: MetricColumns, extent: Extent, sample: Sample) -> Checkpoint:
    """Returns clean and perturbed score of one checkpoint, points."""
    return _summarise(average_sets(list_sets(scores, part, extent, sample)))


def measure_checkpoint(
    scores: ModelScores, part: MetricColumns, extent: Extent, sample: Sample, reference: Scores | None
) -> CheckpointRobustness:
    """Returns every score of robustness of one checkpoint.

    Args:
        scores: of the checkpoint.
        part: the metric.
        extent: what is compared.
        sample: the task's examples.
        reference: points of the reference of mCE by condition; None for none.

    Raises:
        RequestError: if the reference lacks a condition.
    """
    points = average_sets(list_sets(scores, part, extent, sample))
    found = dict(_list_functionals(points, reference))
    there = {name: one for name, one in found.items() if isinstance(one, Functional)}
    sets = list_sets(scores, part, extent, sample)
    rows = accumulate(tuple(there.values()), sets, groups=len(sample.everywhere))
    measures: dict[str, Linearised | Unmeasured] = dict(zip(there, rows, strict=True))
    measures |= {name: one for name, one in found.items() if isinstance(one, Unmeasured)}
    lost = measures.pop("lost")
    if isinstance(lost, Linearised) and t_interval(lost.estimate())[0] <= 0:
        measures["relative_drop"] = Unmeasured(AT_CHANCE)
    both = _summarise(points)
    return CheckpointRobustness(both.clean, both.stressed, measures)


def _list_functionals(
    points: Scores, reference: Scores | None
) -> tuple[tuple[str, Functional | Unmeasured], ...]:
    stressed = {one: score for one, score in points.items() if one != WORST}
    missing = Unmeasured(NO_REFERENCE)
    return (
        ("drop", mean_drop(stressed)),
        ("lost", mean_lost(stressed)),
        ("relative_drop", drop_fraction(stressed) or Unmeasured(AT_CHANCE)),
        ("mce", missing if reference is None else corruption_error(stressed, reference)),
        ("relative_mce", missing if reference is None else relative_corruption_error(stressed, reference)),
        ("severity_area", severity_area(stressed)),
        ("worst_case", pick(points, WORST) if WORST in points else Unmeasured(NO_WORST)),
    )


def _summarise(points: Scores) -> Checkpoint:
    """The clean score is the mean over perturbations of that in their languages."""
    stressed = {one: score for one, score in points.items() if one != WORST}
    names = sorted({one.perturbation for one in stressed})
    clean = sum(stressed[Condition(name, CLEAN)] for name in names) / len(names)
    return Checkpoint(clean, clean - mean_drop(stressed).value)
