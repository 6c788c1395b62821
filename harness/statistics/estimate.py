"""An estimate with its standard error, and the t interval and t test that follow from it."""

from __future__ import annotations

from dataclasses import dataclass

from scipy.special import ndtri, stdtr, stdtrit

ALPHA = 0.05
POWER = 0.8
LIMIT = 100.0


@dataclass(frozen=True, slots=True)
class Estimate:
    """A difference in points.

    Attributes:
        value: points.
        standard_error: points; infinite where nothing is known of it (one cluster).
        df: degrees of freedom of the standard error, at least 1.
        groups: clusters that it rests on.
        skewness: of what the clusters contribute to it; 0 where that is symmetric or not known.
    """

    value: float
    standard_error: float
    df: float
    groups: int
    skewness: float = 0.0


def t_quantile(probability: float, df: float) -> float:
    """Returns the quantile of Student's t."""
    return float(stdtrit(df, probability))


def wilson_share(groups: int) -> float:
    """Returns the largest share of clusters that may behave otherwise though none of G did.

    Source: the upper end of Wilson's 95 % interval at 0 of G, ``z² / (G + z²)``.
    """
    z2 = float(ndtri(1 - ALPHA / 2)) ** 2
    return z2 / (groups + z2)


def t_interval(estimate: Estimate) -> tuple[float, float]:
    """Returns the 95 % interval in points, cut at ±100.

    Where all clusters moved alike the estimated error is 0; a difference is then widened by
    the share of clusters that may behave otherwise. No difference at all stays ``(0, 0)``.
    """
    if estimate.standard_error == 0:
        half = abs(estimate.value) * wilson_share(estimate.groups)
    else:
        half = t_quantile(1 - ALPHA / 2, estimate.df) * estimate.standard_error
    return max(estimate.value - half, -LIMIT), min(estimate.value + half, LIMIT)


def t_test(estimate: Estimate) -> float:
    """Returns the two-sided p-value of a difference of 0.

    With an error of 0 and a difference the p-value is that of a sign test over clusters.
    """
    if estimate.standard_error == 0:
        return 1.0 if estimate.value == 0 else 0.5 ** (estimate.groups - 1)
    return float(min(1.0, 2.0 * stdtr(estimate.df, -abs(estimate.value) / estimate.standard_error)))
