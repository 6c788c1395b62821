"""Rows in every container, alone and aligned, and every way in which a file of rows can be malformed."""

import csv
import io
import json

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from harness.errors import DataFileError, LabelError
from harness.sources.files import Layout
from harness.sources.files.reading import FileReading
from harness.tasks import TASKS
from harness.types import LabelGold, TextPair

PAIRS = {"kind": "pairs", "first": "premise", "second": "hypothesis", "label": "label"}
TABLE = {"layout": "table", "rows": PAIRS}
NAMES = ("premise", "hypothesis", "label")
HEADER = "\t".join(NAMES) + "\n"
ROWS = (('He said "go",', "He spoke.", "entailment"), ("It rained.", "Ça va\u2028bien ?", "neutral"))


def as_tsv(rows, separator="\t", **options):
    stream = io.StringIO()
    csv.writer(stream, delimiter=separator, lineterminator="\n", **options).writerows([NAMES, *rows])
    return stream.getvalue()


def as_parquet(rows):
    stream = io.BytesIO()
    pq.write_table(pa.table({name: [row[i] for row in rows] for i, name in enumerate(NAMES)}), stream)
    return stream.getvalue()


def as_json_lines(rows):
    return "".join(json.dumps(dict(zip(NAMES, row, strict=True))) + "\n" for row in rows)


def as_json(rows):
    return json.dumps([dict(zip(NAMES, row, strict=True)) for row in rows])


def pairs_of(examples):
    return [(*vars_of(example.payload), example.gold.label) for example in examples]


def vars_of(pair):
    return pair.first, pair.second


@pytest.mark.parametrize("zipped", ["", ".gz"])
@pytest.mark.parametrize(
    ("name", "text", "settings"),
    [
        ("x.tsv", HEADER + "".join("\t".join(row) + "\n" for row in ROWS), {}),
        ("x.tsv", as_tsv(ROWS), {"quoting": "csv"}),
        ("x.csv", as_tsv(ROWS, ","), {}),
        ("x.jsonl", as_json_lines(ROWS), {}),
        ("x.json", as_json(ROWS), {"container": "json"}),
        ("x.parquet", as_parquet(ROWS), {"container": "parquet"}),
    ],
)
def test_all_containers_hold_the_same_rows(folder, name, text, settings, zipped):
    folder.write(name + zipped, text)
    found = folder.read(name + zipped, "xnli", **TABLE, **settings)
    assert pairs_of(found) == list(ROWS)
    assert [example.id for example in found] == ["row-1", "row-2"]
    assert {example.provenance.source for example in found} == {name + zipped}


def test_rows_are_numbered_by_their_lines(folder):
    folder.write("x.tsv", HEADER + "a\tb\tneutral\nc\td\tneutral\n")
    folder.write("y.jsonl", as_json_lines(ROWS))
    assert [e.provenance.line for e in folder.read("x.tsv", "xnli", **TABLE)] == [2, 3]
    assert [e.provenance.line for e in folder.read("y.jsonl", "xnli", **TABLE)] == [1, 2]


def test_quoted_fields_may_span_lines(folder):
    folder.write("x.csv", 'premise,hypothesis,label\n"La ""Ballerina""\nvuelve",b,neutral\nc,d,neutral\n')
    first, second = folder.read("x.csv", "xnli", **TABLE)
    assert first.payload.first == 'La "Ballerina"\nvuelve'
    assert (first.provenance.line, second.provenance.line) == (2, 4)


def test_a_file_without_header_is_read_under_given_names(folder):
    folder.write("x.tsv", "东西\t西东\tneutral\n")
    (example,) = folder.read("x.tsv", "xnli", "zh", **TABLE, column_names=list(NAMES))
    assert example.payload == TextPair("东西", "西东")
    assert example.provenance.line == 1


def test_ragged_rows_can_be_dropped(folder):
    folder.write("x.tsv", HEADER + "a\tb\tneutral\nc\td\n\ne\tf\tneutral\textra\ng\th\tneutral\n")
    found = folder.read("x.tsv", "xnli", **TABLE, ragged="drop")
    assert [example.payload.first for example in found] == ["a", "g"]


