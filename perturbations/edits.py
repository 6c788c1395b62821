"""The edit log: every change of a text is a list of spans of the original, and gold travels by it.

A perturbation proposes edits; only this module changes a payload. What no edit
names stays as it is, character for character.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import accumulate, repeat
from typing import NamedTuple, overload

from harness.types import (
    Answer,
    AnswersGold,
    Edit,
    Example,
    Gold,
    MultipleChoice,
    NotApplicable,
    Payload,
    PlainText,
    Query,
    SpanQA,
    TaggedTokens,
    TagsGold,
    text_fields,
)


@dataclass(frozen=True, slots=True)
class MovedToken:
    """A token of the result and the index of the original token whose tag it takes."""

    source: int
    text: str


_make_edit = partial(tuple.__new__, Edit)  # an edit of (field, start, end, replacement), twice as fast


class CharacterEdits(Sequence[Edit]):
    """Edits of single characters of one field, kept as they were drawn and spelt out when they are read.

    Most logs are never read, and making the edits takes as long as making the text.

    Args:
        field: the text's name inside the payload.
        chosen: place → what stands there afterwards.
        width: how many characters from each place on it replaces.
    """

    __slots__ = ("_chosen", "_field", "_spelt", "_width")

    def __init__(self, field: str, chosen: Mapping[int, str], width: int) -> None:
        self._field, self._chosen, self._width = field, chosen, width
        self._spelt: tuple[Edit, ...] | None = None

    def apply(self, text: str) -> str:
        """Returns the text with the edits made."""
        pieces, width = [*text], self._width
        for place, replacement in self._chosen.items():
            pieces[place] = replacement
        if width > 1:
            for place in self._chosen:
                pieces[place + 1 : place + width] = [""] * (width - 1)
        return "".join(pieces)

    def spell(self) -> tuple[Edit, ...]:
        """Returns the edits in the order of the text."""
        if self._spelt is None:
            places = sorted(self._chosen)
            ends = map(self._width.__add__, places)
            made = zip(repeat(self._field), places, ends, map(self._chosen.__getitem__, places))
            self._spelt = tuple(map(_make_edit, made))
        return self._spelt

    @overload
    def __getitem__(self, at: int) -> Edit: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[Edit, ...]: ...
    def __getitem__(self, at: int | slice) -> Edit | tuple[Edit, ...]:
        return self.spell()[at]

    def __len__(self) -> int:
        return len(self._chosen)

    def __iter__(self) -> Iterator[Edit]:
        return iter(self.spell())

    def __eq__(self, other: object) -> bool:
        return self.spell() == (other.spell() if isinstance(other, CharacterEdits) else other)

    def __hash__(self) -> int:
        return hash(self.spell())

    def __repr__(self) -> str:
        return repr(self.spell())

    def __reduce__(self) -> tuple[Callable[..., tuple[Edit, ...]], tuple[tuple[Edit, ...]]]:
        return tuple, (self.spell(),)


class Proposal(NamedTuple):
    """What a perturbation wants to change.

    A named tuple, as one is made for every example.

    Attributes:
        edits: spans of the original texts, within one field sorted and without overlap.
        edited: how many units change.
        units: how many could have been chosen; ``edited / units`` is the realised rate.
        tokens: for ``TaggedTokens`` only, the resulting tokens where their number or order
            changes; ``None`` where every edit stays within a token.
    """

    edits: Sequence[Edit] = ()
    edited: int = 0
    units: int = 0
    tokens: tuple[MovedToken, ...] | None = None


def realise(example: Example, proposal: Proposal) -> Example | NotApplicable:
    """Returns the example with the edits made, its gold moved along and the log kept.

    The example itself comes back where nothing is to be changed.

    Raises:
        ValueError: if edits of one field overlap or are out of order.
    """
    if not proposal.edits:
        return example
    before = example.payload
    payload = edit_payload(before, proposal)
    if payload is before or payload == before:
        return example
    if type(payload) is MultipleChoice and _choices_collapse(before, payload):
        return NotApplicable("two choices became the same")
    gold = example.gold
    if type(gold) is AnswersGold or type(gold) is TagsGold:
        gold = _move_gold(example, proposal)
    return Example(
        example.id,
        example.language,
        payload,
        gold,
        example.group,
        example.domain,
        example.provenance,
        proposal.edits,
    )


def edit_payload(payload: Payload, proposal: Proposal) -> Payload:
    """Returns the payload with the edits made."""
    if type(payload) is PlainText and payload.translation is None:
        return PlainText(_apply(payload.text, proposal.edits))

    def edited(field: str, text: str) -> str:
        return apply_edits(text, [edit for edit in proposal.edits if edit.field == field])

    match payload:
        case MultipleChoice(prompt, choices):
            named = tuple(edited(f"choice.{i}", choice) for i, choice in enumerate(choices))
            return MultipleChoice(edited("prompt", prompt), named)
        case TaggedTokens(tokens):
            return TaggedTokens(_edit_tokens(tokens, proposal))
        case Query(text):
            return Query(edited("query", text))
        case _:
            texts = {field: edited(field, text) for field, text in text_fields(payload)}
            return replace(payload, **texts)  # type: ignore[arg-type]  # here fields are attributes


def apply_edits(text: str, edits: Sequence[Edit]) -> str:
    """Returns the text with the edits of one field made.

    Raises:
        ValueError: if they overlap, are out of order or leave the text.
    """
    pieces: list[str] = []
    done, length = 0, len(text)
    add = pieces.append
    for _, start, end, replacement in edits:
        if not done <= start <= end <= length:
            raise ValueError(
                f"edit [{start}, {end}) overlaps another or leaves its text of {length} characters"
            )
        add(text[done:start])
        add(replacement)
        done = end
    add(text[done:])
    return "".join(pieces)


def _apply(text: str, edits: Sequence[Edit]) -> str:
    return edits.apply(text) if type(edits) is CharacterEdits else apply_edits(text, edits)


def move_span(edits: Sequence[Edit], start: int, end: int) -> tuple[int, int]:
    """Returns where the span ``[start, end)`` of the original lies after the edits of its field.

    Edits that only touch its borders stay outside; one that crosses a border is taken in whole.
    A span without characters stays one, before the edit that it lies in.
    """
    before = sum(growth_of(edit) for edit in edits if edit.end <= start)
    within = [edit for edit in edits if edit.end > start and edit.start < end]
    low = min([start, *(edit.start for edit in within)])
    if start == end:
        return low + before, low + before
    high = max([end, *(edit.end for edit in within)])
    return low + before, high + before + sum(map(growth_of, within))


def split_spans(
    text: str, edits: Sequence[Edit]
) -> tuple[tuple[tuple[str, bool], ...], tuple[tuple[str, bool], ...]]:
    """Returns the text before and after the edits of its field, each as runs of ``(text, changed)``.

    Empty runs are left out, and neighbouring runs of one kind are joined.
    """
    before: list[tuple[str, bool]] = []
    after: list[tuple[str, bool]] = []
    done = 0
    for edit in edits:
        kept = (text[done : edit.start], False)
        before += (kept, (text[edit.start : edit.end], True))
        after += (kept, (edit.replacement, True))
        done = edit.end
    rest = (text[done:], False)
    return _join_runs([*before, rest]), _join_runs([*after, rest])


def growth_of(edit: Edit) -> int:
    """Returns by how many characters an edit lengthens its text."""
    return len(edit.replacement) - (edit.end - edit.start)


def token_starts(tokens: Sequence[str]) -> list[int]:
    """Returns the offset of each token in the tokens joined by single spaces."""
    return list(accumulate((len(token) + 1 for token in tokens), initial=0))[: len(tokens)]


def _join_runs(runs: Sequence[tuple[str, bool]]) -> tuple[tuple[str, bool], ...]:
    joined: list[tuple[str, bool]] = []
    for text, changed in runs:
        if joined and joined[-1][1] == changed:
            joined[-1] = (joined[-1][0] + text, changed)
        elif text:
            joined.append((text, changed))
    return tuple(joined)


def _edit_tokens(tokens: tuple[str, ...], proposal: Proposal) -> tuple[str, ...]:
    if proposal.tokens is not None:
        return tuple(token.text for token in proposal.tokens)
    edited: list[str] = []
    edits = list(reversed(proposal.edits))
    for start, token in zip(token_starts(tokens), tokens, strict=True):
        mine: list[Edit] = []
        while edits and edits[-1].start >= start and edits[-1].end <= start + len(token):
            edit = edits.pop()
            mine.append(Edit(edit.field, edit.start - start, edit.end - start, edit.replacement))
        edited.append(apply_edits(token, mine))
    if edits:
        raise ValueError(f"{edits[-1]} crosses the border of a token without saying where tokens go")
    return tuple(edited)


def _choices_collapse(before: Payload, after: Payload) -> bool:
    if not (isinstance(before, MultipleChoice) and isinstance(after, MultipleChoice)):
        return False
    return len(set(after.choices)) < len(set(before.choices))


def _move_gold(example: Example, proposal: Proposal) -> Gold:
    match example.gold:
        case AnswersGold(answers):
            return _move_answers(example, answers, proposal)
        case TagsGold(tags) if proposal.tokens is not None:
            return TagsGold(_move_tags(tags, proposal.tokens))
        case _:
            return example.gold


def _move_answers(example: Example, answers: tuple[Answer, ...], proposal: Proposal) -> AnswersGold:
    edits = [edit for edit in proposal.edits if edit.field == "context"]
    if not edits or not isinstance(example.payload, SpanQA):
        return AnswersGold(answers)
    context = apply_edits(example.payload.context, edits)
    spans = (move_span(edits, answer.start, answer.start + len(answer.text)) for answer in answers)
    return AnswersGold(tuple(Answer(context[low:high], low) for low, high in spans))


def _move_tags(tags: tuple[str, ...], tokens: tuple[MovedToken, ...]) -> tuple[str, ...]:
    """Carries tags along; an entity that lost its first token, or was split, stays well-formed BIO."""
    moved: list[str] = []
    for place, token in enumerate(tokens):
        tag = tags[token.source]
        kind = tag[2:]
        if tag.startswith("I-") and (not moved or moved[-1] not in (f"B-{kind}", f"I-{kind}")):
            tag = f"B-{kind}"
        elif tag.startswith("B-") and place and tokens[place - 1].source == token.source:
            tag = f"I-{kind}"
        moved.append(tag)
    return tuple(moved)
