"""Effect sizes by hand and against statsmodels; the odds ratio's interval by simulation."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.proportion import proportion_confint

from harness.errors import RequestError
from harness.metrics import METRICS
from harness.seeds import derive_generator
from harness.statistics import compare
from harness.statistics.effects import cohen_g, odds_ratio, odds_ratio_interval, risk_difference

counts = st.integers(0, 60)
ACCURACY = METRICS.get("accuracy")


def spread(broken, repaired):
    """One flip per cluster, and clusters without one."""
    kinds = np.repeat(np.eye(3), (broken, repaired, 5), axis=0)
    return kinds[:, 0], kinds[:, 1]


def test_by_hand():
    assert risk_difference(12, 4, 100) == pytest.approx(0.08)
    assert cohen_g(12, 4) == 0.25
    assert odds_ratio(12, 4) == 3
    assert odds_ratio(3, 0) == 7
    assert math.isnan(cohen_g(0, 0))


@given(counts, counts)
def test_swapping_the_sides_turns_them_round(broken, repaired):
    n = broken + repaired + 1
    assert risk_difference(broken, repaired, n) == -risk_difference(repaired, broken, n)
    assert odds_ratio(broken, repaired) == pytest.approx(1 / odds_ratio(repaired, broken))
    if broken + repaired:
        assert cohen_g(broken, repaired) == pytest.approx(-cohen_g(repaired, broken), abs=1e-15)


@given(counts, counts)
def test_single_flips_have_wilsons_interval_as_odds(broken, repaired):
    low, high = odds_ratio_interval(*spread(broken, repaired))
    if broken + repaired == 0:
        assert math.isnan(low)
        assert math.isnan(high)
        return
    ends = proportion_confint(broken, broken + repaired, method="wilson")
    assert low == pytest.approx(ends[0] / (1 - ends[0]), rel=1e-9, abs=1e-12)
    assert high == (math.inf if repaired == 0 else pytest.approx(ends[1] / (1 - ends[1]), rel=1e-9))
    assert low <= (broken / repaired if repaired else math.inf) <= high


flips = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=2, max_size=30)


@given(flips, st.data())
def test_the_interval_turns_round_with_the_sides_and_knows_no_order(pairs, data):
    broken, repaired = np.array(pairs, dtype=float).T
    low, high = odds_ratio_interval(broken, repaired)
    order = data.draw(st.permutations(range(len(pairs))))
    np.testing.assert_allclose(odds_ratio_interval(broken[order], repaired[order]), (low, high), rtol=1e-12)
    turned = odds_ratio_interval(repaired, broken)
    inverse = [1 / end if end else math.inf for end in (high, low)]
    np.testing.assert_allclose(turned, inverse, rtol=1e-9)


def test_what_clusters_cannot_say():
    one_kind = odds_ratio_interval(np.array([2.0, 1.0]), np.zeros(2))
    one_cluster = odds_ratio_interval(np.array([2.0]), np.array([1.0]))
    assert all(map(math.isnan, (*one_kind, *one_cluster)))


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: cohen_g(-1, 2), "effect size: -1 broken and 2 repaired examples; give counts of 0 or more"),
        (lambda: risk_difference(3, 4, 6), "effect size: 7 flips among 6 examples; give at least as many"),
        (lambda: odds_ratio_interval(np.ones(3), np.ones(2)), r"counts of shapes \(3,\) and \(2,\)"),
        (lambda: odds_ratio_interval(np.array([math.nan]), np.ones(1)), "negative or not finite"),
    ],
)
def test_impossible_counts_are_refused(call, message):
    with pytest.raises(RequestError, match=message):
        call()


def test_a_comparison_holds_them(make_matrix):
    clean = np.array([1] * 60 + [0] * 40)
    perturbed = np.array([0] * 12 + [1] * 48 + [1] * 4 + [0] * 36)
    found = compare(ACCURACY, make_matrix(clean), make_matrix(perturbed), seed=0, key="k")
    assert found.cohen_g == 0.25
    ends = proportion_confint(12, 16, method="wilson")
    assert (found.effect_low, found.effect_high) == pytest.approx([end / (1 - end) for end in ends])
    graded = compare(ACCURACY, make_matrix(clean / 2), make_matrix(perturbed / 2), seed=0, key="k")
    assert all(map(math.isnan, (graded.cohen_g, graded.effect_low, graded.effect_high)))


def cover(repetitions, premises, ratio):
    """Coverage of a planted odds ratio; answers of a premise (3 each) flip together half of the time."""
    rng = derive_generator(63, premises)
    covered = []
    for _ in range(repetitions):
        kind = rng.random((premises, 3))
        shared = rng.random((premises, 1)) < 0.5
        kind = np.where(shared, kind[:, :1], kind)
        broken = (kind < 0.2 * ratio / (1 + ratio)).sum(axis=1)
        repaired = ((kind < 0.2) & (kind >= 0.2 * ratio / (1 + ratio))).sum(axis=1)
        low, high = odds_ratio_interval(broken.astype(float), repaired.astype(float))
        covered.append(low <= ratio <= high)
    return np.mean(covered)


@pytest.mark.parametrize("ratio", [1.0, 2.0])
def test_the_interval_by_cluster_holds_the_odds_ratio(ratio):
    assert cover(300, 150, ratio) == pytest.approx(0.95, abs=3 * math.sqrt(0.05 * 0.95 / 300))


@pytest.mark.nightly
@pytest.mark.parametrize("premises", [100, 400])
@pytest.mark.parametrize("ratio", [1.0, 2.0, 4.0])
def test_the_interval_in_many_repetitions(premises, ratio):
    assert 0.935 <= cover(2000, premises, ratio) <= 0.965
