"""Is a drop smaller than a margin? Two one-sided tests, and non-inferiority for gates.

"Not significant" is no evidence of "no drop": these ask the question the other way round.
Source: Schuirmann 1987 (two one-sided tests); Walker and Nowacki 2011 (verdicts by the interval);
Hall 1992 (one-sided t for skewed data, J. R. Stat. Soc. B 54, 221-228). A plain one-sided t passed 8.6 %
of drops at the margin where 100 skewed clusters decide, Hall's alone 8.0 % where 48 do: of the two bounds
the outer one counts.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from scipy.special import ndtri, stdtr

from harness.errors import RequestError
from harness.statistics.estimate import ALPHA, LIMIT, POWER, Estimate, t_quantile

Verdict: TypeAlias = Literal["pass", "fail", "inconclusive"]


@dataclass(frozen=True, slots=True)
class Equivalence:
    """Two one-sided tests of a drop between -margin and +margin.

    Attributes:
        margin: points.
        low, high: the interval of ``1 - 2·alpha`` (90 %) in points, cut at ±100.
        p_value: the larger of the two one-sided ones.
        equivalent: whether ``p_value ≤ alpha``, that is, the interval lies within the margin.
    """

    margin: float
    low: float
    high: float
    p_value: float
    equivalent: bool


@dataclass(frozen=True, slots=True)
class NonInferiority:
    """A drop against the largest one that is put up with.

    Attributes:
        margin: points.
        low, high: one-sided bounds at ``1 - alpha`` each, in points, cut at ±100.
        p_value: of "the drop is at least the margin", one-sided; small means that it is less.
        verdict: "pass" where ``high < margin``, "fail" where ``low > margin``, else "inconclusive".
        regressed: ``low > 0``: it fell, be it by less than the margin. May go with "pass".
        n_to_pass: examples, clustered as now, of which 80 % of samples would pass if there truly
            were no drop; 0 where nothing is known of the error.
    """

    margin: float
    low: float
    high: float
    p_value: float
    verdict: Verdict
    regressed: bool
    n_to_pass: int


def judge_equivalence(estimate: Estimate, margin: float, *, alpha: float = ALPHA) -> Equivalence:
    """Returns whether the drop lies within ±margin by two one-sided tests.

    Args:
        estimate: a drop in points.
        margin: points, above 0 and below 100; settled before the results are seen.
        alpha: level of each test.

    Raises:
        RequestError: if margin or level is impossible, or the estimate is not a number.
    """
    _check(estimate, margin, alpha)
    low, high = one_sided_bounds(estimate, alpha=alpha)
    p = max(_p_below(estimate, margin), _p_below(_mirror(estimate), margin))
    return Equivalence(margin, low, high, p, p <= alpha)


def judge_non_inferiority(
    estimate: Estimate, margin: float, *, n: int, alpha: float = ALPHA
) -> NonInferiority:
    """Returns whether the drop is less than the margin, more, or not known.

    Args:
        estimate: a drop (or a difference of drops) in points; positive is worse.
        margin: points, above 0 and below 100; settled before the results are seen.
        n: examples that the estimate rests on.
        alpha: level of the verdicts; each is wrong at the margin in at most this share.

    Raises:
        RequestError: if margin, level or n is impossible, or the estimate is not a number.
    """
    _check(estimate, margin, alpha)
    if n < 1:
        raise RequestError(f"{n} examples", place="non-inferiority", remedy="give at least one")
    low, high = one_sided_bounds(estimate, alpha=alpha)
    verdict: Verdict = "pass" if high < margin else "fail" if low > margin else "inconclusive"
    p = _p_below(estimate, margin)
    return NonInferiority(margin, low, high, p, verdict, low > 0, _count_to_pass(estimate, margin, n, alpha))


def equivalent_within(estimate: Estimate, *, alpha: float = ALPHA) -> float:
    """Returns the smallest margin in points that two one-sided tests confirm; at most 100."""
    low, high = one_sided_bounds(estimate, alpha=alpha)
    return max(abs(low), abs(high))


def one_sided_bounds(estimate: Estimate, *, alpha: float = ALPHA) -> tuple[float, float]:
    """Returns the lower and the upper bound in points, each at ``1 - alpha``, cut at ±100.

    Where all clusters moved alike the error is estimated as 0, which no one should believe: of G
    such clusters a share of at most ``1 - alpha^(1/G)`` may behave otherwise (the exact binomial
    bound), and lie anywhere up to ±100.
    """
    if math.isinf(estimate.standard_error):
        return -LIMIT, LIMIT
    if estimate.standard_error == 0:
        share = 1 - alpha ** (1 / estimate.groups)
        down, up = share * (LIMIT + estimate.value), share * (LIMIT - estimate.value)
    else:
        step = t_quantile(1 - alpha, estimate.df)
        down, up = (
            max(step, side * _undo_skew(side * step, estimate)) * estimate.standard_error for side in (1, -1)
        )
    return max(estimate.value - down, -LIMIT), min(estimate.value + up, LIMIT)


def _p_below(estimate: Estimate, margin: float) -> float:
    """The p-value of "the drop is at least the margin"."""
    if math.isinf(estimate.standard_error):
        return 1.0
    if estimate.standard_error:
        statistic = (estimate.value - margin) / estimate.standard_error
        return float(stdtr(estimate.df, max(statistic, _adjust_skew(statistic, estimate))))
    share = (margin - estimate.value) / (LIMIT - estimate.value) if estimate.value < margin else 0.0
    return (1 - share) ** estimate.groups


def _count_to_pass(estimate: Estimate, margin: float, n: int, alpha: float) -> int:
    if math.isinf(estimate.standard_error):
        return 0
    if estimate.standard_error == 0:
        groups = math.log(alpha) / math.log1p(-margin / LIMIT)
        return math.ceil(n * groups / estimate.groups)
    steps = float(ndtri(1 - alpha) + ndtri(POWER))
    return math.ceil(n * (steps * estimate.standard_error / margin) ** 2)


def _mirror(estimate: Estimate) -> Estimate:
    return replace(estimate, value=-estimate.value, skewness=-estimate.skewness)


def _adjust_skew(statistic: float, estimate: Estimate) -> float:
    """Hall's cubic, which takes the skewness out of a t statistic and keeps its order."""
    slope = estimate.skewness / math.sqrt(estimate.groups)
    return statistic + slope * (statistic**2 / 3 + 1 / 6) + slope**2 * statistic**3 / 27


def _undo_skew(adjusted: float, estimate: Estimate) -> float:
    """The statistic whose adjusted value is given."""
    slope = estimate.skewness / math.sqrt(estimate.groups)
    if abs(slope) < 1e-9:
        return adjusted
    return 3 * (math.cbrt(1 + slope * (adjusted - slope / 6)) - 1) / slope


def _check(estimate: Estimate, margin: float, alpha: float) -> None:
    if not 0 < margin < LIMIT:
        raise RequestError(
            f"a margin of {margin:g} points", place="margin", remedy="give one above 0 and below 100"
        )
    if not 0 < alpha < 0.5:
        raise RequestError(f"level {alpha:g}", place="margin", remedy="give one above 0 and below 0.5")
    if not math.isfinite(estimate.value) or math.isnan(estimate.standard_error):
        raise RequestError(
            f"a drop of {estimate.value} ± {estimate.standard_error}",
            place="margin",
            remedy="give an estimate that is a number",
        )
