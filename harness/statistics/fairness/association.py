"""Do languages that differ more from English fare worse? Rank correlation by permutation.

Distances and scores are both shared within families, so that permuting languages freely rejects
true nulls too often. Families are permuted here (between), or languages inside their families
(within); both are permutation tests in the manner of Mantel 1967, exact where there are few orders.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import permutations, product
from typing import Final, Literal, TypeAlias

import numpy as np
import numpy.typing as npt

from harness.errors import RequestError
from harness.scores import Floats
from harness.seeds import derive_generator
from harness.statistics.fairness.estimates import LanguageEstimates, check_estimates, weigh_families

DRAWS: Final = 9_999
MOST_ORDERS: Final = 40_320  # 8!
FEWEST_UNITS: Final = 9
"""Below this a rank correlation of 0.7 is found less than half of the time."""
_DIGITS = 9  # numbers that agree to so many decimals are tied
_TIE = 1e-9

Coefficient: TypeAlias = Literal["spearman", "kendall"]
Orders: TypeAlias = npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Association:
    """A rank correlation and its two-sided permutation p-value.

    Attributes:
        coefficient: -1 to 1; None where one side does not vary.
        p_value: None likewise.
        units: families, or languages, that were permuted.
        exact: whether all orders were enumerated.
        note: what to know of it, in words; empty for nothing.
    """

    coefficient: float | None
    p_value: float | None
    units: int
    exact: bool
    note: str


def associate_families(
    estimates: LanguageEstimates,
    predictor: Mapping[str, float],
    *,
    method: Coefficient = "spearman",
    seed: int,
    key: str,
) -> Association:
    """Returns the correlation of family means, permuting families: the one to report.

    Args:
        estimates: one number a language; those that the predictor lacks are left out.
        predictor: language code to a finite number, such as a distance to English.
        method: Spearman's ρ or Kendall's τ-b.
        seed: of the run.
        key: names the question; draws depend on ``(seed, key)`` alone.

    Raises:
        RequestError: if no language has both numbers, or one is not finite.
    """
    names, values, given = _align(estimates, predictor)
    _, weights = weigh_families(names)
    pair = _Pair.of(weights @ values, weights @ given, method)
    orders, exact = _order_freely(len(weights), seed=seed, key=f"{key}/families")
    return _test(pair, orders, exact=exact, unit="families")


def associate_within(
    estimates: LanguageEstimates,
    predictor: Mapping[str, float],
    *,
    method: Coefficient = "spearman",
    seed: int,
    key: str,
) -> Association:
    """Returns the correlation of languages' departures from their families' means.

    Languages are permuted inside their families, so that whatever families share is left aside.
    Families of one language say nothing and are left out. Arguments and errors as
    ``associate_families``.
    """
    names, values, given = _align(estimates, predictor)
    several = np.array([names.count(name) > 1 for name in names])
    if not several.any():
        return Association(None, None, 0, exact=True, note="no family has two languages")
    kept = [name for name, chosen in zip(names, several, strict=True) if chosen]
    _, weights = weigh_families(kept)
    members = (weights > 0).astype(np.float64)
    left, right = (side[several] - members.T @ (weights @ side[several]) for side in (values, given))
    orders, exact = _order_within(members, seed=seed, key=f"{key}/within")
    return _test(_Pair.of(left, right, method), orders, exact=exact, unit="languages")


def associate_languages(
    estimates: LanguageEstimates,
    predictor: Mapping[str, float],
    *,
    method: Coefficient = "spearman",
    seed: int,
    key: str,
) -> Association:
    """Returns the correlation over languages permuted freely, as others report it: p is too small.

    Languages of a family are taken for independent, which they are not. Arguments and errors as
    ``associate_families``.
    """
    _, values, given = _align(estimates, predictor)
    orders, exact = _order_freely(len(values), seed=seed, key=f"{key}/languages")
    found = _test(_Pair.of(values, given, method), orders, exact=exact, unit="languages")
    note = "; ".join(filter(None, (found.note, "languages of a family are taken for independent")))
    return Association(found.coefficient, found.p_value, found.units, exact=found.exact, note=note)


def _align(estimates: LanguageEstimates, predictor: Mapping[str, float]) -> tuple[list[str], Floats, Floats]:
    """Families, values and predictors of the languages that have both, in the order of codes."""
    check_estimates(estimates)
    known = sorted(set(estimates.languages) & set(predictor))
    if not known:
        raise RequestError(
            f"no language of {', '.join(estimates.languages)} has a predictor",
            place="association",
            remedy="give numbers for the languages that were evaluated",
        )
    for language in known:
        if not math.isfinite(predictor[language]):
            raise RequestError(
                f"language {language!r} has the predictor {predictor[language]}",
                place="association",
                remedy="leave the language out",
            )
    chosen = estimates.take(known)
    return list(chosen.families), chosen.values, np.array([predictor[language] for language in known])


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two sides as matrices whose products, permuted, give the coefficient.

    For ρ centred midranks (n, 1); for τ-b the signs of all differences (n, n).
    """

    left: Floats = field(repr=False)
    right: Floats = field(repr=False)

    @classmethod
    def of(cls, left: Floats, right: Floats, method: Coefficient) -> _Pair:
        convert = _rank if method == "spearman" else _compare_pairs
        return cls(*(convert(np.round(side, _DIGITS)) for side in (left, right)))

    @property
    def scale(self) -> float:
        return math.sqrt(float(np.sum(self.left**2)) * float(np.sum(self.right**2)))

    def correlate(self, orders: Orders) -> Floats:
        """Returns the coefficient with the left side in each of the orders (B, n)."""
        if self.left.shape[1] == 1:
            products: Floats = self.left[orders, 0] @ self.right[:, 0]
            return products / self.scale
        return (
            np.array([np.sum(self.left[np.ix_(order, order)] * self.right) for order in orders]) / self.scale
        )


