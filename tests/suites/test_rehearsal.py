"""Every task of a catalogue, from its files to a score."""

from __future__ import annotations

from pathlib import Path

import pytest

from harness.errors import UnknownNameError
from harness.tasks import TASKS
from suites.cli.check import command
from suites.data import DataAccess
from suites.rehearsal import LoadedSet, Rehearsal, Rehearser, render_rehearsals

CATALOGUE = """entries:
  - &entry
    task: snli
    language: en
    split: train
    file: train.tsv
    reader: {layout: table, rows: {kind: pairs, first: a, second: b, label: label}}
  - {<<: *entry, split: dev, file: dev.tsv}
  - {<<: *entry, task: mnli, split: dev, file: dev.tsv}
  - {<<: *entry, task: pawsx, file: broken.tsv}
"""
SHARED = Path(__file__).parents[1] / "catalogues" / "shared-data.yaml"


@pytest.fixture
def catalogue(tmp_path: Path) -> Path:
    head = "a\tb\tlabel\n"
    labels = ("entailment", "neutral", "contradiction")
    for name, rows in (("train", 30), ("dev", 7)):
        lines = [f"cat {i}\tdog {i}\t{labels[i % 3]}\n" for i in range(rows)]
        (tmp_path / f"{name}.tsv").write_text(head + "".join(lines))
    (tmp_path / "broken.tsv").write_text(head + "one\ttwo\tparaphrase\nthree\tdifferent\n")
    (tmp_path / "catalogue.yaml").write_text(CATALOGUE)
    return tmp_path / "catalogue.yaml"


def test_tables_have_a_line_for_each_task_and_each_set():
    sets = (
        LoadedSet("xnli", "train", "en", 1234, 0, 0.25),
        LoadedSet("xnli", "test", "en", 10, 0, 0.1),
        LoadedSet("xnli", "test", "sw", 10, 7, 0.1),
    )
    fine = Rehearsal(TASKS.get("xnli"), sets, "test", 2.0, (("en", 40.0), ("sw", 30.0)))
    wrong = Rehearsal(TASKS.get("snli"), problem="a.tsv:3: 2 columns | 3")
    lines = render_rehearsals([fine, wrong]).splitlines()
    assert lines[2:4] == [
        "| xnli | classification | 2 | 1,234 | – | 20 | 0.45 | 2.0 | accuracy 35.0 on test |",
        "| snli | classification | 0 | – | – | – | 0.00 | 0.0 | a.tsv:3: 2 columns \\| 3 |",
    ]
    assert lines[-2:] == ["| xnli | test | en | 10 | – | 0.10 |", "| xnli | test | sw | 10 | 7 | 0.10 |"]


def test_a_bad_line_is_named_and_fails_the_check(catalogue, tmp_path, capsys):
    assert command(data=catalogue, task=["pawsx"], out=tmp_path / "tasks.md") == 2
    found = "broken.tsv:3: 2 columns where 3 were expected"
    assert found in (tmp_path / "tasks.md").read_text("utf-8")
    assert str(tmp_path) not in (tmp_path / "tasks.md").read_text("utf-8")
    assert found in capsys.readouterr().err


def test_a_task_without_training_data_is_only_read(catalogue):
    (one,) = Rehearser(DataAccess(catalogue), catalogue.parent / "home").run(["mnli"])
    assert (one.evaluated, one.scores, one.problem) == ("", (), "")
    assert [item.rows for item in one.sets] == [7]


def test_a_task_that_the_catalogue_lacks_is_refused(catalogue):
    with pytest.raises(UnknownNameError, match="unknown task of this catalogue 'xnli'; did you mean 'snli'"):
        list(Rehearser(DataAccess(catalogue), catalogue.parent).run(["xnli"]))


@pytest.mark.slow
def test_a_task_goes_from_its_files_to_a_score(catalogue):
    (one,) = Rehearser(DataAccess(catalogue), catalogue.parent / "home").run(["snli"])
    assert (one.problem, one.evaluated) == ("", "dev")
    ((language, score),) = one.scores
    assert language == "en"
    assert score in {100 * right / 7 for right in range(8)}


@pytest.mark.slow
@pytest.mark.parametrize("task", ["copa", "squad_v2", "masakhaner_names", "xnli_typos"])
def test_real_files_go_from_files_to_a_score(data_root, task, tmp_path):
    (one,) = Rehearser(DataAccess(SHARED, data_root), tmp_path).run([task])
    assert one.problem == ""
    assert one.scores
    assert all(0 <= score <= 100 for _, score in one.scores)
