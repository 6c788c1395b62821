"""Several checkpoints of one recipe: the two-way variance, the claim, and the band."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import t, ttest_1samp

from harness.errors import EmptyEvaluationSetError, RequestError
from harness.seeds import derive_generator
from harness.statistics import Pair, compare, compare_pooled, compare_seeds, interval, seed_band
from harness.statistics.seed_variance import estimate_over_seeds, two_way

KEY = {"seed": 0, "key": "cell"}


def slow_two_way(values):
    """The sums of a two-way table without replication, one cell at a time."""
    seeds, items = values.shape
    grand = values.mean()
    ss_seeds = items * sum((row.mean() - grand) ** 2 for row in values)
    ss_items = seeds * sum((column.mean() - grand) ** 2 for column in values.T)
    ss_all = sum((value - grand) ** 2 for value in values.ravel())
    residual = (ss_all - ss_seeds - ss_items) / ((seeds - 1) * (items - 1))
    by_seed, by_item = ss_seeds / (seeds - 1), ss_items / (items - 1)
    return by_seed / (seeds * items), by_item / (seeds * items), residual / (seeds * items)


@pytest.mark.parametrize(("seed_sd", "item_sd"), [(3, 1), (0.2, 5), (1, 1), (0, 0)])
def test_the_variance_is_that_of_a_two_way_table(seed_sd, item_sd):
    rng = derive_generator(0)
    values = rng.normal(0, seed_sd, (4, 1)) + rng.normal(0, item_sd, (1, 30)) + rng.normal(0, 2, (4, 30))
    v_seeds, v_items, v_residual = slow_two_way(values)
    expected = max(v_seeds + v_items - v_residual, v_seeds, v_items)
    variance, df = two_way(values)
    assert variance == pytest.approx(expected, rel=1e-9)
    spread = v_seeds**2 / 3 + v_items**2 / 29 + v_residual**2 / 87
    allowed = (3, 29, (v_seeds + v_items - v_residual) ** 2 / spread)
    assert any(df == pytest.approx(choice) for choice in allowed)


def test_p_is_the_larger_and_the_interval_the_wider_of_the_two(make_matrix, squad_f1):
    rng = derive_generator(1)
    clean = rng.random((3, 40)) * 0.2 + 0.6
    perturbed = clean - rng.normal(0.05, 0.1, (3, 40))
    pairs = [[Pair(make_matrix(a), make_matrix(b))] for a, b in zip(clean, perturbed, strict=True)]
    c = compare_seeds(squad_f1, pairs, **KEY)
    drops = 100 * (clean - perturbed)
    by_seed = ttest_1samp(drops.mean(axis=1), 0)
    variance, df = two_way(drops)
    half = [t.ppf(0.975, df) * variance**0.5, t.ppf(0.975, 2) * drops.mean(axis=1).std(ddof=1) / 3**0.5]
    two_way_p = 2 * t.sf(abs(drops.mean()) / variance**0.5, df)
    assert c.drop == pytest.approx(drops.mean())
    assert c.drop_high - c.drop == pytest.approx(max(half))
    assert c.p_value == pytest.approx(max(by_seed.pvalue, two_way_p))
    assert (c.test, c.n, c.n_groups) == ("cluster_t", 40, 40)
    item_means = drops.mean(axis=0)
    assert c.effect_size == pytest.approx(item_means.mean() / item_means.std(ddof=1))
    assert c.notes == ("p is the larger of a two-way t (seeds × clusters) and a t over 3 seeds",)


def test_two_seeds_claim_these_checkpoints_only(make_matrix, squad_f1):
    rng = derive_generator(2)
    pairs = [Pair(make_matrix(rng.random(40)), make_matrix(rng.random(40))) for _ in range(2)]
    c = compare_seeds(squad_f1, [[pair] for pair in pairs], **KEY)
    pooled = compare_pooled(squad_f1, pairs, **KEY)
    assert (c.drop, c.p_value, c.drop_low) == (pooled.drop, pooled.p_value, pooled.drop_low)
    assert c.n == 40
    assert c.n_needed == pytest.approx(pooled.n_needed / 2, abs=1)
    assert c.notes[-1] == "these checkpoints only (seeds: 2)"


def test_one_seed_in_one_language_is_a_plain_comparison(make_matrix, accuracy):
    clean, perturbed = make_matrix([1, 1, 1, 0] * 10), make_matrix([1, 0, 1, 0] * 10)
    c = compare_seeds(accuracy, [[Pair(clean, perturbed)]], **KEY)
    plain = compare(accuracy, clean, perturbed, **KEY)
    assert (c.test, c.p_value, c.drop_low) == ("mcnemar_midp", plain.p_value, plain.drop_low)
    assert c.notes == (*plain.notes, "these checkpoints only (seeds: 1)")


def test_languages_are_averaged_within_seeds(make_matrix, accuracy):
    right, wrong = make_matrix([1, 1, 0, 1]), make_matrix([0, 1, 0, 0])
    pairs = [[Pair(right, wrong), Pair(right, right)] for _ in range(3)]
    c = compare_seeds(accuracy, pairs, **KEY)
    assert (c.clean, c.perturbed, c.drop, c.n) == (75, 50, 25, 8)
    assert (c.broken, c.repaired) == (6, 0)


def test_seeds_that_agree_exactly_leave_the_items_error(make_matrix, accuracy):
    pair = Pair(make_matrix([1, 1, 0, 1] * 10), make_matrix([0, 1, 0, 1] * 10))
    c = compare_seeds(accuracy, [[pair]] * 3, **KEY)
    single = compare(accuracy, pair.clean, pair.perturbed, **KEY)
    assert (c.drop_low, c.drop_high) == pytest.approx((single.drop_low, single.drop_high))


def test_nothing_is_known_from_one_cluster():
    (only,) = estimate_over_seeds(np.array([[1.0], [2.0], [3.0]]))
    assert only.standard_error == np.inf


class TestBand:
    def test_three_seeds_speak_of_the_recipe(self, make_matrix, squad_f1):
        rng = derive_generator(3)
        matrices = [
            [make_matrix(np.clip(rng.normal(0.6 + shift, 0.1, 50), 0, 1))] for shift in (-0.1, 0, 0.1)
        ]
        band = seed_band(squad_f1, matrices)
        assert band.seed_scores == pytest.approx([interval(squad_f1, m)[0] for (m,) in matrices])
        assert band.score == pytest.approx(np.mean(band.seed_scores))
        error = np.std(band.seed_scores, ddof=1) / 3**0.5
        centre = np.log(band.score / (100 - band.score))
        half = t.ppf(0.975, 2) * error * 100 / (band.score * (100 - band.score))
        assert band.low == pytest.approx(100 / (1 + np.exp(half - centre)))
        assert band.meaning == (
            "95 % interval over 3 training seeds and test examples (wider of two-way t and t over seeds)"
        )

    @pytest.mark.parametrize(("seeds", "whose"), [(1, "this checkpoint"), (2, "these 2 checkpoints")])
    def test_fewer_speak_of_themselves(self, make_matrix, squad_f1, seeds, whose):
        matrix = make_matrix(derive_generator(4).random(50))
        band = seed_band(squad_f1, [[matrix]] * seeds)
        assert (band.score, band.low, band.high) == pytest.approx(interval(squad_f1, matrix))
        assert band.meaning == f"95 % interval over test examples for {whose} only"


class TestRefusals:
    def test_other_examples_in_one_seed(self, make_matrix, accuracy):
        first, second = make_matrix([1, 0], ids="ab"), make_matrix([1, 0], ids="ac")
        message = (
            "accuracy: example 2 has id 'b' on the seed 1 side and 'c' on the seed 2 side; score both sides"
        )
        with pytest.raises(RequestError, match=message):
            compare_seeds(accuracy, [[Pair(first, first)], [Pair(second, second)]], **KEY)
        with pytest.raises(RequestError, match=message):
            seed_band(accuracy, [[first], [second]])

    def test_other_languages_in_one_seed(self, make_matrix, accuracy):
        matrix = make_matrix([1, 0])
        message = "accuracy: 2 languages for seed 2 and 1 for seed 1; score all seeds on the same languages"
        with pytest.raises(RequestError, match=message):
            seed_band(accuracy, [[matrix], [matrix, matrix]])

    @pytest.mark.parametrize("nothing", [[], [[]]])
    def test_no_checkpoint(self, accuracy, nothing):
        with pytest.raises(
            EmptyEvaluationSetError, match="accuracy: no checkpoint to compare; give at least one"
        ):
            compare_seeds(accuracy, nothing, **KEY)
        with pytest.raises(
            EmptyEvaluationSetError, match="accuracy: no checkpoint to average; give at least one"
        ):
            seed_band(accuracy, nothing)
