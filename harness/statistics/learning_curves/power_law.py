"""The power law ``e = a·n^(-b) + c`` by variable projection, for many curves at once.

For a given exponent b the rest is linear, so that (a, c) ≥ 0 has a closed form; what is left is a
search over one number, by a grid and then by finer ones around its best place. There are no
starting values and no local minima in (a, c) to stop in. Source: Golub and Pereyra 1973; for scaling
laws arXiv 2603.22339.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

import numpy as np

from harness.scores import Floats

B_LOW: Final = 0.01
B_HIGH: Final = 5.0
_GRID: Final = np.geomspace(B_LOW, B_HIGH, 32)
_FINER: Final = np.linspace(0, 1, 7)[:, None]
_ROUNDS: Final = 14  # each finer grid has a third of the width: 3^-13 of a bracket is left


@dataclass(frozen=True, slots=True)
class PowerLaw:
    """B fitted curves ``e = a·n^(-b) + c``; errors in points, sizes in examples.

    Attributes:
        level: (B,), ``a·reference^(-b)``: points above the floor at the reference size.
        b: (B,), exponents; without meaning where ``level`` is 0, for such a curve is flat.
        c: (B,), the floor in points, at least 0.
        reference: a size in examples, the geometric mean of those fitted.
    """

    level: Floats = field(repr=False)
    b: Floats = field(repr=False)
    c: Floats = field(repr=False)
    reference: float

    @property
    def a(self) -> Floats:
        """(B,), points times examples^b: the error above the floor at one example."""
        scaled: Floats = self.level * self.reference**self.b
        return scaled

    def at(self, sizes: Floats) -> Floats:
        """Returns the errors at some sizes, (B, q), in points."""
        logs = np.log(np.asarray(sizes, dtype=np.float64) / self.reference)
        errors: Floats = self.level[:, None] * np.exp(-self.b[:, None] * logs) + self.c[:, None]
        return errors


def fit_power_law(sizes: Floats, errors: Floats, *, floor: bool) -> PowerLaw:
    """Returns the least-squares power laws through seed means, all sizes weighing the same.

    Args:
        sizes: (m,) examples, positive and different.
        errors: (B, m) points.
        floor: whether c is fitted (three parameters) or 0 (two).

    b is sought from 0.01, where the curve is a straight line over log n, to 5, where it is flat
    from the second size on; a and c are never negative.
    """
    reference = float(np.exp(np.mean(np.log(sizes))))
    logs = np.log(sizes / reference)[:, None]
    across = np.ascontiguousarray(errors.T)
    b = _seek(logs, across, floor=floor)
    level, c, _ = _project(np.exp(-b * logs), across, floor=floor)
    return PowerLaw(level, b, c, reference)


def _seek(logs: Floats, errors: Floats, *, floor: bool) -> Floats:
    """Returns the exponents with the least sum of squares, (B,): a grid, then finer ones around its best."""
    tried: Floats = _GRID[:, None]
    for _ in range(_ROUNDS):
        x = np.exp(-tried * logs[..., None])  # (m, grid, B)
        best = _project(x, errors[:, None], floor=floor)[2].argmin(axis=0)[None]
        known = np.broadcast_to(tried, (len(tried), errors.shape[1]))
        low = np.take_along_axis(known, np.maximum(best - 1, 0), axis=0)
        high = np.take_along_axis(known, np.minimum(best + 1, len(tried) - 1), axis=0)
        tried = low + (high - low) * _FINER
    found: Floats = ((low + high) / 2)[0]
    return found


def _project(x: Floats, errors: Floats, *, floor: bool) -> tuple[Floats, Floats, Floats]:
    """Returns (level, c, sum of squares) of the best ``level·x + c`` with both at least 0.

    Non-negative least squares in two variables: the free solution where it is allowed, else the
    better of the two edges. Sizes are the first axis of ``x`` and ``errors``; the others broadcast.
    """
    steep = np.maximum((x * errors).sum(axis=0) / (x * x).sum(axis=0), 0.0)
    none = np.zeros_like(steep)
    if not floor:
        return steep, none, _lose(x, errors, (steep, none))
    mean, centre = errors.mean(axis=0), x.mean(axis=0)
    centred = x - centre
    spread = np.maximum((centred * centred).sum(axis=0), np.finfo(np.float64).tiny)
    slope = (centred * errors).sum(axis=0) / spread
    rest = mean - slope * centre
    allowed = (slope >= 0) & (rest >= 0)
    level, c = np.where(allowed, slope, steep), np.where(allowed, rest, 0.0)
    lost = _lose(x, errors, (level, c))
    flat = np.broadcast_to(np.maximum(mean, 0.0), lost.shape)
    lost_flat = np.broadcast_to(((errors - np.maximum(mean, 0.0)) ** 2).sum(axis=0), lost.shape)
    better = lost_flat < lost
    return np.where(better, none, level), np.where(better, flat, c), np.where(better, lost_flat, lost)


def _lose(x: Floats, errors: Floats, line: tuple[Floats, Floats]) -> Floats:
    level, c = line
    left = errors - level * x - c
    lost: Floats = (left * left).sum(axis=0)
    return lost
