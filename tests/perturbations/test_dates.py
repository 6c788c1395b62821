"""Dates read and written in languages of several scripts."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perturbations.dates import date_pattern, read_date, write_dates

LANGUAGES = (
    "ar",
    "bn",
    "de",
    "el",
    "en",
    "es",
    "et",
    "eu",
    "fi",
    "hi",
    "hu",
    "ja",
    "ko",
    "ru",
    "sw",
    "tr",
    "xx",
    "zh",
)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "2020-05-17"),
        ("en", "17.5.2020"),
        ("en", "17.05.2020"),
        ("en", "5/17/2020"),
        ("en", "17/05/2020"),
        ("en", "May 17, 2020"),
        ("en", "17 May 2020"),
        ("de", "17. Mai 2020"),
        ("es", "17 de mayo de 2020"),
        ("fi", "17. toukokuuta 2020"),
        ("hi", "17 मई 2020"),
        ("ja", "2020年5月17日"),
        ("ko", "2020년 5월 17일"),
        ("ru", "17 мая 2020 г."),
        ("tr", "17 Mayıs 2020"),
        ("zh", "2020年5月17日"),
    ],
)
def test_a_date_with_one_reading_is_read(language, text):
    assert read_date(text, language) == date(2020, 5, 17)
    assert date_pattern(language).fullmatch(text)
    assert "2020-05-17" in [*write_dates(text, language), text]


@pytest.mark.parametrize(
    "text", ["5/6/2020", "5.6.2020", "2020-02-30", "31.6.2020", "13/13/2020", "0.5.2020"]
)
def test_what_is_no_day_or_two_is_not_read(text):
    assert read_date(text, "en") is None
    assert write_dates(text, "en") == []


@pytest.mark.parametrize("text", ["20 กุมภาพันธ์ 2559", "20/2/2559", "2559-02-20"])
def test_thai_years_of_the_buddhist_era_are_not_taken_for_gregorian_ones(text):
    assert date_pattern("th").fullmatch(text)
    assert read_date(text, "th") is None
    assert read_date(text.replace("2559", "2016"), "th") == date(2016, 2, 20)


def test_the_same_day_and_month_have_one_reading():
    assert read_date("5/5/2020", "en") == date(2020, 5, 5)


@pytest.mark.parametrize(
    "text", ["1.2.30.12.2020", "2020-05-170", "x2020-05-17", "17.5.2020/3", "17.5.2020-18"]
)
def test_parts_of_something_else_are_no_dates(text):
    assert date_pattern("en").search(text) is None


@given(st.sampled_from(LANGUAGES), st.dates(date(1000, 1, 1), date(2299, 12, 31)))
def test_every_form_names_the_same_day_and_can_be_written_back(language, day):
    written = write_dates(day.isoformat(), language)
    sure = language != "en" or day.day > 12 or day.day == day.month
    assert (f"{day.day}.{day.month}.{day.year}" in written) is sure
    for text in written:
        assert read_date(text, language) == day
        assert date_pattern(language).fullmatch(text)
        assert day.isoformat() in write_dates(text, language)


def test_a_language_without_months_in_cldr_has_figures_alone():
    assert write_dates("2020-05-17", "xx") == ["17.5.2020", "5/17/2020"]


def test_dots_mean_day_and_month_but_where_months_come_first():
    assert read_date("2.1.2006", "de") == date(2006, 1, 2)
    assert read_date("2.1.2006", "en") is None
    assert read_date("2.2.2006", "en") == date(2006, 2, 2)
    assert "2.1.2006" in write_dates("2006-01-02", "de")
    assert not {"2.1.2006", "1/2/2006"} & set(write_dates("2006-01-02", "en"))
