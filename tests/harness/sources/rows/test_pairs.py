"""Rows of sentence pairs, and every way in which one of them can be wrong."""

import pytest

from harness.errors import DataFileError, LabelError
from harness.types import LabelGold, NoGold, Provenance, TextPair

NLI = {"kind": "pairs", "first": "premise", "second": "hypothesis", "label": "label"}
NUMBERS = {0: "entailment", 1: "neutral", 2: "contradiction", -1: None}


def row(first="It rained.", second="It was wet.", label="entailment", **more):
    return {"premise": first, "hypothesis": second, "label": label, **more}


def test_rows_become_pairs_grouped_by_their_first_text(read):
    found = read("xnli", row(), row("Go.", "Stay.", "contradiction"), row(second="No."), **NLI)
    assert [example.payload for example in found] == [
        TextPair("It rained.", "It was wet."),
        TextPair("Go.", "Stay."),
        TextPair("It rained.", "No."),
    ]
    assert [example.gold for example in found] == list(
        map(LabelGold, ("entailment", "contradiction", "entailment"))
    )
    assert [(example.id, example.group) for example in found] == [
        ("row-1", "row-1"),
        ("row-2", "row-2"),
        ("row-3", "row-1"),
    ]
    assert found[1].provenance == Provenance("table", 2)


def test_whole_numbers_are_labels_and_null_leaves_a_row_out_without_renaming_others(read):
    found = read("xnli", row(label=-1), row(label=2), row(label="0"), **NLI, labels=NUMBERS)
    assert [(example.id, example.gold.label) for example in found] == [
        ("row-2", "contradiction"),
        ("row-3", "entailment"),
    ]


def test_columns_follow_the_language_and_name_example_group_and_domain(read):
    columns = {"first": "s_{language}", "label": "l_{code}", "id": "n", "group": "doc.id", "domain": "genre"}
    rows = [{"s_sw": text, "l_swg": "neutral", "n": n, "doc": {"id": "d"}, "genre": "travel"} for n, text in
            [(7, "Habari"), (8, "Karibu")]]  # fmt: skip
    first, second = read("xnli", *rows, language="sw", **{**NLI, "second": None, **columns})
    assert first.payload == TextPair("Habari")
    assert (first.id, first.group, first.domain, first.language) == ("7", "7", "travel", "sw")
    assert (second.id, second.group) == ("8", "7")


def test_conditions_choose_rows_and_number_those_chosen(read):
    rows = [row(lang=code, n=n) for code, n in [("de", 1), ("en", 2), ("eng", 3), ("en", 14)]]
    found = read("xnli", *rows, **NLI, where={"lang": "{language}", "n": "[0-9]"})
    assert [(example.id, example.provenance.line) for example in found] == [("row-1", 2)]


def test_data_without_labels_are_read_without_gold(read):
    (found,) = read("xnli", {"premise": "a", "hypothesis": "b"}, **{**NLI, "label": None})
    assert found.gold == NoGold()


def test_texts_can_be_wrapped_in_single_quotes(read):
    (found,) = read("xnli", row("'it's'", "'''"), **NLI, wrapped=True)
    assert found.payload == TextPair("it's", "'")


def test_blank_texts_can_be_dropped(read):
    found = read("xnli", row(" "), row(second=None), row(), **NLI, blank="drop")
    assert [example.id for example in found] == ["row-3"]


@pytest.mark.parametrize(
    ("bad", "settings", "error", "message"),
    [
        (
            row(label="maybe"), {}, LabelError,
            "label 'maybe' is not one of entailment, neutral, contradiction; "
            "map it under 'labels' in the catalogue or mend the file.",
        ),
        (
            row(label=3), {"labels": NUMBERS}, LabelError,
            "label '3' is not one of entailment, neutral, contradiction; "
            "map it under 'labels' in the catalogue or mend the file.",
        ),
        (
            row(label=None), {}, DataFileError,
            "column 'label' holds nothing where a text or a whole number was expected; "
            "mend the row or name another column in the catalogue.",
        ),
        (
            row(label=0.0), {}, DataFileError,
            "column 'label' holds '0.0' (float) where a text or a whole number was expected; "
            "mend the row or name another column in the catalogue.",
        ),
        (
            row(first=["a"]), {}, DataFileError,
            "column 'premise' holds \"['a']\" (list) where a text was expected; "
            "mend the row or name another column in the catalogue.",
        ),
        (
            row(second=" \t"), {}, DataFileError,
            "column 'hypothesis' is blank; mend the row or leave it out.",
        ),
        (
            {"premise": "a", "label": "neutral"}, {}, DataFileError,
            "there is no column 'hypothesis'; name one of premise, label in the catalogue.",
        ),
        (
            row(), {"domain": "genre.name"}, DataFileError,
            "there is no column 'genre.name'; name one of premise, hypothesis, label in the catalogue.",
        ),
        (
            row("'a", "'b'"), {"wrapped": True}, DataFileError,
            'the text "\'a" is not wrapped in single quotes; '
            "mend the line or drop 'wrapped' in the catalogue.",
        ),
        (
            row("''", "'b'"), {"wrapped": True}, DataFileError,
            'the text "\'\'" is not wrapped in single quotes; '
            "mend the line or drop 'wrapped' in the catalogue.",
        ),
    ],
)  # fmt: skip
def test_each_fault_is_named_with_its_row(read, bad, settings, error, message):
    good = row("'a'", "'b'", 0 if "labels" in settings else "neutral", genre={"name": "x"})
    with pytest.raises(error) as caught:
        read("xnli", good, bad, **NLI, **settings)
    assert str(caught.value) == f"memory/table:2: {message}"


def test_a_condition_that_is_no_expression_is_refused(read):
    with pytest.raises(ValueError, match=r"'\(' is not a regular expression \(.*\); mend it"):
        read("xnli", **NLI, where={"id": "("})
