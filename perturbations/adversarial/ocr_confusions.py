"""Misreadings of a scanned page."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache

import regex

from harness.types import NotApplicable
from perturbations.base import PerturbationSpec
from perturbations.characters import Alternatives, replace_characters
from perturbations.declare import declare_perturbation
from perturbations.edits import Proposal
from perturbations.hangul import is_syllable, join_syllable, split_syllable
from perturbations.keyboards import find_alphabet
from perturbations.resources.ocr import SPLITS, find_confusions, find_jamo_confusions
from perturbations.setting import Setting
from perturbations.subject import Subject

_CONFUSIONS = find_confusions()
_JAMO = find_jamo_confusions()
# Letters that belong to some languages of a script alone: programs read those of the language.
_SHARED = regex.compile(r"[\p{Arabic}\p{Cyrillic}[\p{Latin}--\p{ASCII}]]", regex.VERSION1)
_WITHOUT_KEYS = {
    "ee": "ɣ",
    "ha": "ɓɗƙƴ",
    "lg": "ŋ",
    "vi": "đ",
}  # letters of layouts that type them with two keys
_LATIN = regex.compile(r"\p{Latin}")
_ALIKE_MARKS = (
    "\u0301\u0300\u0309",
    "\u0302\u030c\u0303\u0304\u0306",
    "\u0308\u030b",
    "\u0323\u0327\u0328\u0326",
)


class _Misreadings(Alternatives):
    """Cluster → what a program that reads this language may take it for."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self._alphabet = frozenset((*find_alphabet(language), *_WITHOUT_KEYS.get(language, "")))

    def derive(self, cluster: str) -> tuple[str, ...]:
        if is_syllable(cluster):
            found = _misread_syllable(cluster)
        else:
            found = (*self._misread(cluster), *_misread_accents(cluster), *SPLITS.get(cluster, ()))
        return tuple(dict.fromkeys(found))

    def _misread(self, cluster: str) -> Iterator[str]:
        for at, letter in enumerate(cluster):
            for other in _CONFUSIONS.get(letter, ()):
                if not self._alphabet or other.lower() in self._alphabet or not _SHARED.match(other):
                    yield cluster[:at] + other + cluster[at + 1 :]


def _misread_syllable(syllable: str) -> tuple[str, ...]:
    keys = split_syllable(syllable)
    found = (
        join_syllable((*keys[:at], other, *keys[at + 1 :]))
        for at, key in enumerate(keys)
        for other in _JAMO.get(key, ())
    )
    return tuple(one for one in found if one)


def _misread_accents(cluster: str) -> Iterator[str]:
    """A Latin or Greek letter without one of its accents, or, if Latin, with one that looks like it."""
    parts = unicodedata.normalize("NFD", cluster)
    if len(parts) == 1 or not regex.match(r"[\p{Latin}\p{Greek}]", parts):
        return
    for at, mark in enumerate(parts[1:], start=1):
        yield unicodedata.normalize("NFC", parts[:at] + parts[at + 1 :])
        group = next((alike for alike in _ALIKE_MARKS if mark in alike), "") if _LATIN.match(parts) else ""
        for other in group.replace(mark, ""):
            whole = unicodedata.normalize("NFC", parts[:at] + other + parts[at + 1 :])
            if len(whole) <= len(cluster):
                yield whole


@cache
def find_misreadings(language: str) -> Alternatives:
    """Returns what a program that reads a language takes its letters for."""
    return _Misreadings(language)


@declare_perturbation(
    PerturbationSpec(
        name="ocr_confusions",
        family="adversarial",
        description="Letters become one, or two, of the same script that a scanner takes for them.",
        label_policy=(
            "A reader sees through a misread letter by its word, and answers in the context stay "
            "as they are. Digits may become letters, never other digits; at severity 5 words are lost."
        ),
    )
)
def ocr_confusions(subject: Subject, setting: Setting) -> Proposal | NotApplicable:
    """Replaces letters by look-alikes of their script; the other letters and marks of a cluster stay."""
    misreadings = find_misreadings(subject.language)
    return replace_characters(
        subject, setting, misreadings, lacking="no letter with a look-alike in its script"
    )
