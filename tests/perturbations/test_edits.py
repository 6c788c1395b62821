from __future__ import annotations

import pickle
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.types import (
    Answer,
    AnswersGold,
    ChoiceGold,
    Edit,
    Example,
    LabelGold,
    MultipleChoice,
    NoGold,
    NotApplicable,
    ParallelPair,
    PlainText,
    SpanQA,
    TaggedTokens,
    TagsGold,
    TextPair,
)
from perturbations.edits import (
    CharacterEdits,
    MovedToken,
    Proposal,
    apply_edits,
    move_span,
    realise,
    split_spans,
    token_starts,
)
from perturbations.subject import protected_spans


@st.composite
def edited_texts(draw):
    text = draw(st.text(max_size=30))
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=8)))
    pairs = list(zip(cuts[::2], cuts[1::2], strict=False))
    return text, [Edit("text", start, end, draw(st.text(max_size=3))) for start, end in pairs]


def example(payload, gold=NoGold()):  # noqa: B008 - an immutable value
    return Example("1", "en", payload, gold, group="g")


def tagged(tokens, tags):
    return example(TaggedTokens(tuple(tokens.split())), TagsGold(tuple(tags.split())))


def test_edits_are_spans_of_the_original():
    edits = [Edit("text", 0, 3, "A"), Edit("text", 4, 4, "very "), Edit("text", 8, 9, "")]
    assert apply_edits("The old cat", edits) == "A very old at"
    assert apply_edits("The old cat", []) == "The old cat"


@pytest.mark.parametrize(
    "edits",
    [
        [Edit("text", 2, 4, "x"), Edit("text", 3, 5, "y")],
        [Edit("text", 4, 5, "x"), Edit("text", 0, 1, "y")],
        [Edit("text", 4, 99, "x")],
        [Edit("text", 3, 2, "x")],
    ],
    ids=["overlapping", "out of order", "outside", "backwards"],
)
def test_edits_that_make_no_sense_are_refused(edits):
    with pytest.raises(ValueError, match="overlaps another or leaves its text of 11 characters"):
        apply_edits("The old cat", edits)


@given(edited_texts())
def test_runs_put_together_are_the_texts(given_text):
    text, edits = given_text
    before, after = split_spans(text, edits)
    assert "".join(run for run, _ in before) == text
    assert "".join(run for run, _ in after) == apply_edits(text, edits)


@given(edited_texts())
def test_runs_alternate_and_none_is_empty(given_text):
    for runs in split_spans(*given_text):
        assert all(run for run, _ in runs)
        assert all(one[1] != two[1] for one, two in pairwise(runs))


def test_runs_mark_what_changed():
    edits = (Edit("text", 4, 7, "new"), Edit("text", 11, 11, "s"))
    assert split_spans("The old cat", edits) == (
        (("The ", False), ("old", True), (" cat", False)),
        (("The ", False), ("new", True), (" cat", False), ("s", True)),
    )


@given(edited_texts(), st.data())
def test_a_span_that_no_edit_touches_keeps_its_text(given_text, data):
    text, edits = given_text
    start, end = sorted(data.draw(st.tuples(st.integers(0, len(text)), st.integers(0, len(text)))))
    if any(edit.start < end and start < edit.end for edit in edits):
        return
    low, high = move_span(edits, start, end)
    assert apply_edits(text, edits)[low:high] == text[start:end]


def test_an_edit_across_the_border_of_a_span_is_taken_in_whole():
    text, edits = "The old cat", [Edit("text", 0, 1, "tt"), Edit("text", 6, 9, "DD-CC")]
    low, high = move_span(edits, 8, 11)
    assert apply_edits(text, edits)[low:high] == "DD-CCat"


def test_insertions_at_the_borders_of_a_span_stay_outside():
    edits = [Edit("text", 4, 4, "very "), Edit("text", 7, 7, "ish")]
    low, high = move_span(edits, 4, 7)
    assert apply_edits("The old cat", edits)[low:high] == "old"


def test_answers_move_with_the_edits_before_them():
    question = example(SpanQA("Ann met Bob.", "Who?"), AnswersGold((Answer("Ann", 0), Answer("Bob", 8))))
    moved = realise(
        question, Proposal((Edit("question", 0, 3, "Whom"), Edit("context", 4, 7, "greeted")), 2, 4)
    )
    assert moved.payload == SpanQA("Ann greeted Bob.", "Whom?")
    assert moved.gold == AnswersGold((Answer("Ann", 0), Answer("Bob", 12)))


def test_an_edited_answer_stays_the_text_at_its_offset():
    question = example(SpanQA("Ann met Bob.", "Who?"), AnswersGold((Answer("Bob", 8),)))
    moved = realise(question, Proposal((Edit("context", 9, 10, "OO"),), 1, 1))
    assert moved.gold == AnswersGold((Answer("BOOb", 8),))


