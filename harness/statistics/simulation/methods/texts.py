"""Tests by dealing labels or tasks anew, with 199 arrangements each (999 and 9,999 in reports).

A permutation test is exact at 0.05 with 199 arrangements as with more; only its power gains.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from harness.seeds import derive_generator
from harness.statistics.divergence import associate, measure_jensen_shannon, measure_mmd
from harness.statistics.divergence.samples import PooledCounts, PooledVectors
from harness.statistics.simulation.method import Answer, Method
from harness.statistics.simulation.methods.paired import judge_p
from harness.statistics.simulation.samples import Transfers

DRAWS: Final = 199


def _mmd(sample: PooledVectors, key: str) -> Iterator[Answer]:
    yield judge_p(measure_mmd(sample, derive_generator(0, key), draws=DRAWS).p_value)


def _jensen_shannon(sample: PooledCounts, key: str) -> Iterator[Answer]:
    yield judge_p(measure_jensen_shannon(sample, derive_generator(0, key), draws=DRAWS).p_value)


def _association(sample: Transfers, key: str) -> Iterator[Answer]:
    seed = int(derive_generator(0, key).integers(2**31))
    yield judge_p(associate(sample.cells, seed=seed, draws=DRAWS).p_value)


VECTORS: Final[tuple[Method[PooledVectors], ...]] = (
    Method("mmd", f"unbiased MMD², {DRAWS} permutations", PooledVectors, _mmd),
)
DOCUMENTS: Final[tuple[Method[PooledCounts], ...]] = (
    Method("jensen_shannon", f"token Jensen-Shannon, {DRAWS} permutations", PooledCounts, _jensen_shannon),
)
TRANSFERS: Final[tuple[Method[Transfers], ...]] = (
    Method(
        "spearman_double", f"Spearman, sources and targets dealt anew {DRAWS} times", Transfers, _association
    ),
)
