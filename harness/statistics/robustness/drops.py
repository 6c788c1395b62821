"""Drops averaged over perturbations, in points and as a share of what there was to lose."""

from __future__ import annotations

from harness.statistics.robustness.condition import CLEAN, CONSTANT, Condition, Scores, list_severities
from harness.statistics.robustness.functional import Functional


def mean_drop(scores: Scores) -> Functional:
    """Returns the mean over perturbations of clean minus the mean over severities, points.

    Raises:
        EmptyEvaluationSetError: if there is no perturbed score.
        RequestError: if a score is not finite or a clean one is missing.
    """
    severities = list_severities(scores)
    slopes: dict[Condition, float] = {}
    for name, found in severities.items():
        slopes[Condition(name, CLEAN)] = 1 / len(severities)
        slopes |= {Condition(name, one): -1 / (len(severities) * len(found)) for one in found}
    return _apply(scores, slopes)


def mean_lost(scores: Scores) -> Functional:
    """Returns the mean over perturbations of clean minus the constant answer: what there is to lose, points.

    Raises:
        EmptyEvaluationSetError: if there is no perturbed score.
        RequestError: if a score is not finite or a clean one is missing.
    """
    names = list_severities(scores)
    slopes = {Condition(name, CLEAN): 1 / len(names) for name in names}
    slopes |= {Condition(name, CONSTANT): -1 / len(names) for name in names}
    return _apply(scores, slopes)


def drop_fraction(scores: Scores) -> Functional | None:
    """Returns ``mean_drop / mean_lost``, a fraction; None where clean is not above the constant answer.

    Raises:
        EmptyEvaluationSetError: if there is no perturbed score.
        RequestError: if a score is not finite or a clean one is missing.
    """
    drop, lost = mean_drop(scores), mean_lost(scores)
    if lost.value <= 0:
        return None
    value = drop.value / lost.value
    slopes = {
        one: (drop.slopes.get(one, 0.0) - value * lost.slopes.get(one, 0.0)) / lost.value
        for one in sorted({*drop.slopes, *lost.slopes})
    }
    return Functional(value, slopes)


def _apply(scores: Scores, slopes: dict[Condition, float]) -> Functional:
    return Functional(sum(scores[one] * slope for one, slope in slopes.items()), slopes)
