"""Paired comparisons: which test is used, what is printed, and what no order may change."""

from __future__ import annotations

import dataclasses
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from harness.errors import EmptyEvaluationSetError
from harness.metrics import METRICS
from harness.seeds import derive_generator
from harness.statistics import Pair, compare, compare_pooled
from harness.statistics.mcnemar import mcnemar_midp

ACCURACY, SPAN_F1 = METRICS.get("accuracy"), METRICS.get("span_f1")
CLEAN = np.array([1] * 60 + [0] * 40)
PERTURBED = np.array([0] * 12 + [1] * 48 + [1] * 4 + [0] * 36)
KEY = {"seed": 0, "key": "cell"}


def numbers(comparison):
    """All finite numbers of a comparison."""
    values = [v for v in dataclasses.astuple(comparison) if isinstance(v, int | float)]
    return [v for v in values if not math.isnan(v)]


def test_single_right_or_wrong_examples_by_hand(make_matrix):
    changed = CLEAN != PERTURBED
    c = compare(ACCURACY, make_matrix(CLEAN), make_matrix(PERTURBED), changed_predictions=changed, **KEY)
    assert (c.n, c.n_groups, c.clean, c.perturbed, c.drop) == (100, 100, 60, 52, pytest.approx(8))
    assert (c.broken, c.repaired, c.flip_rate) == (12, 4, 0.16)
    assert (c.effect_size, c.effect_size_name) == (3, "odds_ratio")
    assert (c.test, c.p_value) == ("mcnemar_midp", mcnemar_midp(12, 4))
    error = math.sqrt((0.16 - 0.08**2) * 100 / 99 / 100) * 100
    assert c.drop_high - c.drop == pytest.approx(1.98422 * error, rel=1e-5)
    assert c.minimum_detectable_drop == pytest.approx((1.98422 + 0.84523) * error, rel=1e-4)
    assert c.n_needed == math.ceil(100 * (2.80159 * error / 8) ** 2)
    assert c.notes == ()


@pytest.mark.parametrize(
    ("metric", "clustered", "test", "size"),
    [
        (ACCURACY, False, "mcnemar_midp", "odds_ratio"),
        (ACCURACY, True, "cluster_sign_flip", "odds_ratio"),
        (METRICS.get("squad_em"), False, "mcnemar_midp", "odds_ratio"),
        (METRICS.get("squad_f1"), False, "cluster_sign_flip", "cohen_dz"),
    ],
    ids=lambda value: getattr(value, "name", value),
)
def test_the_test_follows_from_the_data(make_matrix, metric, clustered, test, size):
    groups = np.arange(100) // 2 if clustered else None
    graded = 0.5 if metric.name == "squad_f1" else 1
    c = compare(metric, make_matrix(CLEAN * graded, groups), make_matrix(PERTURBED * graded, groups), **KEY)
    assert (c.test, c.effect_size_name) == (test, size)
    assert c.n_groups == (50 if clustered else 100)


def test_accuracy_over_tags_is_not_taken_for_right_or_wrong(make_matrix):
    clean, perturbed = np.array([[3, 4], [1, 1], [0, 1]]), np.array([[2, 4], [1, 1], [0, 1]])
    c = compare(ACCURACY, make_matrix(clean), make_matrix(perturbed), **KEY)
    assert (c.test, c.effect_size_name, c.broken) == ("cluster_sign_flip", "cohen_dz", 1)


def test_f1_breaks_where_a_change_lowers_the_score(make_matrix):
    clean = np.array([[1, 1, 1], [0, 0, 0], [2, 3, 2], [1, 1, 1]])
    perturbed = np.array([[0, 1, 1], [0, 1, 0], [2, 2, 2], [1, 1, 1]])
    c = compare(SPAN_F1, make_matrix(clean), make_matrix(perturbed), **KEY)
    assert (c.broken, c.repaired) == (2, 1)
    assert math.isnan(c.flip_rate)


