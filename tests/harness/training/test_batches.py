"""Batches: every example once an epoch, by the seed alone."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from harness.training.batches import iterate_batches


@given(
    lengths=st.lists(st.integers(1, 50), min_size=1, max_size=60),
    size=st.integers(1, 9),
    pool=st.integers(1, 5),
    seed=st.integers(0, 5),
)
def test_an_epoch_holds_every_example_once(lengths: list[int], size: int, pool: int, seed: int) -> None:
    steps = -(-len(lengths) // size)
    batches = list(iterate_batches(lengths, batch_size=size, steps=steps, pool=pool, seed=seed))
    assert Counter(i for batch in batches for i in batch) == Counter(range(len(lengths)))
    assert all(1 <= len(batch) <= size for batch in batches)
    again = list(iterate_batches(lengths, batch_size=size, steps=steps, pool=pool, seed=seed))
    assert batches == again


def test_steps_are_exact_and_epochs_differ() -> None:
    batches = list(iterate_batches([3] * 10, batch_size=5, steps=7, pool=1, seed=0))
    assert len(batches) == 7
    assert batches[:2] != batches[2:4]


def test_like_lengths_go_together_within_a_pool() -> None:
    lengths = [1, 100] * 32
    batches = list(iterate_batches(lengths, batch_size=8, steps=8, pool=8, seed=0))
    assert all(len({lengths[i] for i in batch}) == 1 for batch in batches)
