"""Batches for training: shuffled by a generator of their own, grouped by length."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from harness.seeds import derive_generator


def iterate_batches(
    lengths: Sequence[int], *, batch_size: int, steps: int, pool: int, seed: int
) -> Iterator[list[int]]:
    """Yields ``steps`` lists of indices, epoch after epoch.

    Within a pool of ``pool`` batches, examples of like length go together and the
    batches come in random order, so little is padded and the order stays random.
    """
    produced, epoch = 0, 0
    while produced < steps:
        rng = derive_generator(seed, "batches", epoch)
        for batch in _one_epoch(np.asarray(lengths), batch_size, pool, rng):
            yield batch
            produced += 1
            if produced == steps:
                return
        epoch += 1


def _one_epoch(
    lengths: np.ndarray[tuple[int], np.dtype[np.int64]], size: int, pool: int, rng: np.random.Generator
) -> Iterator[list[int]]:
    order = rng.permutation(len(lengths))
    span = size * pool
    for start in range(0, len(order), span):
        part = order[start : start + span]
        part = part[np.argsort(lengths[part], kind="stable")]
        cuts = [part[i : i + size] for i in range(0, len(part), size)]
        for index in rng.permutation(len(cuts)):
            yield cuts[index].tolist()
