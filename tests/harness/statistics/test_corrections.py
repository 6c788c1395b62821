"""Corrections against scipy and statsmodels, and cells without a test."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import ndtr
from scipy.stats import false_discovery_control
from statsmodels.stats.multitest import multipletests

from harness.errors import RequestError, UnknownNameError
from harness.seeds import derive_generator
from harness.statistics import adjust, relative_drop
from harness.statistics.corrections import CORRECTIONS

probabilities = st.lists(st.floats(0, 1), min_size=1, max_size=60)
methods = pytest.mark.parametrize("method", CORRECTIONS)
STATSMODELS = {"bh": "fdr_bh", "by": "fdr_by", "holm": "holm"}


@pytest.mark.parametrize("method", ["bh", "by"])
@given(p_values=probabilities)
def test_false_discoveries_are_scipys(method, p_values):
    np.testing.assert_allclose(
        adjust(p_values, method=method), false_discovery_control(p_values, method=method), rtol=1e-12
    )


@methods
@settings(max_examples=12)  # statsmodels takes 0.2 s for a family
@given(p_values=probabilities)
def test_they_are_statsmodels(method, p_values):
    expected = multipletests(p_values, method=STATSMODELS[method])[1]
    np.testing.assert_allclose(adjust(p_values, method=method), expected, rtol=1e-12, atol=1e-300)


@methods
@given(p_values=probabilities, data=st.data())
def test_the_order_of_cells_changes_nothing(method, p_values, data):
    order = data.draw(st.permutations(range(len(p_values))))
    shuffled = adjust([p_values[place] for place in order], method=method)
    straight = adjust(p_values, method=method)
    assert list(shuffled) == pytest.approx([straight[place] for place in order], rel=1e-12)


@given(p_values=probabilities)
def test_holm_and_yekutieli_are_stricter(p_values):
    plain = np.array(adjust(p_values))
    for method in ("holm", "by"):
        assert np.all(np.array(adjust(p_values, method=method)) >= plain * (1 - 1e-12))


@given(probabilities, st.data())
def test_cells_without_a_test_stay_so_and_do_not_count(p_values, data):
    holes = data.draw(st.lists(st.integers(0, len(p_values)), max_size=5))
    with_holes = list(p_values)
    for position in sorted(holes, reverse=True):
        with_holes.insert(position, None)
    adjusted = adjust(with_holes)
    assert tuple(p for p in adjusted if p is not None) == adjust(p_values)
    assert [p is None for p in adjusted] == [p is None for p in with_holes]


@methods
def test_an_empty_grid_stays_empty(method):
    assert adjust([], method=method) == ()
    assert adjust([None], method=method) == (None,)


@methods
@pytest.mark.parametrize("bad", [1.5, -0.1, float("nan")])
def test_what_is_no_probability_is_refused(method, bad):
    message = (
        rf"correction: p-value {bad} of cell 2; give numbers from 0 to 1, or None where there is no test"
    )
    with pytest.raises(RequestError, match=message):
        adjust([0.5, bad], method=method)


def test_an_unknown_method_is_refused():
    with pytest.raises(UnknownNameError, match="correction: unknown correction 'hollm'; did you mean 'holm'"):
        adjust([0.5], method="hollm")


def count_errors(repetitions, method, rho, planted):
    """Shares of families with a false cell, and the mean share of false cells among those called."""
    rng = derive_generator(41, method)
    family, false = [], []
    for _ in range(repetitions):
        z = np.sqrt(rho) * rng.normal() + np.sqrt(1 - rho) * rng.normal(size=60)
        z[:planted] += 3.0
        p_values = [float(p) for p in 2 * ndtr(-np.abs(z))]
        called = np.array(adjust(p_values, method=method)) <= 0.05
        wrong = called[planted:].sum()
        family.append(wrong > 0)
        false.append(wrong / max(called.sum(), 1))
    return np.mean(family), np.mean(false)


@pytest.mark.parametrize("rho", [0.2, 0.8])
def test_error_rates_over_60_correlated_cells(rho):
    tolerance = 3 * np.sqrt(0.05 * 0.95 / 300)
    assert count_errors(300, "holm", rho, 0)[0] <= 0.05 + tolerance
    assert count_errors(300, "holm", rho, 10)[0] <= 0.05 + tolerance
    assert count_errors(300, "bh", rho, 10)[1] <= 0.05 + tolerance
    assert count_errors(300, "by", rho, 10)[1] <= 0.05 + tolerance


@pytest.mark.nightly
@pytest.mark.parametrize("rho", [0.2, 0.5, 0.8])
def test_error_rates_in_many_repetitions(rho):
    assert count_errors(2000, "holm", rho, 0)[0] <= 0.065
    assert count_errors(2000, "bh", rho, 10)[1] <= 0.06
    assert count_errors(2000, "by", rho, 10)[1] <= 0.06


@pytest.mark.parametrize(
    ("clean", "perturbed", "chance", "relative"),
    [(80, 60, 40, 0.5), (80, 20, 40, 1.5), (80, 80, 40, 0), (40, 30, 40, None), (30, 20, 40, None)],
)
def test_the_relative_drop_needs_something_to_lose(clean, perturbed, chance, relative):
    assert relative_drop(clean, perturbed, chance=chance) == relative
