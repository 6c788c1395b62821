"""Drops relative to what there was to lose."""

from __future__ import annotations


def relative_drop(clean: float, perturbed: float, *, chance: float) -> float | None:
    """Returns ``(clean - perturbed) / (clean - chance)``, a fraction; all scores in points.

    None where clean is not above chance: there was nothing to lose. A value above 1 means
    that the perturbed score is below chance.
    """
    return (clean - perturbed) / (clean - chance) if clean > chance else None
