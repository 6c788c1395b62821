"""Letters of different scripts that look alike, in groups.

``confusables.tsv`` is made of ``confusables.txt`` of Unicode's security mechanisms
(UTS #39, version 15.0.0) by ``derive_groups``, which leaves out what common fonts do not
draw alike or not at all:

- all that is no letter, and capitals beside small letters: their sizes differ;
- characters that NFKC takes to others (full-width forms, mathematical letters, Kangxi radicals):
  tokenizers that normalise never see them, and ``fullwidth_forms`` and ``normal_forms`` test the others;
- scripts outside the general use of UAX #31, and blocks that text fonts seldom hold;
- conjoining letters of Hangul, which do not stand alone;
- letters that run the other way, as text would be drawn in another order;
- of Arabic, whose letters Unicode also groups where dots or single forms differ, all that readers of
  Arabic, Persian and Urdu do not take for one letter.

Unicode's classes are transitive and know nothing of fonts: some pairs (w and ѡ, o and σ, e and ҽ,
F and Ϝ, ß and β) are near rather than equal. They stay, since the source has no tiers to tell them
apart by; the policy of ``homoglyphs`` says so.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

import regex

_SCRIPTS = """
    Arabic Armenian Bengali Cyrillic Devanagari Ethiopic Georgian Greek Gujarati Gurmukhi Hangul Han Hebrew
    Hiragana Kannada Katakana Khmer Lao Latin Malayalam Myanmar Oriya Sinhala Tamil Telugu Thaana Thai Tibetan
"""
_SCRIPT = {script: regex.compile(rf"\p{{Script={script}}}") for script in _SCRIPTS.split()}
_LETTER = regex.compile(r"[\p{Lu}\p{Ll}\p{Lo}--[\p{GCB=L}\p{GCB=V}\p{GCB=T}]]", regex.VERSION1)
_IN_FONTS = regex.compile(r"[\u0021-\u086f\u0900-\u1dbf\u3041-\u9fff]")
_ONE_ARABIC_LETTER = ("هہ", "ةۃ", "كک", "ىی")  # not ي: its dots tell علي from على


def derive_groups(lines: Iterable[str]) -> tuple[str, ...]:
    """Returns the groups of look-alikes in the lines of Unicode's ``confusables.txt``, sorted."""
    classes: dict[str, set[str]] = defaultdict(set)
    for line in lines:
        fields = [field.split() for field in line.partition("#")[0].split(";")]
        if len(fields) == 3 and len(fields[0]) == len(fields[1]) == 1:
            source, prototype = chr(int(fields[0][0], 16)), chr(int(fields[1][0], 16))
            classes[prototype] |= {source, prototype}
    groups: dict[tuple[str, str], str] = defaultdict(str)
    for prototype in sorted(classes):
        for letter in sorted(filter(_is_drawn, classes[prototype])):
            groups[prototype, _find_kind(letter)] += letter
    return tuple(sorted(filter(_find_others, groups.values())))


@cache
def find_look_alikes() -> dict[str, tuple[str, ...]]:
    """Returns letter → the letters of other scripts that look like it; for Arabic ones, see above."""
    text = (files(__package__) / "confusables.tsv").read_text("utf-8")
    alike: dict[str, tuple[str, ...]] = {}
    for line in text.splitlines():
        if not line.startswith("#"):
            alike |= _find_others(line.replace("\t", ""))
    return alike


def _is_drawn(letter: str) -> bool:
    plain = _LETTER.match(letter) and _IN_FONTS.match(letter) and unicodedata.is_normalized("NFKC", letter)
    return bool(plain) and bool(_find_script(letter))


def _find_kind(letter: str) -> str:
    """What look-alikes share: case and direction, and in Arabic being one letter to its readers."""
    kind = unicodedata.category(letter) + unicodedata.bidirectional(letter)
    same = next((group for group in _ONE_ARABIC_LETTER if letter in group), letter)
    return same if _find_script(letter) == "Arabic" else kind


def _find_others(group: str) -> dict[str, tuple[str, ...]]:
    scripts = {letter: _find_script(letter) for letter in group}
    found = {
        letter: tuple(
            other
            for other in group
            if other != letter and (scripts[other] != scripts[letter] or scripts[letter] == "Arabic")
        )
        for letter in group
    }
    return {letter: others for letter, others in found.items() if others}


def _find_script(letter: str) -> str:
    return next((script for script, pattern in _SCRIPT.items() if pattern.match(letter)), "")
