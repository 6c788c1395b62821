"""Benjamini-Hochberg against scipy, and cells without a test."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import false_discovery_control

from harness.errors import RequestError, UnknownNameError
from harness.statistics import adjust, relative_drop

probabilities = st.lists(st.floats(0, 1), min_size=1, max_size=60)


@given(probabilities)
def test_it_is_scipys(p_values):
    np.testing.assert_allclose(adjust(p_values), false_discovery_control(p_values), rtol=1e-12)


@given(probabilities, st.data())
def test_cells_without_a_test_stay_so_and_do_not_count(p_values, data):
    holes = data.draw(st.lists(st.integers(0, len(p_values)), max_size=5))
    with_holes = list(p_values)
    for position in sorted(holes, reverse=True):
        with_holes.insert(position, None)
    adjusted = adjust(with_holes)
    assert tuple(p for p in adjusted if p is not None) == adjust(p_values)
    assert [p is None for p in adjusted] == [p is None for p in with_holes]


def test_an_empty_grid_stays_empty():
    assert adjust([]) == ()
    assert adjust([None]) == (None,)


@pytest.mark.parametrize("bad", [1.5, -0.1, float("nan")])
def test_what_is_no_probability_is_refused(bad):
    message = (
        rf"correction: p-value {bad} of cell 2; give numbers from 0 to 1, or None where there is no test"
    )
    with pytest.raises(RequestError, match=message):
        adjust([0.5, bad])


def test_an_unknown_method_is_refused():
    with pytest.raises(UnknownNameError, match="correction: unknown correction 'bhh'; did you mean 'bh'"):
        adjust([0.5], method="bhh")


@pytest.mark.parametrize(
    ("clean", "perturbed", "chance", "relative"),
    [(80, 60, 40, 0.5), (80, 20, 40, 1.5), (80, 80, 40, 0), (40, 30, 40, None), (30, 20, 40, None)],
)
def test_the_relative_drop_needs_something_to_lose(clean, perturbed, chance, relative):
    assert relative_drop(clean, perturbed, chance=chance) == relative
