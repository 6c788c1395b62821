"""Numbers as readers see them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from suites.report import wording as say


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (6.25, "6.3"),
        (-6.25, "−6.3"),
        (6.35, "6.3"),  # the nearest double lies below 6.35
        (-0.04, "0.0"),
        (0.05, "0.1"),
        (100.0, "100.0"),
        (None, "–"),
    ],
)
def test_points_round_half_away_from_zero_on_the_exact_value(value, text):
    assert say.format_points(value) == text


@given(st.floats(-1e6, 1e6))
def test_points_are_within_half_a_digit_and_never_minus_zero(value):
    text = say.format_points(value)
    assert abs(float(text.replace("−", "-")) - value) <= 0.05 + 1e-9
    assert text != "−0.0"


@pytest.mark.parametrize(
    ("value", "text"), [(3.4, "+3.4"), (-3.4, "−3.4"), (0.01, "0.0"), (None, "–"), (10.0, "+10.0")]
)
def test_signed_points(value, text):
    assert say.format_signed(value) == text


def test_intervals_and_estimates():
    assert say.format_interval(-1.26, 3.0) == "[−1.3, 3.0]"
    assert say.format_interval(None, 3.0) == ""
    assert say.format_estimate(1.0, -1.26, 3.0) == "1.0 [−1.3, 3.0]"
    assert say.format_estimate(None, None, None) == "–"


def test_fractions_p_values_and_counts():
    assert say.format_percent(0.984) == "98 %"
    assert say.format_percent(None) == "–"
    assert say.format_p(0.0009) == "<0.001"
    assert say.format_p(0.0416) == "0.042"
    assert say.format_p(None) == "–"
    assert say.format_count(50000) == "50,000"


def test_words():
    assert say.join_words(()) == ""
    assert say.join_words(("a",)) == "a"
    assert say.join_words(("a", "b", "c")) == "a, b and c"
    assert say.spell_name("keyboard_typos") == "keyboard typos"
    assert say.name_language("de") == "German (de)"
    assert say.name_language("mean") == "mean"
