"""Cosines that depend on nothing else, and orders that noise cannot change."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from harness.retrieval.vectors import CLOSE_COSINE, exact_cosines, normalise, rank_settled
from harness.seeds import derive_generator


def test_lengths_are_one_and_zero_stays_zero():
    vectors = normalise(np.array([[3, 4], [0, 0], [1e-20, 0]], dtype=np.float32))
    np.testing.assert_allclose(vectors, [[0.6, 0.8], [0, 0], [1, 0]], rtol=1e-6)
    assert vectors.dtype == np.float32


def test_a_cosine_does_not_depend_on_what_it_is_computed_with():
    left, right = (derive_generator(seed).normal(size=(40, 33)).astype(np.float32) for seed in (1, 2))
    whole = exact_cosines(left[:, None], right)
    alone = [[float(exact_cosines(one, other)) for other in right] for one in left]
    assert whole.tolist() == alone
    assert np.array_equal(exact_cosines(left[3], right), whole[3])


@given(st.lists(st.integers(0, 6), min_size=1, max_size=12), st.integers(1, 12), st.integers(0, 99))
def test_noise_below_the_margin_changes_no_order(levels, depth, seed):
    """True cosines lie a thousandth apart or are equal; what is seen of them is noisy."""
    true = 0.9 + 1e-3 * np.array(levels)
    seen = true + derive_generator(seed).uniform(-1, 1, len(true)) * CLOSE_COSINE / 4
    ties = np.arange(len(true))
    expected = sorted(range(len(true)), key=lambda i: (-true[i], i))[:depth]
    assert rank_settled(seen, ties, depth, lambda places: true[places]).tolist() == expected


def test_only_close_ones_are_settled():
    asked = []

    def settle(places):
        asked.extend(places.tolist())
        return np.array([0.5, 0.6])

    cosines = np.array([0.1, 0.8, 0.8 + 1e-6, 0.95])
    assert rank_settled(cosines, np.arange(4), 3, settle).tolist() == [3, 1, 2]
    assert sorted(asked) == [1, 2]
    asked.clear()
    assert rank_settled(cosines, np.arange(4), 1, settle).tolist() == [3]
    assert asked == []
