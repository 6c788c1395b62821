"""Several processes that train one model: as torchrun and ``accelerate launch`` start them.

Each has the whole model and computes a share of every batch; gradients are summed, so that
all of them make the same step as one process would. Only the first writes.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import torch
from torch import distributed

from harness.executors.ranks import count_processes
from harness.models.builder import pick_device

BUCKET_ELEMENTS = 1 << 23
"""Gradients are summed in pieces of this size, 32 MiB."""


@dataclass(frozen=True, slots=True)
class Processes:
    """This process among those that train together.

    Attributes:
        rank: 0 for the one that writes.
        count: 1 where there are no others.
    """

    rank: int = 0
    count: int = 1

    @property
    def is_first(self) -> bool:
        """Whether this process writes."""
        return self.rank == 0

    def add(self, numbers: Sequence[float]) -> list[float]:
        """Returns the sum of each number over all processes."""
        if self.count == 1:
            return list(numbers)
        totals = torch.tensor(numbers, dtype=torch.float64).to(_device())
        distributed.all_reduce(totals)
        return [float(total) for total in totals.tolist()]

    def share(self, numbers: Sequence[float]) -> list[float]:
        """Returns the first process's numbers."""
        return self.add(numbers if self.is_first else [0.0] * len(numbers))

    def announce(self, *, more: bool) -> None:
        """Tells the others whether there is work for them; said by the first process."""
        self.share([float(more)])

    def hear(self) -> bool:
        """Waits for what the first process announces."""
        return self.share([0.0]) == [1.0]

    def add_gradients(self, weights: Iterable[torch.nn.Parameter]) -> None:
        """Sums the gradients over all processes, in place; all must have the same ones."""
        if self.count == 1:
            return
        for bucket in _fill_buckets([one.grad for one in weights if one.grad is not None]):
            flat = torch.cat([gradient.flatten() for gradient in bucket])
            distributed.all_reduce(flat)
            pieces = flat.split([gradient.numel() for gradient in bucket])
            for gradient, piece in zip(bucket, pieces, strict=True):
                gradient.copy_(piece.view_as(gradient))


@contextmanager
def join_processes() -> Iterator[Processes]:
    """Yields this process's place; a process of its own outside of torchrun."""
    if count_processes() == 1:
        yield Processes()
        return
    mine = not distributed.is_initialized()
    if mine:
        device = pick_device()
        if device.type == "cuda":
            torch.cuda.set_device(int(os.environ.get("LOCAL_RANK", "0")))
        distributed.init_process_group("nccl" if device.type == "cuda" else "gloo")
    yield Processes(distributed.get_rank(), distributed.get_world_size())
    if mine:  # after an error the others may never answer: the process just ends
        distributed.destroy_process_group()


def _device() -> torch.device:
    return torch.device("cuda" if distributed.get_backend() == "nccl" else "cpu")


def _fill_buckets(gradients: list[torch.Tensor]) -> Iterator[list[torch.Tensor]]:
    bucket: list[torch.Tensor] = []
    for gradient in gradients:
        if bucket and sum(one.numel() for one in bucket) + gradient.numel() > BUCKET_ELEMENTS:
            yield bucket
            bucket = []
        bucket.append(gradient)
    if bucket:
        yield bucket
