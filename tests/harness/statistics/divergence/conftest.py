"""Small sets of vectors and documents."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from harness.seeds import derive_generator
from harness.statistics.divergence import Vectors, pool_vectors
from harness.statistics.divergence.samples import PooledVectors


def name(prefix: str, count: int) -> tuple[str, ...]:
    return tuple(f"{prefix}{row}" for row in range(count))


@pytest.fixture
def gaussian() -> Callable[..., PooledVectors]:
    """Two samples of n vectors in d dimensions, the second shifted in every one."""

    def draw(n: int, d: int, *, shift: float = 0.0, seed: int = 0) -> PooledVectors:
        generator = derive_generator(seed, "gaussian")
        one, other = generator.normal(size=(2, n, d))
        return pool_vectors(Vectors(name("a", n), one), Vectors(name("b", n), other + shift), seed=0)

    return draw


@pytest.fixture
def swapped() -> Callable[[PooledVectors], PooledVectors]:
    """The same vectors with the other set called the first, as pooling would give them."""

    def swap(pooled: PooledVectors) -> PooledVectors:
        return PooledVectors(pooled.values, np.logical_not(pooled.first))

    return swap
