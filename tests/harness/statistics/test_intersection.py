"""Unaligned sides: refused by comparisons, intersected on request with what is lost."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.errors import EmptyEvaluationSetError, RequestError
from harness.metrics import METRICS
from harness.statistics import compare, compare_pooled
from harness.statistics.intersection import Attrition, intersect

ACCURACY = METRICS.get("accuracy")


def test_what_both_have_is_kept_and_the_rest_counted(make_matrix):
    clean = make_matrix([1, 0, 1, 1], groups="aabb", ids="1234")
    perturbed = make_matrix([0, 1, 0], groups="bax", ids="419")
    with pytest.raises(RequestError, match="4 examples on the clean side and 3 on the perturbed side"):
        compare(ACCURACY, clean, perturbed, seed=0, key="k")
    pair, lost = intersect(ACCURACY, clean, perturbed)
    assert pair.clean.ids == pair.perturbed.ids == ("1", "4")
    assert pair.perturbed.groups == ("a", "b")
    np.testing.assert_array_equal(pair.perturbed.statistics[:, 0], [1, 0])
    assert lost == Attrition(kept=2, only_clean=2, only_perturbed=1)
    assert lost.describe() == ("2 examples are on both sides; left out: 2 of 4 clean and 1 of 3 perturbed")
    assert compare_pooled(ACCURACY, [pair], seed=0, key="k").n == 2


@given(st.sets(st.integers(0, 20), min_size=1), st.sets(st.integers(0, 20), min_size=1), st.randoms())
def test_the_sides_are_alike(make_matrix, ours, theirs, random):
    def side(names):
        names = sorted(names)
        random.shuffle(names)
        return make_matrix([n % 2 for n in names], ids=map(str, names))

    clean, perturbed = side(ours), side(theirs)
    if not ours & theirs:
        with pytest.raises(EmptyEvaluationSetError, match="no example is on both sides"):
            intersect(ACCURACY, clean, perturbed)
        return
    there, lost = intersect(ACCURACY, clean, perturbed)
    back, gained = intersect(ACCURACY, perturbed, clean)
    assert set(there.clean.ids) == set(back.clean.ids)
    assert (lost.kept, lost.only_clean, lost.only_perturbed) == (
        gained.kept,
        gained.only_perturbed,
        gained.only_clean,
    )


def test_what_cannot_be_matched_is_refused(make_matrix):
    fine = make_matrix([1, 0], ids="ab")
    with pytest.raises(RequestError, match="example 'a' stands twice on the perturbed side; give every"):
        intersect(ACCURACY, fine, make_matrix([1, 0], ids="aa"))
    with pytest.raises(RequestError, match="has group 'x' on the clean side and 'y'"):
        intersect(ACCURACY, make_matrix([1], groups="x", ids="a"), make_matrix([1], groups="y", ids="a"))
    with pytest.raises(RequestError, match="'b' has a statistic that is not a finite number"):
        intersect(ACCURACY, fine, make_matrix([1, np.nan], ids="ab"))
    with pytest.raises(EmptyEvaluationSetError, match="no example to compare"):
        intersect(ACCURACY, fine, make_matrix(np.zeros((0, 2)), ids=()))
