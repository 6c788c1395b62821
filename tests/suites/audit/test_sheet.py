"""The sheet is safe to open, tells nothing, and comes back checked."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace

import pytest

from harness.errors import DataFileError, LabelError, RequestError
from suites.audit.sheet import COLUMNS, protect_cell, read_key, read_sheet, write_sheet

DANGEROUS = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "  =cmd|' /C calc'!A0",
    "\uff1d1",
    "\u00a0=1",
]


def right(item):
    return item.gold[0], "3"


@pytest.mark.parametrize("text", DANGEROUS)
def test_formulas_are_disarmed(text):
    assert protect_cell(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "a=b", "word", "'=1", "1-2", "¿@?"])
def test_other_texts_stay(text):
    assert protect_cell(text) == text


def test_no_cell_of_a_sheet_begins_a_formula(drawn, tmp_path):
    hostile = [
        replace(item, form=replace(item.form, text=text, question=text, shown=text))
        for item, text in zip(drawn, DANGEROUS, strict=False)
    ]
    path = tmp_path / "s.csv"
    write_sheet(path, tmp_path / "k.json", hostile, suites=["s"], seed=0)
    for row in csv.reader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline="")):
        for cell in row:
            assert not cell.lstrip(" \u00a0").startswith(("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d"))


def test_it_shows_what_a_rater_needs_and_nothing_else(sheet):
    rows = sheet.rows()
    assert tuple(rows[0]) == COLUMNS
    assert [row["item"] for row in rows] == [item.name for item in sheet.items]
    text = sheet.path.read_bytes().decode("utf-8-sig")
    for word in ("keyboard_typos", "diacritics_loss", "perturb", "severity"):
        assert word not in text
    assert all(row["label"] == row["confidence"] == "" for row in rows)
    assert all(row["text"] and row["options"] for row in rows)


def test_the_key_says_what_they_are(sheet):
    key = sheet.key
    assert (key.suites, key.seed) == (("typos",), 0)
    for item, known in zip(sheet.items, key.items, strict=True):
        assert (known.item, known.example, known.gold) == (item.name, item.example, item.form.gold)
        assert (known.perturbation, known.severity) == (item.key.perturbation, item.key.severity)


def test_nothing_is_overwritten(sheet, drawn):
    with pytest.raises(RequestError, match="the file exists; name another file"):
        write_sheet(sheet.path, sheet.key_path, drawn, suites=["s"], seed=0)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_ratings_come_back(sheet, delimiter):
    sheet.fill(right, delimiter=delimiter)
    ratings = read_sheet(sheet.path, sheet.key)
    assert [rating.item for rating in ratings] == list(sheet.key.items)
    assert [rating.label for rating in ratings] == [item.gold[0] for item in sheet.key.items]
    assert {rating.confidence for rating in ratings} == {3}


def test_labels_may_be_written_loosely(sheet):
    sheet.fill(lambda item: (f" '{item.gold[0].upper()} ", "1"))
    for rating in read_sheet(sheet.path, sheet.key):
        assert not rating.item.options or rating.label == rating.item.gold[0]


def test_unrated_items_are_left_out(sheet):
    first = sheet.items[0].name
    sheet.fill(lambda item: ("", "") if item.item == first else right(item))
    assert len(read_sheet(sheet.path, sheet.key)) == len(sheet.items) - 1


def refusal_of(sheet):
    with pytest.raises(DataFileError) as caught:
        read_sheet(sheet.path, sheet.key)
    assert caught.value.exit_code == 2
    assert str(caught.value).startswith(str(sheet.path))
    return str(caught.value)


def test_an_unknown_label_is_refused_with_the_nearest(sheet):
    (item, *_) = [one for one in sheet.key.items if one.task == "mini_pairs"]
    typo = item.options[0][:-1] + "q"
    sheet.fill(lambda one: (typo, "3") if one == item else right(one))
    with pytest.raises(LabelError) as caught:
        read_sheet(sheet.path, sheet.key)
    assert f"label {typo!r} is none of the item's options; did you mean {item.options[0]!r}." in str(
        caught.value
    )


@pytest.mark.parametrize("confidence", ["0", "4", "sure", "", "1.5"])
def test_an_unknown_confidence_is_refused(sheet, confidence):
    sheet.fill(lambda item: (item.gold[0], confidence))
    assert f"confidence {confidence!r} is none of 1 (a guess), 2 and 3 (sure)" in refusal_of(sheet)


def test_a_confidence_alone_is_refused(sheet):
    sheet.fill(lambda _: ("", "2"))
    assert "a confidence without a label; give both, or neither." in refusal_of(sheet)


@pytest.mark.parametrize("column", ["item", "label", "confidence"])
def test_a_missing_column_is_refused(sheet, column):
    text = sheet.path.read_text("utf-8-sig")
    sheet.path.write_text(text.replace(f'"{column}"', '"other"', 1), "utf-8")
    assert f"column {column!r} is missing or stands twice" in refusal_of(sheet)


def rewrite(sheet, change):
    sheet.fill(right)
    sheet.path.write_bytes(change(sheet.path.read_bytes()))


def test_a_missing_line_is_refused(sheet):
    name = sheet.items[-1].name
    rewrite(sheet, lambda content: content[: content.rindex(name.encode())])
    assert f"1 of {len(sheet.items)} items are missing, the first of them {name}" in refusal_of(sheet)


def test_a_truncated_line_is_refused(sheet):
    name = sheet.items[-1].name
    rewrite(sheet, lambda content: content[: content.rindex(name.encode()) + 14])
    assert "cells under 9 columns; mend the line" in refusal_of(sheet)


def test_an_item_of_another_sample_is_refused(sheet):
    name = sheet.items[0].name.encode()
    rewrite(sheet, lambda content: content.replace(name, b"0" * 12))
    assert "item '000000000000' is not in the key" in refusal_of(sheet)


def test_an_item_that_stands_twice_is_refused(sheet):
    first, second = (item.name.encode() for item in sheet.items[:2])
    rewrite(sheet, lambda content: content.replace(second, first))
    assert f"item {first.decode()!r} stands twice" in refusal_of(sheet)


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"\xff\xfe", "byte 1 is not UTF-8; save the sheet as CSV in UTF-8"),
        (b"", "column 'item' is missing"),
        (b'item,label,confidence\n"a"b,c,d\n', "not CSV"),
    ],
)
def test_what_is_no_sheet_is_refused(sheet, content, problem):
    sheet.path.write_bytes(content)
    assert problem in refusal_of(sheet)


def test_no_file_is_no_sheet(sheet):
    sheet.path.unlink()
    assert "the file cannot be read" in refusal_of(sheet)


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (lambda value: value.pop("items"), "items: field required"),
        (lambda value: value.update(format_version=9), "format version 9, this Crosswind reads 2"),
        (lambda value: value["items"][0].pop("gold"), "items.0.gold: field required"),
    ],
)
def test_a_wrong_key_is_refused(sheet, change, problem):
    value = json.loads(sheet.key_path.read_bytes())
    change(value)
    sheet.key_path.write_text(json.dumps(value), "utf-8")
    with pytest.raises(RequestError, match=problem):
        read_key(sheet.key_path)


def test_a_missing_key_is_refused(tmp_path):
    with pytest.raises(DataFileError, match="the file cannot be read; name the key that"):
        read_key(tmp_path / "none.json")
