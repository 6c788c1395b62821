"""Sentence pairs from tab-separated and from line-aligned files."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.errors import DataFileError, LabelError
from harness.sources.files.reading import FileReading
from harness.sources.files.tsv import TsvPairs
from harness.tasks import TASKS
from harness.types import LabelGold, TextPair

COLUMNS = {"first": "premise", "second": "hypothesis", "label": "label"}
PAIRS = {"layout": "tsv", "columns": COLUMNS}
HEADER = "premise\thypothesis\tlabel\n"


def test_rows_become_pairs_grouped_by_premise(folder):
    folder.write(
        "x.tsv",
        HEADER + 'He said "go".\tHe spoke.\tentailment\nIt rained.\tIt was dry.\tcontradiction\n'
        'He said "go".\tHe left.\tneutral\n',
    )
    examples = folder.read("x.tsv", "xnli", **PAIRS)
    assert [example.payload for example in examples] == [
        TextPair('He said "go".', "He spoke."),
        TextPair("It rained.", "It was dry."),
        TextPair('He said "go".', "He left."),
    ]
    assert [example.gold for example in examples] == [
        LabelGold("entailment"),
        LabelGold("contradiction"),
        LabelGold("neutral"),
    ]
    assert [example.id for example in examples] == ["row-1", "row-2", "row-3"]
    assert [example.group for example in examples] == ["row-1", "row-2", "row-1"]
    assert [example.provenance.line for example in examples] == [2, 3, 4]


def test_columns_follow_the_language_and_give_id_and_domain(folder):
    folder.write("x.tsv", "n\tgenre\tlabel\ts1_en\ts1_my\n7\ttravel\tneutral\tHello.\tမင်္ဂလာပါ\n")
    columns = {"first": "s1_{language}", "label": "label", "id": "n", "domain": "genre"}
    (example,) = folder.read("x.tsv", "xnli", "my", layout="tsv", columns=columns)
    assert example.payload == TextPair("မင်္ဂလာပါ")
    assert (example.id, example.group, example.domain) == ("7", "7", "travel")


def test_a_file_without_header_is_read_under_given_names(folder):
    folder.write("x.tsv", "东西\t西东\tneutral\n")
    names = ["premise", "hypothesis", "label"]
    (example,) = folder.read("x.tsv", "xnli", "zh", **PAIRS, column_names=names)
    assert example.payload == TextPair("东西", "西东")
    assert example.provenance.line == 1


def test_labels_are_mapped_and_null_leaves_a_row_out_without_renaming_others(folder):
    folder.write("x.tsv", HEADER + "a\tb\t-\nc\td\t2\n")
    labels = {"-": None, 2: "contradiction"}
    (example,) = folder.read("x.tsv", "xnli", **PAIRS, labels=labels)
    assert (example.id, example.gold) == ("row-2", LabelGold("contradiction"))


def test_wrapped_texts_lose_their_quotes_only_if_the_catalogue_says_so(folder):
    folder.write("x.tsv", HEADER + "'It's so.'\t'No.'\tneutral\n")
    (wrapped,) = folder.read("x.tsv", "xnli", **PAIRS, quoting="wrapped")
    (as_is,) = folder.read("x.tsv", "xnli", **PAIRS)
    assert wrapped.payload == TextPair("It's so.", "No.")
    assert as_is.payload == TextPair("'It's so.'", "'No.'")


def test_csv_quoting_undoes_quotes_and_spans_lines(folder):
    folder.write("x.tsv", HEADER + '"La ""Ballerina""\nvuelve"\tb\tneutral\nc\td\tneutral\n')
    first, second = folder.read("x.tsv", "xnli", **PAIRS, quoting="csv")
    assert first.payload.first == 'La "Ballerina"\nvuelve'
    assert (first.provenance.line, second.provenance.line) == (2, 4)


def test_domains_can_come_from_a_row_aligned_file(folder):
    folder.write("genres.tsv.gz", "genre\tx\nfiction\t1\ntravel\t2\n")
    folder.write("x.tsv", HEADER + "a\tb\tneutral\nc\td\tneutral\n")
    source = {"file": "genres.tsv.gz", "column": "genre"}
    examples = folder.read("x.tsv", "xnli", **PAIRS, domains_from=source)
    assert [example.domain for example in examples] == ["fiction", "travel"]


texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\t\n\r\ufeff"))
pairs = st.lists(st.tuples(texts, texts), min_size=1, max_size=5)


@given(rows=pairs)
def test_any_text_without_tabs_and_newlines_comes_back_as_it_was(tmp_path_factory, rows):
    root = tmp_path_factory.mktemp("tsv")
    lines = [f"{first}\t{second}\tneutral\n" for first, second in rows]
    (root / "x.tsv").write_bytes((HEADER + "".join(lines)).encode())
    reading = FileReading(TASKS.get("xnli"), "en", "en", path=root / "x.tsv", root=root)
    examples = TsvPairs.model_validate(PAIRS).read(reading)
    assert [example.payload for example in examples] == [TextPair(*row) for row in rows]


@pytest.mark.parametrize(
    ("body", "settings", "error", "message"),
    [
        (
            HEADER + "a\tb\n",
            {},
            DataFileError,
            ":2: 2 columns where 3 were expected; look for a missing or stray tab.",
        ),
        (
            HEADER + "a\tb\tneutral\n\n",
            {},
            DataFileError,
            ":3: 1 columns where 3 were expected; look for a missing or stray tab.",
        ),
        (
            "premise\tgold\n",
            {},
            DataFileError,
            ":1: there is no column 'hypothesis'; name one of premise, gold in the catalogue.",
        ),
        (
            "",
            {},
            DataFileError,
            ": the file is empty; fetch it again.",
        ),
        (
            HEADER + "a\tb\t1\n",
            {},
            LabelError,
            ":2: label '1' is not one of entailment, neutral, contradiction; "
            "map it under 'labels' in the catalogue or mend the file.",
        ),
        (
            HEADER + "a\tb\t1\n",
            {"labels": {"1": "neutrl"}},
            LabelError,
            ":2: label 'neutrl' is not one of entailment, neutral, contradiction; "
            "map it under 'labels' in the catalogue or mend the file.",
        ),
        (
            HEADER + "'a\t'b'\tneutral\n",
            {"quoting": "wrapped"},
            DataFileError,
            ':2: the text "\'a" is not wrapped in single quotes; '
            "mend the line or drop 'quoting: wrapped' from the catalogue.",
        ),
        (
            HEADER + '"a"b\tc\tneutral\n',
            {"quoting": "csv"},
            DataFileError,
            ":2: a quoted field is malformed ('tab' expected after '\"'); "
            "mend the quotes or set 'quoting: none'.",
        ),
        (
            HEADER + "a\tb\tneutral\n",
            {"domains_from": {"file": "two.tsv", "column": "genre"}},
            DataFileError,
            ": 1 rows, where the file with the domains has 2; name a row-aligned file under 'domains_from'.",
        ),
        (
            HEADER + "a\tb\tneutral\n" * 3,
            {"domains_from": {"file": "two.tsv", "column": "genre"}},
            DataFileError,
            ": 3 rows, where the file with the domains has 2; name a row-aligned file under 'domains_from'.",
        ),
    ],
)
def test_each_fault_is_named_with_its_line(folder, body, settings, error, message):
    folder.write("two.tsv", "genre\nfiction\ntravel\n")
    path = folder.write("x.tsv", body)
    with pytest.raises(error) as caught:
        folder.read("x.tsv", "xnli", **PAIRS, **settings)
    assert str(caught.value) == f"{path}{message}"


ALIGNED = {"layout": "aligned_lines", "second": "s2.dev", "label": "labels.dev"}


def test_line_aligned_files_become_pairs(folder):
    folder.write("s1.dev", "Two women . \nTwo women . \nA man .\n")
    folder.write("s2.dev", "Sisters . \nPeople .\nA dog .\n")
    folder.write("labels.dev", "neutral\nentailment\n-\n")
    examples = folder.read("s1.dev", "snli", **ALIGNED, labels={"-": None})
    assert [example.payload for example in examples] == [
        TextPair("Two women .", "Sisters ."),
        TextPair("Two women .", "People ."),
    ]
    assert [example.group for example in examples] == ["row-1", "row-1"]


def test_files_of_different_length_and_foreign_labels_are_named(folder):
    folder.write("s1.dev", "a\nb\n")
    path = folder.write("s2.dev", "c\n")
    folder.write("labels.dev", "neutral\nneutral\n")
    with pytest.raises(DataFileError) as caught:
        folder.read("s1.dev", "snli", **ALIGNED)
    assert str(caught.value) == (
        f"{path}:2: the file ends at line 1, before those that it is aligned with; "
        "fetch the files of one release."
    )
    folder.write("s2.dev", "c\nd\n")
    folder.write("labels.dev", "neutral\nhidden\n")
    with pytest.raises(LabelError, match=r"s1\.dev:2: label 'hidden' is not one of"):
        folder.read("s1.dev", "snli", **ALIGNED)
