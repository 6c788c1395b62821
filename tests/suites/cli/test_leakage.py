"""``crosswind leakage`` on small files: what it shows, and what it refuses."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from suites.cli import main

CATALOGUE = """\
entries:
  - task: plain_text
    language: [en, de]
    split: train
    file: "{language}.txt"
    reader: {layout: table, container: lines, rows: {kind: lines}}
  - task: xnli
    language: [en, sw]
    split: test
    file: "{language}.tsv"
    reader: {layout: table, rows: {kind: pairs, first: first, second: second, label: label}}
"""
ROWS = """\
first\tsecond\tlabel
The dog sleeps in the small garden.\tIt is asleep.\tentailment
The cat sings.\tIt was a long day.\tneutral
Nothing of this.\tNor of that.\tneutral
"""


@pytest.fixture
def catalogue(tmp_path, monkeypatch) -> Path:
    monkeypatch.delenv("CROSSWIND_DATA_ROOT", raising=False)
    (tmp_path / "catalogue.yaml").write_text(CATALOGUE, "utf-8")
    (tmp_path / "en.txt").write_text("the dog sleeps in the small garden!\nNobody came at all\n", "utf-8")
    (tmp_path / "de.txt").write_text("It is asleep\n", "utf-8")
    (tmp_path / "en.tsv").write_text(ROWS, "utf-8")
    (tmp_path / "sw.tsv").write_text(ROWS.replace("cat sings", "cat sings a song"), "utf-8")
    return tmp_path / "catalogue.yaml"


def call(catalogue: Path, *arguments: str) -> int:
    return main(["leakage", "--data", str(catalogue), *arguments])


def test_each_pair_of_sets_has_its_counts(catalogue, capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "200")
    assert call(catalogue, "--train", "plain_text", "--train", "plain_text/en", "--test", "xnli") == 0
    lines = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert lines[1:] == [
        ["plain_text", f"xnli/{code}/test", "3", "1", "(33.3", "%)", "–", "–", "first", "1,", "second", "1"]
        for code in ("en", "sw")
    ] + [
        ["plain_text/en", f"xnli/{code}/test", "3", "–", "–", "1", "(33.3", "%)", "first", "1"]
        for code in ("en", "sw")
    ]


def test_as_json_every_example_is_named(catalogue, capsys):
    assert call(catalogue, "--train", "plain_text/en", "--test", "xnli/en", "--json") == 0
    finding = {"example": "row-1", "extent": "partial", "exact_fields": ["first"], "near_fields": []}
    assert json.loads(capsys.readouterr().out) == [
        {
            "training": "plain_text/en",
            "evaluated": "xnli/en/test",
            "found": {"examples": 3, "training_examples": 2, "findings": [finding]},
        }
    ]


def test_the_embedded_benchmark_needs_no_catalogue(capsys):
    assert main(["leakage", "--train", "mini_pairs", "--test", "mini_pairs/zh", "--json"]) == 0
    (row,) = json.loads(capsys.readouterr().out)
    assert row["found"]["training_examples"] > row["found"]["examples"] > 0
    assert row["found"]["findings"] == []


@pytest.mark.parametrize(
    ("name", "message"),
    [
        (
            "xnli/en/trial",
            "crosswind leakage: no set is called 'xnli/en/trial'; name it task, task/language or "
            "task/language/split (train, dev or test).\n",
        ),
        (
            "xnli/xx",
            "xnli/xx: task 'xnli' has no language 'xx'; choose another "
            "(crosswind list tasks), or add it to the catalogue.\n",
        ),
    ],
)
def test_a_set_that_there_is_not_is_refused(catalogue, capsys, name, message):
    assert call(catalogue, "--train", "plain_text", "--test", name) == 2
    assert capsys.readouterr().err == message