def _rank(values: Floats) -> Floats:
    """Midranks less their mean, (n, 1)."""
    _, codes, counts = np.unique(values, return_inverse=True, return_counts=True)
    middle = np.cumsum(counts) - (counts - 1) / 2
    ranks = middle[codes].astype(np.float64)
    centred: Floats = (ranks - ranks.mean())[:, None]
    return centred


def _compare_pairs(values: Floats) -> Floats:
    return np.sign(values[:, None] - values)


def _test(pair: _Pair, orders: Orders, *, exact: bool, unit: str) -> Association:
    count = len(pair.left)
    if not pair.scale:
        return Association(None, None, count, exact=exact, note="one side is the same everywhere")
    observed = float(pair.correlate(np.arange(count)[None])[0])
    drawn = np.abs(pair.correlate(orders))
    extreme = int(np.count_nonzero(drawn >= abs(observed) - _TIE))
    p = extreme / len(orders) if exact else (1 + extreme) / (len(orders) + 1)
    note = f"underpowered: {count} {unit}, fewer than {FEWEST_UNITS}" if count < FEWEST_UNITS else ""
    return Association(observed, p, count, exact=exact, note=note)


def _order_freely(count: int, *, seed: int, key: str) -> tuple[Orders, bool]:
    if math.factorial(count) <= MOST_ORDERS:
        return np.array(list(permutations(range(count))), dtype=np.intp), True
    generator = derive_generator(seed, "association", key)
    return generator.permuted(np.tile(np.arange(count), (DRAWS, 1)), axis=1), False


def _order_within(members: Floats, *, seed: int, key: str) -> tuple[Orders, bool]:
    """Orders that move languages inside their families only; ``members`` is (F, n)."""
    places = [np.flatnonzero(row) for row in members]
    count = members.shape[1]
    if math.prod(math.factorial(len(found)) for found in places) <= MOST_ORDERS:
        return _enumerate_within(places, count), True
    generator = derive_generator(seed, "association", key)
    orders = np.tile(np.arange(count), (DRAWS, 1))
    for found in places:
        orders[:, found] = generator.permuted(orders[:, found], axis=1)
    return orders, False


def _enumerate_within(places: Sequence[Orders], count: int) -> Orders:
    choices = list(product(*(permutations(found.tolist()) for found in places)))
    orders = np.empty((len(choices), count), dtype=np.intp)
    for row, choice in enumerate(choices):
        for found, order in zip(places, choice, strict=True):
            orders[row, found] = order
    return orders
