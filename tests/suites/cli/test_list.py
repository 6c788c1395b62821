from __future__ import annotations

import json

import pytest

from harness.languages import LANGUAGES
from harness.tasks import TASKS
from perturbations.base import PERTURBATIONS
from suites.cli import main
from suites.cli.list import KINDS

NAMES = {
    "tasks": TASKS.names(),
    "perturbations": PERTURBATIONS.names(),
    "languages": tuple(sorted(LANGUAGES)),
}


def list_json(kind, capsys):
    assert main(["list", kind, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


@pytest.mark.parametrize("kind", NAMES)
def test_the_table_names_every_entry(kind, capsys):
    assert main(["list", kind]) == 0
    table = capsys.readouterr().out.partition("\n\n")[0]  # below it may stand where each applies
    rows = table.splitlines()
    assert {row.split()[0] for row in rows[1:] if row[:1].strip()} == set(NAMES[kind])


@pytest.mark.parametrize("kind", ["tasks", "perturbations"])
def test_json_names_every_entry_in_order(kind, capsys):
    assert [entry["name"] for entry in list_json(kind, capsys)] == list(NAMES[kind])


def test_languages_as_json_say_what_is_known(capsys):
    german = next(entry for entry in list_json("languages", capsys) if entry["code"] == "de")
    assert german["name"] == "German"
    assert german["family"] == "Indo-European"
    assert german["scripts"] == ["Latin"]


def test_suites_are_the_shipped_configurations(capsys):
    names = [entry["name"] for entry in list_json("suites", capsys)]
    assert {"adversarial", "domain-shift", "scaling"} <= set(names)
    assert names == sorted(names)


def test_an_unknown_kind_suggests_the_nearest(capsys):
    assert main(["list", "langauges"]) == 2
    assert capsys.readouterr().err == "crosswind list: unknown kind 'langauges'; did you mean 'languages'.\n"


def test_the_help_names_every_kind(capsys):
    main(["list", "--help"])
    shown = " ".join(capsys.readouterr().out.split())
    assert [kind for kind in KINDS if kind not in shown] == []


def test_perturbations_say_which_data_they_change(capsys):
    targets = {entry["name"]: entry["target"] for entry in list_json("perturbations", capsys)}
    assert (targets["keyboard_typos"], targets["evaluation_subset"]) == ("evaluation", "evaluation")
    assert {targets[name] for name in ("intermediate_subset", "label_noise", "duplicated_data")} == {"train"}


def test_where_each_perturbation_applies_stands_below(capsys):
    assert main(["list", "perturbations"]) == 0
    below = capsys.readouterr().out.partition("\n\n")[2]
    assert "keyboard_typos CMTQRL  " in below
    spec = next(one for one in list_json("perturbations", capsys) if one["name"] == "keyboard_typos")
    assert spec["support"]["tagging"] | {"de": "yes", "am": "no"} == spec["support"]["tagging"]
