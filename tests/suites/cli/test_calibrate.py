"""``crosswind calibrate``: what it prints, writes and refuses."""

from __future__ import annotations

import json

import pytest

from suites.cli import main

SMALL = ("calibrate", "--shape", "tatoeba_100", "--repetitions", "5")


def test_it_prints_rates_and_the_verdict(capsys):
    assert main([*SMALL, "--method", "mcnemar_midp"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "tatoeba_100, 100 clusters; planted: none"
    assert lines[1].startswith("  mcnemar_midp false positives")
    assert lines[-2].startswith("All 1 methods in use")


def test_json_and_page_say_the_same(capsys, tmp_path):
    page = tmp_path / "calibration.md"
    assert main([*SMALL, "--seed", "4", "--json", "--out", str(page)]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["calibration"]["seed"] == 4
    assert found["verdict"] in page.read_text("utf-8")
    text = page.read_text("utf-8")
    command = "crosswind calibrate --repetitions 5 --seed 4 --shape tatoeba_100 --out calibration.md"
    assert f"Written by `{command}`" in text
    for row in found["calibration"]["rows"]:
        assert f"| {row['method']} | {row['shape']} | 100 |" in text


@pytest.mark.parametrize(("strict", "code"), [((), 0), (("--strict",), 1)])
def test_a_miss_fails_only_where_it_is_to(monkeypatch, strict, code, capsys):
    monkeypatch.setattr("harness.statistics.simulation.trials.judge", lambda *_: "misses")
    assert main([*SMALL, *strict]) == code
    assert "miss what they announce" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("option", "name", "message"),
    [
        ("--method", "mcnemar", "unknown method 'mcnemar'; did you mean 'mcnemar_midp'"),
        ("--shape", "panks", "unknown shape 'panks'; did you mean 'panx'"),
    ],
)
def test_unknown_names_are_refused_with_the_nearest(capsys, option, name, message):
    assert main(["calibrate", option, name]) == 2
    assert message in capsys.readouterr().err


def test_no_repetition_is_refused(capsys):
    assert main(["calibrate", "--repetitions", "0"]) == 2
    assert "0" in capsys.readouterr().err
