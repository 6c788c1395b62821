"""Corrections that do not exist, and drops that no one can want."""

from __future__ import annotations

import pytest

from suites.cli import main


@pytest.mark.parametrize(
    "command", [["demo"], ["run", "demo-adversarial", "--model", "nowhere"]], ids=lambda c: c[0]
)
def test_an_unknown_correction_is_refused_with_the_nearest(command, capsys, tmp_path):
    assert main([*command, "--correction", "hollm", "--out", str(tmp_path)]) == 2
    said = capsys.readouterr().err
    assert said == "--correction: unknown correction 'hollm'; did you mean 'holm'.\n"
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("wanted", ["0", "-3", "101", "nan"])
def test_an_impossible_wanted_drop_is_refused(wanted, capsys, tmp_path):
    assert main(["demo", "--wanted-drop", wanted, "--out", str(tmp_path)]) == 2
    assert "--wanted-drop" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())
