"""Mean corruption error against a frozen reference model.

Source: Hendrycks and Dietterich 2019 (arXiv 1903.12261): ``CE_p = Σ_s E_{s,p} / Σ_s E^ref_{s,p}`` with
E = 100 - score, ``mCE`` its mean over perturbations; relative mCE subtracts the clean error from each E. The
reference is taken as a constant: intervals are for the model, given this reference.
"""

from __future__ import annotations

from harness.errors import RequestError
from harness.statistics.estimate import LIMIT
from harness.statistics.robustness.condition import CLEAN, Condition, Scores, list_severities
from harness.statistics.robustness.functional import Functional
from harness.statistics.robustness.measured import Unmeasured


def corruption_error(scores: Scores, reference: Scores) -> Functional | Unmeasured:
    """Returns the mCE in percent: 100 means as many errors as the reference.

    Args:
        scores: points of the model, higher is better.
        reference: points of the reference under the same conditions.

    Raises:
        EmptyEvaluationSetError: if there is no perturbed score.
        RequestError: if a score is not finite, a clean one is missing, or the reference lacks a condition.
    """
    severities = list_severities(scores)
    _check(scores, reference)
    value, slopes = 0.0, dict[Condition, float]()
    for name, found in severities.items():
        theirs = sum(LIMIT - reference[Condition(name, one)] for one in found)
        if theirs <= 0:
            return Unmeasured(f"the reference makes no error under {name}")
        factor = LIMIT / (theirs * len(severities))
        value += factor * sum(LIMIT - scores[Condition(name, one)] for one in found)
        slopes |= {Condition(name, one): -factor for one in found}
    return Functional(value, slopes)


def relative_corruption_error(scores: Scores, reference: Scores) -> Functional | Unmeasured:
    """Returns the relative mCE in percent: 100 means that the score falls as much as the reference's.

    Raises:
        EmptyEvaluationSetError: if there is no perturbed score.
        RequestError: if a score is not finite, a clean one is missing, or the reference lacks a condition.
    """
    severities = list_severities(scores)
    _check(scores, reference)
    value, slopes = 0.0, dict[Condition, float]()
    for name, found in severities.items():
        clean = Condition(name, CLEAN)
        theirs = sum(reference[clean] - reference[Condition(name, one)] for one in found)
        if theirs <= 0:
            return Unmeasured(f"the reference does not fall under {name}, so nothing can be relative to it")
        factor = LIMIT / (theirs * len(severities))
        value += factor * sum(scores[clean] - scores[Condition(name, one)] for one in found)
        slopes |= {Condition(name, one): -factor for one in found}
        slopes[clean] = factor * len(found)
    return Functional(value, slopes)


def _check(scores: Scores, reference: Scores) -> None:
    list_severities(reference)
    missing = [one for one in sorted(scores) if one.severity >= CLEAN and one not in reference]
    if missing:
        raise RequestError(
            f"the reference has no score under {missing[0].perturbation} at severity {missing[0].severity}",
            place="mCE",
            remedy="name a reference of the same suites",
        )
