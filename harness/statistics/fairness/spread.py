"""How unequal languages are, less what chance alone makes of equal ones."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from harness.scores import Floats
from harness.statistics.fairness.estimates import LanguageEstimates, check_estimates


@dataclass(frozen=True, slots=True)
class Inequality:
    """Spread over languages, in points where nothing else is said.

    Attributes:
        sd_observed: standard deviation of the numbers as they are.
        sd: the same less sampling variance, 0 where that is all there is.
        gini: mean absolute difference over twice the mean, a fraction; None unless all are positive.
        lowest_to_highest: ratio, a fraction; None unless all are positive.
        bottom_quarter: mean of the lowest quarter of the languages (at least one).
        notes: cautions.
    """

    sd_observed: float | None
    sd: float | None
    gini: float | None
    lowest_to_highest: float | None
    bottom_quarter: float | None
    notes: tuple[str, ...] = ()


def measure_inequality(estimates: LanguageEstimates) -> Inequality:
    """Returns measures of spread over languages, less sampling variance.

    Numbers of equal languages differ by chance by ``v``, the mean squared standard error less the
    mean covariance that parallel items bring. So ``sd² = max(0, s² - v)``, and the other
    measures are those of numbers drawn together towards their mean by ``sd / s``.

    Raises:
        RequestError: if there is no language, one stands twice or has no family, or a number is
            not finite.
    """
    check_estimates(estimates)
    count = len(estimates.languages)
    if count < 2:
        return Inequality(None, None, None, None, None, ("one language: no spread",))
    observed = float(np.std(estimates.values, ddof=1))
    known = min(estimates.clusters) > 1
    chance = _expect_variance(estimates.covariance) if known else 0.0
    true = math.sqrt(max(observed**2 - chance, 0.0))
    centre = float(np.mean(estimates.values))
    drawn = centre + (estimates.values - centre) * (true / observed if observed else 0.0)
    positive = bool(drawn.min() > 0)
    return Inequality(
        sd_observed=observed,
        sd=true,
        gini=_gini(drawn) if positive else None,
        lowest_to_highest=float(drawn.min() / drawn.max()) if positive else None,
        bottom_quarter=float(np.mean(np.sort(drawn)[: math.ceil(count / 4)])),
        notes=tuple(_caution(known=known, floored=observed > 0 and true == 0)),
    )


def _expect_variance(covariance: Floats) -> float:
    """The expected sample variance of numbers that differ by their errors alone."""
    count = len(covariance)
    own = float(np.trace(covariance)) / count
    shared = (float(covariance.sum()) - count * own) / (count * (count - 1))
    return own - shared


def _gini(values: Floats) -> float:
    """Mean absolute difference of all pairs over twice the mean; by ranks."""
    count = len(values)
    ranks = 2 * np.arange(1, count + 1) - count - 1
    return float(ranks @ np.sort(values) / (count * values.sum()))


def _caution(*, known: bool, floored: bool) -> Iterator[str]:
    if not known:
        yield "a language has one cluster only: sampling variance is not taken off the spread"
    if floored:
        yield "languages differ by no more than chance would make them: spread floored at 0"
