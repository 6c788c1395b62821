"""Which letters lie next to each other on a language's own keyboard."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from itertools import product

from perturbations.characters import Alternatives
from perturbations.resources.layouts import INSCRIPT_BLOCKS, LAYOUT_OF, LAYOUTS, Layout, Level

_ORIGINS = {"digits": (-1.0, 0.0), "top": (0.5, 1.0), "home": (0.75, 2.0), "bottom": (1.25, 3.0)}
"""Where a row's first key lies, in key widths right of and below the key "1" (ISO stagger)."""

_REACH = 1.3  # key widths: the two keys beside it, and the nearest above and below
_NO_KEY = "_"
_INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
_VOWELS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
_FINALS = " ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ"


class KeyboardSlips(Alternatives):
    """Cluster → the clusters that one slip to a neighbouring key would have typed.

    A letter becomes a neighbouring letter and a mark (vowel sign, tone) a neighbouring
    mark, so that a cluster stays whole. Letters without a key of their own have none.
    """

    def __init__(self, neighbours: dict[str, tuple[str, ...]]) -> None:
        super().__init__()
        self._neighbours = neighbours

    def derive(self, cluster: str) -> tuple[str, ...]:
        """Returns the slips of each key of a cluster."""
        syllable = len(cluster) == 1 and "가" <= cluster <= "힣"
        keys = _split_syllable(cluster) if syllable else tuple(cluster)
        join = _join_syllable if syllable else "".join
        slips = (
            join((*keys[:at], slip, *keys[at + 1 :]))
            for at, key in enumerate(keys)
            for slip in self._neighbours.get(key, ())
        )
        return tuple(slip for slip in slips if slip)


@cache
def find_slips(language: str) -> KeyboardSlips | None:
    """Returns the slips on the keyboard of a language; ``None`` if no layout is recorded."""
    if language not in LAYOUT_OF:
        return None
    layout = LAYOUTS[LAYOUT_OF[language]]
    neighbours: dict[str, tuple[str, ...]] = {}
    for level in (layout.plain, layout.shifted or _capitalise(layout)):
        neighbours |= _find_neighbours(level, INSCRIPT_BLOCKS.get(language, 0))
    return KeyboardSlips(neighbours)


def _find_neighbours(level: Level, block: int) -> dict[str, tuple[str, ...]]:
    keys = list(_place_keys(level, block))
    near: dict[str, list[str]] = defaultdict(list)
    for (letter, x, y), (other, u, v) in product(keys, keys):
        close = 0 < (x - u) ** 2 + (y - v) ** 2 <= _REACH**2
        if close and unicodedata.category(letter)[0] == unicodedata.category(other)[0]:
            near[letter].append(other)
    return {letter: tuple(others) for letter, others in near.items()}


def _place_keys(level: Level, block: int) -> Iterator[tuple[str, float, float]]:
    for row, (x, y) in _ORIGINS.items():
        for column, letter in enumerate(getattr(level, row)):
            typed = chr(ord(letter) + block)
            if letter != _NO_KEY and unicodedata.category(typed) != "Cn":
                yield typed, x + column, y


def _capitalise(layout: Layout) -> Level:
    def upper(row: str) -> str:
        return "".join(key.upper() if key.upper().lower() == key else _NO_KEY for key in row)

    plain = layout.plain
    return Level(upper(plain.top), upper(plain.home), upper(plain.bottom), upper(plain.digits))


def _split_syllable(syllable: str) -> tuple[str, ...]:
    """The letters of a Hangul syllable: initial, vowel, final or nothing (Unicode, section 3.12)."""
    initial, rest = divmod(ord(syllable) - ord("가"), len(_VOWELS) * len(_FINALS))
    vowel, final = divmod(rest, len(_FINALS))
    return (_INITIALS[initial], _VOWELS[vowel], _FINALS[final].strip())


def _join_syllable(keys: tuple[str, ...]) -> str:
    """Puts letters together again; empty where they make no syllable (a vowel for a consonant)."""
    initial, vowel, final = keys[0], keys[1], keys[2] or " "
    if initial not in _INITIALS or vowel not in _VOWELS or final not in _FINALS:
        return ""
    place = _INITIALS.index(initial) * len(_VOWELS) + _VOWELS.index(vowel)
    return chr(ord("가") + place * len(_FINALS) + _FINALS.index(final))
