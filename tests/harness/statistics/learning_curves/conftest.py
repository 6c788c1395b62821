"""Tables of learning curves with planted truths."""

from __future__ import annotations

import numpy as np
import pytest

from harness.statistics.learning_curves import SizeTable


def falling(n):
    """An error of 15 points that more data do not take away, and 300 / √n above it."""
    return 300 * n**-0.5 + 15


def constant(n):
    return 0 * n + 5


def draw_table(rng, sizes, seeds, *, groups=200, truth=falling, quantity="score", **noise):
    """Values by seed, size and cluster. Noise in points: ``seed`` apart at each size, of which a
    share ``shared`` is the same at all sizes; ``item``; ``residual``; ``tilt``, an item's own slope."""
    parts = {"seed": 0.6, "shared": 0.0, "item": 10.0, "residual": 5.0, "tilt": 0.0} | noise
    n = 250.0 * 2 ** np.arange(sizes)
    errors = truth(n)
    values = np.broadcast_to(errors if quantity == "drop" else 100 - errors, (seeds, sizes))[..., None]
    values = values + rng.normal(0, parts["seed"] * (1 - parts["shared"]) ** 0.5, (seeds, sizes, 1))
    values = values + rng.normal(0, parts["seed"] * parts["shared"] ** 0.5, (seeds, 1, 1))
    values = values + rng.normal(0, parts["item"], groups)
    values = values + rng.normal(0, parts["tilt"], groups) * np.log2(n / n[0])[:, None]
    values = values + rng.normal(0, parts["residual"], (seeds, sizes, groups))
    return SizeTable(n, values, quantity, tuple(f"g{place:04d}" for place in range(groups)))


@pytest.fixture(scope="session")
def make_table():
    return draw_table
