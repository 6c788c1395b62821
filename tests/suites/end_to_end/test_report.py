"""What a whole run leaves: a report that follows its schema, the same by every way of getting it."""

from __future__ import annotations

import json
import shutil
import subprocess

import jsonschema
import pytest

from suites.cli import main
from suites.report.schema import read_schema

from .conftest import command, environment, without_times

RENDERED = ("report.json", "report.md", "report.html")


@pytest.fixture(scope="module")
def report(straight):
    return json.loads((straight.folder / "report.json").read_bytes())


def test_the_report_follows_the_schema(report):
    jsonschema.validate(report, json.loads(read_schema()))


def test_every_form_of_the_report_is_there(straight):
    assert all((straight.folder / name).stat().st_size > 1000 for name in RENDERED)


def test_arms_share_their_pretraining_and_sizes_share_nothing_else(report):
    lineages = {model["name"]: model["lineage"] for model in report["models"]}
    assert len({lineage[0] for lineage in lineages.values()}) == 1
    assert lineages["stilts/mini_pos/seed-0"][1] == lineages["stilts/mini_qa/seed-0"][1]
    assert lineages["stilts/mini_pos/seed-0"][1] != lineages["stilts/mini_pos/seed-1"][1]
    assert lineages["stilts/mini_pos/seed-0"][1] != lineages["stilts@1:2/mini_pos/seed-0"][1]
    assert len(lineages["direct/mini_pos/seed-0"]) == 2


def test_the_grid_is_whole(report):
    models = {model["name"]: model for model in report["models"]}
    assert len(models) == 2 * 2 * 2 + 2 * 2  # arms x targets x seeds, sizes x seeds
    sizes = {name: model["intermediate_examples"] for name, model in models.items() if "mini_pos" in name}
    assert {sizes[f"stilts{at}/mini_pos/seed-1"] for at in ("", "@1:2", "@1:4")} == {64, 32, 16}
    cells = {
        (c["model"], c["language"], c["perturbation"], c["severity"], c["metric"]) for c in report["cells"]
    }
    assert len(cells) == len(report["cells"])
    assert {cell["language"] for cell in report["cells"]} == {"en", "es", "zh"}
    assert {cell["perturbation_family"] for cell in report["cells"]} == {
        "adversarial",
        "domain_shift",
        "scaling",
    }
    assert {c["perturbation"] for c in report["cells"] if c["model"] == "stilts/mini_qa/seed-1"} == set(), (
        "other seeds are stressed only where a suite says so"
    )


def test_numbers_add_up(report):
    for cell in report["cells"]:
        changed = cell["attempted"] - cell["unchanged"] - cell["not_applicable"]
        assert cell["coverage"] == pytest.approx(changed / cell["attempted"], abs=1e-4)
        if cell["n"]:
            assert cell["drop"] == pytest.approx(cell["clean"] - cell["perturbed"], abs=2e-4)
            assert cell["drop_low"] <= cell["drop"] <= cell["drop_high"]
            assert not (cell["at_chance"] and (cell["significant"] or cell["relative_drop"] is not None))
        else:
            assert cell["clean"] is cell["drop"] is cell["p_value"] is None
            assert cell["notes"]


def test_curves_go_from_no_intermediate_data_to_all(report):
    shares = {tuple(point["share"] for point in curve["points"]) for curve in report["curves"]}
    assert shares == {(0.0, 0.25, 0.5, 1.0)}
    assert {(curve["perturbation"], curve["severity"]) for curve in report["curves"]} >= {
        ("clean", 0),
        ("keyboard_typos", 3),
    }


@pytest.mark.slow
def test_another_batch_size_and_more_workers_change_no_byte(straight, make_run, tmp_path):
    other = make_run(tmp_path, "--workers", "2", "--token-budget", "150")
    assert other.folder.name == straight.folder.name
    assert without_times(other.folder) == without_times(straight.folder)


def test_a_report_is_made_again_without_models_and_data(straight, tmp_path, own_store, capsys):
    folder = tmp_path / "copy"
    shutil.copytree(straight.folder, folder)
    for name in RENDERED:
        (folder / name).unlink()
    assert main(["report", str(folder), "--json"]) == 0
    printed = capsys.readouterr().out
    assert printed.encode() == (straight.folder / "report.json").read_bytes()
    assert [(folder / name).read_bytes() for name in RENDERED] == [
        (straight.folder / name).read_bytes() for name in RENDERED
    ]
    assert not own_store.exists()


def test_another_correction_is_kept_for_later_renderings(straight, tmp_path, capsys):
    folder = tmp_path / "copy"
    shutil.copytree(straight.folder, folder)
    told = []
    for options in (["--correction", "holm", "--wanted-drop", "4"], [], ["--correction", "bh"]):
        assert main(["report", str(folder), "--json", *options]) == 0
        report = json.loads(capsys.readouterr().out)
        told.append((report["signature"]["correction"], report["signature"]["wanted_drop"]))
    holm = ("Holm over all cells of the report (Holm 5 %)", 4.0)
    assert told == [holm, holm, ("Benjamini-Hochberg over all cells of the report (BH 5 %)", 4.0)]
    assert main(["report", str(folder), "--correction", "bhh"]) == 2
    assert "did you mean 'bh'" in capsys.readouterr().err


def test_a_run_whose_predictions_are_gone_says_so(straight, tmp_path, capsys):
    folder = tmp_path / "copy"
    shutil.copytree(straight.folder, folder)
    lost = min(folder.glob("predictions/*"))
    lost.unlink()
    assert main(["report", str(folder)]) == 2
    assert capsys.readouterr().err == f"{lost}: missing predictions; finish the run by its own command.\n"


def test_the_same_command_again_computes_nothing(straight):
    stages, predictions, before = straight.stages(), straight.predictions(), without_times(straight.folder)
    probe = "import sys; from suites.cli import main; main(sys.argv[1:]); sys.exit('torch' in sys.modules)"
    arguments = [command()[0], "-c", probe, *straight.arguments]
    done = subprocess.run(
        arguments, env=environment(straight.home), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, "torch was imported"
    assert done.stderr == ""
    assert (straight.stages(), straight.predictions()) == (stages, predictions)
    assert without_times(straight.folder) == before
