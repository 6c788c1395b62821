"""Whether a text negates, told by its words: a rule, which misses some and is misled by some."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import cache, lru_cache
from typing import NamedTuple

import regex

from perturbations.resources.negators import NEGATORS
from perturbations.scripts import UNSPACED, script_of
from perturbations.segments import Segments, Span

_APOSTROPHES = frozenset("'’")
_APOSTROPHE = regex.compile("['’]")
_CONTRACTED = ("n't", "n’t")
_WORD = regex.compile(r"[\p{L}\p{M}]+(?:['’][\p{L}\p{M}]+)*")

# Listed as negators so that they are not dropped, but more often something else.
_AMBIGUOUS = {
    "ar": "ما غير",
    "bg": "ни",
    "de": "noch",
    "et": "ära",
    "fr": "personne plus",
    "he": "אל אף",
    "hu": "se",
    "ko": "못",
    "tl": "di",
    "tr": "ne",
    "yo": "ko ma",
}

# 〜ず after the stem of a verb that begins with a character: 知らず, 食べず, 進まず, 気にせず.
# Not 必ず, まず, わずか, たずね, ずっと, めずら, nor the adverb 取りあえず.
_ZU = (
    r"ず(?![かねさっみら])(?<=(?:\p{Han}\p{Hiragana}{0,2}[かがさたなばらわえけげせてねべめれじちび]|\p{Han}し?ま|せ)ず)"
    "(?<!り(?:あ|敢)えず)"
)

# Without spaces between words, or with the negator inside the word, these are looked for anywhere.
# Single characters that mostly stand for something else (非 in 非常, 别 in 特别) are left out.
_PARTS = {
    "ja": f"ない なかっ なく なけれ なきゃ ませ(?:\\s?)ん ずに {_ZU}",
    "ko": "않 없 아니 아닌 아닙 아닐 못하 못한 못할 못했 못합",
    "my": "ဘူး မဟုတ် မရှိ",
    "th": "ไม่ อย่า(?!ง) ปราศจาก มิได้ มิใช่",  # not อย่าง, "kind, such as"
    "zh": "不 没 沒 無 无",
}
"""Language → regular expressions, parted by spaces."""

_FOLDED = {language: frozenset(word.casefold() for word in words) for language, words in NEGATORS.items()}


def knows_negators(language: str) -> bool:
    """Whether negators of a language are listed."""
    return language in NEGATORS


def negators_of(language: str) -> frozenset[str]:
    """Returns the listed negators of a language, case-folded, also those that often mean something else."""
    return _FOLDED.get(language, frozenset())


def has_negator(text: str, language: str) -> bool:
    """Whether a text holds a negator of its language; never, where none is listed."""
    found = _rules_of(language)
    if found.parts is not None and found.parts.search(text):
        return True
    return bool(found.words) and any(found.negate(word) for word in _WORD.findall(text.casefold()))


def count_negators(text: str, language: str) -> int:
    """Returns how many negators of its language a text holds; 0 where none is listed."""
    found = _rules_of(language)
    words = _WORD.findall(text.casefold()) if found.words else ()
    return sum(map(found.negate, words)) + (len(found.parts.findall(text)) if found.parts is not None else 0)


@lru_cache(maxsize=1 << 16)
def may_negate(word: str, language: str) -> bool:
    """Whether a word is a negator or holds one (不愉快, 않았다, yes/no).

    Those that often mean something else count too, and on each side of an apostrophe; English
    contractions negate in texts of every language.
    """
    folded, listed = word.casefold(), negators_of(language)
    if folded in listed or folded.endswith(_CONTRACTED) or has_negator(word, language):
        return True
    return not _APOSTROPHES.isdisjoint(folded) and not listed.isdisjoint(_APOSTROPHE.split(folded))


def find_negator_spans(segments: Segments, language: str) -> tuple[Span, ...]:
    """Returns where the words of a text lie that may negate (see ``may_negate``).

    Of a negator that lies across words, as ICU cuts ま|せん, all are returned. Texts without
    a trace of a negator, most of them, are not cut into words. Tokens joined by spaces are words.
    """
    text = segments.text
    lower = text.casefold()
    if not any(map(lower.__contains__, _traces_of(language))) or not _hint_of(language).search(lower):
        return ()
    starts, ends = segments.words(language)
    parts = _rules_of(language).parts
    negate: set[int] = set()
    for found in parts.finditer(text) if parts is not None else ():
        negate.update(range(bisect_right(ends, found.start()), bisect_left(starts, found.end())))
    return tuple(
        (start, end)
        for number, (start, end) in enumerate(zip(starts, ends, strict=True))
        if number in negate or may_negate(_with_apostrophe(text, start, end), language)
    )


def is_foreign_negator(word: str) -> bool:
    """Whether a word negates in any language, as one does that was put in another's place."""
    folded = word.casefold()
    return folded in _all_words() or any(
        found.parts.search(folded) for found in map(_rules_of, _PARTS) if found.parts is not None
    )


class _Rules(NamedTuple):
    """Whole words, their beginnings (``n'``), their ends (``n't``), and parts of any text."""

    words: frozenset[str]
    starts: tuple[str, ...]
    ends: tuple[str, ...]
    parts: regex.Pattern[str] | None

    def negate(self, word: str) -> bool:
        """Whether a folded word is a negator, or what an apostrophe parts from it (``qu'aucun``)."""
        if word in self.words or word.startswith(self.starts) or word.endswith(self.ends):
            return True
        return not _APOSTROPHES.isdisjoint(word) and not self.words.isdisjoint(_APOSTROPHE.split(word))


@cache
def _rules_of(language: str) -> _Rules:
    parts = regex.compile("|".join(_PARTS[language].split())) if language in _PARTS else None
    if script_of(language) in UNSPACED:
        return _Rules(frozenset(), (), (), parts)
    words = negators_of(language) - set(_AMBIGUOUS.get(language, "").split())
    starts = tuple(sorted(word for word in words if word[-1] in _APOSTROPHES))
    ends = tuple(sorted(word for word in words if _APOSTROPHES.intersection(word[:-1])))
    return _Rules(words, starts, ends, parts)


@cache
def _traces_of(language: str) -> tuple[str, ...]:
    """What every text with a negator holds one of."""
    parts = [part.partition("(")[0] for part in _PARTS.get(language, "").split()]
    found = {*negators_of(language), *parts, *_CONTRACTED}
    return tuple(sorted(one for one in found if not any(other in one for other in found - {one})))


@cache
def _hint_of(language: str) -> regex.Pattern[str]:
    """What every text with a negator holds a match of: a trace that is no part of a longer word."""
    bare = _PARTS.get(language, "").split()
    listed = sorted({*negators_of(language), *_CONTRACTED})
    if script_of(language) in UNSPACED:
        return regex.compile("|".join([*bare, *listed]))
    bare += [word for word in listed if not _APOSTROPHES.isdisjoint(word)]
    whole = "|".join(word for word in listed if _APOSTROPHES.isdisjoint(word))
    return regex.compile("|".join([rf"(?<![\p{{L}}\p{{M}}])(?:{whole})(?![\p{{L}}\p{{M}}])", *bare]))


@cache
def _all_words() -> frozenset[str]:
    return frozenset(word for language in NEGATORS for word in _rules_of(language).words)


def _with_apostrophe(text: str, start: int, end: int) -> str:
    """A word with the apostrophe after it, which words are cut without: the token ``n'`` of French."""
    return text[start : end + (text[end : end + 1] in _APOSTROPHES)]
