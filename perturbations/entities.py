"""Entities put in the place of others: in tagged tokens, and names of a gazetteer in running text."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from harness.types import Edit, NotApplicable, text_fields
from perturbations.edits import MovedToken, Proposal, token_starts
from perturbations.pools import find_spans
from perturbations.setting import Setting
from perturbations.subject import Subject, Word, overlaps
from perturbations.words import sort_edits

_LONGEST = 6  # words of a name looked for in running text

Rename = Callable[["Name"], str]
"""Name → what is to stand in its place; empty if nothing can."""


@dataclass(frozen=True, slots=True)
class Mention:
    """Where a name stands: a field, its characters, and its tokens ``[low, high)`` of tagged ones."""

    field: str
    start: int
    end: int
    low: int = 0
    high: int = 0


@dataclass(frozen=True, slots=True)
class Name:
    """A name and all its mentions in an example.

    Attributes:
        kind: entity type.
        text: as it is written; tokens are joined by single spaces.
        mentions: at least one, in reading order.
    """

    kind: str
    text: str
    mentions: tuple[Mention, ...]


def find_tagged(subject: Subject) -> list[Name]:
    """Returns the entities in reach of a tagged sentence, each name once, in reading order."""
    tokens = subject.tokens
    if tokens is None or not subject.passages:
        return []
    barred, starts = subject.passages[0].barred, token_starts(tokens)
    found: dict[tuple[str, str], list[Mention]] = {}
    for kind, low, high in find_spans(subject.tags):
        start, end = starts[low], starts[high - 1] + len(tokens[high - 1])
        if not overlaps(start, end, barred):
            text = " ".join(tokens[low:high])
            found.setdefault((kind, text), []).append(Mention("tokens", start, end, low, high))
    return [Name(kind, text, tuple(mentions)) for (kind, text), mentions in found.items()]


def find_listed(subject: Subject, names: Mapping[str, str]) -> list[Name]:
    """Returns the names of a gazetteer that running text holds, in reading order.

    The longest counts where several begin at one word. A name is left out if it, or one of its words, also
    stands somewhere else in the example: in an answer, in a field out of reach, inside a longer word. It
    could not be replaced throughout.

    Args:
        subject: whose texts are looked through.
        names: name → type.
    """
    found: dict[str, list[Mention]] = {}
    for mention, text in _look_up(subject, names):
        found.setdefault(text, []).append(mention)
    whole = "\n".join(text for _, text in text_fields(subject.example.payload)).casefold()
    return [
        Name(names[text], text, tuple(mentions))
        for text, mentions in found.items()
        if _is_replaceable(text, len(mentions), whole)
    ]


def replace_names(
    subject: Subject, setting: Setting, names: Sequence[Name], rename: Rename, *, lacking: str
) -> Proposal | NotApplicable:
    """Proposes to replace a share of the names, each by one other name in all its mentions.

    Args:
        subject: whose names they are.
        setting: severity and draws.
        names: what can be replaced; units and edited units are of these.
        rename: name → another one.
        lacking: the reason given where no name has another.
    """
    wanted = setting.draws.count(len(names) * setting.rate)
    chosen: list[tuple[Name, str]] = []
    seen = False
    for number in setting.draws.order(len(names)):
        text = rename(names[number])
        if text:
            seen = True
            if len(chosen) >= wanted:
                break
            chosen.append((names[number], text))
    if not seen:
        return NotApplicable(lacking)
    edits = [Edit(one.field, one.start, one.end, text) for name, text in chosen for one in name.mentions]
    tokens = _move_tokens(subject.tokens, chosen) if chosen and subject.tokens is not None else None
    return Proposal(sort_edits(subject, edits), len(chosen), len(names), tokens)


def _move_tokens(tokens: Sequence[str], chosen: Sequence[tuple[Name, str]]) -> tuple[MovedToken, ...]:
    """The tokens after replacement: a longer name's last tokens all continue the entity."""
    spans = {one.low: (one.high, text) for name, text in chosen for one in name.mentions}
    moved: list[MovedToken] = []
    at = 0
    while at < len(tokens):
        high, text = spans.get(at, (at + 1, tokens[at]))
        parts = text.split(" ") if at in spans else [text]
        moved += (MovedToken(min(at + number, high - 1), part) for number, part in enumerate(parts))
        at = high
    return tuple(moved)


def _look_up(subject: Subject, names: Mapping[str, str]) -> Iterator[tuple[Mention, str]]:
    for passage in subject.passages:
        words, text = subject.words(passage.field), passage.segments.text
        at = 0
        while at < len(words):
            length = _match(text, words[at : at + _LONGEST], names)
            if length:
                start, end = words[at].start, words[at + length - 1].end
                yield Mention(passage.field, start, end), text[start:end]
            at += max(length, 1)


def _match(text: str, words: Sequence[Word], names: Mapping[str, str]) -> int:
    """How many of some words from the first on are the longest name, nothing but white space between them."""
    reach = 1
    for before, after in pairwise(words):
        between = text[before.end : after.start]
        if between and not between.isspace():
            break
        reach += 1
    for length in range(reach, 0, -1):
        if text[words[0].start : words[length - 1].end] in names:
            return length
    return 0


def _is_replaceable(name: str, mentions: int, whole: str) -> bool:
    parts = {part.casefold() for part in name.split()}
    return all(whole.count(part) == mentions * name.casefold().count(part) for part in parts)
