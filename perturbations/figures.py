"""Numbers and dates as places write them, by the conventions of CLDR through the package ``babel``.

What is read must be unambiguous, and what is written must not be read as something else in
the language of the text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

import regex

from harness.types import Edit, NotApplicable
from perturbations.edits import Proposal, token_starts
from perturbations.scripts import UNSPACED, script_of
from perturbations.setting import Setting
from perturbations.subject import Subject, overlaps
from perturbations.words import sort_edits

_NUMBER = r"\d+(?:[.,'’٬\u00a0\u202f ]\d{2,3})*(?:[.,٫]\d+)?"
_PLACES = ("en", "de", "fr", "de_CH", "hi")
_SPACES = frozenset(" \u00a0\u202f")


class Convention(NamedTuple):
    """How a place writes numbers: signs before groups and decimals, digits of the last group, of others."""

    group: str
    decimal: str
    first: int
    others: int


class Figure(NamedTuple):
    """A number: its digits before and after the decimal sign."""

    whole: str
    decimals: str


class Occurrence(NamedTuple):
    """Where a figure stands in a field, as it is written."""

    field: str
    start: int
    end: int
    text: str


@cache
def number_pattern(language: str) -> regex.Pattern[str]:
    """Returns what finds numbers in a language; none that are part of a word, version, date or time."""
    letter = letters_of(language)
    before = rf"(?<![\p{{N}}{letter}][.,:/-]?|[-.,:/'’#])"
    return regex.compile(rf"{before}{_NUMBER}(?![.,:/'’-]?[\p{{N}}{letter}])")


def letters_of(language: str) -> str:
    """Returns the class of letters that a figure may not touch: all, where words are parted by spaces."""
    return "" if script_of(language) in UNSPACED | {"Hangul"} else r"\p{L}"


def find_figures(subject: Subject, pattern: regex.Pattern[str]) -> dict[str, list[Occurrence]]:
    """Returns what a pattern finds in the texts in reach, by how it is written, in reading order.

    Of tokens it must be all of one outside entities. What also stands in an answer is left out, since it
    could not be rewritten throughout.
    """
    found: dict[str, list[Occurrence]] = {}
    kept: set[str] = set()
    for one, barred in _look_up(subject, pattern):
        if barred:
            kept.add(one.text)
        else:
            found.setdefault(one.text, []).append(one)
    return {text: places for text, places in found.items() if text not in kept}


def rewrite(
    subject: Subject,
    setting: Setting,
    found: dict[str, list[Occurrence]],
    options_of: Callable[[str], Sequence[str]],
    *,
    lacking: str,
) -> Proposal | NotApplicable:
    """Proposes to write a share of the figures otherwise, each alike wherever it stands.

    Units and edited units are figures that differ, of those that can be written otherwise.
    """
    tagged = subject.tokens is not None
    able = {
        text: options
        for text in found
        if (options := [one for one in options_of(text) if not (tagged and any(map(str.isspace, one)))])
    }
    if not able:
        return NotApplicable(lacking)
    texts = list(able)
    picks = setting.draws.sample(len(texts), min(len(texts), setting.draws.count(len(texts) * setting.rate)))
    new = {texts[pick]: setting.draws.pick(able[texts[pick]]) for pick in picks}
    edits = [Edit(one.field, one.start, one.end, new[text]) for text in new for one in found[text]]
    return Proposal(sort_edits(subject, edits), len(new), len(texts))


def write_numbers(text: str, language: str) -> list[str]:
    """Returns a number as other places write it; empty where its value is not sure or would not be.

    A number has a decimal sign or parts groups as its language does. What another place writes is left
    out if it reads as another value in the language.
    """
    own = _conventions_of(language, native=True)
    values = {value for one in own if (value := _parse(text, one))}
    if len(values) != 1:
        return []
    (value,) = values
    written = dict.fromkeys(
        _write(value, convention) for place in _PLACES for convention in _conventions_of(place, native=False)
    )
    return [
        one
        for one in written
        if _show(one) != _show(text) and {_parse(one, mine) for mine in own} <= {value, None}
    ]


def _show(text: str) -> str:
    """What is seen: spaces of all kinds look alike, and so do apostrophes."""
    return regex.sub("[\u00a0\u202f]", " ", text).replace("’", "'")


@cache
def _conventions_of(place: str, *, native: bool) -> tuple[Convention, ...]:
    """Conventions of a language or locale, native digits among them if asked for; empty if CLDR lacks it."""
    from babel import Locale, UnknownLocaleError
    from babel.numbers import parse_pattern

    try:
        locale = Locale.parse(place)
    except (UnknownLocaleError, ValueError):
        return ()
    first, others = parse_pattern(locale.decimal_formats[None].pattern).grouping
    known = locale.number_symbols
    systems = sorted(known) if native else ["latn"]
    signs = [(known[one]["group"], known[one]["decimal"]) for one in systems if "group" in known[one]]
    return tuple(Convention(group, decimal, first, others) for group, decimal in dict.fromkeys(signs))


def _parse(text: str, convention: Convention) -> Figure | None:
    group, decimal, first, others = convention
    whole, sign, decimals = text.partition(decimal)
    parts = _split(whole, group)
    digits = "".join(parts)
    if not digits.isdecimal() or (sign and not decimals.isdecimal()):
        return None
    if len(parts) == 1:
        return Figure(whole, decimals) if sign else None
    sizes = [len(part) for part in parts]
    fits = sizes[-1] == first and all(size == others for size in sizes[1:-1]) and 0 < sizes[0] <= others
    return Figure(digits, decimals) if fits else None


def _split(whole: str, group: str) -> list[str]:
    if group in _SPACES:
        return regex.split("[ \u00a0\u202f]", whole)
    return whole.replace("’", "'").split("'") if group in "’'" else whole.split(group)


def _write(value: Figure, convention: Convention) -> str:
    whole, groups = value.whole, []
    size = convention.first
    while len(whole) > size:
        groups.append(whole[-size:])
        whole, size = whole[:-size], convention.others
    grouped = convention.group.join([whole, *reversed(groups)])
    return f"{grouped}{convention.decimal}{value.decimals}" if value.decimals else grouped


def _look_up(subject: Subject, pattern: regex.Pattern[str]) -> Iterator[tuple[Occurrence, bool]]:
    if subject.tokens is not None:
        barred = subject.passages[0].barred if subject.passages else ()
        for start, token, tag in zip(token_starts(subject.tokens), subject.tokens, subject.tags, strict=True):
            inside = tag[:2] in ("B-", "I-") or overlaps(start, start + len(token), barred)
            if pattern.fullmatch(token) and not inside:
                yield Occurrence("tokens", start, start + len(token), token), False
        return
    for passage in subject.passages:
        for match in pattern.finditer(passage.segments.text):
            one = Occurrence(passage.field, *match.span(), match[0])
            yield one, overlaps(one.start, one.end, passage.barred)
