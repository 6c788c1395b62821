"""Two one-sided tests against statsmodels; verdicts, their error at the margin, and their refusals."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import ttest_1samp
from statsmodels.stats.weightstats import ttost_paired

from harness.errors import RequestError
from harness.metrics import METRICS
from harness.seeds import derive_generator
from harness.statistics import Pair, compare
from harness.statistics.difference_of_drops import linearise_difference_of_drops
from harness.statistics.equivalence import (
    equivalent_within,
    judge_equivalence,
    judge_non_inferiority,
    one_sided_bounds,
)
from harness.statistics.estimate import Estimate

ACCURACY, SQUAD_F1 = METRICS.get("accuracy"), METRICS.get("squad_f1")
estimates = st.builds(
    Estimate, st.floats(-40, 40), st.floats(0.01, 20), st.floats(1, 500), st.integers(30, 500)
)
margins = st.floats(0.1, 50)


def estimate_of(found):
    return Estimate(found.drop, found.standard_error, found.df, found.n_groups)


@pytest.mark.parametrize("margin", [1.0, 5.0, 20.0])
def test_it_is_statsmodels(make_matrix, margin):
    rng = derive_generator(4)
    clean, perturbed = rng.random(60), rng.random(60)
    found = compare(SQUAD_F1, make_matrix(clean), make_matrix(perturbed), seed=0, key="k")
    expected = ttost_paired(100 * clean, 100 * perturbed, -margin, margin)[0]
    judged = judge_equivalence(estimate_of(found), margin)
    assert judged.p_value == pytest.approx(expected, rel=1e-10, abs=1e-12)
    assert judged.equivalent == (expected <= 0.05)
    interval = ttest_1samp(100 * (clean - perturbed), 0).confidence_interval(0.9)
    assert (judged.low, judged.high) == pytest.approx(tuple(interval), rel=1e-10)


@given(estimates, margins)
def test_interval_p_and_smallest_margin_agree(estimate, margin):
    judged = judge_equivalence(estimate, margin)
    inside = -margin < judged.low and judged.high < margin
    near = abs(judged.p_value - 0.05) < 1e-9
    assert near or judged.equivalent == inside
    assert near or judged.equivalent == (equivalent_within(estimate) < margin)


@given(estimates, margins)
def test_swapping_the_sides_keeps_the_p_and_turns_the_interval(estimate, margin):
    there = judge_equivalence(estimate, margin)
    turned = Estimate(-estimate.value, estimate.standard_error, estimate.df, estimate.groups)
    back = judge_equivalence(turned, margin)
    assert (back.p_value, back.low, back.high) == (there.p_value, -there.high, -there.low)


@given(estimates, margins)
def test_a_verdict_is_where_the_bounds_lie(estimate, margin):
    found = judge_non_inferiority(estimate, margin, n=1000)
    assert (found.verdict == "pass") == (found.high < margin)
    assert (found.verdict == "fail") == (found.low > margin)
    assert abs(found.p_value - 0.05) < 1e-9 or (found.p_value < 0.05) == (found.verdict == "pass")
    assert found.regressed == (found.low > 0)


def test_by_hand():
    found = judge_non_inferiority(Estimate(0.5, 0.6, 1e9, 1000), 2.0, n=1000)
    assert (found.low, found.high) == pytest.approx((0.5 - 0.98691, 0.5 + 0.98691), abs=1e-4)
    assert (found.verdict, found.regressed) == ("pass", False)
    assert found.n_to_pass == math.ceil(1000 * (2.486475 * 0.6 / 2) ** 2)
    assert judge_non_inferiority(Estimate(1.5, 0.6, 1e9, 1000), 2.0, n=1000).verdict == "inconclusive"
    slight = judge_non_inferiority(Estimate(1.5, 0.2, 1e9, 1000), 2.0, n=1000)
    assert (slight.verdict, slight.regressed) == ("pass", True)
    assert judge_non_inferiority(Estimate(5.0, 0.6, 1e9, 1000), 2.0, n=1000).verdict == "fail"


def test_clusters_that_all_moved_alike_are_not_believed():
    """An error of 0: of G such clusters a share of 1 - 0.05^(1/G) may behave otherwise."""
    few, many = (Estimate(0.0, 0.0, 1, groups) for groups in (20, 400))
    share = 1 - 0.05 ** (1 / 20)
    assert equivalent_within(few) == pytest.approx(100 * share)
    judged = [judge_non_inferiority(one, 2.0, n=one.groups) for one in (few, many)]
    assert [one.verdict for one in judged] == ["inconclusive", "pass"]
    assert judged[0].p_value == pytest.approx(0.98**20)
    assert judged[0].n_to_pass == judged[1].n_to_pass == 149
    assert judge_non_inferiority(Estimate(30.0, 0.0, 1, 400), 2.0, n=400).verdict == "fail"


def test_one_cluster_says_nothing():
    lone = Estimate(3.0, math.inf, 1, 1)
    assert judge_equivalence(lone, 2.0).p_value == 1
    found = judge_non_inferiority(lone, 2.0, n=50)
    assert (found.verdict, found.low, found.high, found.n_to_pass) == ("inconclusive", -100, 100, 0)


@pytest.mark.parametrize("margin", [0.0, -2.0, 100.0, math.nan, math.inf])
def test_a_margin_that_is_none_is_refused(margin):
    for judge in (judge_equivalence, lambda one, delta: judge_non_inferiority(one, delta, n=9)):
        with pytest.raises(RequestError, match=r"margin: a margin of .* points; give one above 0 and below"):
            judge(Estimate(0.0, 1.0, 9, 10), margin)


def test_other_bad_input_is_refused():
    fine, nan = Estimate(0.0, 1.0, 9, 10), Estimate(math.nan, 1.0, 9, 10)
    with pytest.raises(RequestError, match=r"a drop of nan ± 1.0; give an estimate that is a number"):
        judge_equivalence(nan, 2.0)
    with pytest.raises(RequestError, match=r"level 0.7; give one above 0 and below 0.5"):
        judge_equivalence(fine, 2.0, alpha=0.7)
    with pytest.raises(RequestError, match="non-inferiority: 0 examples; give at least one"):
        judge_non_inferiority(fine, 2.0, n=0)


class Models:
    """Two models, clean and perturbed, on premises of 3 answers; the second loses ``gap`` more."""

    def __init__(self, make_matrix, premises):
        self.make_matrix, self.premises = make_matrix, premises

    def draw(self, rng, gap):
        shape, groups = (self.premises, 3), np.arange(3 * self.premises) // 3
        hard = rng.normal(0, 0.5, (self.premises, 1)) + rng.normal(0, 0.8, shape)
        pairs = []
        for lost in (0.04, 0.04 + gap):
            clean = (hard + rng.normal(0, 0.3, shape)) < 0.6
            # what is broken comes to a whole premise half of the time: design effect above 1
            shared = rng.random((self.premises, 1)) < 0.5
            draw = np.where(shared, rng.random((self.premises, 1)), rng.random(shape))
            rate = lost / 0.7253
            perturbed = clean & (draw >= rate)
            pairs.append(Pair(*(self.make_matrix(side.ravel(), groups) for side in (clean, perturbed))))
        return pairs

    def judge(self, rng, gap, margin):
        baseline, candidate = self.draw(rng, gap)
        theta = linearise_difference_of_drops(ACCURACY, [baseline], [candidate]).estimate()
        return theta, judge_non_inferiority(theta, margin, n=3 * self.premises)


def test_the_difference_of_drops_is_a_t_test_of_differences(make_matrix):
    rng = derive_generator(7)
    values = rng.random((4, 80))
    baseline, candidate = (Pair(*(make_matrix(side) for side in both)) for both in (values[:2], values[2:]))
    found = linearise_difference_of_drops(SQUAD_F1, [baseline], [candidate]).estimate()
    differences = 100 * ((values[2] - values[3]) - (values[0] - values[1]))
    assert found.value == pytest.approx(differences.mean(), rel=1e-12)
    assert found.standard_error == pytest.approx(differences.std(ddof=1) / math.sqrt(80), rel=1e-12)
    back = linearise_difference_of_drops(SQUAD_F1, [candidate], [baseline]).estimate()
    assert (back.value, back.standard_error) == (-found.value, found.standard_error)
    order = rng.permutation(80)
    mixed = [
        Pair(*(make_matrix(side[order], ids=[f"e{i:05d}" for i in order]) for side in both))
        for both in (values[:2], values[2:])
    ]
    again = linearise_difference_of_drops(SQUAD_F1, mixed[:1], mixed[1:]).estimate()
    assert again.value == pytest.approx(found.value, rel=1e-12)
    assert again.standard_error == pytest.approx(found.standard_error, rel=1e-12)


def test_models_on_other_examples_are_refused(make_matrix):
    here, there = make_matrix([1, 0]), make_matrix([1, 0], ids=["a", "b"])
    with pytest.raises(RequestError, match="example 1 has id 'e00000' on the baseline side and 'a' on the"):
        linearise_difference_of_drops(ACCURACY, [Pair(here, here)], [Pair(there, there)])
    with pytest.raises(RequestError, match="1 languages for the baseline and 2 for the candidate"):
        linearise_difference_of_drops(ACCURACY, [Pair(here, here)], [Pair(here, here)] * 2)
    with pytest.raises(RequestError, match="no set to compare; give at least one language"):
        linearise_difference_of_drops(ACCURACY, [], [])


def measure(models, repetitions, gap, margin):
    """The mean difference found, and the shares that pass and that fail."""
    rng = derive_generator(75)
    found = [models.judge(rng, gap, margin) for _ in range(repetitions)]
    mean = np.mean([theta.value for theta, _ in found])
    verdicts = [one.verdict for _, one in found]
    return mean, verdicts.count("pass") / repetitions, verdicts.count("fail") / repetitions


def test_at_the_margin_5_percent_pass_and_5_percent_fail(make_matrix):
    mean, passed, failed = measure(Models(make_matrix, 400), 300, gap=0.03, margin=3.0)
    assert mean == pytest.approx(3.0, abs=0.2)
    limit = 0.05 + 3 * math.sqrt(0.05 * 0.95 / 300)
    assert passed <= limit
    assert failed <= limit


def test_without_a_difference_it_passes_as_often_as_n_to_pass_says(make_matrix):
    models = Models(make_matrix, 400)
    needed = models.judge(derive_generator(1), 0.0, 3.0)[1].n_to_pass
    _, passed, failed = measure(Models(make_matrix, needed // 3), 300, gap=0.0, margin=3.0)
    assert passed == pytest.approx(0.8, abs=0.1)
    assert failed <= 0.01


@pytest.mark.nightly
@pytest.mark.parametrize("premises", [150, 400])
def test_verdicts_at_the_margin_in_many_repetitions(make_matrix, premises):
    _, passed, failed = measure(Models(make_matrix, premises), 2000, gap=0.03, margin=3.0)
    assert passed <= 0.065
    assert failed <= 0.065


@pytest.mark.parametrize("skewness", [-6.0, -1.0, 0.5, 4.0])
def test_the_bounds_of_skewed_estimates_are_where_p_is_alpha_and_never_inside_plain_ones(skewness):
    plain = Estimate(3.0, 1.5, 79.0, 80)
    skewed = replace(plain, skewness=skewness)
    low, high = one_sided_bounds(skewed)
    assert judge_non_inferiority(skewed, high, n=80).p_value == pytest.approx(0.05, abs=1e-9)
    inner_low, inner_high = one_sided_bounds(plain)
    assert low <= inner_low
    assert high >= inner_high
    assert (low < inner_low) == (skewness < 0)
    assert (high > inner_high) == (skewness > 0)
