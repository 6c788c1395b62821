"""What is refused, and in which words."""

from __future__ import annotations

import numpy as np
import pytest

from harness.errors import EmptyEvaluationSetError, RequestError
from harness.scores import ScoreMatrix
from harness.statistics import Pair, compare, compare_pooled, interval

KEY = {"seed": 0, "key": "cell"}


def test_sides_of_different_length(make_matrix, accuracy):
    message = (
        "accuracy: 3 examples on the clean side and 2 on the perturbed side; "
        "score both sides on the same examples in the same order."
    )
    with pytest.raises(RequestError, match=f"^{message}$"):
        compare(accuracy, make_matrix([1, 0, 1]), make_matrix([1, 0]), **KEY)


@pytest.mark.parametrize(
    ("groups", "ids", "message"),
    [
        (
            None,
            "acb",
            "accuracy: example 2 has id 'b' on the clean side and 'c' on the perturbed side; score both",
        ),
        (
            "abd",
            "abc",
            "accuracy: example 3 has group 'c' on the clean side and 'd' on the perturbed side; score",
        ),
    ],
)
def test_sides_that_are_not_aligned(make_matrix, accuracy, groups, ids, message):
    with pytest.raises(RequestError, match=message):
        compare(accuracy, make_matrix([1, 0, 1], ids="abc"), make_matrix([1, 0, 1], groups, ids), **KEY)


@pytest.mark.parametrize("bad", [np.nan, np.inf])
def test_statistics_that_are_not_finite(make_matrix, accuracy, bad):
    message = (
        "accuracy, perturbed: example 'b' has a statistic that is not a finite number; leave the example out"
    )
    with pytest.raises(RequestError, match=message):
        compare(accuracy, make_matrix([1, 0], ids="ab"), make_matrix([1, bad], ids="ab"), **KEY)


def test_nothing_to_compare(make_matrix, accuracy):
    empty = make_matrix(np.zeros((0, 2)))
    with pytest.raises(
        EmptyEvaluationSetError, match="accuracy, clean: no example to compare; check the filters"
    ):
        compare(accuracy, empty, empty, **KEY)


def test_statistics_of_another_metric(make_matrix, accuracy):
    matrix = make_matrix(np.ones((2, 3)))
    message = r"statistics of shape \(2, 3\) for 2 ids and 2 groups; give one group and 2 statistics per id"
    with pytest.raises(RequestError, match=message):
        interval(accuracy, matrix)


def test_groups_that_are_missing(accuracy):
    matrix = ScoreMatrix(("a", "b"), ("a",), np.ones((2, 2)))
    with pytest.raises(RequestError, match="for 2 ids and 1 groups"):
        interval(accuracy, matrix)


def test_flags_that_do_not_fit(make_matrix, accuracy):
    pair = Pair(make_matrix([1, 0]), make_matrix([1, 0]), np.array([True]))
    message = r"accuracy, changed predictions: flags of shape \(1,\) for 2 examples; say for each example"
    with pytest.raises(RequestError, match=message):
        compare_pooled(accuracy, [pair], **KEY)
