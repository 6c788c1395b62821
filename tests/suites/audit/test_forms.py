"""What a person is shown of each format, and which labels equal the gold."""

from __future__ import annotations

import pytest

from harness.types import (
    Answer,
    AnswersGold,
    ChoiceGold,
    Example,
    LabelGold,
    MultipleChoice,
    NoGold,
    ParallelPair,
    SpanQA,
    TaggedTokens,
    TagsGold,
    TextPair,
)
from suites.audit.forms import LONGEST, NO_ANSWER, equals_gold, make_form


def form_of(payload, gold, labels=(), clean=None):
    example = Example("a", "en", payload, gold, "g")
    original = Example("a", "en", clean or payload, gold, "g")
    return make_form(example, labels, clean=original, seed=0)


def test_a_pair_shows_both_texts_and_the_labels():
    form = form_of(TextPair("a", "b"), LabelGold("no"), ("yes", "no"))
    assert (form.text, form.question, form.options, form.shown, form.gold) == (
        "a",
        "b",
        ("yes", "no"),
        "yes | no",
        ("no",),
    )


def test_choices_are_numbered_from_one():
    form = form_of(MultipleChoice("p", ("a", "b")), ChoiceGold(1))
    assert (form.shown, form.options, form.gold) == ("1: a\n2: b", ("1", "2"), ("2",))


def test_answers_are_copied():
    form = form_of(SpanQA("c d", "q"), AnswersGold((Answer("c", 0), Answer("c d", 0))))
    assert (form.text, form.question, form.options, form.gold) == ("c d", "q", (), ("c", "c d"))
    assert form_of(SpanQA("c", "q"), AnswersGold(())).gold == (NO_ANSWER,)


def test_a_changed_token_is_asked_about():
    payload, gold = TaggedTokens(("a", "cta", "sat")), TagsGold(("DET", "NOUN", "VERB"))
    form = form_of(payload, gold, ("DET", "NOUN", "VERB"), TaggedTokens(("a", "cat", "sat")))
    assert (form.text, form.gold) == ("a «cta» sat", ("NOUN",))


@pytest.mark.parametrize(
    ("payload", "gold", "labels"),
    [
        (ParallelPair("a", "b"), LabelGold("a"), ("x",)),
        (TextPair("a"), NoGold(), ("yes",)),
        (TextPair("a"), LabelGold("yes"), ()),
        (TaggedTokens(()), TagsGold(()), ("X",)),
        (TextPair("a" * (LONGEST + 1)), LabelGold("yes"), ("yes",)),
    ],
    ids=["retrieval", "no gold", "no labels", "no tokens", "too long"],
)
def test_what_cannot_be_rated_has_no_form(payload, gold, labels):
    assert form_of(payload, gold, labels) is None


@pytest.mark.parametrize("label", ["Ada Lovelace", "ada  lovelace", " “Ada Lovelace”. ", "ＡＤＡ Lovelace"])
def test_labels_equal_but_for_case_spaces_and_outer_punctuation(label):
    assert equals_gold(label, ("x", "Ada Lovelace"))


@pytest.mark.parametrize("label", ["Ada", "", "Lovelace Ada"])
def test_other_labels_do_not(label):
    assert not equals_gold(label, ("Ada Lovelace",))


def test_labels_of_punctuation_alone_differ():
    assert equals_gold("+", ("+",))
    assert not equals_gold("+", ("-",))
