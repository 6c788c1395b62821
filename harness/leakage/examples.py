"""Which examples of evaluation sets stand in training data, whole or in part."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import Literal, TypeAlias

from harness.leakage.index import TextIndex
from harness.types import EvaluationSet, Example, PlainText, RelevantGold, text_fields

Extent: TypeAlias = Literal["exact", "near", "partial"]
"""``exact``: one training example has all texts of an evaluation example, as unlabelled training text all of
them stand somewhere; ``near``: the same, some of them only nearly; ``partial``: some of its texts only."""

EXTENTS: tuple[Extent, ...] = ("exact", "near", "partial")
"""The most first."""

_EXAMPLES_AT_ONCE = 20_000
_UNLABELLED = -1  # the one owner of all unlabelled texts: what counts is that they were read
_Owners: TypeAlias = dict[int, bool]  # training example → whether the text stands there exactly


@dataclass(frozen=True, slots=True)
class Finding:
    """An evaluation example with a text that stands in training.

    Attributes:
        example: its id.
        extent: how much of it.
        exact_fields: its texts that stand there exactly, by field.
        near_fields: its other texts that stand there nearly.
    """

    example: str
    extent: Extent
    exact_fields: tuple[str, ...]
    near_fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SetLeakage:
    """What of one evaluation set stands in one training set.

    Attributes:
        examples: of the evaluation set.
        training_examples: searched.
        findings: in the order of the evaluation set.
    """

    examples: int
    training_examples: int
    findings: tuple[Finding, ...]


def find_leakage(evaluations: Sequence[EvaluationSet], training: Iterable[Example]) -> tuple[SetLeakage, ...]:
    """Returns one result per evaluation set, independent of the order of the training examples.

    Args:
        evaluations: searched for, all in one pass over the training data.
        training: in which they are searched; read as a stream.
    """
    pools = [{candidate.id: candidate.text for candidate in one.pool} for one in evaluations]
    texts = [
        [tuple(list_texts(example, pool)) for example in one.examples]
        for one, pool in zip(evaluations, pools, strict=True)
    ]
    flat = list(chain.from_iterable(texts))
    index = TextIndex([text for fields in flat for _, text in fields])
    count, owners = _find_owners(index, training)
    numbers = iter(index.numbers)
    verdicts = iter([_judge([(field, next(numbers)) for field, _ in fields], owners) for fields in flat])
    return tuple(
        SetLeakage(
            len(one.examples),
            count,
            tuple(
                Finding(example.id, *verdict)
                for example, verdict in zip(one.examples, verdicts, strict=False)
                if verdict is not None
            ),
        )
        for one in evaluations
    )


def list_texts(example: Example, pool: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yields (field, text) of an example; of a query also the candidates that are to be found.

    Fields that differ in number only ("choice.0") have one name.

    Args:
        example: of an evaluation set.
        pool: texts of the set's candidates by id.
    """
    for field, text in text_fields(example.payload):
        yield field.partition(".")[0], text
    if isinstance(example.gold, RelevantGold):
        yield from (("candidate", pool[name]) for name in example.gold.ids if name in pool)


def _find_owners(index: TextIndex, training: Iterable[Example]) -> tuple[int, dict[int, _Owners]]:
    """Returns the number of training examples, and which of them have each text of the index."""
    owners: dict[int, _Owners] = defaultdict(dict)
    count = 0
    stream = iter(training)
    while block := list(islice(stream, _EXAMPLES_AT_ONCE)):
        texts: list[str] = []
        owner_of: list[int] = []
        for number, example in enumerate(block, count):
            own = [text for _, text in text_fields(example.payload)]
            texts += own
            owner_of += [_UNLABELLED if isinstance(example.payload, PlainText) else number] * len(own)
        for match in index.find(texts):
            found, owner = owners[match.number], owner_of[match.place]
            found[owner] = found.get(owner, False) or match.exact
        count += len(block)
    return count, owners


def _judge(
    fields: Sequence[tuple[str, int]], owners: Mapping[int, _Owners]
) -> tuple[Extent, tuple[str, ...], tuple[str, ...]] | None:
    """Returns extent, exact fields and near fields of an example; None if nothing of it is in training."""
    found = [(field, owners.get(number, {})) for field, number in fields if number >= 0]
    exact = tuple(dict.fromkeys(field for field, its in found if any(its.values())))
    near = tuple(dict.fromkeys(field for field, its in found if its and field not in exact))
    if not exact and not near:
        return None
    shared = set.intersection(*(set(its) for _, its in found))
    if any(all(its[owner] for _, its in found) for owner in shared):
        return "exact", exact, near
    return ("near" if shared else "partial"), exact, near
