"""Punctuation marks of running text, by script: what each may be confused with, and which ones to leave."""

from __future__ import annotations

from functools import cache

import regex

from perturbations.characters import Letters
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


def find_marks(letters: Letters, language: str) -> list[int]:
    """Returns the numbers of the clusters that are marks, without those within numbers."""
    marks = marks_of(language)
    found = [
        base + at
        for base, passage in zip((0, *letters.ends), letters.passages, strict=False)
        for at, cluster in enumerate(passage.segments.clusters)
        if cluster in marks
    ]
    return [number for number in found if letters.cluster(number) and not _is_numeric(letters, number)]


def is_inner(letters: Letters, number: int) -> bool:
    """Whether a mark stands within a word, as apostrophes and hyphens do; full-width marks never do."""
    return letters.cluster(number) < "\u3000" and all(
        _LETTER.match(letters.touches(number, step)) for step in (-1, 1)
    )


def is_beside_word(letters: Letters, number: int) -> bool:
    """Whether a letter or digit stands right before or after a mark."""
    return any(_LETTER.match(letters.touches(number, step)) for step in (-1, 1))


def _is_numeric(letters: Letters, number: int) -> bool:
    """Between digits, or before one that it may be the sign of."""
    before, after = letters.touches(number, -1), letters.touches(number, 1)
    return bool(_DIGIT.match(after)) and (bool(_DIGIT.match(before)) or not _LETTER.match(before))
