"""Punctuation marks of running text, by script: what each may be confused with, and which ones to leave."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import regex

from perturbations.scripts import script_of

_STOPS = {
    "Arabic": ". ، ؛ :",
    "Devanagari": "। , ; :",
    "Bengali": "। , ; :",
    "Greek": ". , · :",
    "Han": "。 ， 、 ； ：",
    "Japanese": "。 、",
    "Ethiopic": "። ፣ ፤",
    "Armenian": "։ , .",
    "Myanmar": "။ ၊",
    "Khmer": "។ , :",
}
_DEFAULT_STOPS = ". , ; :"
_LOCAL_STOPS = {"ur": "۔ ، ؛ :", "sd": ". ، ؛ :", "hy": "։ , ՝"}
_ASKING = frozenset("?!؟？！;՞՜‽")  # the Greek question mark is a semicolon; it is dealt with by language
_OTHERS = frozenset("\"'“”„«»‘’‚‹›()[]（）「」『』《》〈〉【】…–—―-·•‧،؛")
_QUOTES = frozenset('"“”„«»‹›')
_HEBREW = regex.compile(r"\p{Script=Hebrew}")
_DIGIT = regex.compile(r"\p{N}")
_LETTER = regex.compile(r"[\p{L}\p{N}]")


@cache
def stops_of(language: str) -> tuple[str, ...]:
    """Returns the marks that end or part clauses in the language's script."""
    return tuple((_LOCAL_STOPS.get(language) or _STOPS.get(script_of(language), _DEFAULT_STOPS)).split())


@cache
def asking_of(language: str) -> frozenset[str]:
    """Returns the marks of questions and calls, which decide what a sentence is."""
    return _ASKING if language == "el" else _ASKING - {";"}


@cache
def marks_of(language: str) -> frozenset[str]:
    """Returns all marks that are looked at: not those of numbers, addresses and prices (% @ # / &)."""
    return frozenset((*stops_of(language), *_DEFAULT_STOPS.split(), *_OTHERS)) | asking_of(language)


def find_marks(row: Sequence[str], language: str) -> list[int]:
    """Returns where marks stand in a row of clusters (see ``Letters``), without those within numbers."""
    marks = marks_of(language)
    return [at for at, cluster in enumerate(row) if cluster in marks and not _is_numeric(row, at)]


def is_inner(row: Sequence[str], at: int) -> bool:
    """Whether a mark stands within a word, as apostrophes and hyphens do.

    Full-width marks never do, nor do quotation marks, which Korean particles and Chinese words follow
    without a space; but Hebrew abbreviations have one of ASCII.
    """
    beside = neighbours_of(row, at)
    if row[at] >= "\u3000" or not all(map(_LETTER.match, beside)):
        return False
    return row[at] not in _QUOTES or (row[at] == '"' and all(map(_HEBREW.match, beside)))


def is_beside_word(row: Sequence[str], at: int) -> bool:
    """Whether a letter or digit stands right before or after a mark."""
    return any(map(_LETTER.match, neighbours_of(row, at)))


def neighbours_of(row: Sequence[str], at: int) -> tuple[str, str]:
    """Returns the clusters before and after one, empty at the ends of texts and beside answers."""
    return row[at - 1] if at else "", row[at + 1] if at + 1 < len(row) else ""


def _is_numeric(row: Sequence[str], at: int) -> bool:
    """Between digits, or before one that it may be the sign of."""
    before, after = neighbours_of(row, at)
    return bool(_DIGIT.match(after)) and (bool(_DIGIT.match(before)) or not _LETTER.match(before))
