"""Words of an example that a bilingual lexicon can translate."""

from __future__ import annotations

from collections.abc import Iterator

from harness.types import BilingualLexicon, Example, TaggedTokens
from perturbations.edits import protected_spans
from perturbations.scripts import UNSPACED, script_of
from perturbations.units import Word, find_words, overlaps, perturbed_fields, split_clusters

_LONGEST = 6  # grapheme clusters of an entry looked for in unspaced text
_SHORTEST = 2  # a single character is too often part of a longer word


def find_translations(example: Example, lexicon: BilingualLexicon) -> list[tuple[Word, str]]:
    """Returns the words that the lexicon knows, each with its most usual translation that differs.

    A token gets a translation without white space, and entities none. Unspaced text is
    cut greedily into the longest entries of at least two characters.
    """
    tagged = isinstance(example.payload, TaggedTokens)
    unspaced = not tagged and script_of(example.language, perturbed_fields(example)[0][1]) in UNSPACED
    words = _find_entries(example, lexicon) if unspaced else iter(find_words(example))
    found = ((word, _translate(word, lexicon)) for word in words if not word.entity)
    return [(word, text) for word, text in found if text and not (tagged and _has_space(text))]


def _translate(word: Word, lexicon: BilingualLexicon) -> str:
    options = lexicon.entries.get(word.text) or lexicon.entries.get(word.text.lower(), ())
    usable = (text for text in options if text.strip() and text.casefold() != word.text.casefold())
    best = next(usable, "")
    return best[:1].upper() + best[1:] if word.text[:1].isupper() else best


def _find_entries(example: Example, lexicon: BilingualLexicon) -> Iterator[Word]:
    for field, text in perturbed_fields(example):
        clusters, starts = split_clusters(text)
        borders = (*starts, len(text))
        barred = protected_spans(example, field)
        at = 0
        while at < len(clusters):
            length = _match(text, borders, at, lexicon)
            start, end = borders[at], borders[at + max(length, 1)]
            if length and not overlaps(start, end, barred):
                yield Word(field, start, end, text[start:end])
            at += max(length, 1)


def _match(text: str, borders: tuple[int, ...], at: int, lexicon: BilingualLexicon) -> int:
    for length in range(min(_LONGEST, len(borders) - 1 - at), _SHORTEST - 1, -1):
        if text[borders[at] : borders[at + length]] in lexicon.entries:
            return length
    return 0


def _has_space(text: str) -> bool:
    return any(character.isspace() for character in text)
