"""Two sets of texts as vectors or documents, and grids of transfer between tasks."""

from __future__ import annotations

from functools import partial
from typing import Final

import numpy as np

from harness.statistics.divergence import Documents, TransferCell, Vectors, pool_documents, pool_vectors
from harness.statistics.divergence.samples import PooledCounts, PooledVectors
from harness.statistics.simulation.draws import name_units
from harness.statistics.simulation.samples import Transfers
from harness.statistics.simulation.shape import Shape

TEXTS, WIDTH, TOKENS, WORDS = 60, 8, 30, 50
SOURCES, TARGETS = 6, 6


def draw_vectors(rng: np.random.Generator, shift: float) -> PooledVectors:
    """Two sets of skewed vectors, the second shifted by so many deviations in every direction."""
    one, other = rng.exponential(size=(2, TEXTS, WIDTH))
    names = (name_units(TEXTS, prefix="a"), name_units(TEXTS, prefix="b"))
    return pool_vectors(Vectors(names[0], one), Vectors(names[1], other + shift), seed=0)


def draw_documents(rng: np.random.Generator, share: float) -> PooledCounts:
    """Two sets of documents that each repeat words of their own; a share of the second's are other words."""
    frequent = 1 / np.arange(1, WORDS + 1)
    sets = []
    for prefix, other in (("a", 0.0), ("b", share)):
        favour = rng.gamma(0.5, size=(TEXTS, WORDS)) * frequent
        tokens = np.array([rng.choice(WORDS, TOKENS, p=row / row.sum()) for row in favour])
        tokens = np.where(rng.random(tokens.shape) < other, rng.integers(0, WORDS, tokens.shape), tokens)
        sets.append(Documents(name_units(TEXTS, prefix=prefix), tuple(map(list, tokens.tolist()))))
    return pool_documents(sets[0], sets[1], seed=0)


def draw_transfers(rng: np.random.Generator, strength: float) -> Transfers:
    """Gains of sources in targets; sources and targets differ, and nearer ones gain ``strength`` more."""
    distance = rng.normal(size=(SOURCES, TARGETS)) + rng.normal(size=(SOURCES, 1)) + rng.normal(size=TARGETS)
    gain = rng.normal(size=(SOURCES, TARGETS)) + rng.normal(size=(SOURCES, 1)) + rng.normal(size=TARGETS)
    gain = gain - strength * distance
    return Transfers(
        tuple(
            TransferCell(f"s{row}", f"t{column}", "", float(distance[row, column]), float(gain[row, column]))
            for row in range(SOURCES)
            for column in range(TARGETS)
        )
    )


VECTORS: Final[tuple[Shape[PooledVectors], ...]] = (
    Shape(
        "vectors",
        f"two sets of {TEXTS} texts as skewed vectors of {WIDTH} numbers",
        TEXTS,
        draw_vectors,
        effects=(0.0, 0.3),
        unit="deviations",
        cost=5.0,
    ),
)
DOCUMENTS: Final[tuple[Shape[PooledCounts], ...]] = (
    Shape(
        "documents",
        f"two sets of {TEXTS} documents of {TOKENS} tokens that repeat words of their own",
        TEXTS,
        draw_documents,
        effects=(0.0, 0.5),
        unit="of the words",
        cost=8.0,
    ),
)
TRANSFERS: Final[tuple[Shape[Transfers], ...]] = (
    Shape(
        "transfers",
        f"gains of {SOURCES} sources in {TARGETS} targets, both with effects of their own",
        SOURCES,
        partial(draw_transfers),
        effects=(0.0, 1.0),
        unit="deviations",
        cost=8.0,
    ),
)
