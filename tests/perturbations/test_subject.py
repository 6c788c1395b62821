from __future__ import annotations

from harness.types import (
    Answer,
    AnswersGold,
    ChoiceGold,
    Example,
    LabelGold,
    MultipleChoice,
    NoGold,
    ParallelPair,
    PlainText,
    SpanQA,
    TaggedTokens,
    TagsGold,
    TextPair,
)
from perturbations.scopes import SCOPES
from perturbations.subject import Subject, overlaps


def in_reach(example, scope=None):
    found = Subject(example, SCOPES[scope] if scope else None)
    return [(passage.field, passage.segments.text) for passage in found.passages]


def test_the_other_side_of_a_pair_is_left_alone():
    pair = Example("1", "de", ParallelPair("eins", "one"), NoGold(), group="g")
    assert in_reach(pair) == [("query", "eins")]
    assert in_reach(pair, "candidate") == [("candidate", "one")]
    parallel = Example("1", "de", PlainText("eins", "one"), NoGold(), group="g")
    assert in_reach(parallel) == [("text", "eins")]


def test_scopes_pick_sides_and_choices():
    pair = Example("1", "en", TextPair("a", "b"), LabelGold("x"), group="g")
    assert in_reach(pair, "second") == [("second", "b")]
    asked = Example("1", "en", MultipleChoice("p", ("x", "y")), ChoiceGold(1), group="g")
    assert in_reach(asked, "right_choice") == [("choice.1", "y")]
    assert in_reach(asked, "wrong_choices") == [("choice.0", "x")]
    assert in_reach(asked, "choices") == [("choice.0", "x"), ("choice.1", "y")]


def test_scopes_of_tokens_bar_the_others():
    gold = TagsGold(("B-PER", "I-PER", "O"))
    tagged = Example("1", "en", TaggedTokens(("Ann", "Lee", "ran")), gold, group="g")
    assert [word.text for word in Subject(tagged, SCOPES["entities"]).words()] == ["Ann", "Lee"]
    outside = Subject(tagged, SCOPES["outside"])
    assert [word.text for word in outside.words()] == ["ran"]
    assert outside.passages[0].units == 3


def test_tokens_are_words_with_their_index_and_entity():
    gold = TagsGold(("B-PER", "O", "O", "O"))
    tagged = Example("1", "vi", TaggedTokens(("Anna", ",", "Việt Nam", "3")), gold, group="g")
    words = Subject(tagged).words()
    assert [(word.text, word.token, word.entity, word.start) for word in words] == [
        ("Anna", 0, True, 0),
        ("Việt Nam", 2, False, 7),
        ("3", 3, False, 16),
    ]


def test_words_of_answers_are_left_out():
    gold = AnswersGold((Answer("Bob", 8),))
    one = Example("1", "en", SpanQA("Ann met Bob.", "Who was it?"), gold, group="g")
    assert [word.text for word in Subject(one).words()] == ["Who", "was", "it", "Ann", "met"]
    assert [word.text for word in Subject(one).words("context")] == ["Ann", "met"]


def test_overlap_is_of_characters_not_borders():
    assert overlaps(2, 4, [(3, 9)])
    assert not overlaps(2, 4, [(4, 9), (0, 2)])
    assert not overlaps(2, 2, [(2, 9)])
