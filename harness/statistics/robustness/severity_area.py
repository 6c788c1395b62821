"""Area under the curve of a score against severity."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from harness.statistics.robustness.condition import CLEAN, Condition, Scores, list_severities
from harness.statistics.robustness.functional import Functional
from harness.statistics.robustness.measured import Unmeasured

LEAST_SEVERITIES: Final = 3
"""Points of a curve, the clean one among them, below which its area says no more than a drop."""


def severity_area(scores: Scores) -> Functional | Unmeasured:
    """Returns the mean over perturbations of ``∫ M(s) ds / (s_max · M(0))``, a fraction.

    By the trapezoid rule over the severities that there are, 0 among them; 1 means that nothing
    is lost at any severity. Perturbations of fewer than three severities are left out.

    Raises:
        EmptyEvaluationSetError: if there is no perturbed score.
        RequestError: if a score is not finite or a clean one is missing.
    """
    curves = {
        name: (CLEAN, *found)
        for name, found in list_severities(scores).items()
        if len(found) + 1 >= LEAST_SEVERITIES
    }
    if not curves:
        return Unmeasured(f"no perturbation has {LEAST_SEVERITIES} severities, the clean one among them")
    value, slopes = 0.0, dict[Condition, float]()
    for name, severities in curves.items():
        clean = scores[Condition(name, CLEAN)]
        if clean <= 0:
            return Unmeasured(f"the clean score under {name} is 0")
        weights = {Condition(name, one): weight for one, weight in _trapezoid(severities).items()}
        area = sum(weight * scores[one] for one, weight in weights.items()) / clean
        value += area / len(curves)
        slopes |= {one: weight / (clean * len(curves)) for one, weight in weights.items()}
        slopes[Condition(name, CLEAN)] -= area / (clean * len(curves))
    return Functional(value, slopes)


def _trapezoid(severities: tuple[int, ...]) -> dict[int, float]:
    """Returns the weight of each severity's score in the mean height of the curve; they sum to 1."""
    weights = dict.fromkeys(severities, 0.0)
    for left, right in pairwise(severities):
        half = (right - left) / (2 * (severities[-1] - severities[0]))
        weights[left] += half
        weights[right] += half
    return weights
