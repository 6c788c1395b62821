"""Wrong gold answers that are as valid as the right ones: a label, a choice, a tag, a span."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import regex

from harness.types import (
    Answer,
    AnswersGold,
    ChoiceGold,
    Example,
    Gold,
    LabelGold,
    MultipleChoice,
    SpanQA,
    TagsGold,
)
from perturbations.scripts import UNSPACED, script_of

Wrong: TypeAlias = str | Answer
"""A wrong label: a class, an entity type or a tag, the index of a choice, or a span."""

ANSWER = "answer"
"""The label of a question that has an answer."""

_PIECE = regex.compile(r"\S+")
_CLUSTER = regex.compile(r"\X")
_BARE = regex.compile(r"\p{P}*(.*?)\p{P}*", regex.DOTALL)
_ENTITY = regex.compile(r"[BI]-.+")


@dataclass(frozen=True, slots=True)
class LabelSet:
    """The labels of a training set.

    Attributes:
        names: classes, entity types or tags, sorted; empty for choices and answers.
        entities: tags are BIO, and the type of a whole entity is a label.
    """

    names: tuple[str, ...]
    entities: bool


def survey_labels(examples: Sequence[Example]) -> LabelSet:
    """Returns the labels of a set, which are the same in whatever order it is read."""
    tags = {tag for one in examples if isinstance(one.gold, TagsGold) for tag in one.gold.tags}
    entities = any(_ENTITY.fullmatch(tag) for tag in tags)
    names = {tag[2:] for tag in tags if _ENTITY.fullmatch(tag)} if entities else tags
    names |= {one.gold.label for one in examples if isinstance(one.gold, LabelGold)}
    return LabelSet(tuple(sorted(names)), entities)


def list_labels(gold: Gold, labels: LabelSet) -> tuple[str, ...]:
    """Returns the labels of one example that can be wrong, in order; none without a gold answer."""
    match gold:
        case LabelGold(label):
            return (label,)
        case ChoiceGold(index):
            return (str(index),)
        case TagsGold(tags):
            return tuple(kind for _, _, kind in _entities(tags)) if labels.entities else tags
        case AnswersGold(answers):
            return (ANSWER,) if answers else ()
        case _:
            return ()


def pick_wrong(example: Example, label: str, labels: LabelSet, draw: int) -> Wrong | None:
    """Returns one of the wrong labels, each as likely; None if there is none.

    Args:
        example: whose label is replaced.
        label: as ``list_labels`` names it.
        labels: of the set.
        draw: a large random integer.
    """
    others: Sequence[Wrong]
    match example.payload, example.gold:
        case MultipleChoice(_, choices), ChoiceGold(index):
            others = [str(place) for place, text in enumerate(choices) if text != choices[index]]
        case SpanQA(context), AnswersGold(answers):
            others = other_spans(
                context, answers, spaced=script_of(example.language, context) not in UNSPACED
            )
        case _:
            others = [name for name in labels.names if name != label]
    return others[draw % len(others)] if others else None


def replace_labels(gold: Gold, wrong: Mapping[int, Wrong], labels: LabelSet) -> Gold:
    """Returns a gold answer whose labels of some numbers (see ``list_labels``) are others."""
    match gold:
        case TagsGold(tags) if labels.entities:
            return TagsGold(tuple(_rename_entities(tags, wrong)))
        case TagsGold(tags):
            return TagsGold(tuple(str(wrong.get(number, tag)) for number, tag in enumerate(tags)))
        case ChoiceGold():
            return ChoiceGold(int(str(wrong[0])))
        case AnswersGold():
            answer = wrong[0]
            assert isinstance(answer, Answer)
            return AnswersGold((answer,))
        case _:
            return LabelGold(str(wrong[0]))


def other_spans(context: str, answers: Sequence[Answer], *, spaced: bool) -> list[Answer]:
    """Returns the spans of a context that are about as long as the first answer and touch none of them.

    They have as many words (grapheme clusters in scripts that put no spaces between words), begin
    and end with no punctuation, read otherwise than any answer, and have half to twice its characters.
    """
    first = answers[0].text
    pieces = [found.span() for found in (_PIECE if spaced else _CLUSTER).finditer(context)]
    size = max(1, len((_PIECE if spaced else _CLUSTER).findall(first)))
    right = {answer.text.casefold() for answer in answers}
    taken = [(answer.start, answer.start + len(answer.text)) for answer in answers]
    found: list[Answer] = []
    for (start, _), (_, end) in zip(pieces, pieces[size - 1 :], strict=False):
        if any(start < stop and begin < end for begin, stop in taken):
            continue
        bare = _BARE.fullmatch(context, start, end)
        assert bare is not None
        text = bare[1]
        alike = len(first) <= 2 * len(text) <= 4 * len(first)
        if alike and text and text.strip() == text and text.casefold() not in right:
            found.append(Answer(text, bare.start(1)))
    return found


def _entities(tags: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """Yields the entities of BIO tags as ``(first token, token after the last, type)``."""
    start = 0
    for place, tag in enumerate((*tags, "O")):
        before = tags[place - 1] if place else "O"
        if before != "O" and tag != f"I-{before[2:]}":
            yield start, place, before[2:]
        if tag != "O" and (before == "O" or tag != f"I-{before[2:]}"):
            start = place


def _rename_entities(tags: Sequence[str], wrong: Mapping[int, Wrong]) -> list[str]:
    """Each entity begins with ``B-``, so that none runs into its neighbour where both get one type."""
    renamed = list(tags)
    for number, (start, end, kind) in enumerate(_entities(tags)):
        kind = str(wrong.get(number, kind))
        renamed[start:end] = [f"B-{kind}", *[f"I-{kind}"] * (end - start - 1)]
    return renamed
