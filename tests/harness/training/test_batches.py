"""Batches: every example once an epoch, by the seed alone."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from harness.training.batches import BatchOrder


@given(
    lengths=st.lists(st.integers(1, 50), min_size=1, max_size=60),
    size=st.integers(1, 9),
    pool=st.integers(1, 5),
    seed=st.integers(0, 5),
)
def test_an_epoch_holds_every_example_once(lengths: list[int], size: int, pool: int, seed: int) -> None:
    steps = -(-len(lengths) // size)
    order = BatchOrder(lengths, batch_size=size, pool=pool, seed=seed)
    batches = [order.batch(number) for number in range(steps)]
    assert order.per_epoch == steps
    assert Counter(i for batch in batches for i in batch) == Counter(range(len(lengths)))
    assert all(1 <= len(batch) <= size for batch in batches)
    again = BatchOrder(lengths, batch_size=size, pool=pool, seed=seed)
    assert [again.batch(number) for number in reversed(range(steps))] == batches[::-1]


def test_epochs_differ_and_can_be_entered_anywhere() -> None:
    order = BatchOrder([3] * 10, batch_size=5, pool=1, seed=0)
    batches = [order.batch(number) for number in range(7)]
    assert batches[:2] != batches[2:4]
    assert BatchOrder([3] * 10, batch_size=5, pool=1, seed=0).batch(6) == batches[6]


def test_like_lengths_go_together_within_a_pool() -> None:
    lengths = [1, 100] * 32
    order = BatchOrder(lengths, batch_size=8, pool=8, seed=0)
    assert all(len({lengths[i] for i in order.batch(number)}) == 1 for number in range(8))