class TestDegenerateInput:
    @pytest.mark.parametrize("metric", tuple(METRICS), ids=lambda metric: metric.name)
    def test_identical_outputs(self, make_matrix, metric):
        rows = np.tile([1.0] * len(metric.columns), (50, 1))
        c = compare(metric, make_matrix(rows), make_matrix(rows), **KEY)
        assert (c.drop, c.drop_low, c.drop_high, c.p_value, c.n_needed) == (0, 0, 0, 1, 0)
        assert c.effect_size == (1 if c.effect_size_name == "odds_ratio" else 0)
        assert c.notes == ("no score changed: up to 7.1% of clusters could change unseen",)
        assert c.minimum_detectable_drop == pytest.approx(100 * 2.80159**2 / 50, rel=1e-4)

    def test_one_cluster(self, make_matrix):
        c = compare(ACCURACY, make_matrix([1, 1, 0], "aaa"), make_matrix([0, 1, 0], "aaa"), **KEY)
        assert (c.drop_low, c.drop_high, c.p_value, c.n_needed) == (-100, 100, 1, 0)
        assert c.minimum_detectable_drop == 100
        assert c.notes == (
            "one cluster: nothing can be said of the error",
            "odds ratio with 0.5 added to both counts",
            "too few clusters changed (1): p cannot fall below 1",
        )

    def test_all_broken_alike(self, make_matrix):
        c = compare(ACCURACY, make_matrix(np.ones(40)), make_matrix(np.zeros(40)), **KEY)
        assert (c.drop, c.drop_high) == (100, 100)
        assert c.drop_low == pytest.approx(100 * 40 / (40 + 1.96**2), rel=1e-5)
        assert c.p_value == 0.5**40
        assert c.effect_size == 81
        assert (
            c.notes[0] == "all clusters moved alike: interval widened by the 8.8% that may behave otherwise"
        )

    def test_graded_scores_that_all_fall_alike_have_no_effect_size(self, make_matrix):
        metric = METRICS.get("squad_f1")
        c = compare(metric, make_matrix(np.full(40, 0.75)), make_matrix(np.full(40, 0.5)), **KEY)
        assert math.isnan(c.effect_size)
        assert c.p_value == pytest.approx(1 / 10_000)

    def test_no_span_anywhere(self, make_matrix):
        c = compare(SPAN_F1, make_matrix(np.zeros((5, 3))), make_matrix(np.zeros((5, 3))), **KEY)
        assert (c.clean, c.perturbed, c.drop, c.p_value) == (0, 0, 0, 1)

    def test_no_prediction_on_the_perturbed_side(self, make_matrix):
        clean = np.tile([2, 2, 2], (40, 1))
        c = compare(SPAN_F1, make_matrix(clean), make_matrix(clean * [0, 0, 1]), **KEY)
        assert (c.clean, c.perturbed, c.drop, c.p_value) == (100, 0, 100, 1 / 10_000)

    def test_few_clusters_and_few_flips_are_said(self, make_matrix):
        c = compare(ACCURACY, make_matrix([1, 1, 1, 0]), make_matrix([0, 0, 1, 1]), **KEY)
        assert c.notes == (
            "fewer than 30 clusters (4)",
            "too few clusters changed (3): p cannot fall below 0.125",
        )


