"""Numbers as they are reported: rounded once, here, so that equal runs give equal bytes."""

from __future__ import annotations

import math

DECIMALS = 4


def tidy(value: float) -> float:
    """Returns a finite number rounded to four decimals, never minus zero."""
    return round(value, DECIMALS) + 0.0


def tidy_or_none(value: float | None) -> float | None:
    """Returns the number rounded, or None where there is none or it is not finite."""
    return tidy(value) if value is not None and math.isfinite(value) else None


def tidy_p(value: float | None) -> float | None:
    """Returns a p-value with six decimals, enough for 9,999 permutations."""
    return round(value, 6) if value is not None else None
