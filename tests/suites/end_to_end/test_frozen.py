"""A run that reads frozen sets reports what one that perturbs anew does, to the last byte."""

from __future__ import annotations

import json
import subprocess

from .conftest import command, environment, without_times


def test_frozen_sets_change_no_byte_of_what_is_reported(straight, tiny, tmp_path):
    suites = [str(tiny[name]) for name in ("typos", "other", "sizes")]
    recipes = ["--recipe", str(tiny["direct"]), "--recipe", str(tiny["stilts"])]
    sets, runs = tmp_path / "sets", tmp_path / "runs"
    for arguments in (
        ("perturb-set", *suites, "--tasks", "mini_pos,mini_qa", "--out", sets),
        ("run", *suites, *recipes, "--frozen", sets, "--out", runs, "--workers", "1"),
    ):
        done = subprocess.run(
            command(*arguments), env=environment(straight.home), capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
    (folder,) = runs.iterdir()
    for path in straight.folder.glob("predictions/[!.]*"):
        assert (folder / "predictions" / path.name).read_bytes() == path.read_bytes()
    ours, theirs = (json.loads(without_times(one)) for one in (folder, straight.folder))
    assert len(ours["signature"].pop("frozen")) == 64
    assert theirs["signature"].pop("frozen") == ""
    assert ours["signature"].pop("plan") != theirs["signature"].pop("plan")
    assert json.dumps(ours) == json.dumps(theirs)
