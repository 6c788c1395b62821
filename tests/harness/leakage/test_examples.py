"""How much of an evaluation example stands in training: worked by hand, format by format."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.leakage import examples as searching
from harness.leakage.examples import Finding, find_leakage
from harness.types import (
    AnswersGold,
    Candidate,
    ChoiceGold,
    EvaluationSet,
    Example,
    LabelGold,
    MultipleChoice,
    NoGold,
    ParallelPair,
    Payload,
    PlainText,
    Query,
    RelevantGold,
    SpanQA,
    TaggedTokens,
    TagsGold,
    TextPair,
)

PREMISE = "The old man reads a newspaper on the bench in the park every morning."
HYPOTHESIS = "Somebody reads outside before noon."
CONTEXT = "Warsaw lies on the Vistula in east-central Poland and has many parks and one old town."


def example(name: str, payload: Payload) -> Example:
    golds = {MultipleChoice: ChoiceGold(0), TaggedTokens: TagsGold(()), SpanQA: AnswersGold(())}
    return Example(name, "en", payload, golds.get(type(payload), LabelGold("x")), name)


def search(tested: list[Payload], trained: list[Payload]) -> list[tuple[str, ...]]:
    evaluation = EvaluationSet(
        "t", "en", "test", tuple(example(f"e{n}", payload) for n, payload in enumerate(tested))
    )
    (found,) = find_leakage([evaluation], [example(f"t{n}", payload) for n, payload in enumerate(trained)])
    assert (found.examples, found.training_examples) == (len(tested), len(trained))
    return [(one.example, one.extent, one.exact_fields, one.near_fields) for one in found.findings]


PAIR = TextPair(PREMISE, HYPOTHESIS)


@pytest.mark.parametrize(
    ("trained", "extent", "exact", "near"),
    [
        ([TextPair(PREMISE, HYPOTHESIS)], "exact", ("first", "second"), ()),
        ([TextPair(PREMISE.upper(), f"  {HYPOTHESIS[:-1]} !")], "exact", ("first", "second"), ()),
        ([TextPair(HYPOTHESIS, PREMISE)], "exact", ("first", "second"), ()),
        ([TextPair(PREMISE.replace("morning", "evening"), HYPOTHESIS)], "near", ("second",), ("first",)),
        ([TextPair(PREMISE, "Nobody was there at all.")], "partial", ("first",), ()),
        ([TextPair(PREMISE, "Nobody."), TextPair("A dog.", HYPOTHESIS)], "partial", ("first", "second"), ()),
        ([PlainText(PREMISE)], "partial", ("first",), ()),
        ([PlainText(PREMISE), PlainText(HYPOTHESIS)], "exact", ("first", "second"), ()),
        ([PlainText("etwas", HYPOTHESIS)], "partial", ("second",), ()),
    ],
)
def test_a_pair_of_texts(trained, extent, exact, near):
    assert search([PAIR], trained) == [("e0", extent, exact, near)]


def test_a_pair_that_is_not_there():
    assert search([PAIR], [TextPair("Two dogs play.", "Animals play.")]) == []
    assert search([PAIR], []) == []


def test_a_context_with_another_question_is_partial():
    asked = [SpanQA(CONTEXT, "Where does Warsaw lie?"), SpanQA(CONTEXT, "On which river is it?")]
    assert search(asked, [SpanQA(CONTEXT, "Where does Warsaw lie?")]) == [
        ("e0", "exact", ("question", "context"), ()),
        ("e1", "partial", ("context",), ()),
    ]


def test_choices_count_under_one_name():
    tested = MultipleChoice("She opens the door and", ("walks in.", "eats it.", "sings a song about doors."))
    assert search([tested], [tested]) == [("e0", "exact", ("prompt", "choice"), ())]
    other = MultipleChoice("He sees a house and", ("walks in.", "paints it.", "leaves again."))
    assert search([tested], [other]) == [("e0", "partial", ("choice",), ())]


def test_tokens_are_joined():
    tested = TaggedTokens(("我", "喜欢", "你", "。"))
    assert search([tested], [PlainText("我喜欢你。")]) == [("e0", "exact", ("tokens",), ())]
    spaced = TaggedTokens(("It", "'s", "a", "test", "."))
    assert search([spaced], [PlainText("It 's a test")]) == [("e0", "exact", ("tokens",), ())]


def test_a_pair_of_translations():
    tested = ParallelPair("Das ist ein Haus.", "This is a house.")
    assert search([tested], [PlainText("This is a house.")]) == [("e0", "partial", ("candidate",), ())]
    assert search([tested], [PlainText("This is a house.", "Das ist ein Haus.")])[0][1] == "exact"


def test_a_query_counts_with_the_candidates_that_answer_it():
    query = Example("q", "de", Query("Wo liegt Warschau?"), RelevantGold(("c1",)), "q")
    pool = (Candidate("c1", "en", CONTEXT), Candidate("c2", "en", PREMISE))
    evaluation = EvaluationSet("t", "de", "test", (query,), pool=pool)
    trained = [example("t", SpanQA(CONTEXT, "Where?")), example("u", PlainText(PREMISE))]
    (found,) = find_leakage([evaluation], trained)
    assert found.findings == (Finding("q", "partial", ("candidate",), ()),)


def test_texts_without_letters_neither_match_nor_stand_in_the_way():
    assert search([TextPair("…", HYPOTHESIS)], [TextPair("!", HYPOTHESIS)]) == [
        ("e0", "exact", ("second",), ())
    ]
    assert search([TextPair("…", "?")], [TextPair("…", "?")]) == []


def test_each_evaluation_set_has_its_own_findings():
    sets = [
        EvaluationSet("t", language, "test", (Example("e", language, payload, NoGold(), "e"),))
        for language, payload in (("en", PAIR), ("de", TextPair("Nichts davon.")), ("fr", TextPair(PREMISE)))
    ]
    found = find_leakage(sets, [example("t", PAIR)])
    assert [[one.extent for one in its.findings] for its in found] == [["exact"], [], ["exact"]]


payloads = st.builds(
    TextPair,
    st.sampled_from([PREMISE, HYPOTHESIS, CONTEXT, PREMISE.replace("old", "young"), "no"]),
    st.sampled_from([HYPOTHESIS, CONTEXT, "yes", HYPOTHESIS + " Yes."]),
)


@given(st.lists(payloads, max_size=6), st.lists(payloads, max_size=8), st.randoms(use_true_random=False))
def test_the_order_of_training_examples_does_not_count(tested, trained, random):
    found = search(tested, trained)
    random.shuffle(trained)
    assert search(tested, trained) == found


def test_nor_does_the_size_of_blocks(monkeypatch):
    tested = [TextPair(PREMISE, f"{HYPOTHESIS} {n}") for n in range(20)]
    trained = [TextPair(PREMISE, f"{HYPOTHESIS} {n}") for n in range(0, 40, 3)]
    found = search(tested, trained)
    monkeypatch.setattr(searching, "_EXAMPLES_AT_ONCE", 3)
    assert search(tested, trained) == found
