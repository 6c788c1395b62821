"""The Brier score as a metric of ``compare``: points, sign, and what it refuses."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from harness.errors import RequestError
from harness.scores import Metric
from harness.seeds import derive_generator
from harness.statistics import Pair, compare, compare_seeds
from harness.statistics.brier import BRIER
from harness.types import LabelGold

HUNDREDTHS = st.integers(0, 100).map(lambda value: value / 100)


def test_it_is_a_metric():
    metric: Metric = BRIER
    assert metric.name == "brier"
    with pytest.raises(RequestError, match="has no probabilities"):
        metric.measure(LabelGold("yes"), "no", "en")


def test_it_is_the_mean_in_points(make_matrix):
    clean, worse = make_matrix([0.0, 0.1, 0.5, 0.2]), make_matrix([0.2, 0.1, 1.0, 0.3])
    found = compare(BRIER, clean, worse, seed=0, key="k")
    assert (found.clean, found.perturbed) == (pytest.approx(20.0), pytest.approx(40.0))
    assert found.drop == pytest.approx(-20.0)  # a rise is for the worse


def test_it_agrees_with_the_paired_t_test_on_single_examples(make_matrix):
    rng = derive_generator(5, "brier")
    clean = np.round(rng.beta(0.4, 2, 120), 2)
    worse = np.round(np.clip(clean + rng.normal(0.03, 0.1, 120), 0, 1), 2)
    found = compare(BRIER, make_matrix(clean), make_matrix(worse), seed=0, key="k")
    low, high = stats.ttest_rel(clean, worse).confidence_interval()
    assert found.drop_low == pytest.approx(100 * low, rel=1e-9)
    assert found.drop_high == pytest.approx(100 * high, rel=1e-9)
    assert found.test == "cluster_sign_flip"


@given(pairs=st.lists(st.tuples(HUNDREDTHS, HUNDREDTHS), min_size=2, max_size=9))
def test_swapping_sides_turns_the_shift_and_keeps_p(make_matrix, pairs):
    clean, worse = (make_matrix(side) for side in zip(*pairs, strict=True))
    there, back = (compare(BRIER, *sides, seed=0, key="k") for sides in ((clean, worse), (worse, clean)))
    assert there.drop == pytest.approx(-back.drop, abs=1e-9)
    assert there.drop_low == pytest.approx(-back.drop_high, abs=1e-9)
    assert there.p_value == back.p_value


def test_several_seeds_can_be_compared(make_matrix):
    rng = derive_generator(7, "brier")
    clean = np.round(rng.random((3, 60)) / 2, 2)
    replicates = [[Pair(make_matrix(one), make_matrix(np.round(one + 0.25, 2)))] for one in clean]
    assert compare_seeds(BRIER, replicates, seed=0, key="k").drop == pytest.approx(-25.0)


def reject(make_matrix, repetitions: int) -> float:
    """Share of true nulls rejected: skewed scores, 60 clusters of 3 that move alike, exchangeable sides."""
    rng = derive_generator(20, "brier")
    groups = np.arange(180) // 3
    rejected = 0
    for number in range(repetitions):
        base = np.repeat(rng.beta(0.3, 1.5, 60), 3)
        sides = [
            np.round(np.clip(base + np.repeat(rng.normal(0, 0.1, 60), 3) + rng.normal(0, 0.05, 180), 0, 1), 2)
            for _ in range(2)
        ]
        found = compare(BRIER, *(make_matrix(one, groups) for one in sides), seed=number, key="null")
        rejected += found.p_value <= 0.05
    return rejected / repetitions


def test_true_nulls_are_rejected_at_the_level(make_matrix):
    assert 0.018 <= reject(make_matrix, 300) <= 0.088  # 0.05 within 3 standard errors


@pytest.mark.nightly
def test_true_nulls_are_rejected_at_the_level_over_many(make_matrix):
    assert 0.035 <= reject(make_matrix, 2000) <= 0.065
