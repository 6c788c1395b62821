"""Numbers read and written by the conventions of places."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perturbations.figures import number_pattern, write_numbers


@pytest.mark.parametrize(
    ("language", "text", "others"),
    [
        ("en", "1,234.5", {"1.234,5", "1\u202f234,5", "1’234.5"}),
        ("de", "1.234,5", {"1,234.5", "1\u202f234,5", "1’234.5"}),
        ("fr", "1 234,5", {"1,234.5", "1.234,5", "1’234.5"}),
        ("ru", "1\u00a0234,5", {"1,234.5", "1.234,5", "1’234.5"}),
        ("hi", "12,34,567", {"1,234,567", "1.234.567", "1\u202f234\u202f567", "1’234’567"}),
        ("en", "3.50", {"3,50"}),
        ("fa", "۳٫۵", {"۳.۵", "۳,۵"}),
        ("zh", "1,234", {"1\u202f234", "1’234"}),
    ],
)
def test_a_number_is_written_as_elsewhere(language, text, others):
    assert set(write_numbers(text, language)) == others
    assert number_pattern(language).fullmatch(text)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "2020"),
        ("en", "1,23"),
        ("de", "3.5"),
        ("en", "1,2345"),
        ("en", "1.2.3"),
        ("xx", "1,5"),
        ("en", "12 345"),
    ],
)
def test_what_the_language_does_not_write_stays(language, text):
    assert write_numbers(text, language) == []


def test_what_would_read_as_another_value_is_not_written():
    assert "12.345" not in write_numbers("12,345", "en")
    assert "1,234" not in write_numbers("1.234", "de")


@pytest.mark.parametrize("text", ["v1.2.3", "12.5.2020", "10:30.5", "B-1.5", "1.5x", "x1.5", "1.5-fold"])
def test_parts_of_something_else_are_no_numbers(text):
    found = [one[0] for one in number_pattern("en").finditer(text)]
    assert not any(write_numbers(one, "en") for one in found)


def test_unspaced_text_may_touch_a_number():
    assert number_pattern("zh").findall("共1,234.5元") == ["1,234.5"]


@given(st.integers(0, 10**9), st.integers(0, 99), st.sampled_from(["en", "zh", "th", "sw"]))
def test_digits_stay_in_their_order(whole, decimals, language):
    text = f"{whole:,}.{decimals:02}"
    for other in write_numbers(text, language):
        assert [one for one in other if one.isdigit()] == [one for one in text if one.isdigit()]
