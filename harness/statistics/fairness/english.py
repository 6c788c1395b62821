"""The gap between English and the other languages."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from harness.errors import RequestError
from harness.statistics.estimate import t_interval, t_test
from harness.statistics.fairness.estimates import LanguageEstimates, check_estimates
from harness.statistics.linearised import make_estimate


@dataclass(frozen=True, slots=True)
class Gap:
    """English less the unweighted mean of the other languages.

    Attributes:
        pivot: points, of English.
        others: points, mean of the others.
        value: ``pivot - others``.
        low, high: 95 % interval over test items, for these languages; None where a language has one cluster.
        p_value: two-sided t; None likewise.
    """

    pivot: float
    others: float
    value: float
    low: float | None
    high: float | None
    p_value: float | None


def measure_gap(estimates: LanguageEstimates, *, pivot: str = "en") -> Gap:
    """Returns the gap to a pivot language, as XTREME defines its transfer gap.

    Parallel items of both enter the error together, so that the gap of parallel sets is paired.
    Degrees of freedom are those of the language with fewest clusters.

    Raises:
        RequestError: if the pivot or all other languages are missing, or what ``estimates`` hold
            is malformed.
    """
    check_estimates(estimates)
    if pivot not in estimates.languages or len(estimates.languages) < 2:
        raise RequestError(
            f"no gap between {pivot!r} and other languages in {', '.join(estimates.languages)}",
            place="gap",
            remedy=f"evaluate {pivot!r} and at least one other language",
        )
    at = np.array([language == pivot for language in estimates.languages])
    weights = np.where(at, 1.0, -1.0 / (len(at) - 1))
    variance = float(weights @ estimates.covariance @ weights)
    fewest = min(estimates.clusters)
    estimate = make_estimate(
        float(weights @ estimates.values), max(variance, 0.0), df=fewest - 1.0, groups=fewest
    )
    low, high = t_interval(estimate) if fewest > 1 else (None, None)
    return Gap(
        pivot=float(estimates.values[at][0]),
        others=float(np.mean(estimates.values[~at])),
        value=estimate.value,
        low=low,
        high=high,
        p_value=t_test(estimate) if fewest > 1 else None,
    )
