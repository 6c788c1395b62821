"""Rows of prompts and choices, and every way in which one of them can be wrong."""

import pytest
from pydantic import TypeAdapter, ValidationError

from harness.errors import DataFileError, LabelError
from harness.sources.rows import Adapter
from harness.types import ChoiceGold, MultipleChoice, NoGold

QUESTION = {"kind": "choices", "prompt": "{context} {question}", "choices": ["a", "b", "c"], "gold": "label"}


def row(**more):
    return {"context": "It rained.", "question": "Why?", "a": "x", "b": "y", "c": "z", "label": 1, **more}


def test_prompts_are_filled_from_columns_and_group_their_examples(read):
    first, second, third = read("cosmosqa", row(), row(a="w"), row(question="Where?", label="2"), **QUESTION)
    assert first.payload == MultipleChoice("It rained. Why?", ("x", "y", "z"))
    assert (first.gold, third.gold) == (ChoiceGold(1), ChoiceGold(2))
    assert [(e.id, e.group) for e in (first, second, third)] == [
        ("row-1", "row-1"),
        ("row-2", "row-1"),
        ("row-3", "row-3"),
    ]


def test_groups_ids_and_domains_come_from_columns(read):
    settings = {"id": "n", "group": "context", "domain": "source", "domain_pattern": "([a-z]+)~"}
    rows = [row(n=7, source="wikihow~1"), row(n=8, question="Where?", source="activitynet~v_2")]
    first, second = read("hellaswag", *rows, **QUESTION, **settings)
    assert [(e.id, e.group, e.domain) for e in (first, second)] == [
        ("7", "7", "wikihow"),
        ("8", "7", "activitynet"),
    ]


@pytest.mark.parametrize(
    ("gold_as", "golds"), [("index", (0, "1", 2)), ("number", (1, "2", 3)), ("letter", ("A", "B", "C"))]
)
def test_the_right_choice_is_told_in_several_ways(read, gold_as, golds):
    found = read("socialiqa", *(row(label=gold) for gold in golds), **QUESTION, gold_as=gold_as)
    assert [example.gold.index for example in found] == [0, 1, 2]


LISTED = {"kind": "choices", "prompt": "{q.stem}", "choices": "q.choices", "gold": "key", "gold_as": "label"}
RECORDS = [{"label": "B", "text": "one"}, {"label": "A", "text": "two"}]


@pytest.mark.parametrize("choices", [RECORDS, {"label": ["B", "A"], "text": ["one", "two"]}])
def test_choices_may_bear_labels_of_their_own(read, choices):
    (found,) = read("commonsenseqa", {"q": {"stem": "Where?", "choices": choices}, "key": "A"}, **LISTED)
    assert found.payload == MultipleChoice("Where?", ("one", "two"))
    assert found.gold == ChoiceGold(1)


def test_a_list_of_texts_is_a_column_of_choices_too(read):
    settings = {**LISTED, "gold_as": "index"}
    (found,) = read("hellaswag", {"q": {"stem": "He", "choices": ["ran.", "sat."]}, "key": 1}, **settings)
    assert (found.payload.choices, found.gold) == (("ran.", "sat."), ChoiceGold(1))


def test_choices_have_a_form_in_which_other_columns_may_be_blank(read):
    settings = {**QUESTION, "choice": "{begun} {choice} {end}"}
    first, second = read("hellaswag", row(begun="he", end="."), row(begun="", end=""), **settings)
    assert first.payload.choices == ("he x .", "he y .", "he z .")
    assert second.payload.choices == ("x", "y", "z")


@pytest.mark.parametrize("text", ["{b}", "{choice}", "\\1 {", "𐍈"])
def test_whatever_a_choice_says_is_not_taken_for_a_column(read, text):
    (found,) = read("hellaswag", row(a=text, begun="{a}"), **{**QUESTION, "choice": "{begun}: {choice}"})
    assert found.payload.choices[0] == f"{{a}}: {text}"


