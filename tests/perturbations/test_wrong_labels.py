from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.types import (
    Answer,
    AnswersGold,
    ChoiceGold,
    Example,
    LabelGold,
    MultipleChoice,
    NoGold,
    SpanQA,
    TaggedTokens,
    TagsGold,
    TextPair,
)
from perturbations.wrong_labels import (
    LabelSet,
    list_labels,
    other_spans,
    pick_wrong,
    replace_labels,
    survey_labels,
)

TEXT = "Anna saw the old mill. Later Ben sold the red barn near York."
BIO = LabelSet(("LOC", "ORG", "PER"), entities=True)


def example(payload, gold, language="en"):
    return Example("1", language, payload, gold, group="g")


def tagged(*tags):
    return example(TaggedTokens(("w",) * len(tags)), TagsGold(tags))


def test_labels_of_a_set_are_its_classes_types_or_tags():
    classes = [example(TextPair("a"), LabelGold(name)) for name in "cab"]
    assert survey_labels(classes) == LabelSet(("a", "b", "c"), entities=False)
    assert survey_labels([tagged("O", "B-PER", "I-PER"), tagged("B-LOC")]).names == ("LOC", "PER")
    assert survey_labels([tagged("NOUN", "VERB"), tagged("X")]) == LabelSet(
        ("NOUN", "VERB", "X"), entities=False
    )


@pytest.mark.parametrize(
    ("tags", "kinds"),
    [
        (("O", "B-PER", "I-PER", "O"), ("PER",)),
        (("B-PER", "B-PER", "I-LOC", "I-LOC"), ("PER", "PER", "LOC")),
        (("I-ORG", "O", "I-ORG"), ("ORG", "ORG")),
        (("O", "O"), ()),
    ],
)
def test_an_entity_is_one_label(tags, kinds):
    assert list_labels(TagsGold(tags), BIO) == kinds


def test_what_has_no_label_has_none_that_could_be_wrong():
    nothing = LabelSet((), entities=False)
    assert list_labels(AnswersGold(()), nothing) == list_labels(NoGold(), nothing) == ()
    assert (
        pick_wrong(example(TextPair("a"), LabelGold("x")), "x", LabelSet(("x",), entities=False), 5) is None
    )
    same = MultipleChoice("p", ("a", "a"))
    assert pick_wrong(example(same, ChoiceGold(0)), "0", nothing, 5) is None
    assert replace_labels(LabelGold("x"), {0: "y"}, nothing) == LabelGold("y")


def test_neighbours_of_one_type_stay_two_entities():
    tags = TagsGold(("B-PER", "I-PER", "I-LOC", "O"))
    renamed = replace_labels(tags, {0: "LOC"}, BIO)
    assert renamed == TagsGold(("B-LOC", "I-LOC", "B-LOC", "O"))


def test_a_tag_is_replaced_where_it_stands():
    tags = LabelSet(("NOUN", "VERB"), entities=False)
    assert replace_labels(TagsGold(("NOUN", "NOUN")), {1: "VERB"}, tags) == TagsGold(("NOUN", "VERB"))


def test_other_spans_are_as_long_and_touch_no_answer():
    answer = Answer("the old mill", TEXT.index("the old mill"))
    found = other_spans(TEXT, (answer,), spaced=True)
    assert [one.text for one in found] == [
        *(
            "Later Ben sold",
            "Ben sold the",
            "sold the red",
            "the red barn",
            "red barn near",
            "barn near York",
        ),
    ]
    assert all(TEXT.startswith(one.text, one.start) for one in found)


def test_the_same_words_elsewhere_are_no_wrong_answer():
    assert other_spans("York or york", (Answer("York", 0),), spaced=True) == [Answer("or", 5)]


@given(st.text(alphabet="ab。 第一二,", max_size=30), st.data())
def test_spans_stand_at_their_offsets_in_any_text(text, data):
    start, end = sorted(data.draw(st.tuples(*[st.integers(0, len(text))] * 2)))
    answer = Answer(text[start:end], start)
    for spaced in (True, False):
        for one in other_spans(text, (answer,), spaced=spaced):
            assert text.startswith(one.text, one.start)
            assert one.text
            assert one.start + len(one.text) <= start or one.start >= end
            assert 2 * len(one.text) >= len(answer.text) >= len(one.text) / 2


def test_scripts_without_spaces_are_cut_by_characters():
    context = "第一座桥很老。"
    wrong = pick_wrong(
        example(SpanQA(context, "?"), AnswersGold((Answer("一座", 1),)), "zh"), "answer", BIO, 0
    )
    assert wrong == Answer("桥很", 3)
