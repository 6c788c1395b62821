"""How large an effect is: differences, ratios and standardised sizes of paired answers.

All are signed towards the perturbed side falling: above 0 (ratios: above 1) more was broken
than repaired. Which one a report shows: the odds ratio with its interval and Cohen's g where
examples are right or wrong, Cohen's dz elsewhere, the drop everywhere.
"""

from __future__ import annotations

import math

import numpy as np
from scipy.special import ndtri

from harness.errors import RequestError
from harness.scores import Floats
from harness.statistics.estimate import ALPHA, Estimate, t_quantile

_PLACE = "effect size"


def risk_difference(broken: int, repaired: int, n: int) -> float:
    """Returns ``(broken - repaired) / n``, a fraction: the drop in accuracy of single answers / 100.

    Raises:
        RequestError: if a count is negative or there are more flips than examples.
    """
    _check(broken, repaired)
    if n < max(1, broken + repaired):
        raise RequestError(
            f"{broken + repaired} flips among {n} examples",
            place=_PLACE,
            remedy="give at least as many examples as flips",
        )
    return (broken - repaired) / n


def cohen_g(broken: int, repaired: int) -> float:
    """Returns ``broken / (broken + repaired) - ½``, from -0.5 to 0.5; nan without flips.

    0.05, 0.15 and 0.25 are Cohen's small, medium and large (1988, chapter 5), who drops the sign.

    Raises:
        RequestError: if a count is negative.
    """
    _check(broken, repaired)
    flips = broken + repaired
    return broken / flips - 0.5 if flips else math.nan


def odds_ratio(broken: int, repaired: int) -> float:
    """Returns ``broken / repaired``, with a half added to both where one is 0 (Haldane 1956).

    Raises:
        RequestError: if a count is negative.
    """
    _check(broken, repaired)
    half = 0.0 if broken and repaired else 0.5
    return (broken + half) / (repaired + half)


def odds_ratio_interval(broken: Floats, repaired: Floats) -> tuple[float, float]:
    """Returns the 95 % interval of the odds ratio of flips, of counts by cluster.

    Where no cluster has more than one flip: Wilson's interval of ``broken / flips``, as odds
    (Fagerland, Lydersen and Laake 2014). Otherwise cluster-robust t on the log scale,
    ``ψ_c = b_c / b - r_c / r``. Either end may be infinite or 0; both are nan where nothing
    flipped, or where clusters hold several flips of one kind only.

    Args:
        broken: (G,), broken examples by cluster, clusters without flips among them.
        repaired: (G,), repaired ones.

    Raises:
        RequestError: if shapes differ or a count is negative or not finite.
    """
    flips = _sum_flips(broken, repaired)
    total, worse = float(flips.sum()), float(broken.sum())
    if total == 0:
        return math.nan, math.nan
    if flips.max() <= 1:
        low, high = _wilson(worse / total, total)
        return _as_odds(low), _as_odds(high)
    better, groups = total - worse, len(flips)
    if min(worse, better) == 0 or groups == 1:
        return math.nan, math.nan
    moves = broken / worse - repaired / better
    error = math.sqrt(groups / (groups - 1) * float(moves @ moves))
    half = t_quantile(1 - ALPHA / 2, groups - 1.0) * error
    return worse / better * math.exp(-half), worse / better * math.exp(half)


def cohen_dz(estimate: Estimate) -> float:
    """Returns the difference in standard deviations between clusters; nan if these are 0."""
    if estimate.standard_error == 0:
        return math.nan if estimate.value else 0.0
    return estimate.value / (estimate.standard_error * math.sqrt(estimate.groups))


def _check(broken: int, repaired: int) -> None:
    if min(broken, repaired) < 0:
        raise RequestError(
            f"{broken} broken and {repaired} repaired examples",
            place=_PLACE,
            remedy="give counts of 0 or more",
        )


def _sum_flips(broken: Floats, repaired: Floats) -> Floats:
    if broken.shape != repaired.shape or broken.ndim != 1:
        raise RequestError(
            f"counts of shapes {broken.shape} and {repaired.shape}",
            place=_PLACE,
            remedy="give one count of each kind per cluster",
        )
    flips: Floats = np.stack([broken, repaired])
    if not np.all(np.isfinite(flips)) or np.any(flips < 0):
        raise RequestError(
            "a count of flips that is negative or not finite",
            place=_PLACE,
            remedy="give counts of 0 or more",
        )
    summed: Floats = flips.sum(axis=0)
    return summed


def _wilson(share: float, n: float) -> tuple[float, float]:
    """Wilson's interval as a fraction; an end that is 0 or 1 in truth is so to the last bit."""
    z2 = float(ndtri(1 - ALPHA / 2)) ** 2
    centre = (share + z2 / (2 * n)) / (1 + z2 / n)
    half = math.sqrt(z2) / (1 + z2 / n) * math.sqrt(share * (1 - share) / n + z2 / (4 * n * n))
    return 0.0 if share == 0 else centre - half, 1.0 if share == 1 else centre + half


def _as_odds(share: float) -> float:
    return math.inf if share == 1 else share / (1 - share)
