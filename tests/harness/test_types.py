from __future__ import annotations

from dataclasses import is_dataclass
from inspect import isclass

import pytest

from harness import types
from harness.types import (
    AnswersGold,
    Coverage,
    EvaluationSet,
    Example,
    LabelGold,
    MultipleChoice,
    NoGold,
    ParallelPair,
    PlainText,
    SpanQA,
    TaggedTokens,
    TextPair,
    text_fields,
)

VALUES = [kind for kind in vars(types).values() if isclass(kind) and is_dataclass(kind)]


@pytest.mark.parametrize(
    ("payload", "expected"),
    [
        (TextPair("one"), (("first", "one"),)),
        (TextPair("one", "two"), (("first", "one"), ("second", "two"))),
        (TextPair("one", ""), (("first", "one"), ("second", ""))),
        (MultipleChoice("p", ("a", "b")), (("prompt", "p"), ("choice.0", "a"), ("choice.1", "b"))),
        (TaggedTokens(("Der", "Hund")), (("tokens", "Der Hund"),)),
        (SpanQA("context", "question"), (("question", "question"), ("context", "context"))),
        (ParallelPair("q", "c"), (("query", "q"), ("candidate", "c"))),
        (PlainText("t"), (("text", "t"),)),
        (PlainText("t", "u"), (("text", "t"), ("translation", "u"))),
    ],
)
def test_text_fields_names_every_text_in_reading_order(payload, expected):
    assert text_fields(payload) == expected


@pytest.mark.parametrize("kind", VALUES, ids=lambda kind: kind.__name__)
def test_values_are_frozen_and_slotted(kind):
    assert "__slots__" in vars(kind)
    assert kind.__dataclass_params__.frozen


def make_example(name: str) -> Example:
    return Example(name, "en", TextPair("text"), LabelGold("yes"), group=name)


def test_with_examples_changes_the_examples_alone():
    reserve = (make_example("r"),)
    given = EvaluationSet("task", "en", "test", (make_example("a"),), reserve)
    changed = given.with_examples([make_example("b")])
    assert changed.examples == (make_example("b"),)
    assert (changed.task, changed.language, changed.split, changed.reserve) == ("task", "en", "test", reserve)
    assert given.examples == (make_example("a"),)


def test_coverage_is_the_share_of_attempts_that_changed():
    assert Coverage(attempted=8, changed=6, unchanged=1, not_applicable=1, edit_rate=0.5).fraction == 0.75


def test_coverage_of_nothing_is_nothing():
    assert Coverage(attempted=0, changed=0, unchanged=0, not_applicable=0, edit_rate=0.0).fraction == 0.0


def test_a_question_without_an_answer_differs_from_nothing_to_predict():
    assert AnswersGold(()) != NoGold()
