"""The table of predictions comes back from disk as it was written."""

from __future__ import annotations

import numpy as np
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.types import (
    Answer,
    AnswersGold,
    ChoiceGold,
    Coverage,
    Edit,
    Example,
    LabelGold,
    MultipleChoice,
    SpanQA,
    TaggedTokens,
    TagsGold,
    TextPair,
)
from suites.predictions import (
    CLEAN,
    CellCoverage,
    CellKey,
    PredictionTable,
    Row,
    read_predictions,
    write_predictions,
)

CLEAN_EN, TYPOS_EN, CLEAN_ZH = CellKey("en", CLEAN, 0), CellKey("en", "typos", 3), CellKey("zh", CLEAN, 0)
COVERAGE = Coverage(4, 2, 1, 1, 0.125, (("no letter", 1),))


def pair(name: str, *, edits: tuple[Edit, ...] = ()) -> Example:
    return Example(
        name, "en", TextPair(f"{name} first", f"{name} «second» 读"), LabelGold("yes"), "g", edits=edits
    )


ROWS = (
    Row(CLEAN_EN, pair("a"), "yes", (1.0, 0.5, 0.0)),
    Row(CLEAN_EN, pair("b"), "no", (0.0, 0.1, 1.0)),
    Row(TYPOS_EN, pair("b", edits=(Edit("first", 0, 1, "x"),)), "yes", (1.0, 1 / 3, 2.0)),
    Row(CLEAN_ZH, pair("a"), "no", (0.0, 1e-300, 3.0)),
)


@pytest.fixture
def table(tmp_path):
    path = tmp_path / "deep" / "model.parquet"
    write_predictions(path, ROWS, [CellCoverage(TYPOS_EN, COVERAGE)], intermediate_examples=640)
    assert [file.name for file in path.parent.iterdir()] == ["model.parquet"]
    return read_predictions(path)


def test_what_is_said_of_the_whole_table_comes_back(table):
    assert table.coverages == {TYPOS_EN: COVERAGE}
    assert table.intermediate_examples == 640


def test_a_cell_is_found_by_its_key_alone(table):
    assert [table.has(key) for key in (CLEAN_EN, TYPOS_EN, CLEAN_ZH, CellKey("en", "typos", 5))] == [
        True,
        True,
        True,
        False,
    ]
    assert table.predictions_of(CLEAN_EN) == ('"yes"', '"no"')
    assert table.predictions_of(CellKey("en", "typos", 5)) == ()


def test_statistics_come_back_to_the_last_bit_by_metric(table):
    first, rest = table.matrix_of(CLEAN_EN, slice(0, 1)), table.matrix_of(CLEAN_EN, slice(1, 3))
    assert first.ids == rest.ids == ("a", "b")
    assert first.groups == ("g", "g")
    np.testing.assert_array_equal(first.statistics, [[1.0], [0.0]])
    np.testing.assert_array_equal(rest.statistics, [[0.5, 0.0], [0.1, 1.0]])
    np.testing.assert_array_equal(table.matrix_of(TYPOS_EN, slice(0, 3)).statistics, [[1.0, 1 / 3, 2.0]])
    assert table.matrix_of(CLEAN_ZH, slice(1, 2)).statistics.item() == 1e-300
    assert rest.statistics.flags.c_contiguous


def test_a_cell_without_rows_has_an_empty_matrix(table):
    assert table.matrix_of(CellKey("en", "typos", 5), slice(0, 1)).ids == ()


def test_examples_come_back_for_display(table):
    (shown,) = table.examples_of(TYPOS_EN)
    assert shown.id == "b"
    assert shown.texts == (("first", "b first"), ("second", "b «second» 读"))
    assert shown.edits == (Edit("first", 0, 1, "x"),)
    assert (shown.gold, shown.prediction) == ('{"label":"yes"}', '"yes"')
    assert shown.statistics == (1.0, 1 / 3, 2.0)


@pytest.mark.parametrize(
    ("payload", "gold", "prediction", "stored"),
    [
        (TaggedTokens(("The", "cat")), TagsGold(("DET", "NOUN")), ("DET", "VERB"), '["DET","VERB"]'),
        (MultipleChoice("p", ("a", "b")), ChoiceGold(1), 0, "0"),
        (SpanQA("c", "q"), AnswersGold((Answer("c", 0),)), "c", '"c"'),
        (SpanQA("c", "q"), AnswersGold(()), "", '""'),
    ],
)
def test_every_format_can_be_stored(tmp_path, payload, gold, prediction, stored):
    row = Row(CLEAN_EN, Example("a", "en", payload, gold, "g"), prediction, (1.0,))
    write_predictions(tmp_path / "t.parquet", [row], [], intermediate_examples=0)
    table = read_predictions(tmp_path / "t.parquet")
    assert table.predictions_of(CLEAN_EN) == (stored,)
    assert table.examples_of(CLEAN_EN)[0].prediction == stored


def test_probabilities_come_back_for_the_examples_that_have_them(tmp_path):
    values = {"a": 0.25, "b": None, "c": 1.0}
    rows = [Row(CLEAN_EN, pair(name), "yes", (1.0,), value) for name, value in values.items()]
    write_predictions(tmp_path / "t.parquet", rows, [], intermediate_examples=0)
    found = read_predictions(tmp_path / "t.parquet").brier_of(CLEAN_EN)
    assert (found.ids, found.groups) == (("a", "c"), ("g", "g"))
    np.testing.assert_array_equal(found.statistics, [[0.25, 1.0], [1.0, 1.0]])


def test_tables_without_the_column_have_no_probabilities(tmp_path):
    write_predictions(tmp_path / "t.parquet", ROWS, [], intermediate_examples=0)
    old = pq.read_table(tmp_path / "t.parquet").drop_columns(["brier"])
    for table in (PredictionTable(old), read_predictions(tmp_path / "t.parquet")):
        assert table.brier_of(CLEAN_EN).ids == ()
        assert table.brier_of(CLEAN_EN).statistics.shape == (0, 2)
        assert table.matrix_of(CLEAN_EN, slice(0, 1)).ids == ("a", "b")


def test_an_empty_table_is_a_table(tmp_path):
    write_predictions(tmp_path / "t.parquet", [], [], intermediate_examples=0)
    assert not read_predictions(tmp_path / "t.parquet").has(CLEAN_EN)


def test_equal_rows_are_equal_bytes(tmp_path):
    for name in ("one", "two"):
        write_predictions(tmp_path / name, ROWS, [CellCoverage(TYPOS_EN, COVERAGE)], intermediate_examples=1)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


@given(st.lists(st.tuples(st.sampled_from([CLEAN_EN, TYPOS_EN, CLEAN_ZH]), st.floats(0, 1)), max_size=12))
def test_rows_of_a_cell_are_its_own(tmp_path_factory, drawn):
    drawn = sorted(drawn, key=lambda item: (item[0].language, item[0].perturbation))
    rows = [Row(key, pair(str(number)), "yes", (value,)) for number, (key, value) in enumerate(drawn)]
    path = tmp_path_factory.mktemp("table") / "t.parquet"
    write_predictions(path, rows, [], intermediate_examples=0)
    table = read_predictions(path)
    for key in (CLEAN_EN, TYPOS_EN, CLEAN_ZH):
        expected = [value for found, value in drawn if found == key]
        assert table.matrix_of(key, slice(0, 1)).statistics.ravel().tolist() == expected
