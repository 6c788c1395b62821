from __future__ import annotations

import pytest

from harness.types import (
    Answer,
    AnswersGold,
    ChoiceGold,
    Example,
    LabelGold,
    MultipleChoice,
    SpanQA,
    TaggedTokens,
    TagsGold,
    TextPair,
)
from perturbations.overlap import AGREEING, DIFFERING, measure_misguidance, measure_overlap, overlap_of


def example(payload, gold, language="en"):
    return Example("1", language, payload, gold, group="g")


@pytest.mark.parametrize(
    ("first", "second", "language", "expected"),
    [
        ("The judge saw the doctor.", "The doctor saw the judge", "en", 1.0),  # HANS: lexical overlap
        ("The doctor near the actor danced.", "the ACTOR danced", "en", 1.0),  # HANS: subsequence
        ("Cats sleep all day", "Cats run", "en", 0.5),
        ("Cats", "Dogs", "en", 0.0),
        ("...", "Dogs", "en", 0.0),
        ("Кошка спит.", "кошка бежит", "ru", 0.5),
        ("बिल्ली सोती है", "बिल्ली दौड़ती है", "hi", 2 / 3),
        ("我爱北京", "我爱上海", "zh", 1 / 3),  # of 我爱, 爱北, 北京 one is shared
        ("قطة تنام", "قطة", "ar", 1.0),
    ],
)
def test_overlap_is_shared_terms_over_those_of_the_shorter(first, second, language, expected):
    assert overlap_of(first, second, language) == pytest.approx(expected)
    assert overlap_of(second, first, language) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("payload", "gold", "overlap", "misguidance"),
    [
        (TextPair("a b c", "a b"), LabelGold("entailment"), 1.0, -1.0),
        (TextPair("a b c", "a b"), LabelGold("neutral"), 1.0, 1.0),
        (TextPair("a b c", "x y"), LabelGold("paraphrase"), 0.0, 1.0),
        (TextPair("a b c", "x y"), LabelGold("different"), 0.0, -1.0),
        (TextPair("a b c", "x b"), LabelGold("ADJ"), 0.5, None),
        (TextPair("a b c"), LabelGold("entailment"), None, None),
        (MultipleChoice("a b c", ("a b", "x b")), ChoiceGold(0), 0.75, -0.5),
        (MultipleChoice("a b c", ("a b", "x b")), ChoiceGold(1), 0.75, 0.5),
        (TaggedTokens(("a",)), TagsGold(("O",)), None, None),
    ],
)
def test_overlap_misleads_where_it_speaks_against_the_gold(payload, gold, overlap, misguidance):
    assert measure_overlap(example(payload, gold)) == overlap
    assert measure_misguidance(example(payload, gold)) == misguidance


@pytest.mark.parametrize(
    ("answer", "misguidance"), [("Rome", -1.0), ("Oslo", 1.0), (None, 1.0), ("lives. Ann was in Oslo", -1.0)]
)
def test_a_question_is_misled_by_a_nearer_sentence_without_the_answer(answer, misguidance):
    context = "In Rome Bob lives. Ann was in Oslo."
    answers = (Answer(answer, context.index(answer)),) if answer else ()
    asked = example(SpanQA(context, "Rome Bob lives"), AnswersGold(answers))
    assert measure_overlap(asked) == 1.0
    assert measure_misguidance(asked) == misguidance


def test_a_context_without_a_sentence_shares_nothing():
    asked = example(SpanQA("", "Who?"), AnswersGold(()))
    assert (measure_overlap(asked), measure_misguidance(asked)) == (0.0, 0.0)


def test_no_label_says_both():
    assert not AGREEING & DIFFERING
