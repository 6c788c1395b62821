"""Which words may be dropped or moved without turning the sense round, and the edits that do it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

import regex

from harness.types import Edit, Example, NotApplicable, TaggedTokens, text_fields
from perturbations.edits import MovedToken, protected_spans
from perturbations.resources.negators import NEGATORS
from perturbations.scripts import UNSPACED, script_of
from perturbations.units import Word, find_words, overlaps

_DIGIT = regex.compile(r"\p{N}")
_CONTRACTED = ("n't", "n’t")
_SPACE = regex.compile(r"(?<!\p{GCB=Prepend}) (?![\p{GCB=Extend}\p{GCB=SpacingMark}\p{GCB=ZWJ}])")


@dataclass(frozen=True, slots=True)
class FreeWords:
    """The words of an example.

    Attributes:
        words: all of them, in reading order, but for those of answers.
        free: indices of those that are no negator, hold no digit and belong to no entity.
    """

    words: tuple[Word, ...]
    free: tuple[int, ...]


def find_free_words(example: Example, *fields: str) -> FreeWords | NotApplicable:
    """Returns the words of an example, or why they cannot be told apart or touched."""
    if not isinstance(example.payload, TaggedTokens):
        text = text_fields(example.payload)[0][1]
        if script_of(example.language, text) in UNSPACED:
            return NotApplicable(f"words are not separated by spaces in {example.language}")
    words = tuple(find_words(example, *fields))
    negators = NEGATORS.get(example.language, frozenset())
    free = tuple(at for at, word in enumerate(words) if _is_free(word, negators))
    return FreeWords(words, free) if free else NotApplicable("no word that may be moved or dropped")


def swap_words(example: Example, pairs: Sequence[tuple[Word, Word]]) -> tuple[Edit, ...]:
    """Returns the edits that put each word of a pair in the place of the other."""
    edits = [
        Edit(place.field, place.start, place.end, word.text)
        for first, second in pairs
        for place, word in ((first, second), (second, first))
    ]
    order = {field: at for at, (field, _) in enumerate(text_fields(example.payload))}
    return tuple(sorted(edits, key=lambda edit: (order[edit.field], edit.start)))


def swap_tokens(example: Example, pairs: Sequence[tuple[Word, Word]]) -> tuple[MovedToken, ...] | None:
    """Returns the tokens after swapping, with the tags they take along; ``None`` for running text."""
    if not isinstance(example.payload, TaggedTokens):
        return None
    tokens = example.payload.tokens
    order = list(range(len(tokens)))
    for first, second in pairs:
        order[first.token], order[second.token] = second.token, first.token
    return tuple(MovedToken(source, tokens[source]) for source in order)


def drop_words(example: Example, dropped: Sequence[Word]) -> tuple[Edit, ...]:
    """Returns the edits that remove words, each run of them with one of the spaces around it."""
    texts = dict(text_fields(example.payload))
    edits: list[Edit] = []
    for field, words in groupby(dropped, key=lambda word: word.field):
        barred = protected_spans(example, field)
        for start, end in _join_runs(texts[field], list(words), barred):
            edits.append(Edit(field, *_take_space(texts[field], start, end, barred), ""))
    return tuple(edits)


def drop_tokens(example: Example, dropped: Sequence[Word]) -> tuple[MovedToken, ...] | None:
    """Returns the tokens that stay, with their tags; ``None`` for running text."""
    if not isinstance(example.payload, TaggedTokens):
        return None
    gone = {word.token for word in dropped}
    return tuple(MovedToken(at, token) for at, token in enumerate(example.payload.tokens) if at not in gone)


def find_neighbours(example: Example, words: Sequence[Word]) -> Iterator[tuple[Word, Word]]:
    """Yields the pairs of words in a row that only white space, and no other token, stands between."""
    texts = dict(text_fields(example.payload))
    for first, second in pairwise(words):
        if first.field == second.field and (
            second.token == first.token + 1
            if first.token >= 0
            else texts[first.field][first.end : second.start].isspace()
        ):
            yield first, second


def _is_free(word: Word, negators: frozenset[str]) -> bool:
    lower = word.text.lower()
    negates = lower in negators or lower.endswith(_CONTRACTED)
    return not (word.entity or negates or _DIGIT.search(lower))


def _join_runs(
    text: str, words: Sequence[Word], barred: Sequence[tuple[int, int]]
) -> Iterator[tuple[int, int]]:
    start, end = words[0].start, words[0].end
    for word in words[1:]:
        if text[end : word.start] != " " or overlaps(end, word.start, barred):
            yield start, end
            start = word.start
        end = word.end
    yield start, end


def _take_space(text: str, start: int, end: int, barred: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """Widens a span by the space after it, or else before it, if no cluster or answer holds it."""
    if _SPACE.match(text, end) and not overlaps(end, end + 1, barred):
        return start, end + 1
    if start and _SPACE.match(text, start - 1) and not overlaps(start - 1, start, barred):
        return start - 1, end
    return start, end
