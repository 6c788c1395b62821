"""``crosswind train --dry-run``: every stage, its size and its price, and nothing computed."""

from __future__ import annotations

import json

import pytest

from suites.cli import main


@pytest.fixture(autouse=True)
def elsewhere(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CROSSWIND_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("COLUMNS", "200")


def test_the_table_has_a_row_for_every_stage_and_a_sum(tiny, tmp_path, capsys):
    assert main(["train", str(tiny["stilts"]), "--dry-run"]) == 0
    lines = capsys.readouterr().out.splitlines()
    rows = [line.split() for line in lines[1:8]]
    assert [row[:5] for row in rows[:3]] == [
        ["pretraining", "mini_text", "0", "150", "20"],
        ["intermediate", "mini_nli", "0", "64", "10"],
        ["target", "mini_pos", "0", "40", "10"],
    ]
    assert lines[8].startswith("7 stages, at most ")
    assert lines[8].endswith("GB of checkpoints; within a factor of two, early stopping aside.")
    assert list(tmp_path.iterdir()) == []


def test_json_has_the_numbers(tiny, capsys):
    assert main(["train", str(tiny["direct"]), "--dry-run", "--json", "--seed", "5"]) == 0
    first, second, *_ = json.loads(capsys.readouterr().out)
    assert (first["kind"], first["examples"], first["counted"], first["steps"]) == (
        "pretraining",
        150,
        True,
        20,
    )
    assert (second["task"], second["seed"], second["steps"]) == ("mini_pos", 5, 10)
    assert second["operations"] > 0
    assert set(second["hours"]) == {"this machine", "A100", "H100"}


def test_an_unknown_encoder_is_refused(tmp_path, capsys):
    recipe = tmp_path / "r.yaml"
    recipe.write_text(
        "name: r\ncheckpoint: nobody/nothing\ntargets: [{task: mini_pos, training: {steps: 1}}]\n"
    )
    assert main(["train", str(recipe), "--dry-run"]) == 2
    assert "'nobody/nothing' is not a folder and not in the local hub cache" in capsys.readouterr().err
