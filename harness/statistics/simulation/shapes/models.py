"""Two models, clean and perturbed, on the same clustered examples."""

from __future__ import annotations

from typing import Final

import numpy as np

from harness.metrics import METRICS
from harness.statistics.pairs import Pair
from harness.statistics.simulation.draws import flip_answers, make_matrix, name_units
from harness.statistics.simulation.samples import Models
from harness.statistics.simulation.shape import Shape

CLUSTERS, SIZE = 400, 3


def draw_models(rng: np.random.Generator, difference: float) -> Models:
    """The baseline falls by 3 points, the candidate by ``difference`` more; half of the premises flip."""
    groups = name_units(CLUSTERS, SIZE, "c")
    pairs = []
    for drop in (3.0, 3.0 + difference):
        own, shared = (flip_answers(rng, (CLUSTERS, size), drop / 100) for size in (SIZE, 1))
        whole = rng.random((CLUSTERS, 1)) < 0.5
        clean, perturbed = (
            make_matrix(np.where(whole, one, each).ravel(), groups=groups)
            for each, one in zip(own, shared, strict=True)
        )
        pairs.append(Pair(clean, perturbed))
    return Models(METRICS.get("accuracy"), pairs[0], pairs[1], difference)


MODELS: Final[tuple[Shape[Models], ...]] = (
    Shape(
        "two_models",
        "accuracy, two models on 400 premises × 3, design effect 2; the effect is the difference of drops",
        CLUSTERS,
        draw_models,
        cost=6.0,
    ),
)
