"""Words of an example that a bilingual lexicon can translate."""

from __future__ import annotations

from collections.abc import Iterator

from harness.types import BilingualLexicon
from perturbations.scripts import UNSPACED, script_of
from perturbations.subject import Subject, Word, overlaps

_LONGEST = 6  # grapheme clusters of an entry looked for in unspaced text
_SHORTEST = 2  # a single character is too often part of a longer word


def find_translations(subject: Subject, lexicon: BilingualLexicon) -> list[tuple[Word, str]]:
    """Returns the words that the lexicon knows, each with its most usual translation that differs.

    A token gets a translation without white space, and entities none. Unspaced text is
    cut greedily into the longest entries of at least two characters.
    """
    tagged = subject.tokens is not None
    unspaced = not tagged and script_of(subject.language, subject.text) in UNSPACED
    words = _find_entries(subject, lexicon) if unspaced else iter(subject.words())
    found = ((word, _translate(word, lexicon)) for word in words if not word.entity)
    return [(word, text) for word, text in found if text and not (tagged and _has_space(text))]


def _translate(word: Word, lexicon: BilingualLexicon) -> str:
    options = lexicon.entries.get(word.text) or lexicon.entries.get(word.text.lower(), ())
    usable = (text for text in options if text.strip() and text.casefold() != word.text.casefold())
    best = next(usable, "")
    return best[:1].upper() + best[1:] if word.text[:1].isupper() else best


def _find_entries(subject: Subject, lexicon: BilingualLexicon) -> Iterator[Word]:
    for field, segments, barred, _ in subject.passages:
        borders = (*segments.starts, len(segments.text))
        at = 0
        while at < len(segments.clusters):
            length = _match(segments.text, borders, at, lexicon)
            start, end = borders[at], borders[at + max(length, 1)]
            if length and not overlaps(start, end, barred):
                yield Word(field, start, end, segments.text[start:end])
            at += max(length, 1)


def _match(text: str, borders: tuple[int, ...], at: int, lexicon: BilingualLexicon) -> int:
    for length in range(min(_LONGEST, len(borders) - 1 - at), _SHORTEST - 1, -1):
        if text[borders[at] : borders[at + length]] in lexicon.entries:
            return length
    return 0


def _has_space(text: str) -> bool:
    return any(character.isspace() for character in text)
