"""Dates as ISO 8601, in figures, and in words of a language, by CLDR through the package ``babel``."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import regex

if TYPE_CHECKING:
    from babel import Locale

_FIGURES = r"(?:\d{4}-\d\d-\d\d)|(?:\d{1,2}\.\d{1,2}\.\d{4})|(?:\d{1,2}/\d{1,2}/\d{4})"
_FIELD = regex.compile(r"'([^']*)'|(d+)|(M+|L+)|(y+)|([A-Za-z]+)|([^A-Za-z']+)")
_TEMPLATES = ("d MMMM y", "d. MMMM y", "MMMM d, y")
_MONTHS_OF_YEAR = 12
_BUDDHIST = 2300  # the least year in a Thai text that is taken for one of that era
_NUMERIC = 2  # letters of a pattern that stand for a month in figures


class LongForm(NamedTuple):
    """How a language writes a date out: a CLDR pattern, its months, and a regular expression for both."""

    pattern: str
    months: tuple[str, ...]
    expression: str


@cache
def date_pattern(language: str) -> regex.Pattern[str]:
    """Returns what finds dates in a language: in figures with a year of four digits, or written out."""
    written = "".join(f"|(?:{one.expression})" for one in _long_forms(language))  # group names may repeat
    return regex.compile(
        rf"(?<![\p{{L}}\p{{N}}.,/-])(?:{_FIGURES}{written})(?![.,/-]?[\p{{N}}]|[-/]|\p{{L}})"
    )


def read_date(text: str, language: str) -> date | None:
    """Returns the day that a date names; ``None`` if there is no such day, or two readings of it.

    Of dates parted by slashes the order of day and month is not known, so one must be above 12; of
    those parted by dots it is not where the language, as English, writes the month first in figures.
    Thai years of the Buddhist era are not read: written as ISO 8601, they would be Gregorian.
    """
    day = _read_figures(text, language) if regex.fullmatch(_FIGURES, text) else _read_long(text, language)
    return None if day is not None and language == "th" and day.year >= _BUDDHIST else day


def _read_figures(text: str, language: str) -> date | None:
    numbers = [int(part) for part in regex.split(r"[-./]", text)]
    if "-" in text:
        return _make(*numbers)
    first, second, year = numbers
    if "." in text and not _begins_with_month(language):
        return _make(year, second, first)
    days = {_make(year, second, first), _make(year, first, second)} - {None}
    return days.pop() if len(days) == 1 else None


def write_dates(text: str, language: str) -> list[str]:
    """Returns a date in other forms that are read alike: ISO 8601, d.m.y, m/d/y, and written out."""
    day = read_date(text, language)
    if day is None:
        return []
    made = [day.isoformat(), f"{day.day}.{day.month}.{day.year}"]
    if day.day > _MONTHS_OF_YEAR:
        made.append(f"{day.month}/{day.day}/{day.year}")
    made += [_write_long(day, form) for form in _long_forms(language)[:1]]
    return [one for one in made if one != text and read_date(one, language) == day]


@cache
def _begins_with_month(language: str) -> bool:
    """Whether CLDR's short dates of a language do, as 5/17/20; false where CLDR lacks it."""
    locale = _locale_of(language)
    return locale is not None and str(locale.date_formats["short"].pattern)[:1] in ("M", "L")


def _make(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _read_long(text: str, language: str) -> date | None:
    for form in _long_forms(language):
        found = regex.fullmatch(form.expression, text, regex.IGNORECASE)
        if found:
            names = [name.casefold() for name in form.months]
            written = found["month"].casefold()
            month = int(written) if written.isdecimal() else names.index(written) + 1
            return _make(int(found["year"]), month, int(found["day"]))
    return None


def _write_long(day: date, form: LongForm) -> str:
    def fill(match: regex.Match[str]) -> str:
        quoted, days, month, year, _, other = match.groups()
        if quoted is not None:
            return quoted
        if days:
            return str(day.day).zfill(len(days))
        if month:
            return form.months[day.month - 1] if len(month) > _NUMERIC else str(day.month).zfill(len(month))
        return str(day.year) if year else other

    return _FIELD.sub(fill, form.pattern)


def _locale_of(language: str) -> Locale | None:
    from babel import Locale, UnknownLocaleError

    try:
        return Locale.parse(language)
    except (UnknownLocaleError, ValueError):
        return None


@cache
def _long_forms(language: str) -> tuple[LongForm, ...]:
    """The language's own long form first; none where CLDR lacks it or it names an era."""
    locale = _locale_of(language)
    if locale is None:
        return ()
    names = locale.months["format"]["wide"]
    months = tuple(str(names[number]) for number in range(1, _MONTHS_OF_YEAR + 1))
    patterns = dict.fromkeys((locale.date_formats["long"].pattern, *_TEMPLATES))
    forms = (LongForm(one, months, _express(one, months)) for one in patterns)
    return tuple(form for form in forms if form.expression)


def _express(pattern: str, months: tuple[str, ...]) -> str:
    """A regular expression for a CLDR pattern; empty where it holds more than day, month and year."""
    if any(found[5] for found in _FIELD.finditer(pattern)):
        return ""
    names = "|".join(map(regex.escape, sorted(months, key=len, reverse=True)))
    numeric = r"\d{1,2}"

    def fill(match: regex.Match[str]) -> str:
        quoted, days, month, year, _, other = match.groups()
        if days or year:
            return r"(?P<day>\d{1,2})" if days else r"(?P<year>\d{4})"
        if month:
            return rf"(?P<month>{names if len(month) > _NUMERIC else numeric})"
        literal = quoted if quoted is not None else other
        return "".join(r"\s" if sign.isspace() else regex.escape(sign) for sign in literal)

    return _FIELD.sub(fill, pattern)
