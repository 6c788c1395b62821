"""Which letters lie next to each other on a language's own keyboard."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from itertools import product

import regex

from perturbations.characters import Alternatives
from perturbations.hangul import is_syllable, join_syllable, split_syllable
from perturbations.resources.layouts import LAYOUT_OF, LAYOUTS, Level

_ORIGINS = {"digits": (-1.0, 0.0), "top": (0.5, 1.0), "home": (0.75, 2.0), "bottom": (1.25, 3.0)}
"""Where a row's first key lies, in key widths right of and below the key "1" (ISO stagger)."""

_REACH = 1.3  # key widths: the two keys beside it, and the nearest above and below
_NO_KEY = "_"
_JOINING_LETTERS = "ำຳ"  # letters of Thai and Lao that join the cluster before them as marks do
_VOICING = ("\u3099", "\u309a")


_INDIC = regex.compile(
    r"[\p{Devanagari}\p{Bengali}\p{Gurmukhi}\p{Gujarati}\p{Oriya}\p{Tamil}\p{Telugu}\p{Kannada}\p{Malayalam}\p{Sinhala}]"
)
_VOWEL = r"\p{InSC=Vowel_Dependent}\p{InSC=Vowel_Independent}"
_LAST = r"\p{InSC=Bindu}\p{InSC=Visarga}"
_BINDING = r"\p{InSC=Virama}\p{InSC=Pure_Killer}"
_MISPLACED = regex.compile(
    rf"(?<=[{_VOWEL}{_LAST}])[\p{{InSC=Vowel_Dependent}}\p{{InSC=Nukta}}{_BINDING}]|(?<=[{_LAST}])[{_LAST}]"
    rf"|(?<=[{_BINDING}])[\p{{InSC=Vowel_Dependent}}\p{{InSC=Nukta}}{_BINDING}{_LAST}]"
)


class KeyboardSlips(Alternatives):
    """Cluster → the clusters that one slip to a neighbouring key would have typed.

    A letter becomes a neighbouring letter and a mark (vowel sign, tone) a neighbouring
    mark, so that a cluster stays whole. Letters without a key of their own have none. Nor are
    there slips to what no Indic word holds and fonts draw over a dotted circle: signs or a virama
    behind a vowel.
    """

    def __init__(self, neighbours: dict[str, tuple[str, ...]]) -> None:
        super().__init__()
        self._neighbours = neighbours

    def derive(self, cluster: str) -> tuple[str, ...]:
        """Returns the slips of each key of a cluster."""
        if is_syllable(cluster):
            found = (join_syllable(keys) for keys in self._slip(split_syllable(cluster)))
        elif (typed := unicodedata.normalize("NFD", cluster))[1:] in _VOICING:
            found = (_voice(*keys) for keys in self._slip(tuple(typed)))
        else:
            found = ("".join(keys) for keys in self._slip(tuple(cluster)))
        return tuple(slip for slip in found if slip and not _is_worse(slip, cluster))

    def _slip(self, keys: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
        for at, key in enumerate(keys):
            for slip in self._neighbours.get(key, ()):
                yield (*keys[:at], slip, *keys[at + 1 :])


@cache
def find_slips(language: str) -> KeyboardSlips | None:
    """Returns the slips on the keyboard of a language; ``None`` if no layout is recorded."""
    if language not in LAYOUT_OF:
        return None
    neighbours: dict[str, tuple[str, ...]] = {}
    for level in _list_levels(LAYOUTS[LAYOUT_OF[language]]):
        neighbours |= _find_neighbours(level)
    return KeyboardSlips(neighbours)


@cache
def find_alphabet(language: str) -> tuple[str, ...]:
    """Returns the letters that the keyboard of a language types, capitals left out; none without a layout."""
    levels = LAYOUTS[LAYOUT_OF[language]] if language in LAYOUT_OF else ()
    typed = dict.fromkeys(letter for level in levels for letter, _, _ in _place_keys(level))
    return tuple(letter for letter in typed if _kind_of(letter) == "L" and not letter.isupper())


def _list_levels(levels: tuple[Level, ...]) -> Iterator[Level]:
    """The levels as stated, after the capitals of each: stated ones overrule these."""
    yield from map(_capitalise, levels)
    yield from levels


def _find_neighbours(level: Level) -> dict[str, tuple[str, ...]]:
    keys = list(_place_keys(level))
    near: dict[str, list[str]] = defaultdict(list)
    for (letter, x, y), (other, u, v) in product(keys, keys):
        close = 0 < (x - u) ** 2 + (y - v) ** 2 <= _REACH**2
        if close and _kind_of(letter) == _kind_of(other):
            near[letter].append(other)
    return {letter: tuple(others) for letter, others in near.items()}


def _place_keys(level: Level) -> Iterator[tuple[str, float, float]]:
    for row, (x, y) in _ORIGINS.items():
        for column, letter in enumerate(getattr(level, row)):
            if letter != _NO_KEY:
                yield letter, x + column, y


def _kind_of(letter: str) -> str:
    return "M" if letter in _JOINING_LETTERS else unicodedata.category(letter)[0]


def _capitalise(level: Level) -> Level:
    def upper(row: str) -> str:
        return "".join(key.upper() if _has_capital(key) else _NO_KEY for key in row)

    return Level(upper(level.digits), upper(level.top), upper(level.home), upper(level.bottom))


def _has_capital(key: str) -> bool:
    return key.upper() != key and key.upper().lower() == key


def _is_worse(slip: str, cluster: str) -> bool:
    """Whether a slip has more signs where none may stand than its cluster, which may have some: অ্যা."""
    if len(slip) == 1 or not _INDIC.match(slip):
        return False
    counts = [len(_MISPLACED.findall(unicodedata.normalize("NFC", one))) for one in (slip, cluster)]
    return counts[0] > counts[1]


def _voice(kana: str, mark: str) -> str:
    """A kana with its (han)dakuten; empty if it takes none."""
    voiced = unicodedata.normalize("NFC", kana + mark)
    return voiced if len(voiced) == 1 else ""
