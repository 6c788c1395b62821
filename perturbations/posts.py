"""How words are written in posts, by script."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import lru_cache

import regex

from perturbations.lettercase import lower_cluster
from perturbations.scripts import UNSPACED
from perturbations.segments import split_clusters

EMOJI = ("🙂", "👀", "✨", "💬", "📌", "🙏", "😅", "🤔")
"""Emoji that take no side between good and bad."""

_TIMES = 3  # a letter drawn out is written so often
_SHORTEST = 4  # letters of a hashtag, fewer are seldom a topic
_VOWELS = {
    "Latin": "aeiouy",
    "Cyrillic": "аеиоуыэюяієө",
    "Greek": "αεηιουω",
    "Arabic": "اويی",
    "Hebrew": "וי",
}
_BARE = regex.compile(r"\p{Lo}")
_KANA = regex.compile(r"[\p{Hiragana}\p{Katakana}ー]")
_UNABLE = frozenset({"Han", "Hangul"})


@lru_cache(maxsize=1 << 16)
def restyle(word: str, script: str, language: str) -> tuple[str, ...]:
    """Returns how a word may be posted: drawn out, as a hashtag, in small letters, if at all."""
    clusters = split_clusters(word)[0]
    low = "".join(lower_cluster(clusters, at, language) for at in range(len(clusters)))
    found = [_draw_out(clusters, script), low]
    if script not in UNSPACED and script not in _UNABLE and len(clusters) >= _SHORTEST and word.isalnum():
        found.append(f"#{word}")
    return tuple(text for text in found if text and text != word)


def _draw_out(clusters: Sequence[str], script: str) -> str:
    """The last vowel letter written three times; in scripts without, the last consonant without signs."""
    if script in _UNABLE:
        return ""
    if script == "Japanese":
        return "".join(clusters) + "ーー" if _KANA.fullmatch(clusters[-1]) else ""
    vowels = _VOWELS.get(script)
    if vowels is None:
        return "".join((*clusters[:-1], clusters[-1] * _TIMES)) if _BARE.fullmatch(clusters[-1]) else ""
    for at in range(len(clusters) - 1, 0, -1):  # never the first letter, which makes another word
        if unicodedata.normalize("NFD", clusters[at])[0].lower() in vowels:
            return "".join((*clusters[:at], clusters[at] * _TIMES, *clusters[at + 1 :]))
    return ""
