from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from suites.analysis.rounding import tidy, tidy_or_none, tidy_p


@given(st.floats(-100, 100))
def test_a_number_has_four_decimals_and_noise_below_them_is_gone(value):
    assert tidy(tidy(value)) == tidy(value) == round(value, 4)


@pytest.mark.parametrize("value", [-0.0, -0.00001])
def test_nought_has_no_sign(value):
    assert math.copysign(1, tidy(value)) == 1


@pytest.mark.parametrize("value", [None, math.nan, math.inf, -math.inf])
def test_what_is_no_number_is_none(value):
    assert tidy_or_none(value) is None


def test_p_values_keep_what_permutations_can_tell_apart():
    assert len({tidy_p(count / 10_000) for count in range(1, 10_001)}) == 10_000
    assert tidy_p(None) is None
