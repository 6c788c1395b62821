"""Means that weigh families equally, and the tests whose units are families.

Languages of a family resemble each other: a t test over languages rejects about a third of true
nulls at an intraclass correlation of 0.3 in a layout like XTREME's (42 languages, 13
families, the largest of 19). Here the family is the unit. Source: sign-flip (randomisation) test of
Fisher 1935 on cluster means, as Canay, Romano and Shaikh 2017 for few clusters of unequal size.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np

from harness.scores import Floats
from harness.seeds import derive_generator
from harness.statistics.estimate import ALPHA, Estimate, t_interval, t_test
from harness.statistics.fairness.estimates import LanguageEstimates, check_estimates, weigh_families

DRAWS: Final = 9_999
EXACT_UP_TO: Final = 12
TIE: Final = 1e-9  # points; draws this close to the observed mean count as equal to it
FEWEST: Final = 6
"""Families from which on a two-sided sign-flip can fall below 0.05: 2^(1 - F)."""


@dataclass(frozen=True, slots=True)
class FamilyMean:
    """The mean in which every family counts the same.

    Attributes:
        value: points.
        low, high: 95 % interval, t over family means; None for one family.
        p_value: two-sided, sign-flip over families; None for one family.
        p_value_t: two-sided t over family means, as a check; None for one family.
        language_mean: points, languages weighted equally.
        families: family names in order.
        means: (F,) points, of each family.
        languages: how many.
        notes: cautions.
    """

    value: float
    low: float | None
    high: float | None
    p_value: float | None
    p_value_t: float | None
    language_mean: float
    families: tuple[str, ...]
    means: tuple[float, ...]
    languages: int
    notes: tuple[str, ...] = ()


def average_families(estimates: LanguageEstimates, *, seed: int, key: str) -> FamilyMean:
    """Returns the family-equal mean: languages weigh equally in a family, families in the mean.

    The interval and both tests take the family means as a sample: they speak of families like
    these, and hold whatever the correlation within families. At most 12 families: all 2^F sign-flips;
    more: ``p = (1 + #{|m*| ≥ |m|}) / (B + 1)`` with B = 9,999.

    Args:
        estimates: one number a language.
        seed: of the run.
        key: names the mean; draws depend on ``(seed, key)`` alone.

    Raises:
        RequestError: if there is no language, one stands twice or has no family, or a number is
            not finite.
    """
    check_estimates(estimates)
    names, weights = weigh_families(estimates.families)
    means = weights @ estimates.values
    count = len(names)
    summary = _make_estimate(means)
    interval = t_interval(summary) if count > 1 else (None, None)
    return FamilyMean(
        value=summary.value,
        low=interval[0],
        high=interval[1],
        p_value=flip_families(means, seed=seed, key=key) if count > 1 else None,
        p_value_t=t_test(summary) if count > 1 else None,
        language_mean=float(np.mean(estimates.values)),
        families=names,
        means=tuple(means.tolist()),
        languages=len(estimates.languages),
        notes=tuple(_caution(summary)),
    )


def flip_families(means: Floats, *, seed: int, key: str) -> float:
    """Returns the two-sided sign-flip p-value that family means (F,) are symmetric about 0."""
    count = len(means)
    if count <= EXACT_UP_TO:
        flips = (np.arange(2**count)[:, None] >> np.arange(count)) & 1
    else:
        flips = derive_generator(seed, "family_sign_flip", key).integers(0, 2, size=(DRAWS, count))
    drawn = np.abs((1 - 2 * flips) @ means) / count
    extreme = int(np.count_nonzero(drawn >= abs(float(np.mean(means))) - TIE))
    return extreme / len(drawn) if count <= EXACT_UP_TO else (1 + extreme) / (DRAWS + 1)


def _make_estimate(means: Floats) -> Estimate:
    count = len(means)
    error = float(np.std(means, ddof=1)) / math.sqrt(count) if count > 1 else math.inf
    value = float(np.mean(means))
    return Estimate(
        0.0 if abs(value) < TIE else value, 0.0 if error < TIE else error, max(count - 1.0, 1.0), count
    )


def _caution(summary: Estimate) -> Iterator[str]:
    count = summary.groups
    if count == 1:
        yield "one family: nothing can be said of families, only of these languages"
    elif count < FEWEST:
        yield (
            f"{count} families: p cannot fall below 2^(1−{count}) = {2.0 ** (1 - count):.3g},"
            f" so it cannot reach {ALPHA:g}"
        )
    if count > 1 and summary.standard_error == 0 and summary.value:
        yield "all families moved alike: interval widened for what others may do"
