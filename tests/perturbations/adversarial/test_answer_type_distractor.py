from __future__ import annotations

import pytest

from harness.types import Answer, AnswersGold, EvaluationSet, Example, NotApplicable, SpanQA
from perturbations.adversarial.answer_type_distractor import answer_type_distractor
from perturbations.answer_types import classify_answer, holds_type
from perturbations.context import build_context
from perturbations.coverage import perturb_example


def question(name, context, asked, answer, language="en"):
    found = (Answer(answer, context.index(answer)),) if answer else ()
    return Example(name, language, SpanQA(context, asked), AnswersGold(found), group=name)


OTHERS = question(
    "2", "The king lived there alone. The king lived in Ghent. The king died in 1803 there.", "Who?", "king"
)


def distract(example, severity=5):
    context = build_context(EvaluationSet("qa", example.language, "test", (example, OTHERS)))
    return perturb_example(
        example, answer_type_distractor, severity=severity, seed=0, context=context
    ).outcome


@pytest.mark.parametrize(
    ("answer", "added"),
    [
        ("1790", {"The king died in 1803 there."}),
        ("Paris", {"The king lived in Ghent."}),
        ("alone", set()),
        (
            "sadly",
            {"The king died in 1803 there.", "The king lived in Ghent.", "The king lived there alone."},
        ),
    ],
)
def test_what_is_added_holds_something_of_the_answers_kind(answer, added):
    done = distract(question("1", f"It is said: {answer}.", "When was the king there?", answer))
    found = "" if isinstance(done, NotApplicable) else " ".join(edit.replacement for edit in done.edits)
    expected = added or {"The king died in 1803 there.", "The king lived in Ghent."}  # none holds "alone"
    assert {one for one in OTHERS.payload.context.replace(". ", ".|").split("|") if one in found} == expected


def test_severity_is_the_number_of_sentences():
    one = question("1", "It is sadly so.", "When was the king there?", "sadly")
    assert [len(distract(one, severity).payload.context.split(".")) for severity in (1, 2, 3)] == [3, 4, 5]


def test_without_an_answer_or_a_rival_it_says_why():
    none = question("1", "It is so.", "When was the king there?", "")
    assert distract(none) == NotApplicable("the question has no answer whose kind could be told")
    unlike = question("1", "It is 7.", "Wie?", "7")
    assert "like the question and holds an answer of kind number" in distract(unlike).reason


@pytest.mark.parametrize(
    ("answer", "kind"),
    [("in 1803", "number"), ("٣", "number"), ("Anna B", "name"), ("罗马", "other"), ("a b", "other")],
)
def test_kinds_are_told_by_characters(answer, kind):
    assert classify_answer(answer) == kind


def test_the_first_word_of_a_sentence_is_no_name():
    assert not holds_type("Then he left.", "name")
    assert holds_type("Then Bo left.", "name")
