"""Drops, or scores, of three training seeds at six sizes on the same items."""

from __future__ import annotations

from functools import partial
from typing import Final

import numpy as np

from harness.scores import Floats
from harness.statistics.learning_curves import SizeTable
from harness.statistics.learning_curves.table import Quantity
from harness.statistics.simulation.draws import name_units
from harness.statistics.simulation.samples import Curve
from harness.statistics.simulation.shape import Shape

SIZES: Final[Floats] = np.array([250.0 * 2**doubling for doubling in range(6)])
SEEDS, ITEMS, SEED_ERROR, ITEM_ERROR = 3, 200, 0.6, 20.0
FLOOR, EXPONENT = 12.0, 0.5


def draw_trend(rng: np.random.Generator, slope: float) -> Curve:
    """Drops of 10 points in the middle, ``slope`` points more with every doubling of the size."""
    doublings = np.log2(SIZES) - np.log2(SIZES).mean()
    return _draw(rng, 10 + slope * doublings, quantity="drop", truth=slope)


def draw_law(rng: np.random.Generator, steepness: float) -> Curve:
    """Errors of ``12 + steepness · (n / 250)^(-1/2)`` points; asked: the score at twice the largest size."""
    errors = FLOOR + steepness * (np.append(SIZES, 2 * SIZES[-1]) / SIZES[0]) ** -EXPONENT
    return _draw(rng, 100 - errors[:-1], quantity="score", truth=100 - float(errors[-1]))


def _draw(rng: np.random.Generator, means: Floats, *, quantity: Quantity, truth: float) -> Curve:
    """Seeds err at every size by themselves; items err alike at all sizes, and by themselves."""
    seeds = rng.normal(0, SEED_ERROR, (SEEDS, len(SIZES), 1))
    items = rng.normal(0, ITEM_ERROR, (1, 1, ITEMS)) + rng.normal(0, ITEM_ERROR, (SEEDS, len(SIZES), ITEMS))
    table = SizeTable(SIZES, means[:, None] + seeds + items, quantity, name_units(ITEMS))
    return Curve(table, truth)


CURVES: Final[tuple[Shape[Curve], ...]] = (
    Shape(
        "trend",
        f"drops at {len(SIZES)} sizes × {SEEDS} seeds × {ITEMS} items",
        ITEMS,
        draw_trend,
        effects=(0.0, 1.0),
        unit="points a doubling",
    ),
    Shape(
        "learning_curve",
        f"scores by a power law at {len(SIZES)} sizes × {SEEDS} seeds × {ITEMS} items",
        ITEMS,
        partial(draw_law),
        effects=(20.0,),
        cost=40.0,
    ),
)
