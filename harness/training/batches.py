"""Batches for training: shuffled by a generator of their own, grouped by length."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from harness.seeds import derive_generator

Lengths = npt.NDArray[np.int64]


class BatchOrder:
    """The batches of a data set, epoch after epoch, as a function of the seed and a batch's number.

    Within a pool of ``pool`` batches, examples of like length go together and the
    batches come in random order, so little is padded and the order stays random. Nothing
    has to be remembered to go on from any place.

    Args:
        lengths: tokens of each example.
        batch_size: examples of a batch; the last one of an epoch may have fewer.
        pool: batches that are sorted by length together.
        seed: of the order.
    """

    def __init__(self, lengths: npt.ArrayLike, *, batch_size: int, pool: int, seed: int) -> None:
        self._lengths: Lengths = np.asarray(lengths, dtype=np.int64)
        self._size, self._pool, self._seed = batch_size, pool, seed
        self._epoch, self._batches = -1, [np.empty(0, dtype=np.int64)]

    @property
    def per_epoch(self) -> int:
        """Number of batches that hold every example once."""
        return -(-len(self._lengths) // self._size)

    def batch(self, number: int) -> list[int]:
        """Returns the indices of the examples of a batch, counted from 0 over all epochs."""
        epoch, place = divmod(number, self.per_epoch)
        if epoch != self._epoch:
            rng = derive_generator(self._seed, "batches", epoch)
            self._epoch, self._batches = epoch, list(self._cut_epoch(rng))
        return self._batches[place].tolist()

    def _cut_epoch(self, rng: np.random.Generator) -> Iterator[npt.NDArray[np.int64]]:
        order = rng.permutation(len(self._lengths))
        span = self._size * self._pool
        for start in range(0, len(order), span):
            part = order[start : start + span]
            part = part[np.argsort(self._lengths[part], kind="stable")]
            cuts = [part[i : i + self._size] for i in range(0, len(part), self._size)]
            for index in rng.permutation(len(cuts)):
                yield cuts[index]
