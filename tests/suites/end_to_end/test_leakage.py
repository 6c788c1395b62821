"""Test examples planted into training files: a run finds these and no others, and scores without them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path

import pytest

from harness.tasks import TASKS
from harness.types import Example, TextPair
from suites.cli import main
from suites.data import DataAccess

CATALOGUE = """\
entries:
  - task: mnli
    language: en
    split: train
    file: mnli.tsv
    reader: &pairs {layout: table, rows: {kind: pairs, first: first, second: second, label: label}}
  - {task: xnli, language: en, split: train, file: xnli.tsv, reader: *pairs}
  - {task: xnli, language: [en, es], split: test, file: "test-{language}.tsv", reader: *pairs}
"""
RECIPE = """\
name: planted
pretraining:
  task: mini_text
  languages: [zh]
  sentences: 30
  shape: {layers: 1, hidden: 16, heads: 2, intermediate: 32, positions: 64}
  masked_lm: {vocabulary_size: 300}
  training: {steps: 2, batch_size: 8, max_length: 32}
intermediate:
  - {task: mnli, training: {steps: 2, batch_size: 8, max_length: 32}}
targets:
  - {task: xnli, training: {steps: 2, batch_size: 8, max_length: 32}}
"""
SUITE = """\
name: typos
description: Typos.
family: adversarial
perturbations: [{name: keyboard_typos, severities: [3]}]
"""
LONG = 16  # the place of a premise long enough to be nearly itself without its last letter
Rows = list[tuple[str, str, str]]


def draw(language: str, split: str, count: int) -> Rows:
    source = DataAccess().source_of(TASKS.get("mini_nli"))
    return [_row(one) for one in source.load(TASKS.get("mini_nli"), language, split)[:count]]


def _row(example: Example) -> tuple[str, str, str]:
    assert isinstance(example.payload, TextPair)
    return example.payload.first, example.payload.second or "", example.gold.label  # type: ignore[union-attr]


def write(path: Path, rows: Iterable[Sequence[str]]) -> None:
    path.write_text(
        "\n".join("\t".join(row) for row in (("first", "second", "label"), *rows)) + "\n", "utf-8"
    )


@pytest.fixture
def planted(tmp_path) -> Path:
    """The embedded benchmark as files, with test examples among the training examples."""
    tests = {code: draw(code, "test", 40) for code in ("en", "es")}
    train = draw("en", "train", 60)
    es = tests["es"]
    mnli = [
        *train[:30],
        (es[3][0].upper(), es[3][1].replace(".", " !"), "neutral"),  # row-4, exactly
        (es[LONG][0][:-2], es[LONG][1], "neutral"),  # nearly
        (es[7][0], "Nada de eso.", "neutral"),  # row-8, in part
    ]
    write(tmp_path / "mnli.tsv", mnli)
    write(tmp_path / "xnli.tsv", [*train[30:], tests["en"][2]])  # row-3, exactly
    for code, rows in tests.items():
        write(tmp_path / f"test-{code}.tsv", rows)
    for name, text in (("catalogue", CATALOGUE), ("recipe", RECIPE), ("suite", SUITE)):
        (tmp_path / f"{name}.yaml").write_text(text, "utf-8")
    return tmp_path


def test_exactly_what_was_planted_is_found(planted, capsys):
    arguments = [str(planted / "suite.yaml"), "--recipe", str(planted / "recipe.yaml")]
    files = ["--data", str(planted / "catalogue.yaml"), "--out", str(planted / "runs"), "--workers", "1"]
    assert main(["run", *arguments, *files, "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    (folder,) = (planted / "runs").iterdir()
    pairs = json.loads((folder / "leakage.json").read_text("utf-8"))
    found = {
        (pair["training"]["task"], pair["evaluated"]["language"]): {
            one["example"]: (one["extent"], one["exact_fields"], one["near_fields"])
            for one in pair["found"]["findings"]
        }
        for pair in pairs
    }
    both = ["first", "second"]
    assert found == {
        ("mini_text", "en"): {},
        ("mini_text", "es"): {},
        ("mnli", "en"): {},
        ("mnli", "es"): {
            "row-4": ("exact", both, []),
            f"row-{LONG + 1}": ("near", ["second"], ["first"]),
            "row-8": ("partial", ["first"], []),
        },
        ("xnli", "en"): {"row-3": ("exact", both, [])},
        ("xnli", "es"): {},
    }
    english, spanish = report["leakage"]
    assert [(one["exact"], one["near"], one["partial"]) for one in (english, spanish)] == [
        (1, 0, 0),
        (1, 1, 1),
    ]
    assert spanish["caution"].startswith(
        "leakage: 5.0 % of xnli's test examples in Spanish stand in training"
    )
    assert [one["corpora"] for one in report["overlaps"]] == [["MultiNLI"]]
    assert all(
        {spanish["caution"], report["overlaps"][0]["sentence"]} <= set(cell["notes"])
        for cell in report["cells"]
        if cell["language"] == "es"
    )

    # and without data or store the report is the same
    before = (folder / "report.json").read_bytes()
    for file in planted.glob("*.tsv"):
        file.unlink()
    assert main(["report", str(folder)]) == 0
    assert (folder / "report.json").read_bytes() == before
    assert "## Training and evaluation data" in (folder / "report.md").read_text("utf-8")
