from __future__ import annotations

import json
from pathlib import Path

from harness.doctor import Finding
from suites.cli import doctor, main


def test_a_machine_that_can_run_exits_0(capsys):
    assert main(["doctor"]) == 0
    shown = capsys.readouterr().out
    assert shown.endswith("A demo can run here.\n")
    assert "torch" in shown


def test_json_holds_every_finding(capsys):
    assert main(["doctor", "--json"]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert shown["demo_can_run"] is True
    assert {item["topic"] for item in shown["findings"]} == {"python", "package", "device", "store", "data"}
    assert all(item.keys() == {"topic", "subject", "detail", "remedy"} for item in shown["findings"])


def test_a_machine_that_cannot_run_exits_4_and_says_what_to_do(monkeypatch, capsys):
    broken = (Finding("package", "torch", "missing, needs >=2.6", "pip install 'torch>=2.6'"),)
    monkeypatch.setattr(doctor, "examine", lambda *_: broken)
    assert main(["doctor"]) == 4
    shown = capsys.readouterr().out
    assert "pip install 'torch>=2.6'" in shown
    assert shown.endswith("A demo cannot run here until this is mended.\n")


def test_data_are_looked_for_where_the_options_say(monkeypatch, capsys):
    asked = []
    monkeypatch.setenv("CROSSWIND_DATA", "of-the-environment.yaml")
    monkeypatch.setattr(doctor, "examine", lambda *given: asked.append(given) or ())
    main(["doctor", "--data-root", "root"])
    main(["doctor", "--data", "named.yaml", "--data-root", "root"])
    capsys.readouterr()
    assert asked == [(Path("of-the-environment.yaml"), Path("root")), (Path("named.yaml"), Path("root"))]
