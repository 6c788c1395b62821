"""The command line of frozen suites."""

from __future__ import annotations

import json

import pytest

from suites.cli import main


@pytest.fixture
def written(tiny, tmp_path, capsys):
    folder = tmp_path / "sets"
    arguments = ["perturb-set", str(tiny["typos"]), "--tasks", "mini_pos", "--languages", "es,zh"]
    assert main([*arguments, "--out", str(folder)]) == 0
    return folder, capsys.readouterr().out


def test_it_says_what_it_wrote(written):
    folder, said = written
    manifest = json.loads((folder / "manifest.json").read_bytes())
    count = sum(one["examples"] for one in manifest["sets"])
    assert said == f"{folder}: {len(manifest['sets'])} sets of {count} examples\n"
    assert {one["language"] for one in manifest["sets"]} == {"es", "zh"}


def test_json_is_the_manifest(tiny, tmp_path, capsys):
    arguments = ["perturb-set", str(tiny["typos"]), "--tasks", "mini_pos", "--languages", "es"]
    assert main([*arguments, "--out", str(tmp_path / "sets"), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == json.loads((tmp_path / "sets/manifest.json").read_bytes())


def test_it_overwrites_nothing(written, tiny, capsys):
    folder, _ = written
    assert main(["perturb-set", str(tiny["typos"]), "--tasks", "mini_pos", "--out", str(folder)]) == 2
    assert capsys.readouterr().err == f"{folder}: the folder exists; name another --out, or remove it.\n"


def test_a_run_refuses_a_set_that_lacks_a_language(written, tiny, capsys):
    folder, _ = written
    code = main(["run", str(tiny["typos"]), "--recipe", str(tiny["direct"]), "--frozen", str(folder)])
    assert code == 2
    assert capsys.readouterr().err == (
        f"--frozen {folder}: it does not hold mini_pos in en; "
        "write a set for this run (crosswind perturb-set).\n"
    )
