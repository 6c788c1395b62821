"""What rules and people say of the gold stands in every form of a run's report."""

from __future__ import annotations

import json
import shutil
from hashlib import sha256

import jsonschema
import pytest

from harness import __version__
from perturbations.compose import find_stress
from suites.audit.ratings import Agreement, RatedSet, Ratings
from suites.cli import main
from suites.report.schema import read_schema


@pytest.fixture(scope="module")
def report(straight):
    return json.loads((straight.folder / "report.json").read_bytes())


def test_every_perturbed_set_was_audited(report):
    entries = {(e["task"], e["language"], e["perturbation"], e["severity"]): e for e in report["validity"]}
    for cell in report["cells"]:
        entry = entries.get((cell["task"], cell["language"], cell["perturbation"], cell["severity"]))
        if cell["perturbation_family"] == "scaling":
            assert (cell["validity_source"], cell["gold_in_doubt"]) == ("clean", False)
        else:
            assert (cell["validity"], cell["validity_n"]) == (entry["share"], entry["n"])
            assert (
                entry["n"] + entry["unknown"]
                == cell["attempted"] - cell["unchanged"] - cell["not_applicable"]
            )
    assert entries["mini_pos", "es", "other_domain", 5]["share"] == 1.0


def test_ratings_change_the_report_and_are_signed(straight, tmp_path, capsys):
    folder, file = tmp_path / "copy", tmp_path / "validity.json"
    shutil.copytree(straight.folder, folder)
    agreement = Agreement(n=20, share=0.5, low=0.3, high=0.7, confidence=2.0)
    version = find_stress("keyboard_typos").spec.version
    rated = RatedSet(
        task="mini_qa",
        language="es",
        perturbation="keyboard_typos",
        version=version,
        severity=3,
        n=20,
        gold=10,
    )
    ratings = Ratings(
        format_version=2,
        crosswind=__version__,
        sample="s",
        raters=1,
        unrated=0,
        clean=None,
        perturbed=agreement,
        kappa=None,
        kappa_n=0,
        sets=(rated,),
    )
    file.write_text(ratings.model_dump_json(), "utf-8")
    assert main(["report", str(folder), "--validity", str(file), "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    jsonschema.validate(report, json.loads(read_schema()))
    assert report["signature"]["ratings"] == sha256(file.read_bytes()).hexdigest()
    cells = [
        cell
        for cell in report["cells"]
        if (cell["task"], cell["language"], cell["perturbation"]) == ("mini_qa", "es", "keyboard_typos")
    ]
    assert cells
    assert {(cell["validity"], cell["validity_source"], cell["ceiling"]) for cell in cells} == {
        (0.5, "ratings", 50.0)
    }
    assert all(cell["gold_in_doubt"] for cell in cells)
    assert any(
        "a blind sample of unnamed suites, perturbed with" in note for note in report["coverage_notes"]
    )
    assert "## Do the gold answers survive?" in (folder / "report.md").read_text("utf-8")
    assert "Do the gold answers survive?" in (folder / "report.html").read_text("utf-8")
    again = (folder / "report.json").read_bytes()
    assert main(["report", str(folder)]) == 0
    assert (folder / "report.json").read_bytes() == again
