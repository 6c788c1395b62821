"""Means over families: values, exactness, level and coverage."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from harness.errors import RequestError
from harness.seeds import derive_generator
from harness.statistics.fairness import average_families
from harness.statistics.fairness.families import flip_families

from .conftest import build_estimates, draw_layout


def average(values, families, key="k"):
    return average_families(build_estimates(values, families), seed=0, key=key)


def test_families_weigh_equally_and_languages_equally_within():
    found = average([1.0, 2.0, 3.0, 10.0, 4.0, 6.0], ["a", "a", "a", "b", "c", "c"])
    assert (found.families, found.means) == (("a", "b", "c"), (2.0, 10.0, 5.0))
    assert found.value == pytest.approx(17 / 3)
    assert found.language_mean == pytest.approx(26 / 6)
    assert found.languages == 6


def test_t_is_scipys_on_family_means():
    means = [3.0, 1.0, 4.0, 1.5, 5.0, 9.0, 2.5]
    found = average(means, list("abcdefg"))
    expected = stats.ttest_1samp(means, 0)
    assert found.p_value_t == pytest.approx(expected.pvalue, abs=1e-12)
    assert (found.low, found.high) == pytest.approx(tuple(expected.confidence_interval()), abs=1e-10)


@pytest.mark.parametrize("count", [2, 5, 8, 12])
def test_all_flips_are_those_of_brute_force(count):
    means = np.round(derive_generator(3, "means", count).normal(0.6, 1, count), 1)
    observed = abs(means.mean())
    drawn = [abs(np.mean(means * flips)) for flips in product((-1, 1), repeat=count)]
    expected = np.mean([value >= observed - 1e-9 for value in drawn])
    assert flip_families(means, seed=0, key="k") == pytest.approx(expected, abs=1e-12)


def test_drawn_flips_agree_with_all_of_them():
    means = derive_generator(4, "means").normal(0.5, 1, 14)
    drawn = np.abs(np.array(list(product((-1, 1), repeat=14))) @ means) / 14
    exact = np.mean(drawn >= abs(means.mean()) - 1e-9)
    assert flip_families(means, seed=0, key="k") == pytest.approx(exact, abs=0.01)
    assert flip_families(np.full(14, 2.0), seed=0, key="k") <= 3e-4
    assert flip_families(np.full(14, 2.0), seed=0, key="k") >= 1e-4


@given(seed=st.integers(0, 2**16), count=st.integers(2, 20))
def test_order_changes_nothing_and_sides_change_the_sign(seed, count):
    rng = derive_generator(seed, "draws")
    values, order = np.round(rng.normal(1, 2, count), 2), rng.permutation(count)
    families = [f"f{place % 15}" for place in range(count)]
    plain = build_estimates(values, families)
    found = average_families(plain, seed=0, key="k")
    mixed = average_families(plain.take([plain.languages[i] for i in order]), seed=0, key="k")
    swapped = average_families(plain.negate(), seed=0, key="k")
    assert mixed.value == pytest.approx(found.value)
    assert (mixed.p_value, swapped.p_value) == (found.p_value, found.p_value)
    assert swapped.value == -found.value
    if found.low is not None:
        assert (-swapped.high, -swapped.low) == pytest.approx((found.low, found.high))


def test_few_families_are_said_to_be_too_few():
    found = average([1.0, 2.0, 3.0, 4.0, 5.0], list("abcde"))
    assert found.p_value == 0.0625
    assert found.notes == ("5 families: p cannot fall below 2^(1−5) = 0.0625, so it cannot reach 0.05",)
    assert average([1.0] * 5 + [2.0], list("abcdef")).notes == ()


def test_one_family_says_nothing_of_families():
    found = average([1.0, 2.0], ["a", "a"])
    assert (found.value, found.low, found.high, found.p_value, found.p_value_t) == (
        1.5,
        None,
        None,
        None,
        None,
    )
    assert found.notes == ("one family: nothing can be said of families, only of these languages",)


def test_families_that_moved_alike_are_not_taken_for_certain():
    found = average([3.0] * 7, list("abcdefg"))
    assert found.low < 3.0 < found.high
    assert found.notes == ("all families moved alike: interval widened for what others may do",)
    nothing = average([0.0] * 7, list("abcdefg"))
    assert (nothing.low, nothing.high, nothing.p_value) == (0.0, 0.0, 1.0)


def test_the_worked_example_of_the_documentation():
    families = ["Indo-European"] * 3 + ["Uralic", "Turkic", "Afro-Asiatic", "Sino-Tibetan", "Atlantic-Congo"]
    found = average([2.0, 4.0, 3.0, 8.0, 9.0, 6.0, 10.0, 7.0], families)
    assert (round(found.value, 2), round(found.language_mean, 3)) == (7.17, 6.125)
    assert (found.p_value, round(found.p_value_t, 4)) == (2 / 64, 0.0009)
    assert (round(found.low, 1), round(found.high, 1)) == (4.6, 9.8)


def test_no_language_is_refused():
    with pytest.raises(RequestError, match="no language"):
        average([], [])


def simulate(repetitions, effect=0.0):
    """Shares of simulations in which t over languages, sign-flip and t over families reject; coverage."""
    counts = np.zeros(4)
    for number in range(repetitions):
        rng = derive_generator(11, "families", number)
        values, families = draw_layout(rng)
        found = average(values + effect, families, key=str(number))
        naive = stats.ttest_1samp(values + effect, 0).pvalue
        covered = found.low <= effect <= found.high
        counts += (naive <= 0.05, found.p_value <= 0.05, found.p_value_t <= 0.05, covered)
    return counts / repetitions


def test_naive_tests_over_languages_reject_a_third_of_true_nulls_and_ours_do_not():
    naive, ours, by_t, covered = simulate(300)
    assert 0.25 <= naive <= 0.40
    assert ours <= 0.085  # 0.05 + 3 standard errors of so few
    assert by_t <= 0.085
    assert covered >= 0.915


@pytest.mark.nightly
def test_level_and_coverage_at_full_size():
    naive, ours, by_t, covered = simulate(2000)
    assert 0.29 <= naive <= 0.36
    assert 0.035 <= ours <= 0.065
    assert 0.035 <= by_t <= 0.065
    assert 0.935 <= covered <= 0.965
