"""Corrections of p-values for the number of cells in a declared grid."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from harness.errors import RequestError, UnknownNameError
from harness.scores import Floats

DEFAULT: Final = "bh"


@dataclass(frozen=True, slots=True)
class Correction:
    """A way to adjust p-values.

    Attributes:
        title: its authors.
        short: as reports abbreviate it.
        controls: the error rate that stays under the level, in words.
        adjust: p-values (m,) to adjusted ones in the same order.
    """

    title: str
    short: str
    controls: str
    adjust: Callable[[Floats], Floats] = field(repr=False)


def check_probabilities(p_values: Sequence[float], *, place: str) -> None:
    """Refuses what is no p-value.

    Raises:
        RequestError: naming the first value that is not from 0 to 1.
    """
    for position, p in enumerate(p_values):
        if not 0 <= p <= 1:
            raise RequestError(
                f"p-value {p} of cell {position + 1}",
                place=place,
                remedy="give numbers from 0 to 1, or None where there is no test",
            )


def holm(p_values: Floats) -> Floats:
    """Returns Holm's adjusted p-values (m,): step down, under any dependence (Holm 1979)."""
    m = len(p_values)
    order = np.argsort(p_values, kind="stable")
    adjusted = np.empty(m)
    adjusted[order] = np.maximum.accumulate(p_values[order] * np.arange(m, 0, -1))
    return np.minimum(adjusted, 1.0)


def _step_up(p_values: Floats, penalty: float) -> Floats:
    m = len(p_values)
    order = np.argsort(p_values)
    scaled = p_values[order] * m / np.arange(1, m + 1) * penalty
    adjusted = np.empty(m)
    adjusted[order] = np.minimum.accumulate(scaled[::-1])[::-1]
    return np.minimum(adjusted, 1.0)


def _benjamini_hochberg(p_values: Floats) -> Floats:
    return _step_up(p_values, 1.0)


def _benjamini_yekutieli(p_values: Floats) -> Floats:
    return _step_up(p_values, float(np.sum(1 / np.arange(1, len(p_values) + 1))))


CORRECTIONS: Final[Mapping[str, Correction]] = {
    "bh": Correction("Benjamini-Hochberg", "BH", "false discovery rate", _benjamini_hochberg),
    "holm": Correction("Holm", "Holm", "family-wise error rate", holm),
    "by": Correction("Benjamini-Yekutieli", "BY", "false discovery rate", _benjamini_yekutieli),
}


def find_correction(name: str, *, place: str = "correction") -> Correction:
    """Returns a correction by its name.

    Raises:
        UnknownNameError: if there is none of that name; it gives the nearest.
    """
    if name not in CORRECTIONS:
        raise UnknownNameError("correction", name, CORRECTIONS, place=place)
    return CORRECTIONS[name]


def adjust(p_values: Sequence[float | None], *, method: str = DEFAULT) -> tuple[float | None, ...]:
    """Returns adjusted p-values in the order given; None, a cell without a test, stays None.

    Args:
        p_values: one per cell.
        method: "bh" controls the false discovery rate under independence or positive dependence
            (Benjamini and Hochberg 1995); "by" under any dependence, at the price of a factor of
            about ln m (Benjamini and Yekutieli 2001); "holm" the chance of a single false cell
            under any dependence (Holm 1979).

    Cells without a test do not count towards the size of the grid.

    Raises:
        UnknownNameError: if there is no such method.
        RequestError: if a p-value is not between 0 and 1.
    """
    correction = find_correction(method)
    check_probabilities([1.0 if p is None else p for p in p_values], place="correction")
    tested = [position for position, p in enumerate(p_values) if p is not None]
    adjusted: list[float | None] = [None] * len(p_values)
    corrected = correction.adjust(np.array([p for p in p_values if p is not None], dtype=np.float64))
    for position, value in zip(tested, corrected, strict=True):
        adjusted[position] = float(value)
    return tuple(adjusted)
