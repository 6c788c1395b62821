"""An example as perturbations see it: the texts in reach, cut once, and what in them stays untouched."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple, cast

from harness.types import (
    AnswersGold,
    Example,
    MultipleChoice,
    ParallelPair,
    Payload,
    PlainText,
    Query,
    SpanQA,
    TaggedTokens,
    TagsGold,
    TextPair,
)
from perturbations.edits import token_starts
from perturbations.scopes import Scope
from perturbations.segments import Segments, Span, find_core, segment


class Word(NamedTuple):
    """A word of an example, or a token of ``TaggedTokens`` that holds a letter or digit.

    A named tuple, as many are made for every example.

    Attributes:
        field, start, end: where it stands (see ``Edit``).
        text: its characters.
        token: its index among the tokens; -1 in running text.
        entity: whether its tag marks an entity.
    """

    field: str
    start: int
    end: int
    text: str
    token: int = -1
    entity: bool = False


class Passage(NamedTuple):
    """One text in reach.

    Attributes:
        field: its name inside the payload.
        segments: the text, cut.
        barred: spans that no edit may touch: answers, and tokens out of scope.
        units: clusters outside these that are no white space.
    """

    field: str
    segments: Segments
    barred: tuple[Span, ...]
    units: int


class Subject:
    """An example and its passages.

    Args:
        example: what is perturbed.
        scope: which part of it; ``None`` for every text that a model is asked about.
    """

    __slots__ = ("example", "passages", "scope")

    def __init__(self, example: Example, scope: Scope | None = None) -> None:
        self.example = example
        self.scope = scope
        texts = visible_fields(example) if scope is None else scope.select(example)
        self.passages = [_open(example, field, text, scope) for field, text in texts]

    @property
    def valid(self) -> bool:
        """Whether no text holds a lone surrogate."""
        for passage in self.passages:  # noqa: SIM110 - asked of every example; a generator costs more
            if not passage.segments.valid:
                return False
        return True

    @property
    def language(self) -> str:
        """Code of the example's language."""
        return self.example.language

    @property
    def tokens(self) -> tuple[str, ...] | None:
        """The tokens of a tagged sentence; ``None`` for running text."""
        payload = self.example.payload
        return payload.tokens if isinstance(payload, TaggedTokens) else None

    @property
    def tags(self) -> tuple[str, ...]:
        """The tags of a tagged sentence, empty strings where it has none."""
        gold = self.example.gold
        return gold.tags if isinstance(gold, TagsGold) else ("",) * len(self.tokens or ())

    @property
    def text(self) -> str:
        """The text of the first passage; empty if none is in reach."""
        return self.passages[0].segments.text if self.passages else ""

    @property
    def bounds(self) -> str:
        """Where in its texts edits may be, as reasons say it: `` outside answers``; empty for anywhere."""
        if not any(passage.barred for passage in self.passages):
            return ""
        if self.tokens is None or self.scope is None:
            return " outside answers"
        return " in entities" if self.scope.entity else " outside entities"

    def words(self, *fields: str) -> list[Word]:
        """Returns the words in reach, of the named fields if some are named; answers are left out."""
        if self.tokens is not None:
            return list(self._find_tokens(self.tokens))
        return [
            Word(passage.field, start, end, passage.segments.text[start:end])
            for passage in self.passages
            if not fields or passage.field in fields
            for start, end in zip(*passage.segments.words(self.language), strict=True)
            if not passage.barred or not overlaps(start, end, passage.barred)
        ]

    def _find_tokens(self, tokens: tuple[str, ...]) -> Iterator[Word]:
        barred = self.passages[0].barred if self.passages else ((0, 1 << 62),)
        for index, (token, start, tag) in enumerate(
            zip(tokens, token_starts(tokens), self.tags, strict=True)
        ):
            end = start + len(token)
            if find_core(token) and not (barred and overlaps(start, end, barred)):
                yield Word("tokens", start, end, token, index, tag[:2] in ("B-", "I-"))


def visible_fields(example: Example) -> list[tuple[str, str]]:
    """Returns ``(field, text)`` for every text that a model is asked about, in reading order."""
    return _VISIBLE[type(example.payload)](example.payload)


def overlaps(start: int, end: int, spans: Sequence[Span]) -> bool:
    """Whether ``[start, end)`` shares a character with one of the spans."""
    return any(start < high and low < end for low, high in spans)


def protected_spans(example: Example, field: str) -> tuple[Span, ...]:
    """Returns the spans of a field that no edit may touch: the answers of a question, sorted, each once."""
    if field != "context" or not isinstance(example.gold, AnswersGold):
        return ()
    found = {(answer.start, answer.start + len(answer.text)) for answer in example.gold.answers}
    return tuple(sorted(found))


def _open(example: Example, field: str, text: str, scope: Scope | None) -> Passage:
    segments = segment(text)
    if scope is None and field != "context":
        return Passage(field, segments, (), segments.solid)
    barred = protected_spans(example, field)
    if scope is not None and isinstance(example.payload, TaggedTokens):
        barred = tuple(_bar_tokens(example, example.payload.tokens, scope))
    units = segments.solid
    if barred:
        units -= sum(segment(text[low:high]).solid for low, high in _merge(barred))
    return Passage(field, segments, barred, units)


def _bar_tokens(example: Example, tokens: tuple[str, ...], scope: Scope) -> Iterator[Span]:
    kept = scope.select_tokens(example)
    for index, (token, start) in enumerate(zip(tokens, token_starts(tokens), strict=True)):
        if index not in kept:
            yield start, start + len(token)


def _merge(spans: Sequence[Span]) -> list[Span]:
    merged: list[Span] = []
    for low, high in spans:
        if merged and low <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(high, merged[-1][1]))
        else:
            merged.append((low, high))
    return merged


def _see_pair(payload: TextPair) -> list[tuple[str, str]]:
    one = ("first", payload.first)
    return [one] if payload.second is None else [one, ("second", payload.second)]


def _see_choices(payload: MultipleChoice) -> list[tuple[str, str]]:
    return [("prompt", payload.prompt), *((f"choice.{i}", one) for i, one in enumerate(payload.choices))]


_VISIBLE = cast(
    "dict[type[Payload], Callable[[Payload], list[tuple[str, str]]]]",
    {
        TextPair: _see_pair,
        MultipleChoice: _see_choices,
        TaggedTokens: lambda payload: [("tokens", " ".join(payload.tokens))],
        SpanQA: lambda payload: [("question", payload.question), ("context", payload.context)],
        ParallelPair: lambda payload: [("query", payload.query)],
        Query: lambda payload: [("query", payload.text)],
        PlainText: lambda payload: [("text", payload.text)],
    },
)
"""Payload → ``(field, text)`` of what a model is asked about; the other side of a pair is not."""
