"""Edits of words: replaced, left out, moved; and which words may be, without turning the sense round."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache

import regex

from harness.types import Edit, NotApplicable, text_fields
from perturbations.edits import MovedToken, Proposal
from perturbations.negation import may_negate
from perturbations.segments import Span, WordSpans
from perturbations.setting import Setting
from perturbations.subject import Passage, Subject, Word, overlaps

_DIGIT = regex.compile(r"\p{N}")
_SPACE = regex.compile(r"(?<!\p{GCB=Prepend}) (?![\p{GCB=Extend}\p{GCB=SpacingMark}\p{GCB=ZWJ}])")


class Words(Sequence[Word]):
    """The words in reach of a subject, in reading order; of running text each is made when asked for."""

    __slots__ = ("_ends", "_found", "_runs")

    def __init__(self, subject: Subject, fields: tuple[str, ...] = ()) -> None:
        self._runs: list[tuple[Passage, WordSpans]] = []
        self._ends: list[int] = [0]
        self._found: list[Word] | None = None
        if subject.tokens is not None:
            self._found = subject.words()
            self._ends.append(len(self._found))
            return
        for passage in subject.passages:
            if not fields or passage.field in fields:
                spans = passage.segments.words(subject.language)
                if passage.barred:
                    spans = _leave_out(spans, passage.barred)
                self._runs.append((passage, spans))
                self._ends.append(self._ends[-1] + len(spans[0]))

    def __len__(self) -> int:
        return self._ends[-1]

    def __getitem__(self, number: int) -> Word:  # type: ignore[override]  # no slices are asked for
        if self._found is not None:
            return self._found[number]
        at = bisect_right(self._ends, number) - 1 if len(self._runs) > 1 else 0
        passage, (starts, ends) = self._runs[at]
        start, end = starts[number - self._ends[at]], ends[number - self._ends[at]]
        return Word(passage.field, start, end, passage.segments.text[start:end])


def find_words(subject: Subject, *fields: str) -> Words | NotApplicable:
    """Returns the words of an example, of the named fields if some are, or why there are none."""
    words = Words(subject, fields)
    if len(words):
        return words
    if fields and subject.scope and all(one.field not in (*fields, "tokens") for one in subject.passages):
        part = subject.scope.name.replace("_", " ")
        return NotApplicable(f"it changes the {' or '.join(fields)} of an example, not its {part}")
    return NotApplicable(f"no word{subject.bounds}")


def replace_words(
    subject: Subject, setting: Setting, alternatives: Callable[[Word], Sequence[str]], *, lacking: str
) -> Proposal | NotApplicable:
    """Proposes to replace a share of all words by one of their alternatives, where there are some.

    A token of a tagged sentence gets none with white space in it, and none that is empty.

    Args:
        subject: whose answers stay untouched.
        setting: severity and draws.
        alternatives: word → what may stand in its place, another text than its own.
        lacking: the reason given where no word has alternatives.
    """
    words = find_words(subject)
    if isinstance(words, NotApplicable):
        return words
    draws = setting.draws
    wanted = draws.count(len(words) * setting.rate)
    edits: list[Edit] = []
    seen = False
    for number in draws.order(len(words)):
        word = words[number]
        options = [text for text in alternatives(word) if word.token < 0 or _is_token(text)]
        if not options:
            continue
        seen = True
        if wanted:
            edits.append(Edit(word.field, word.start, word.end, draws.pick(options)))
        if len(edits) >= wanted:
            break
    if not seen:
        return NotApplicable(lacking)
    return Proposal(sort_edits(subject, edits), len(edits), len(words))


def choose_words(
    words: Words, setting: Setting, may_go: Callable[[Word], bool], *, at_most: int
) -> list[Word] | None:
    """Returns a share of the words, of those that may, in reading order; ``None`` where no word may."""
    wanted = min(at_most, setting.draws.count(len(words) * setting.rate))
    chosen: list[int] = []
    seen = False
    for number in setting.draws.order(len(words)):
        if may_go(words[number]):
            seen = True
            if wanted:
                chosen.append(number)
            if len(chosen) >= wanted:
                break
    return [words[number] for number in sorted(chosen)] if seen else None


def choose_pairs(
    words: Words, setting: Setting, may_pair: Callable[[Word, Word], bool]
) -> list[tuple[Word, Word]] | None:
    """Returns disjoint pairs of words in a row, a share of all words, in reading order; ``None`` without any.

    Args:
        words: of the subject.
        setting: severity and draws; both words of a pair count.
        may_pair: whether a word and the next may be edited together.
    """
    wanted = setting.draws.count(len(words) * setting.rate / 2)
    chosen: dict[int, tuple[Word, Word]] = {}
    seen = False
    for number in setting.draws.order(len(words) - 1):
        pair = words[number], words[number + 1]
        if may_pair(*pair):
            seen = True
            if len(chosen) >= wanted:
                break
            if chosen.keys().isdisjoint((number - 1, number, number + 1)):
                chosen[number] = pair
    return [chosen[number] for number in sorted(chosen)] if seen else None


def is_free(word: Word, language: str) -> bool:
    """Whether a word may be dropped or moved: no negator, no number, no part of an entity."""
    return not word.entity and _is_plain(word.text, language)


def sort_edits(subject: Subject, edits: Sequence[Edit]) -> tuple[Edit, ...]:
    """Returns the edits of each field in their order, fields as they are read."""
    if len(subject.passages) == 1:
        return tuple(sorted(edits))
    order = {field: at for at, (field, _) in enumerate(text_fields(subject.example.payload))}
    return tuple(sorted(edits, key=lambda edit: (order[edit.field], edit)))


def swap_words(subject: Subject, pairs: Sequence[tuple[Word, Word]]) -> tuple[Edit, ...]:
    """Returns the edits that put each word of a pair in the place of the other."""
    edits = [
        Edit(place.field, place.start, place.end, word.text)
        for first, second in pairs
        for place, word in ((first, second), (second, first))
    ]
    return sort_edits(subject, edits)


def swap_tokens(subject: Subject, pairs: Sequence[tuple[Word, Word]]) -> tuple[MovedToken, ...] | None:
    """Returns the tokens after swapping, with the tags they take along; ``None`` for running text."""
    tokens = subject.tokens
    if tokens is None:
        return None
    order = list(range(len(tokens)))
    for first, second in pairs:
        order[first.token], order[second.token] = second.token, first.token
    return tuple(MovedToken(source, tokens[source]) for source in order)


def drop_words(subject: Subject, dropped: Sequence[Word]) -> tuple[Edit, ...]:
    """Returns the edits that remove words, each run of them with one of the spaces around it."""
    edits: list[Edit] = []
    for passage in subject.passages:
        words = [word for word in dropped if word.field == passage.field]
        text, barred = passage.segments.text, passage.barred
        for start, end in _join_runs(text, words, barred):
            edits.append(Edit(passage.field, *_take_space(text, start, end, barred), ""))
    return tuple(edits)


def drop_tokens(subject: Subject, dropped: Sequence[Word]) -> tuple[MovedToken, ...] | None:
    """Returns the tokens that stay, with their tags; ``None`` for running text."""
    if subject.tokens is None:
        return None
    gone = {word.token for word in dropped}
    return tuple(MovedToken(at, token) for at, token in enumerate(subject.tokens) if at not in gone)


def are_neighbours(subject: Subject, first: Word, second: Word) -> bool:
    """Whether only white space or nothing, and no other token, stands between two words."""
    if first.field != second.field:
        return False
    if first.token >= 0:
        return second.token == first.token + 1
    text = next(one.segments.text for one in subject.passages if one.field == first.field)
    between = text[first.end : second.start]
    return not between or between.isspace()


@lru_cache(maxsize=1 << 16)
def _is_plain(text: str, language: str) -> bool:
    return not _DIGIT.search(text) and not may_negate(text, language)


def _leave_out(spans: WordSpans, barred: Sequence[Span]) -> WordSpans:
    kept = [span for span in zip(*spans, strict=True) if not overlaps(*span, barred)]
    return [start for start, _ in kept], [end for _, end in kept]


def _is_token(text: str) -> bool:
    return bool(text) and not any(character.isspace() for character in text)


def _join_runs(text: str, words: Sequence[Word], barred: Sequence[Span]) -> Iterator[Span]:
    if not words:
        return
    start, end = words[0].start, words[0].end
    for word in words[1:]:
        if text[end : word.start] not in ("", " ") or overlaps(end, word.start, barred):
            yield start, end
            start = word.start
        end = word.end
    yield start, end


def _take_space(text: str, start: int, end: int, barred: Sequence[Span]) -> Span:
    """Widens a span by the space after it, or else before it, if no cluster or answer holds it."""
    if _SPACE.match(text, end) and not overlaps(end, end + 1, barred):
        return start, end + 1
    if start and _SPACE.match(text, start - 1) and not overlaps(start - 1, start, barred):
        return start - 1, end
    return start, end