LINES = {"container": "lines"}


def test_aligned_files_give_further_columns(folder):
    folder.write("s1", "Two women . \nTwo women . \nA man .\n")
    folder.write("s2", "Sisters . \nPeople .\nA dog .\n")
    folder.write("genres.tsv.gz", "genre\tlabel\nfiction\tneutral\ntravel\tentailment\nslate\t-\n")
    beside = [{"file": "s2", **LINES, "column_names": ["hypothesis"]}, {"file": "genres.tsv.gz"}]
    rows = {**PAIRS, "labels": {"-": None}, "domain": "genre"}
    table = {"layout": "table", **LINES, "column_names": ["premise"], "beside": beside, "rows": rows}
    found = folder.read("s1", "snli", **table)
    assert [example.payload for example in found] == [
        TextPair("Two women .", "Sisters ."),
        TextPair("Two women .", "People ."),
    ]
    assert [(e.group, e.domain, e.gold) for e in found] == [
        ("row-1", "fiction", LabelGold("neutral")),
        ("row-1", "travel", LabelGold("entailment")),
    ]


@pytest.mark.parametrize(("own", "other", "short"), [(1, 2, "x.tsv"), (2, 1, "y.tsv")])
def test_files_of_different_length_are_refused(folder, own, other, short):
    folder.write("x.tsv", HEADER + "a\tb\tneutral\n" * own)
    folder.write("y.tsv", "genre\n" + "fiction\n" * other)
    with pytest.raises(DataFileError) as caught:
        folder.read("x.tsv", "xnli", **TABLE, beside=[{"file": "y.tsv"}])
    assert str(caught.value) == (
        f"{folder.root / short}: the file ends after 1 rows, before those that it is aligned with; "
        "fetch the files of one release."
    )


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        ([], ":2: the column 'label' stands in an aligned file as well; "
             "name the columns to take over under 'columns' of 'beside'."),
        (["genres"], ":2: there is no column 'genres'; mend 'columns' of 'beside' in the catalogue."),
    ],
)  # fmt: skip
def test_columns_of_aligned_files_are_checked(folder, columns, message):
    folder.write("x.tsv", HEADER + "a\tb\tneutral\n")
    path = folder.write("y.tsv", "label\tgenre\nneutral\tfiction\n")
    with pytest.raises(DataFileError) as caught:
        folder.read("x.tsv", "xnli", **TABLE, beside=[{"file": "y.tsv", "columns": columns}])
    assert str(caught.value) == f"{path}{message}"


texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\t\n\r\ufeff"))
pairs = st.lists(st.tuples(*[texts.filter(str.strip)] * 2, st.just("neutral")), min_size=1, max_size=5)


@given(rows=pairs)
def test_any_text_without_tabs_and_newlines_comes_back_as_it_was(tmp_path_factory, rows):
    root = tmp_path_factory.mktemp("table")
    (root / "x.tsv").write_bytes((HEADER + "".join("\t".join(row) + "\n" for row in rows)).encode())
    (root / "x.csv").write_bytes(as_tsv(rows, ",").encode())
    (root / "x.jsonl").write_bytes(as_json_lines(rows).encode())
    (root / "x.parquet").write_bytes(as_parquet(rows))
    for name in ("x.tsv", "x.csv", "x.jsonl", "x.parquet"):
        reading = FileReading(TASKS.get("xnli"), "en", "en", path=root / name, root=root)
        assert pairs_of(TypeAdapter(Layout).validate_python(TABLE).read(reading)) == rows


MAP = "map it under 'labels' in the catalogue or mend the file"
TOO_FEW = "2 columns where 3 were expected; look for a missing or stray separator"
GUESS = "set 'container' in the catalogue to lines, tsv, csv, jsonl, json or parquet"


