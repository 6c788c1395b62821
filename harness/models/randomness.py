"""Torch's random numbers without touching its global state for anybody else."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import torch

from harness.formats.parallelism import limited_tokenizer_threads


@contextmanager
def isolated_seed(seed: int) -> Iterator[None]:
    """Seeds torch inside the block and restores every generator's state afterwards."""
    with torch.random.fork_rng(devices=range(torch.cuda.device_count())):
        torch.manual_seed(seed)  # noqa: TID251 - the one place, and undone on exit
        yield


@contextmanager
def limited_threads(count: int) -> Iterator[None]:
    """Runs the block with ``count`` intra-op threads: their number can change float results.

    Tokenizers get no more of them.
    """
    before = torch.get_num_threads()
    torch.set_num_threads(count)
    try:
        with limited_tokenizer_threads(count):
            yield
    finally:
        torch.set_num_threads(before)


def seed_step(seed: int) -> None:
    """Seeds torch for one training step, inside ``isolated_seed``: a step always draws the same."""
    torch.manual_seed(seed)  # noqa: TID251 - undone where the surrounding block ends