def draw_sides(seed):
    rng = derive_generator(seed)
    n = int(rng.integers(2, 60))
    gold = rng.integers(0, 4, n)
    sides = [
        np.column_stack([right := rng.binomial(gold, 0.7), right + rng.poisson(0.3, n), gold]) for _ in "ab"
    ]
    return n, rng.integers(0, max(2, n // 2), n), sides, rng


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_swapping_the_sides_flips_the_estimate_and_keeps_p(make_matrix, seed):
    _, groups, (a, b), _ = draw_sides(seed)
    there = compare(SPAN_F1, make_matrix(a, groups), make_matrix(b, groups), **KEY)
    back = compare(SPAN_F1, make_matrix(b, groups), make_matrix(a, groups), **KEY)
    assert back.drop == pytest.approx(-there.drop, abs=1e-9)
    assert back.p_value == there.p_value
    assert (back.broken, back.repaired) == (there.repaired, there.broken)
    assert (back.drop_low, back.drop_high) == pytest.approx((-there.drop_high, -there.drop_low), abs=1e-9)
    assert back.minimum_detectable_drop == pytest.approx(there.minimum_detectable_drop)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_the_order_of_examples_changes_nothing(make_matrix, seed):
    n, groups, sides, rng = draw_sides(seed)
    order = rng.permutation(n)
    ids = np.array([f"e{i}" for i in range(n)])
    straight = compare(SPAN_F1, *(make_matrix(s, groups, ids.tolist()) for s in sides), **KEY)
    mixed = compare(
        SPAN_F1, *(make_matrix(s[order], groups[order], ids[order].tolist()) for s in sides), **KEY
    )
    assert numbers(mixed) == pytest.approx(numbers(straight), abs=1e-9)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_every_number_is_in_range(make_matrix, seed):
    _, groups, sides, _ = draw_sides(seed)
    c = compare(SPAN_F1, *(make_matrix(side, groups) for side in sides), **KEY)
    # one cluster has no known error, and nothing repaired has an infinite odds ratio
    known = dataclasses.replace(c, standard_error=0.0, effect_high=0.0)
    assert all(math.isfinite(value) for value in numbers(known))
    assert math.isinf(c.standard_error) == (c.n_groups == 1)
    assert -100 <= c.drop_low <= c.drop <= c.drop_high <= 100
    assert 0 < c.p_value <= 1
    assert 0 <= c.minimum_detectable_drop <= 100


def test_the_seed_and_key_alone_choose_the_permutations(make_matrix, draw_spans):
    rng = derive_generator(0)
    before, after = draw_spans(rng, 80), draw_spans(rng, 80)
    after[:, 2] = before[:, 2]  # as many gold spans on both sides, or nothing is permuted
    sides = [make_matrix(before), make_matrix(after)]
    first = compare(SPAN_F1, *sides, seed=0, key="a").p_value
    assert compare(SPAN_F1, *sides, seed=0, key="a").p_value == first
    others = {compare(SPAN_F1, *sides, seed=seed, key=key).p_value for seed, key in ((0, "b"), (1, "a"))}
    assert first not in others


class TestPooled:
    def test_it_is_the_mean_over_languages_whatever_their_size(self, make_matrix):
        large = Pair(make_matrix(CLEAN), make_matrix(PERTURBED), CLEAN != PERTURBED)
        small = Pair(make_matrix([1, 1]), make_matrix([0, 1]), np.array([True, False]))
        c = compare_pooled(ACCURACY, [large, small], **KEY)
        assert (c.clean, c.perturbed, c.drop) == (80, 51, pytest.approx((8 + 50) / 2))
        assert (c.n, c.n_groups, c.broken, c.repaired) == (102, 100, 13, 4)
        assert c.flip_rate == pytest.approx(17 / 102)
        assert c.test == "cluster_sign_flip"

    def test_copies_of_one_language_add_no_evidence(self, make_matrix):
        pair = Pair(make_matrix(CLEAN / 2), make_matrix(PERTURBED / 2))
        one, many = (compare_pooled(METRICS.get("squad_f1"), [pair] * copies, **KEY) for copies in (1, 6))
        assert (many.drop, many.drop_low) == pytest.approx((one.drop, one.drop_low))
        assert many.p_value == one.p_value < 0.1

    def test_the_flip_rate_needs_every_language(self, make_matrix):
        pairs = [
            Pair(make_matrix([1, 0]), make_matrix([0, 0]), flags) for flags in (np.array([True, False]), None)
        ]
        assert math.isnan(compare_pooled(ACCURACY, pairs, **KEY).flip_rate)

    def test_no_language_is_refused(self):
        with pytest.raises(
            EmptyEvaluationSetError, match="accuracy: no set to compare; give at least one language"
        ):
            compare_pooled(ACCURACY, [], **KEY)