@pytest.mark.parametrize(
    ("name", "body", "settings", "error", "message"),
    [
        ("x.tsv", HEADER + "a\tb\n", {}, DataFileError, f":2: {TOO_FEW}."),
        (
            "x.tsv", HEADER + "a\tb\tneutral\n\n", {}, DataFileError,
            ":3: 1 columns where 3 were expected; look for a missing or stray separator.",
        ),
        ("x.csv", "premise,hypothesis,label\n\na,b\n", {}, DataFileError,
         ":2: 0 columns where 3 were expected; look for a missing or stray separator."),
        ("x.csv", "premise,hypothesis,label\na,b\n", {}, DataFileError, f":2: {TOO_FEW}."),
        (
            "x.tsv", "premise\tlabel\na\tneutral\n", {}, DataFileError,
            ":2: there is no column 'hypothesis'; name one of premise, label in the catalogue.",
        ),
        ("x.tsv", "", {}, DataFileError, ": the file is empty; fetch it again."),
        ("x.csv", "", {}, DataFileError, ": the file is empty; fetch it again."),
        ("x.tsv", "a\tb\ta\n", {}, DataFileError, ":1: two columns are named 'a'; rename one of them."),
        ("x.tsv", HEADER + "a\tb\t1\n", {}, LabelError,
         f":2: label '1' is not one of entailment, neutral, contradiction; {MAP}."),
        ("x.tsv", (HEADER + "a\t").encode() + b"\xff\tneutral\n", {}, DataFileError,
         ":2: byte 2 of the line is not UTF-8; save the file as UTF-8."),
        (
            "x.tsv", HEADER + '"a"b\tc\tneutral\n', {"quoting": "csv"}, DataFileError,
            ":2: a quoted field is malformed ('tab' expected after '\"'); "
            "mend the quotes, or set 'quoting: none' for TSV.",
        ),
        ("x.jsonl", as_json_lines(ROWS) + "{]\n", {}, DataFileError,
         ":3: not a JSON record (Expecting property name enclosed in double quotes at character 1); "
         "mend the line."),
        ("x.jsonl", "\n", {}, DataFileError,
         ":1: not a JSON record (Expecting value at character 0); mend the line."),
        ("x.jsonl", "[1, 2]\n", {}, DataFileError,
         ":1: '[1, 2]' is not a JSON record; write {\"column\": value, …}."),
        ("x.json", "[{},\n]", {"container": "json"}, DataFileError,
         ":2: not JSON (Expecting value at column 1); mend the file."),
        ("x.json", '{"data": []}', {"container": "json"}, DataFileError,
         ": not an array of records; write [{…}, …], or choose another layout."),
        ("x.json", '[{"premise": "a", "hypothesis": "b", "label": "neutral"}, 7]', {"container": "json"},
         DataFileError, ":2: '7' is not a JSON record; write {\"column\": value, …}."),
        ("x.json", b'["\xff"]', {"container": "json"}, DataFileError,
         ": byte 2 is not UTF-8; save the file as UTF-8."),
        ("x.json", "[]", {}, DataFileError,
         f": the name does not tell how the rows are stored; {GUESS}."),
        ("x.txt", "a", {}, DataFileError,
         f": the name does not tell how the rows are stored; {GUESS}."),
        ("x.parquet", as_parquet(ROWS)[:60], {}, DataFileError, None),
        ("x.parquet", b"", {}, DataFileError, None),
    ],
)  # fmt: skip
def test_each_fault_is_named_with_its_line(folder, name, body, settings, error, message):
    path = folder.write(name, body)
    with pytest.raises(error) as caught:
        folder.read(name, "xnli", **TABLE, **settings)
    if message is None:
        assert str(caught.value).startswith(f"{path}: this is not a whole Parquet file (")
        assert str(caught.value).endswith("; fetch it again.")
    else:
        assert str(caught.value) == f"{path}{message}"


def test_a_whole_parquet_row_is_named_by_its_number(folder):
    path = folder.write("x.parquet", as_parquet([*ROWS, ("a", None, "neutral")]))
    with pytest.raises(DataFileError, match=rf"^{path}:3: column 'hypothesis' holds nothing"):
        folder.read("x.parquet", "xnli", **TABLE)
