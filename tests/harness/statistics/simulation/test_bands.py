"""Bands and verdicts: what is accepted, at how many repetitions, and for whom."""

from __future__ import annotations

import pytest
from statsmodels.stats.proportion import proportion_confint

from harness.statistics.simulation.bands import Tally, find_band, judge, name_rate
from harness.statistics.simulation.catalogue import METHODS

EXACT = next(method for method in METHODS if method.name == "linearised_t")
DISCRETE = next(method for method in METHODS if method.name == "mcnemar_midp")


def verdict(rate, value, method=EXACT, *, clusters=100, repetitions=2000):
    band = find_band(rate, clusters=clusters, repetitions=repetitions)
    return judge(rate, value, band, method)


@pytest.mark.parametrize(
    ("rate", "low", "high"),
    [
        ("false positives", 0.035, 0.065),
        ("coverage", 0.935, 0.965),
        ("announced power", 0.75, 0.85),
        ("family-wise error", 0.0, 0.06),
        ("false discoveries", 0.0, 0.065),
        ("passes at margin", 0.0, 0.065),
        ("overcounted", 0.0, 0.065),
    ],
)
def test_the_bands_are_those_of_the_protocol(rate, low, high):
    band = find_band(rate, clusters=100, repetitions=2000)
    assert (band.low, band.high) == pytest.approx((low, high))
    assert find_band(rate, clusters=100, repetitions=10_000) == band


def test_bands_widen_where_repetitions_are_fewer():
    band = find_band("false positives", clusters=100, repetitions=500)
    assert (band.low, band.high) == pytest.approx((0.02, 0.08))


def test_coverage_of_few_clusters_and_plain_power_have_no_band():
    assert find_band("coverage", clusters=99, repetitions=2000) is None
    assert find_band("power", clusters=500, repetitions=2000) is None
    assert verdict("power", 0.1) == "no band"


@pytest.mark.parametrize(
    ("rate", "value", "method", "expected"),
    [
        ("false positives", 0.05, EXACT, "as announced"),
        ("false positives", 0.034, EXACT, "misses"),
        ("false positives", 0.034, DISCRETE, "conservative"),
        ("false positives", 0.066, EXACT, "misses"),
        ("false positives", 0.066, DISCRETE, "misses"),
        ("coverage", 0.934, DISCRETE, "misses"),
        ("coverage", 0.966, EXACT, "misses"),
        ("coverage", 0.966, DISCRETE, "conservative"),
        ("announced power", 0.7, DISCRETE, "misses"),
        ("family-wise error", 0.0, EXACT, "as announced"),
        ("family-wise error", 0.061, EXACT, "misses"),
    ],
)
def test_verdicts(rate, value, method, expected):
    assert verdict(rate, value, method) == expected


def test_what_is_counted_is_named_by_what_was_planted():
    assert name_rate("rejected", 0.0, detectable=False) == "false positives"
    assert name_rate("rejected", 5.0, detectable=False) == "power"
    assert name_rate("rejected", 5.0, detectable=True) == "announced power"
    assert name_rate("passed", 2.0, detectable=False) == "passes at margin"
    assert name_rate("passed", 0.0, detectable=False) == "passes"
    assert name_rate("covered", 5.0, detectable=True) == "coverage"


def test_the_interval_of_a_rate_is_wilsons():
    low, high = proportion_confint(17, 300, method="wilson")
    assert Tally(300, 17.0, 17.0).interval() == pytest.approx((low, high), abs=1e-12)


def test_the_interval_of_shares_is_the_normal_one():
    low, high = Tally(100, 20.0, 5.0).interval()  # mean 0.2, variance 0.01
    assert (low, high) == pytest.approx((0.2 - 0.0196, 0.2 + 0.0196), abs=1e-5)
