"""Whether a text negates, told by its words: a rule, which misses some and is misled by some."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import regex

from perturbations.resources.negators import NEGATORS
from perturbations.scripts import UNSPACED, script_of
from perturbations.segments import Segments, Span

_APOSTROPHES = frozenset("'’")
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

# Without spaces between words, or with the negator inside the word, these are looked for anywhere.
# Single characters that mostly stand for something else (非 in 非常, 别 in 特别) are left out.
_PARTS = {
    "ja": "ない なかった なく ません ずに",
    "ko": "않 없 아니 아닌 아닙 아닐 못하 못한 못할 못했 못합",
    "my": "ဘူး မဟုတ် မရှိ",
    "th": "ไม่ อย่า(?!ง) ปราศจาก มิได้ มิใช่",  # not อย่าง, "kind, such as"
    "zh": "不 没 沒 無 无",
}
"""Language → regular expressions, parted by spaces."""


def knows_negators(language: str) -> bool:
    """Whether negators of a language are listed."""
    return language in NEGATORS


def has_negator(text: str, language: str) -> bool:
    """Whether a text holds a negator of its language; never, where none is listed."""
    found = _rules_of(language)
    if found.parts is not None and found.parts.search(text):
        return True
    return bool(found.words) and any(
        word in found.words or word.startswith(found.starts) or word.endswith(found.ends)
        for word in _WORD.findall(text.casefold())
    )


def count_negators(text: str, language: str) -> int:
    """Returns how many negators of its language a text holds; 0 where none is listed."""
    found = _rules_of(language)
    words = _WORD.findall(text.casefold()) if found.words else ()
    whole = sum(
        1
        for word in words
        if word in found.words or word.startswith(found.starts) or word.endswith(found.ends)
    )
    return whole + (len(found.parts.findall(text)) if found.parts is not None else 0)


def find_negator_spans(segments: Segments, language: str) -> tuple[Span, ...]:
    """Returns where the words of a text that negate lie, also those that often mean something else.

    Texts without a trace of a negator, most of them, are not cut into words.
    """
    text = segments.text
    lower = text.casefold()
    if not any(map(lower.__contains__, _traces_of(language))):
        return ()
    listed = NEGATORS.get(language, frozenset())
    spans = zip(*segments.words(language), strict=True)
    return tuple(
        (start, end)
        for start, end in spans
        if text[start:end].casefold() in listed or has_negator(text[start:end], language)
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


@cache
def _rules_of(language: str) -> _Rules:
    parts = regex.compile("|".join(_PARTS[language].split())) if language in _PARTS else None
    if script_of(language) in UNSPACED:
        return _Rules(frozenset(), (), (), parts)
    words = NEGATORS.get(language, frozenset()) - set(_AMBIGUOUS.get(language, "").split())
    starts = tuple(sorted(word for word in words if word[-1] in _APOSTROPHES))
    ends = tuple(sorted(word for word in words if _APOSTROPHES.intersection(word[:-1])))
    return _Rules(words, starts, ends, parts)


@cache
def _traces_of(language: str) -> tuple[str, ...]:
    """What every text with a negator holds one of."""
    parts = [part.partition("(")[0] for part in _PARTS.get(language, "").split()]
    found = {*NEGATORS.get(language, frozenset()), *parts}
    return tuple(sorted(one for one in found if not any(other in one for other in found - {one})))


@cache
def _all_words() -> frozenset[str]:
    return frozenset(word for language in NEGATORS for word in _rules_of(language).words)
