"""What could have been detected, and how many examples it would take.

Source: ``(t_{1-α/2} + t_{power}) · SE``, the normal approximation of Miller 2024
(arXiv 2411.00640) with t quantiles.
"""

from __future__ import annotations

import math
from typing import Final

from scipy.special import ndtri

from harness.errors import RequestError
from harness.statistics.estimate import ALPHA, LIMIT, POWER, Estimate, t_quantile

WANTED_DROP: Final = 2.0
"""Points that a study wants to be able to see, unless it says otherwise."""


def minimum_detectable(estimate: Estimate, n: int, *, binary: bool) -> float:
    """Returns the drop in points that a test would find with 80 % power; at most 100.

    Args:
        estimate: the observed drop and its standard error.
        n: examples.
        binary: whether these are right or wrong. See ``_least_units`` for what follows.
    """
    steps = t_quantile(1 - ALPHA / 2, estimate.df) + t_quantile(POWER, estimate.df)
    reach = steps * estimate.standard_error
    if units := _least_units(estimate, n, binary=binary):
        reach = max(reach, LIMIT * _z_steps() ** 2 / units)
    return min(reach, LIMIT)


def count_needed(estimate: Estimate, n: int, *, binary: bool) -> int:
    """Returns the examples, clustered as now, that give the observed drop 80 % power.

    All of the error is taken to shrink with the examples, also that over seeds. 0 where the
    drop is 0 or nothing is known of its error.
    """
    if estimate.value == 0 or math.isinf(estimate.standard_error):
        return 0
    needed = n * (_z_steps() * estimate.standard_error / estimate.value) ** 2
    if units := _least_units(estimate, n, binary=binary):
        needed = max(needed, n / units * LIMIT * _z_steps() ** 2 / abs(estimate.value))
    return math.ceil(needed)


def count_for(wanted: float, estimate: Estimate, n: int, *, binary: bool) -> int | None:
    """Returns the examples, clustered as now, that give a drop of ``wanted`` points 80 % power.

    None where nothing is known of the error (one cluster). As for ``count_needed``, all of the
    error is taken to shrink with the examples.

    Args:
        wanted: points, above 0 and at most 100.
        estimate: the observed drop, of which only the error counts here.
        n: examples that it rests on.
        binary: whether these are right or wrong.

    Raises:
        RequestError: if the wanted drop is not above 0 and at most 100 points.
    """
    if not 0 < wanted <= LIMIT:
        raise RequestError(
            f"a wanted drop of {wanted:g} points", place="power", remedy="give one above 0, at most 100"
        )
    aimed = Estimate(wanted, estimate.standard_error, estimate.df, estimate.groups)
    return count_needed(aimed, n, binary=binary) or None


def _least_units(estimate: Estimate, n: int, *, binary: bool) -> int:
    """Returns the independent units among which a drop needs its share of flips; 0 for no limit.

    If examples are right or wrong, a drop d takes flips of a share d at least, so that nothing
    below ``(z + z)² / n`` can be found, however quiet the sample. Where nothing varied at all,
    whole clusters are reckoned with.
    """
    if estimate.standard_error == 0:
        return estimate.groups
    return n if binary else 0


def _z_steps() -> float:
    return float(ndtri(1 - ALPHA / 2) + ndtri(POWER))
