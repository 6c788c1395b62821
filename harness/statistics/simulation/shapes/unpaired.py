"""Clean examples against others: domain shifts without and with examples in common."""

from __future__ import annotations

from typing import Final

import numpy as np

from harness.metrics import METRICS
from harness.scores import ScoreMatrix
from harness.statistics.shifted import compare_shifted
from harness.statistics.simulation.draws import RIGHT, flip_answers, make_matrix, name_units
from harness.statistics.simulation.samples import Shifted
from harness.statistics.simulation.shape import Shape

CLEAN, OTHER, SIZE, SHARED = 200, 120, 4, 100


def announce_shifted(sample: Shifted) -> float:
    """Returns the minimum detectable drop that a report would print for this sample, in points."""
    return compare_shifted(sample.metric, sample.clean, sample.shifted).minimum_detectable_drop


def draw_disjoint(rng: np.random.Generator, drop: float) -> Shifted:
    """Clusters of 4 examples; answers are alike within a cluster."""
    clean = _draw_clusters(rng, "a", CLEAN, RIGHT)
    other = _draw_clusters(rng, "b", OTHER, RIGHT - drop / 100)
    return Shifted(METRICS.get("accuracy"), clean, other, drop)


def _draw_clusters(rng: np.random.Generator, prefix: str, clusters: int, rate: float) -> ScoreMatrix:
    easy = rng.beta(rate * 3, (1 - rate) * 3, (clusters, 1))
    right = (rng.random((clusters, SIZE)) < easy).ravel()
    ids = name_units(clusters * SIZE, prefix=f"{prefix}x")
    return make_matrix(right, groups=name_units(clusters, SIZE, prefix), ids=ids)


def draw_overlapping(rng: np.random.Generator, drop: float) -> Shifted:
    """200 single answers, of which 100 stay, their answers related, and 100 are replaced."""
    clean, kept = flip_answers(rng, (CLEAN,), drop / 100)
    replaced = rng.random(CLEAN - SHARED) < RIGHT - drop / 100
    ids = (*name_units(CLEAN)[:SHARED], *name_units(CLEAN - SHARED, prefix="r"))
    shifted = make_matrix(np.concatenate([kept[:SHARED], replaced]), ids=ids)
    return Shifted(METRICS.get("accuracy"), make_matrix(clean), shifted, drop)


UNPAIRED: Final[tuple[Shape[Shifted], ...]] = (
    Shape(
        "domain",
        "accuracy, 200 clusters of 4 against 120 others",
        OTHER,
        draw_disjoint,
        announce=announce_shifted,
    ),
    Shape(
        "domain_overlapping",
        "accuracy, 200 answers against 200 of which 100 are the same",
        CLEAN,
        draw_overlapping,
        announce=announce_shifted,
    ),
)
