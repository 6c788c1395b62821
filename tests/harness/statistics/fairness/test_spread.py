"""Spread over languages, less what chance makes."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.seeds import derive_generator
from harness.statistics.fairness import measure_inequality
from harness.statistics.fairness.estimates import LanguageEstimates

from .conftest import build_estimates


def test_without_sampling_error_the_measures_are_the_plain_ones():
    values = [20.0, 40.0, 60.0, 80.0, 100.0]
    found = measure_inequality(build_estimates(values, errors=0.0))
    pairs = np.abs(np.subtract.outer(values, values)).mean()
    assert found.sd == found.sd_observed == pytest.approx(np.std(values, ddof=1))
    assert found.gini == pytest.approx(pairs / (2 * 60.0))
    assert found.lowest_to_highest == pytest.approx(0.2)
    assert found.bottom_quarter == pytest.approx(30.0)  # 2 of 5
    assert found.notes == ()


def test_sampling_variance_is_taken_off():
    found = measure_inequality(build_estimates([50.0, 56.0, 62.0], errors=[3.0, 4.0, 5.0]))
    assert found.sd_observed == 6.0
    assert found.sd == pytest.approx(np.sqrt(36 - 50 / 3))


def test_what_is_no_more_than_chance_is_none_and_said():
    found = measure_inequality(build_estimates([50.0, 52.0, 54.0], errors=3.0))
    assert (found.sd, found.gini, found.lowest_to_highest) == (0.0, 0.0, 1.0)
    assert found.notes == ("languages differ by no more than chance would make them: spread floored at 0",)


def test_errors_that_languages_share_make_no_spread():
    values, shared = np.array([50.0, 56.0, 62.0]), np.full((3, 3), 9.0) + np.eye(3)
    names = ("a", "b", "c")
    found = measure_inequality(LanguageEstimates(names, names, values, shared, (50, 50, 50)))
    assert found.sd == pytest.approx(np.sqrt(36 - 1))


def test_shares_of_numbers_below_0_are_not_given():
    found = measure_inequality(build_estimates([-1.0, 5.0, 9.0], errors=0.0))
    assert (found.gini, found.lowest_to_highest) == (None, None)
    assert found.bottom_quarter == -1.0


def test_one_language_and_one_cluster_are_said():
    assert measure_inequality(build_estimates([5.0])).notes == ("one language: no spread",)
    assert "not taken off" in measure_inequality(build_estimates([5.0, 9.0], clusters=1)).notes[0]


@given(st.lists(st.integers(1, 100), min_size=2, max_size=12), st.randoms(use_true_random=False))
def test_order_changes_nothing(values, shuffler):
    plain = build_estimates(values)
    names = list(plain.languages)
    shuffler.shuffle(names)
    ours, theirs = measure_inequality(plain), measure_inequality(plain.take(names))
    assert (theirs.sd, theirs.bottom_quarter) == pytest.approx((ours.sd, ours.bottom_quarter), abs=1e-6)


def test_the_corrected_deviation_is_right_on_average():
    found = []
    for number in range(300):
        rng = derive_generator(5, "spread", number)
        truth = rng.normal(60, 4, 40)
        found.append(measure_inequality(build_estimates(truth + rng.normal(0, 3, 40), errors=3.0)))
    assert np.mean([one.sd for one in found]) == pytest.approx(4.0, abs=0.1)
    assert np.mean([one.sd_observed for one in found]) == pytest.approx(5.0, abs=0.1)
