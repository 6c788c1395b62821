"""Unpaired comparisons: Welch at one end, the paired t at the other."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy.stats import ttest_ind, ttest_rel

from harness.errors import EmptyEvaluationSetError
from harness.seeds import derive_generator
from harness.statistics import compare_shifted

RNG = derive_generator(0)
CLEAN, SHIFTED = RNG.random(50), RNG.random(50) * 0.8


def test_disjoint_sets_give_welchs_test(make_matrix, squad_f1):
    other = make_matrix(SHIFTED[:30], ids=[f"s{i}" for i in range(30)])
    comparison = compare_shifted(squad_f1, make_matrix(CLEAN), other)
    oracle = ttest_ind(100 * CLEAN, 100 * SHIFTED[:30], equal_var=False)
    interval = oracle.confidence_interval()
    assert comparison.p_value == pytest.approx(oracle.pvalue, rel=1e-12)
    assert (comparison.drop_low, comparison.drop_high) == pytest.approx(
        (interval.low, interval.high), rel=1e-12
    )
    assert comparison.test == "cluster_t"
    assert (comparison.n, comparison.n_groups) == (30, 30)
    assert comparison.notes == ("not paired: 0 of 50 clean and 30 shifted clusters are the same",)


def test_the_same_examples_give_the_paired_test(make_matrix, squad_f1):
    comparison = compare_shifted(squad_f1, make_matrix(CLEAN), make_matrix(SHIFTED))
    assert comparison.p_value == pytest.approx(ttest_rel(CLEAN, SHIFTED).pvalue, rel=1e-12)


def test_a_slice_is_compared_with_the_whole_it_is_cut_from(make_matrix, squad_f1):
    """The covariance of the shared part is taken off: var = s²/m - s²/n for a random slice."""
    values = derive_generator(3).random(4000)
    comparison = compare_shifted(squad_f1, make_matrix(values), make_matrix(values[:1000]))
    half = (comparison.drop_high - comparison.drop_low) / 2
    expected = 1.96 * 100 * values.std() * math.sqrt(1 / 1000 - 1 / 4000)
    assert half == pytest.approx(expected, rel=0.03)
    assert comparison.notes[-1] == "not paired: 1000 of 4000 clean and 1000 shifted clusters are the same"


def test_it_claims_no_flips(make_matrix, accuracy):
    comparison = compare_shifted(accuracy, make_matrix([1, 0, 1, 1]), make_matrix([0, 1, 0], ids="xyz"))
    assert (comparison.broken, comparison.repaired, comparison.effect_size_name) == (0, 0, "none")
    assert math.isnan(comparison.flip_rate)
    assert math.isnan(comparison.effect_size)


def test_swapping_the_sides_swaps_the_sign(make_matrix, squad_f1):
    there = compare_shifted(squad_f1, make_matrix(CLEAN), make_matrix(SHIFTED[:30]))
    back = compare_shifted(squad_f1, make_matrix(SHIFTED[:30]), make_matrix(CLEAN))
    assert back.drop == -there.drop
    assert back.p_value == pytest.approx(there.p_value, rel=1e-12)
    assert (back.drop_low, back.drop_high) == pytest.approx((-there.drop_high, -there.drop_low), rel=1e-12)


def test_all_right_against_all_wrong_is_not_certain(make_matrix, accuracy):
    comparison = compare_shifted(accuracy, make_matrix(np.ones(5)), make_matrix(np.zeros(4), ids="wxyz"))
    assert (comparison.drop, comparison.drop_high) == (100, 100)
    assert comparison.drop_low == pytest.approx(100 * 4 / (4 + 1.96**2), rel=1e-4)
    assert comparison.p_value == 1 / 8


def test_one_cluster_on_a_side_says_nothing(make_matrix, accuracy):
    comparison = compare_shifted(accuracy, make_matrix([1, 0, 1]), make_matrix([0, 0], ["c", "c"]))
    assert (comparison.drop_low, comparison.drop_high, comparison.p_value) == (-100, 100, 1)
    assert comparison.notes[0] == "one cluster: nothing can be said of the error"


def test_an_empty_side_is_refused(make_matrix, accuracy):
    with pytest.raises(
        EmptyEvaluationSetError, match="accuracy, shifted: no example to compare; check the filters"
    ):
        compare_shifted(accuracy, make_matrix([1]), make_matrix(np.zeros((0, 2))))