CAUSES = {
    **QUESTION,
    "prompt": "{context} What was the {question}?",
    "words": {"question": {"cause": "CAUSE"}},
}


def test_words_of_a_column_may_be_replaced(read):
    (found,) = read("copa", row(question="cause"), **CAUSES)
    assert found.payload.prompt == "It rained. What was the CAUSE?"


def test_data_without_answers_are_read_without_gold(read):
    (found,) = read("copa", row(), **{**QUESTION, "gold": None})
    assert found.gold == NoGold()


@pytest.mark.parametrize(
    ("bad", "settings", "error", "message"),
    [
        (
            row(label=3), {}, LabelError,
            "'3' is not the index of one of the 3 choices; "
            "count choices from 0 or set 'gold_as' in the catalogue.",
        ),
        (
            row(label=-1), {}, LabelError,
            "'-1' is not the index of one of the 3 choices; "
            "count choices from 0 or set 'gold_as' in the catalogue.",
        ),
        (
            row(label=0), {"gold_as": "number"}, LabelError,
            "'0' is not the number of one of the 3 choices; "
            "count choices from 1 or set 'gold_as' in the catalogue.",
        ),
        (
            row(label="AB"), {"gold_as": "letter"}, LabelError,
            "'AB' is not the letter of one of the 3 choices; "
            "name choices A, B, C … or set 'gold_as' in the catalogue.",
        ),
        (
            row(label="A"), {"gold_as": "label"}, LabelError,
            "'A' is not the label of one of the 3 choices; "
            "give one of the choices this label or set 'gold_as' in the catalogue.",
        ),
        (
            row(label=None), {}, DataFileError,
            "column 'label' holds nothing where a text or a whole number was expected; "
            "mend the row or name another column in the catalogue.",
        ),
        (row(b=" "), {}, DataFileError, "column 'b' is blank; mend the row or leave it out."),
        (row(question=""), {}, DataFileError, "column 'question' is blank; mend the row or leave it out."),
        (
            row(), {"choices": "label"}, DataFileError,
            "column 'label' holds '1' (int) where a list of texts was expected; "
            "mend the row or name another column in the catalogue.",
        ),
        (
            row(d=["x", ""]), {"choices": "d"}, DataFileError,
            "text 2 of column 'd' is blank; mend the row or leave it out.",
        ),
        (
            row(d=["x"]), {"choices": "d"}, DataFileError,
            "column 'd' holds 1 choices; give every row at least two.",
        ),
        (
            row(), {"prompt": "{context} {query}"}, DataFileError,
            "there is no column 'query'; name one of context, question, a, b, c, label in the catalogue.",
        ),
        (
            row(question="reason"), {"words": {"question": {"Why?": "Why?", "cause": "c"}}}, DataFileError,
            "column 'question' holds 'reason', not one of Why?, cause; add it to 'words' in the catalogue.",
        ),
        (
            row(source="wikihow"), {"domain": "source", "domain_pattern": "([a-z]+)~"}, DataFileError,
            "'wikihow' does not match the domain pattern '([a-z]+)~'; mend the pattern in the catalogue.",
        ),
    ],
)  # fmt: skip
def test_each_fault_is_named_with_its_row(read, bad, settings, error, message):
    with pytest.raises(error) as caught:
        read("cosmosqa", bad, **{**QUESTION, **settings})
    assert str(caught.value) == f"memory/table:1: {message}"


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"prompt": "Why?"}, "'Why?' names no column; write one as {column}"),
        ({"choice": "{ending}"}, "'{ending}' does not hold {choice} once; write it where the choice stands"),
        ({"choices": []}, "at least 1 item"),
        ({"domain_pattern": "a"}, "'a' has no group; put the domain in parentheses"),
    ],
)
def test_settings_that_make_no_sense_are_refused(settings, message):
    with pytest.raises(ValidationError) as caught:
        TypeAdapter(Adapter).validate_python({**QUESTION, **settings})
    assert message in str(caught.value)
