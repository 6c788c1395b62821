"""In how many languages does a model fall? Counts that hold together at one level.

"Significant in 12 of 40 languages" counts false ones too: 40 languages without any drop give
2 by chance. The partial-conjunction null of u says that fewer than u of m languages fall; k̂ is
the largest u that is rejected, and exceeds the true number in at most a share α of studies.

Source: Dror, Baumer, Bogomolov and Reichart 2017 (TACL, Q17-1033); Benjamini and Heller 2008.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

import numpy as np
from scipy.special import chdtrc

from harness.errors import EmptyEvaluationSetError, RequestError
from harness.scores import Floats
from harness.statistics.corrections import check_probabilities, holm
from harness.statistics.estimate import ALPHA

Combination: TypeAlias = Literal["bonferroni", "fisher"]
_PLACE = "partial conjunction"


@dataclass(frozen=True, slots=True)
class LanguagesFallen:
    """How many of m languages fall, and which ones can be named.

    Attributes:
        least: k̂; a drop in at least so many languages, at confidence 1 - α.
        tested: m.
        p_values: of "at least u languages fall" for u = 1 … m, never decreasing.
        named: places of the languages that fall, by Holm at the same level, ascending.
    """

    least: int
    tested: int
    p_values: tuple[float, ...]
    named: tuple[int, ...]


def one_sided_p(p_value: float, drop: float) -> float:
    """Returns the p-value that the score *falls*, from a two-sided one and the drop in points.

    Half of it for a drop; its complement for a gain; 1 where nothing moved at all. The tests of
    this package (mid-p and exact McNemar, sign-flip, t) are symmetric under the null.

    Raises:
        RequestError: if the p-value is not from 0 to 1 or the drop is not a number.
    """
    check_probabilities([p_value], place="one-sided p")
    if not np.isfinite(drop):
        raise RequestError(f"a drop of {drop}", place="one-sided p", remedy="give a finite number of points")
    if drop == 0:
        return 1.0
    return p_value / 2 if drop > 0 else 1 - p_value / 2


def combine_p_values(p_values: Sequence[float], *, method: Combination = "bonferroni") -> tuple[float, ...]:
    """Returns the partial-conjunction p-values for u = 1 … m, made monotone.

    Args:
        p_values: one-sided, one per language, in any order.
        method: "bonferroni" ``(m - u + 1) · p_(u)`` under any dependence, as for languages that
            share their items; "fisher" ``P(χ²_{2(m-u+1)} ≥ -2 Σ_{i≥u} ln p_(i))`` for independent
            ones only.

    Raises:
        EmptyEvaluationSetError: if there is no p-value.
        RequestError: if one is not from 0 to 1, or there is no such method.
    """
    if not len(p_values):
        raise EmptyEvaluationSetError(
            "no language to count", place=_PLACE, remedy="give the p-value of at least one language"
        )
    if method not in _COMBINATIONS:
        raise RequestError(
            f"unknown combination {method!r}", place=_PLACE, remedy="choose one of bonferroni, fisher"
        )
    check_probabilities(p_values, place=_PLACE)
    combined = _COMBINATIONS[method](np.sort(np.asarray(p_values, dtype=np.float64)))
    return tuple(float(p) for p in np.minimum(np.maximum.accumulate(combined), 1.0))


def count_fallen(
    p_values: Sequence[float], *, alpha: float = ALPHA, method: Combination = "bonferroni"
) -> LanguagesFallen:
    """Returns k̂, the number of languages that fall, and which ones by Holm.

    Args:
        p_values: one-sided for a drop, one per language.
        alpha: level, above 0 and below 1.
        method: see ``combine_p_values``. With "bonferroni" k̂ is the number of languages named.

    Raises:
        EmptyEvaluationSetError: if there is no p-value.
        RequestError: if a p-value, the level or the method is impossible.
    """
    if not 0 < alpha < 1:
        raise RequestError(f"level {alpha}", place=_PLACE, remedy="give a number between 0 and 1")
    combined = combine_p_values(p_values, method=method)
    adjusted = holm(np.asarray(p_values, dtype=np.float64))
    named = tuple(int(place) for place in np.flatnonzero(adjusted <= alpha))
    return LanguagesFallen(sum(p <= alpha for p in combined), len(combined), combined, named)


def _bonferroni(ordered: Floats) -> Floats:
    scaled: Floats = ordered * np.arange(len(ordered), 0, -1)
    return scaled


def _fisher(ordered: Floats) -> Floats:
    with np.errstate(divide="ignore"):  # a p-value of 0 leaves no doubt: infinite evidence
        evidence = -2 * np.cumsum(np.log(ordered[::-1]))[::-1]
    tail: Floats = chdtrc(2.0 * np.arange(len(ordered), 0, -1), evidence)
    return tail


_COMBINATIONS: Final[Mapping[str, Callable[[Floats], Floats]]] = {
    "bonferroni": _bonferroni,
    "fisher": _fisher,
}
