"""The command line of the audit: rules in a table, a sample out, ratings in, a report with both."""

from __future__ import annotations

import csv
import io
import json

import pytest

from suites.cli import main


def audit(tiny, *options):
    return main(["audit", str(tiny["typos"]), "--tasks", "mini_pos", "--languages", "es,zh", *options])


def test_each_set_has_a_line_that_says_how_many_survive(tiny, capsys):
    assert audit(tiny) == 0
    said = capsys.readouterr().out.splitlines()
    assert said[0] == "mini_pos, Spanish (es): of how many changed the gold survives"
    assert said[1].startswith("  keyboard_typos 3   100 % [")


def test_where_nothing_can_be_told_the_reason_is_said(tiny, capsys):
    assert audit(tiny) == 0
    said = capsys.readouterr().out
    place = said.index("  diacritics_loss 5  unknown: nothing was changed", said.index("Chinese (zh)"))
    assert said[place:].splitlines()[1].startswith("      12 of 12 left as they are: ")


def test_nothing_is_wider_than_80_columns_and_no_row_is_cut_into_strips(capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    assert main(["audit", "sides", "--tasks", "mini_nli,mini_qa", "--languages", "es"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert max(map(len, lines)) <= 80
    rows = [line for line in lines if line.startswith("  ") and not line.startswith("   ")]
    assert len(rows) == 8
    assert all(" % [" in row and " of 300" in row for row in rows)
    assert any(line.startswith("      rules that failed: negation ") for line in lines)


def test_json_holds_every_rule(tiny, capsys):
    assert audit(tiny, "--json") == 0
    found = {(one["language"], one["perturbation"]): one for one in json.loads(capsys.readouterr().out)}
    typos = found["es", "keyboard_typos"]
    assert (typos["source"], typos["share"], typos["in_doubt"]) == ("rules", 1.0, False)
    assert {rule["rule"] for rule in typos["rules"]} >= {"tags", "not empty"}
    nothing = found["zh", "diacritics_loss"]
    assert (nothing["source"], nothing["share"], nothing["n"]) == ("unknown", None, 0)
    assert nothing["coverage"]["not_applicable"] == 12
    assert [count for _, count in nothing["coverage"]["reasons"]] == [12]


@pytest.fixture
def sheet(tiny, tmp_path, capsys):
    path = tmp_path / "sample.csv"
    arguments = ["audit-sample", str(tiny["typos"]), "--tasks", "mini_pos,mini_pairs", "--languages", "es"]
    assert main([*arguments, "--out", str(path), "--n", "24", "--seed", "3"]) == 0
    said = capsys.readouterr().out.splitlines()
    assert said == [
        f"{path}: 24 items to rate (label, and confidence 1 to 3)",
        f"{tmp_path / 'sample.key.json'}: what they are; keep it from the rater",
    ]
    return path


def fill(path, target, *, wrong=0):
    """A rater who knows the gold, but for the first few perturbed items."""
    key = json.loads(path.with_suffix(".key.json").read_bytes())
    left, labels = wrong, {}
    for item in key["items"]:
        misses = left > 0 and item["perturbation"] != "clean"
        left -= misses
        others = [label for label in item["options"] if label not in item["gold"]]
        labels[item["item"]] = others[0] if misses else item["gold"][0]
    rows = list(csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline="")))
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, rows[0].keys())
    writer.writeheader()
    writer.writerows(row | {"label": labels[row["item"]], "confidence": "2"} for row in rows)
    target.write_text(text.getvalue(), "utf-8", newline="")


def test_ratings_are_counted(sheet, tmp_path, capsys):
    one, other, out = tmp_path / "one.csv", tmp_path / "other.csv", tmp_path / "validity.json"
    fill(sheet, one, wrong=3)
    fill(sheet, other)
    key = str(sheet.with_suffix(".key.json"))
    assert main(["audit-read", str(one), str(other), "--key", key, "--out", str(out)]) == 0
    said = capsys.readouterr().out
    assert said.startswith(
        "clean: 100.0 % [75.8, 100.0] of 12 items rated as the gold, mean confidence 2.0\n"
    )
    assert "perturbed: 87.5 %" in said
    assert "Cohen's kappa: 0." in said
    assert f"not rated: 0; written: {out}" in said
    ratings = json.loads(out.read_bytes())
    assert (ratings["raters"], ratings["perturbed"]["n"], ratings["kappa_n"]) == (2, 12, 24)


def test_a_wrong_sheet_is_one_sentence(sheet, tmp_path, capsys):
    sheet.write_text("item,label\n", "utf-8")
    assert main(["audit-read", str(sheet), "--out", str(tmp_path / "v.json")]) == 2
    assert capsys.readouterr().err == (
        f"{sheet}: column 'confidence' is missing or stands twice; "
        "keep the columns item, label, confidence.\n"
    )
    assert not (tmp_path / "v.json").exists()


def test_a_run_refuses_wrong_ratings_before_it_starts(tiny, tmp_path, capsys, own_store):
    wrong = tmp_path / "validity.json"
    wrong.write_text("{}", "utf-8")
    arguments = ["run", str(tiny["typos"]), "--recipe", str(tiny["direct"]), "--out", str(tmp_path / "runs")]
    assert main([*arguments, "--validity", str(wrong)]) == 2
    assert "field required; name a validity.json that crosswind audit-read wrote." in capsys.readouterr().err
    assert not own_store.exists()


def test_sets_without_changes_take_no_items_from_others(tmp_path, capsys):
    suite = tmp_path / "sparse.yaml"
    stress = "[{name: keyboard_typos, severities: [5]}, {name: natural_typos, severities: [1, 2, 3, 4]}]"
    suite.write_text(
        f"name: s\ndescription: d\nlanguages: [es]\nlimit: 20\nfamily: adversarial\n"
        f"perturbations: {stress}\n",
        "utf-8",
    )
    for asked, said in ((16, "16 items"), (90, "20 items to rate, not 90, for the sets hold no more")):
        out = ["--out", str(tmp_path / f"{asked}.csv"), "--n", str(asked)]
        assert main(["audit-sample", str(suite), "--tasks", "mini_pairs", *out]) == 0
        assert f"{asked}.csv: {said}" in capsys.readouterr().out
