"""Several checkpoints of one recipe that answer the same examples."""

from __future__ import annotations

from functools import partial
from typing import Final

import numpy as np

from harness.metrics import METRICS
from harness.statistics.pairs import Pair
from harness.statistics.several_seeds import compare_seeds
from harness.statistics.simulation.draws import make_matrix
from harness.statistics.simulation.samples import Replicated
from harness.statistics.simulation.shape import Shape

ITEMS: Final = 300


def announce_replicated(sample: Replicated) -> float:
    """Returns the minimum detectable drop that a report would print for this sample, in points."""
    replicates = [[pair] for pair in sample.replicates]
    return compare_seeds(sample.metric, replicates, seed=0, key="pilot").minimum_detectable_drop


def draw_seeds(rng: np.random.Generator, drop: float, *, seeds: int, deviation: float) -> Replicated:
    """Drops of checkpoints differ by a deviation in points; an item is as hard for all of them."""
    item = rng.normal(drop / 100, 0.3, ITEMS)
    clean = rng.normal(0.6, 0.2, (seeds, ITEMS))
    shifts = rng.normal(0, deviation / 100, (seeds, 1))
    perturbed = clean - item - shifts + rng.normal(0, 0.2, (seeds, ITEMS))
    pairs = tuple(
        Pair(make_matrix(one), make_matrix(other)) for one, other in zip(clean, perturbed, strict=True)
    )
    return Replicated(METRICS.get("squad_f1"), pairs, drop)


SEEDS: Final[tuple[Shape[Replicated], ...]] = tuple(
    Shape(
        name,
        f"graded, {ITEMS} items, {seeds} training seeds, {what}",
        ITEMS,
        partial(draw_seeds, seeds=seeds, deviation=deviation),
        announce=announce_replicated,
    )
    for name, seeds, deviation, what in (
        ("seeds_3_equal", 3, 0.0, "which do not differ"),
        ("seeds_3", 3, 1.5, "deviation 1.5 points"),
        ("seeds_5", 5, 1.5, "deviation 1.5 points"),
        ("seeds_5_apart", 5, 5.0, "deviation 5 points"),
    )
)
