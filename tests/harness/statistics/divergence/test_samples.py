"""Two sets in one order: by name, equally many, whatever order and side they came in."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.errors import RequestError
from harness.seeds import derive_generator
from harness.statistics.divergence import Documents, Vectors, pool_documents, pool_vectors


def make(prefix, count, seed=0, width=3):
    names = tuple(f"{prefix}{row}" for row in range(count))
    return Vectors(names, derive_generator(seed, prefix).normal(size=(count, width)))


def shuffle(given_, seed):
    order = derive_generator(seed, "order").permutation(len(given_.names))
    names = tuple(given_.names[row] for row in order)
    if isinstance(given_, Vectors):
        return Vectors(names, given_.values[order])
    return Documents(names, tuple(given_.tokens[row][::-1] for row in order))


@given(st.integers(2, 9), st.integers(2, 9), st.integers(0, 99))
def test_neither_order_nor_side_changes_what_is_pooled(few, many, seed):
    one, other = make("a", few), make("b", many)
    pooled = pool_vectors(one, other, seed=seed)
    again = pool_vectors(shuffle(other, seed), shuffle(one, seed + 1), seed=seed)
    assert np.array_equal(pooled.values, again.values)
    assert np.array_equal(pooled.first, ~again.first)
    assert pooled.first.sum() == (~pooled.first).sum() == min(few, many)


def test_what_stays_of_a_larger_set_is_decided_by_names_and_seed():
    one, other = make("a", 3), make("b", 40)
    kept = [pool_vectors(one, other, seed=seed).values for seed in (0, 0, 1)]
    assert np.array_equal(kept[0], kept[1])
    assert not np.array_equal(kept[0], kept[2])
    assert len(pool_vectors(one, other, seed=0, limit=2).values) == 4


def test_namesakes_on_both_sides_are_told_by_what_they_hold():
    one, other = make("x", 4, seed=1), make("x", 4, seed=2)
    pooled, swapped = pool_vectors(one, other, seed=0), pool_vectors(other, one, seed=0)
    assert np.array_equal(pooled.values, swapped.values)
    assert np.array_equal(pooled.first, ~swapped.first)


def test_documents_become_counts_of_the_tokens_that_occur():
    one = Documents(("a", "b"), ((7, 7, 9), (100_000,)))
    other = Documents(("d", "c"), ((), (9, 7)))
    pooled = pool_documents(one, other, seed=0)
    assert pooled.counts.toarray().tolist() == [[2, 1, 0], [0, 0, 1], [1, 1, 0], [0, 0, 0]]
    assert pooled.first.tolist() == [True, True, False, False]
    again = pool_documents(shuffle(other, 1), shuffle(one, 2), seed=0)
    assert np.array_equal(again.counts.toarray(), pooled.counts.toarray())


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: Vectors(("a",), np.zeros((2, 3))), "1 names for 2 texts"),
        (lambda: Vectors(("a", "a"), np.zeros((2, 3))), "'a' names two texts"),
        (lambda: Vectors(("a", "b"), np.zeros((2, 0))), "shape"),
        (lambda: Vectors(("a", "b"), np.zeros(2)), "shape"),
        (lambda: Vectors(("a", "b"), np.array([[1.0], [np.nan]])), "'b' is not finite"),
        (lambda: Vectors(("a", "b"), np.array([[np.inf], [0.0]])), "'a' is not finite"),
        (lambda: pool_vectors(make("a", 1), make("b", 5), seed=0), "sets of 1 and 5 texts"),
        (lambda: pool_vectors(make("a", 5), make("b", 5), seed=0, limit=1), "limit 1"),
        (lambda: pool_vectors(make("a", 5), make("b", 5, width=4), seed=0), "vectors of 3 and 4 numbers"),
        (lambda: Documents(("a",), ((3, -1),)), "'a' has token -1"),
        (
            lambda: pool_documents(
                Documents(("a", "b"), ((1,), ())), Documents(("c", "d"), ((), ())), seed=0
            ),
            "a set has no token at all",
        ),
    ],
)
def test_what_cannot_be_compared_is_refused_with_a_sentence(call, message):
    with pytest.raises(RequestError, match=message) as error:
        call()
    assert str(error.value).startswith("divergence: ")
