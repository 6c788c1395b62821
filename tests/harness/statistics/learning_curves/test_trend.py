"""Trends over sizes and differences between curves: oracles, signs, refusals."""

from __future__ import annotations

from itertools import permutations, product

import numpy as np
import pytest
from scipy.stats import ttest_1samp

from harness.errors import RequestError
from harness.seeds import derive_generator
from harness.statistics.learning_curves import SizeTable, compare_curves, measure_trend
from harness.statistics.learning_curves.contrast import slope_weights
from harness.statistics.learning_curves.permute_sizes import permute_sizes

KEY = {"seed": 0, "key": "trend"}


def mirror(table):
    return SizeTable(table.sizes, -table.values, table.quantity, table.clusters)


def test_the_slope_is_that_of_least_squares_per_doubling(make_table):
    table = make_table(derive_generator(0), 6, 3, quantity="drop")
    expected = np.polyfit(np.log2(table.sizes), table.means, 1)[0]
    assert measure_trend(table, **KEY).slope.value == pytest.approx(expected)


def test_with_one_seed_it_is_a_t_test_of_the_items_slopes(make_table):
    table = make_table(derive_generator(1), 5, 1, quantity="drop", tilt=1.0, truth=lambda n: 0 * n)
    slopes = [np.polyfit(np.log2(table.sizes), item, 1)[0] for item in table.values[0].T]
    oracle = ttest_1samp(slopes, 0)
    found = measure_trend(table, **KEY).slope
    assert found.p_value == pytest.approx(oracle.pvalue)
    assert (found.low, found.high) == pytest.approx(tuple(oracle.confidence_interval(0.95)))


def test_with_three_seeds_it_is_never_surer_than_the_seeds(make_table):
    table = make_table(derive_generator(2), 5, 3, quantity="drop", seed=2.0, truth=lambda n: 0 * n)
    slopes = [np.polyfit(np.log2(table.sizes), row, 1)[0] for row in table.by_seed]
    assert measure_trend(table, **KEY).slope.p_value >= ttest_1samp(slopes, 0).pvalue - 1e-12


def test_turning_the_values_turns_the_slope_and_keeps_p(make_table):
    table = make_table(derive_generator(3), 5, 3, quantity="drop")
    trend, turned = measure_trend(table, **KEY), measure_trend(mirror(table), **KEY)
    assert turned.slope.value == pytest.approx(-trend.slope.value)
    assert (turned.slope.low, turned.slope.high) == pytest.approx((-trend.slope.high, -trend.slope.low))
    assert turned.slope.p_value == pytest.approx(trend.slope.p_value)
    assert turned.p_permutation == trend.p_permutation


def test_few_arrangements_are_enumerated():
    by_seed = derive_generator(4).normal(size=(2, 4))
    weights = slope_weights(np.array([1.0, 2, 4, 8]))
    slopes = [
        np.mean([np.dot(one, weights), np.dot(other, weights)])
        for one, other in product(permutations(by_seed[0]), permutations(by_seed[1]))
    ]
    expected = np.mean(np.abs(slopes) >= abs((by_seed @ weights).mean()) - 1e-12)
    assert permute_sizes(by_seed, weights, derive_generator(0)) == expected


def test_many_arrangements_are_drawn_and_a_clear_trend_is_found():
    by_seed = np.arange(6.0) + derive_generator(5).normal(0, 0.1, (3, 6))
    weights = slope_weights(2.0 ** np.arange(6))
    assert permute_sizes(by_seed, weights, derive_generator(0)) == 1e-4
    assert permute_sizes(np.ones((3, 6)), weights, derive_generator(0)) == 1.0


class TestTwoCurves:
    def test_differences_are_those_of_slopes_and_means(self, make_table):
        rng = derive_generator(6)
        first = make_table(rng, 5, 3, quantity="drop")
        second = make_table(rng, 5, 3, quantity="drop", truth=lambda n: 0 * n + 4)
        found = compare_curves(first, second)
        weights = slope_weights(first.sizes)
        assert found.slope.value == pytest.approx((first.means - second.means) @ weights)
        assert found.level.value == pytest.approx((first.means - second.means).mean())
        assert found.level.p_value < 0.001
        back = compare_curves(second, first)
        assert (back.slope.value, back.level.low) == pytest.approx((-found.slope.value, -found.level.high))
        assert back.slope.p_value == pytest.approx(found.slope.p_value)

    def test_a_curve_does_not_differ_from_itself(self, make_table):
        table = make_table(derive_generator(7), 5, 3)
        found = compare_curves(table, table)
        assert (found.slope.value, found.slope.p_value, found.level.p_value) == (0, 1, 1)

    def test_clusters_of_one_side_keep_its_error(self, make_table):
        """Disjoint clusters: the variances of both sides add up."""
        rng = derive_generator(8)
        first, second = (make_table(rng, 4, 1, groups=count, quantity="drop") for count in (40, 60))
        second = SizeTable(second.sizes, second.values, "drop", tuple(f"h{i:03d}" for i in range(60)))
        found = compare_curves(first, second).level
        means = [table.values[0].mean(axis=0) for table in (first, second)]
        variance = sum(one.var(ddof=1) / len(one) for one in means)
        assert found.value == pytest.approx(means[0].mean() - means[1].mean())
        assert (found.high - found.value) / 1.9842 == pytest.approx(variance**0.5, rel=1e-4)

    def test_other_sizes_seeds_or_values_are_refused(self, make_table):
        rng = derive_generator(9)
        table = make_table(rng, 3, 2)
        with pytest.raises(RequestError, match="sizes 250, 500, 1000 on one side and 250, 500 on the other"):
            compare_curves(table, make_table(rng, 2, 2))
        with pytest.raises(RequestError, match="seeds 2 on one side and 3 on the other"):
            compare_curves(table, make_table(rng, 3, 3))
        with pytest.raises(RequestError, match="values score on one side and drop on the other"):
            compare_curves(table, make_table(rng, 3, 2, quantity="drop"))
