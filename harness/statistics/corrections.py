"""Corrections of p-values for the number of cells in a declared grid."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

import numpy as np

from harness.errors import RequestError, UnknownNameError
from harness.scores import Floats


def _benjamini_hochberg(p_values: Floats) -> Floats:
    m = len(p_values)
    order = np.argsort(p_values)
    scaled = p_values[order] * m / np.arange(1, m + 1)
    adjusted = np.empty(m)
    adjusted[order] = np.minimum.accumulate(scaled[::-1])[::-1]
    return np.minimum(adjusted, 1.0)


CORRECTIONS: Final[Mapping[str, Callable[[Floats], Floats]]] = {"bh": _benjamini_hochberg}


def adjust(p_values: Sequence[float | None], *, method: str = "bh") -> tuple[float | None, ...]:
    """Returns adjusted p-values in the order given; None, a cell without a test, stays None.

    "bh" controls the false discovery rate (Benjamini and Hochberg 1995) under independence or
    positive dependence. Cells without a test do not count towards the size of the grid.

    Raises:
        UnknownNameError: if there is no such method.
        RequestError: if a p-value is not between 0 and 1.
    """
    if method not in CORRECTIONS:
        raise UnknownNameError("correction", method, CORRECTIONS, place="correction")
    for position, p in enumerate(p_values):
        if p is not None and not 0 <= p <= 1:
            raise RequestError(
                f"p-value {p} of cell {position + 1}",
                place="correction",
                remedy="give numbers from 0 to 1, or None where there is no test",
            )
    tested = [position for position, p in enumerate(p_values) if p is not None]
    adjusted: list[float | None] = [None] * len(p_values)
    corrected = CORRECTIONS[method](np.array([p for p in p_values if p is not None], dtype=np.float64))
    for position, value in zip(tested, corrected, strict=True):
        adjusted[position] = float(value)
    return tuple(adjusted)
