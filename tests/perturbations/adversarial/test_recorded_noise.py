from __future__ import annotations

import pytest

from harness.types import (
    Answer,
    AnswersGold,
    EvaluationSet,
    Example,
    LabelGold,
    LanguageResources,
    NoGold,
    SpanQA,
    TaggedTokens,
    TagsGold,
    TextPair,
)
from perturbations.adversarial.recorded_noise import recorded_noise
from perturbations.context import build_context
from perturbations.coverage import perturb_set
from perturbations.differences import compare_texts, split_pieces
from perturbations.edits import apply_edits

CLEAN = TextPair("He didn't know what it was.", "He knew that it is here.")
NOISY = {"first": "He didnt knw what it was.", "second": "He knew taht it's here"}


def make_noisy(payload, recorded, *, gold=None, severity=5, count=1):
    made = tuple(Example(str(i), "en", payload, gold or NoGold(), group="g") for i in range(count))
    evaluation = EvaluationSet("t", "en", "test", made)
    context = build_context(evaluation, LanguageResources(recorded=recorded))
    return perturb_set(evaluation, recorded_noise, severity=severity, seed=0, context=context)


def test_severity_5_is_the_twin_as_recorded():
    done = make_noisy(CLEAN, {"0": NOISY}, gold=LabelGold("neutral"))
    assert done.pairs[0][1].payload == TextPair(NOISY["first"], NOISY["second"])
    assert done.pairs[0][1].gold == LabelGold("neutral")


def test_lower_severities_keep_a_share_of_the_differences():
    many = {str(number): NOISY for number in range(300)}
    edited = [
        make_noisy(CLEAN, many, severity=severity, count=300).coverage.edited for severity in range(1, 6)
    ]
    assert [round(count / edited[-1], 1) for count in edited] == [0.2, 0.4, 0.6, 0.8, 1.0]


def test_only_examples_with_a_twin_are_compared():
    done = make_noisy(CLEAN, {"1": NOISY}, count=3)
    assert [clean.id for clean, _ in done.pairs] == ["1"]
    assert done.coverage.reasons == (("no noisy twin was recorded for this example", 2),)


@pytest.mark.parametrize(
    ("recorded", "reason"),
    [
        ({}, "no recorded noisy texts in en"),
        ({"0": {"first": CLEAN.first}}, "its noisy twin does not differ"),
    ],
)
def test_without_a_difference_it_says_why(recorded, reason):
    assert make_noisy(CLEAN, recorded).coverage.reasons == ((reason, 1),)


def test_answers_stay():
    gold = AnswersGold((Answer("red dog", 2),))
    done = make_noisy(SpanQA("A red dog left", "Who?"), {"0": {"context": "A rde dog lft"}}, gold=gold)
    assert done.pairs[0][1].payload.context == "A red dog lft"


def test_tokens_are_compared_one_by_one():
    gold = TagsGold(("B-PER", "O"))
    done = make_noisy(TaggedTokens(("Anna", "ran")), {"0": {"tokens": "Ana ran"}}, gold=gold)
    assert done.pairs[0][1].payload == TaggedTokens(("Ana", "ran"))
    other = make_noisy(TaggedTokens(("Anna", "ran")), {"0": {"tokens": "A na ran"}}, gold=gold)
    assert other.coverage.not_applicable == 1


@pytest.mark.parametrize(
    ("text", "other"),
    [("a b c", "a c"), ("你好 吗", "你 好吗?"), ("में है", "मे है।"), ("", "x"), ("x y", ""), ("a.b", "a b")],
)
def test_differences_turn_one_text_into_the_other(text, other):
    assert "".join(split_pieces(text)) == text
    assert apply_edits(text, list(compare_texts("text", text, other))) == other


def test_words_are_compared_one_by_one_where_they_are_as_many():
    found = compare_texts("text", "one two three", "oen tow three")
    assert [edit.replacement for edit in found] == [
        "oen",
        "tow",
    ]