@pytest.mark.parametrize(
    ("payload", "gold", "edit", "expected"),
    [
        (TextPair("ab", "cd"), LabelGold("x"), Edit("second", 0, 1, "C"), TextPair("ab", "Cd")),
        (TextPair("ab"), LabelGold("x"), Edit("first", 0, 1, "A"), TextPair("Ab")),
        (
            MultipleChoice("ab", ("cd", "ef")),
            ChoiceGold(1),
            Edit("choice.1", 0, 1, "E"),
            MultipleChoice("ab", ("cd", "Ef")),
        ),
        (ParallelPair("ab", "cd"), NoGold(), Edit("query", 2, 2, "!"), ParallelPair("ab!", "cd")),
        (PlainText("ab", "cd"), NoGold(), Edit("text", 0, 2, ""), PlainText("", "cd")),
    ],
)
def test_each_payload_is_edited_where_the_field_says(payload, gold, edit, expected):
    edited = realise(example(payload, gold), Proposal((edit,), 1, 1))
    assert edited == replace(example(expected, gold), edits=(edit,))


def test_an_edit_that_changes_nothing_gives_the_example_itself():
    one = example(PlainText("ab"))
    assert realise(one, Proposal((Edit("text", 0, 1, "a"),), 1, 1)) is one
    assert realise(one, Proposal()) is one


def test_choices_that_become_the_same_are_refused():
    one = example(MultipleChoice("Why?", ("cat", "bat")), ChoiceGold(0))
    assert realise(one, Proposal((Edit("choice.0", 0, 1, "b"),), 1, 1)) == NotApplicable(
        "two choices became the same"
    )


def test_characters_of_tokens_change_in_place():
    edits = (Edit("tokens", 0, 1, "J"), Edit("tokens", 6, 8, "ü"), Edit("tokens", 9, 9, "b"))
    edited = realise(tagged("Anna saw us", "B-PER O O"), Proposal(edits, 3, 9))
    assert edited.payload.tokens == ("Jnna", "sü", "bus")
    assert edited.gold == TagsGold(("B-PER", "O", "O"))


def test_an_edit_across_tokens_must_say_where_they_go():
    with pytest.raises(ValueError, match="crosses the border of a token"):
        realise(tagged("Anna saw us", "B-PER O O"), Proposal((Edit("tokens", 3, 6, "-"),), 1, 1))


@pytest.mark.parametrize(
    ("sources", "tags"),
    [
        ((1, 0, 2, 3), ("B-PER", "B-PER", "O", "B-LOC")),
        ((1, 2, 3), ("B-PER", "O", "B-LOC")),
        ((0, 0, 1, 2, 3), ("B-PER", "I-PER", "I-PER", "O", "B-LOC")),
        ((3, 1), ("B-LOC", "B-PER")),
    ],
    ids=["swapped", "first token lost", "first token split", "next to another entity"],
)
def test_moved_tags_stay_valid_bio(sources, tags):
    tokens = tuple(MovedToken(source, f"t{source}") for source in sources)
    one = tagged("Anna Berg in Rom", "B-PER I-PER O B-LOC")
    moved = realise(one, Proposal((Edit("tokens", 0, 0, "_"),), 1, 1, tokens))
    assert moved.gold == TagsGold(tags)
    assert moved.payload.tokens == tuple(token.text for token in tokens)


def test_answers_are_protected_in_the_context_alone():
    one = example(SpanQA("Ann met Bob.", "Who?"), AnswersGold((Answer("Bob", 8),)))
    assert protected_spans(one, "context") == ((8, 11),)
    assert protected_spans(one, "question") == ()
    assert protected_spans(tagged("a", "O"), "tokens") == ()


@given(st.lists(st.text(min_size=1, max_size=4), max_size=6))
def test_tokens_start_where_the_joined_text_has_them(tokens):
    joined = " ".join(tokens)
    starts = token_starts(tokens)
    assert len(starts) == len(tokens)
    assert all(joined.startswith(token, start) for token, start in zip(tokens, starts, strict=True))


def test_a_span_without_characters_stays_one():
    assert move_span([Edit("context", 0, 2, "xyz")], 1, 1) == (0, 0)
    assert move_span([Edit("context", 0, 2, "xyz")], 2, 2) == (3, 3)


@given(text=st.text(min_size=1, max_size=40), width=st.integers(1, 2), data=st.data())
def test_edits_of_characters_do_what_the_spelt_ones_do(text, width, data):
    places = range(0, len(text) - width + 1, width)
    chosen = data.draw(st.dictionaries(st.sampled_from(places), st.text(max_size=3))) if places else {}
    edits = CharacterEdits("text", chosen, width)
    assert edits.apply(text) == apply_edits(text, edits)
    assert [edit.start for edit in edits] == sorted(chosen)
    assert len(edits) == len(chosen)


def test_edits_of_characters_are_as_good_as_a_tuple():
    edits = CharacterEdits("text", {4: "x", 1: ""}, 1)
    spelt = (Edit("text", 1, 2, ""), Edit("text", 4, 5, "x"))
    assert edits == spelt
    assert spelt == edits
    assert edits == CharacterEdits("text", {1: "", 4: "x"}, 1)
    assert edits != spelt[:1]
    assert {edits: 1}[spelt] == 1
    assert (edits[0], edits[1:]) == (spelt[0], spelt[1:])
    assert pickle.loads(pickle.dumps(edits)) == spelt
    assert repr(edits) == repr(spelt)
