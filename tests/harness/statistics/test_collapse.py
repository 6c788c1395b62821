"""Equal rows are found, counted and kept in order."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from harness.statistics import collapse
from harness.statistics.collapse import find_distinct


@given(arrays(np.float64, st.tuples(st.integers(1, 30), st.integers(0, 3)), elements=st.integers(-2, 2)))
def test_rows_can_be_put_back_together(rows):
    distinct = find_distinct(rows)
    np.testing.assert_array_equal(distinct.rows[distinct.codes], rows)
    assert distinct.counts.tolist() == np.bincount(distinct.codes).tolist()
    assert len(distinct.rows) == len(np.unique(rows, axis=0))
    first = [distinct.codes.tolist().index(code) for code in range(len(distinct.rows))]
    assert first == sorted(first)


def test_signed_zeros_are_one_value():
    assert find_distinct(np.array([[0.0, 1.0], [-0.0, 1.0]])).counts.tolist() == [2]


@pytest.mark.parametrize("chunk", [1, 100, 1 << 20])
def test_wide_rows_are_hashed_chunk_by_chunk_to_the_same_end(monkeypatch, chunk):
    monkeypatch.setattr(collapse, "_CHUNK_BYTES", chunk)
    rows = np.tile(np.arange(40.0), (7, 1))
    rows[3, 39] = -1
    distinct = find_distinct(rows.T.copy().T)
    assert distinct.codes.tolist() == [0, 0, 0, 1, 0, 0, 0]
    assert distinct.counts.tolist() == [6, 1]
