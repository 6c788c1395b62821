"""The worst case per example, and the flips between training seeds, by brute force."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from harness.errors import EmptyEvaluationSetError, RequestError
from harness.metrics import METRICS
from harness.statistics.robustness import flip_floor, has_one_unit, take_worst


@given(arrays(float, (3, 7), elements=st.floats(0, 1)))
def test_the_worst_is_the_least_of_each_example(values):
    sides = [np.column_stack([side, np.ones(7)]) for side in values]
    worst = take_worst(sides)
    assert worst[:, 0].tolist() == [min(side[i] for side in values) for i in range(7)]
    assert worst[:, 1].tolist() == [1.0] * 7
    assert worst[:, 0].mean() <= min(side.mean() for side in values) + 1e-12
    assert np.array_equal(take_worst(sides[::-1]), worst)


def test_only_means_over_examples_have_one():
    accuracy, f1 = METRICS.get("accuracy"), METRICS.get("span_f1")
    assert has_one_unit(accuracy, np.array([[1.0, 1.0], [0.0, 1.0]]))
    assert not has_one_unit(accuracy, np.array([[1.0, 1.0], [3.0, 5.0]]))
    assert not has_one_unit(f1, np.ones((2, 3)))


@pytest.mark.parametrize(
    ("sides", "message"),
    [
        ([np.ones((2, 2)), np.ones((3, 2))], "statistics of shape"),
        ([np.array([[np.nan, 1.0]])], "not one unit"),
        ([np.array([[1.0, 2.0]])], "not one unit"),
        ([np.ones((2, 3))], "not one unit"),
    ],
)
def test_other_sides_are_refused(sides, message):
    with pytest.raises(RequestError, match=message):
        take_worst(sides)


def test_nothing_is_refused():
    with pytest.raises(EmptyEvaluationSetError):
        take_worst([])
    with pytest.raises(EmptyEvaluationSetError):
        flip_floor([[], []])


@given(st.lists(st.lists(st.sampled_from("abc"), min_size=5, max_size=5), min_size=2, max_size=4))
def test_the_floor_is_the_mean_over_pairs_of_seeds(seeds):
    shares = [np.mean([x != y for x, y in zip(a, b, strict=True)]) for a, b in combinations(seeds, 2)]
    assert flip_floor(seeds) == pytest.approx(np.mean(shares), abs=1e-12)
    assert flip_floor(seeds[::-1]) == pytest.approx(flip_floor(seeds), abs=1e-12)


def test_one_seed_has_no_floor_and_unequal_seeds_are_refused():
    assert flip_floor([["a"]]) is None
    with pytest.raises(RequestError, match="1 predictions of one seed and 2 of another"):
        flip_floor([["a", "b"], ["a"]])
