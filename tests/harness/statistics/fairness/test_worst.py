"""The worst group and what a chosen minimum is worth."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.seeds import derive_generator
from harness.statistics.estimate import t_quantile
from harness.statistics.fairness import find_worst
from harness.statistics.fairness.estimates import LanguageEstimates

from .conftest import build_estimates


def worst(values, **keys):
    return find_worst(build_estimates(values, **keys), seed=0, key="k")


def test_a_clear_worst_group_has_the_plain_interval():
    found = worst([30.0, 60.0, 70.0], clusters=100)
    t = t_quantile(0.975, 99)
    assert (found.name, found.value, found.contenders) == ("l00", 30.0, ("l00",))
    assert found.low == pytest.approx(30 - t)
    assert found.high == pytest.approx(30 + t, abs=0.08)  # by draws
    assert found.corrected == pytest.approx(30.0, abs=0.03)


def test_among_equals_the_lowest_is_moved_up():
    found = worst([50.0, 50.5, 49.0, 51.0, 50.2, 49.6])
    assert found.contenders[0] == "l02"
    assert len(found.contenders) == 6
    assert found.value < found.corrected < found.high
    assert found.high - found.value > 2.2 > t_quantile(0.975, 99)


def test_languages_that_err_together_need_less_correction():
    names, values = ("a", "b", "c"), np.array([50.0, 50.0, 50.0])
    alone = LanguageEstimates(names, names, values, np.eye(3), (99,) * 3)
    together = LanguageEstimates(names, names, values, np.full((3, 3), 1.0), (99,) * 3)
    reach = [find_worst(one, seed=0, key="k").high for one in (alone, together)]
    assert reach[0] > reach[1] + 0.2


def test_a_group_without_variance_is_not_certain():
    found = worst([0.0, 50.0], errors=[0.0, 2.0], clusters=40)
    assert found.high == pytest.approx(100 * 3.84 / 43.84, abs=0.8)
    assert found.low == pytest.approx(-found.high, abs=0.8)


def test_one_cluster_gives_no_interval():
    found = worst([5.0, 3.0], clusters=1)
    assert (found.name, found.value, found.corrected, found.low, found.high) == ("l01", 3.0, None, None, None)


@given(seed=st.integers(0, 2**16), count=st.integers(1, 10))
def test_order_of_languages_changes_nothing(seed, count):
    rng = derive_generator(seed, "draws")
    plain = build_estimates(rng.normal(50, 2, count))
    mixed = plain.take([plain.languages[i] for i in rng.permutation(count)])
    assert find_worst(mixed, seed=0, key="k") == find_worst(plain, seed=0, key="k")


LAYOUTS = {
    "all alike": np.full(12, 50.0),
    "one apart": np.r_[40.0, np.full(11, 50.0)],
    "even steps": 50.0 + 0.4 * np.arange(12),
    "two lowest": np.r_[45.0, 45.0, np.full(10, 50.0)],
}


def simulate(truth, repetitions, *, shared=0.3):
    """Coverage of the lowest true number: ours, the plain t around the lowest, bootstrap of the minimum."""
    inside = np.zeros(3)
    count = len(truth)
    covariance = shared + (1 - shared) * np.eye(count)
    factor = np.linalg.cholesky(covariance)
    names = tuple(f"l{place:02d}" for place in range(count))
    for number in range(repetitions):
        rng = derive_generator(21, "worst", number)
        values = truth + factor @ rng.standard_normal(count)
        found = find_worst(
            LanguageEstimates(names, names, values, covariance, (200,) * count), seed=0, key=str(number)
        )
        drawn = (values + (factor @ rng.standard_normal((count, 500))).T).min(axis=1)
        low, high = np.quantile(drawn, (0.025, 0.975))
        lowest = truth.min()
        inside += (
            found.low <= lowest <= found.high,
            abs(values.min() - lowest) <= t_quantile(0.975, 199),
            low <= lowest <= high,
        )
    return inside / repetitions


@pytest.mark.parametrize("name", LAYOUTS)
def test_coverage_of_the_lowest_true_number(name):
    ours, _, _ = simulate(LAYOUTS[name], 300)
    assert ours >= 0.915


def test_a_minimum_taken_at_its_word_misses_the_truth():
    ours, plain, bootstrap = simulate(LAYOUTS["all alike"], 300)
    assert ours >= 0.95
    assert plain <= 0.9
    assert bootstrap <= 0.7


@pytest.mark.nightly
@pytest.mark.parametrize("name", LAYOUTS)
def test_coverage_at_full_size(name):
    assert 0.935 <= simulate(LAYOUTS[name], 2000)[0] <= 0.995
