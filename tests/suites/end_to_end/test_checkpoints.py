"""``train`` leaves checkpoints that everyone can load, and ``run --model`` takes them."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
import torch
from transformers import AutoModelForQuestionAnswering, AutoModelForTokenClassification, AutoTokenizer

from harness.tasks import TASKS
from suites.cli import main

NUMBERS = ("n", "clean", "perturbed", "drop", "drop_low", "drop_high", "coverage", "at_chance", "broken")


@pytest.fixture
def checkpoints(straight, own_store, tiny, tmp_path, capsys) -> Path:
    shutil.copytree(straight.home, own_store)  # so that nothing need be trained again
    out = tmp_path / "checkpoints"
    assert main(["train", str(tiny["direct"]), "--out", str(out), "--json", "--workers", "1"]) == 0
    assert json.loads(capsys.readouterr().out) == {
        f"direct/{task}/seed-{seed}": str(out / f"direct-{task}-seed-{seed}")
        for task in ("mini_pos", "mini_qa")
        for seed in (0, 1)
    }
    return out


def test_a_trained_checkpoint_is_a_hugging_face_one(checkpoints):
    tagger = checkpoints / "direct-mini_pos-seed-0"
    tokenizer = AutoTokenizer.from_pretrained(tagger)
    model = AutoModelForTokenClassification.from_pretrained(tagger)
    assert tuple(model.config.id2label.values()) == TASKS.get("mini_pos").labels
    batch = tokenizer(["The cat sees a dog."], return_tensors="pt")
    with torch.no_grad():
        logits = model(input_ids=batch["input_ids"], attention_mask=batch["attention_mask"]).logits
    assert logits.shape == (*batch["input_ids"].shape, len(model.config.id2label))
    assert bool(torch.isfinite(logits).all())

    reader, notes = AutoModelForQuestionAnswering.from_pretrained(
        checkpoints / "direct-mini_qa-seed-1", output_loading_info=True
    )
    assert not notes["missing_keys"]
    assert reader.config.architectures == ["XLMRobertaForQuestionAnswering"]


def test_training_again_copies_nothing_anew_and_overwrites_nothing(checkpoints, tiny, capsys):
    again = ["train", str(tiny["direct"]), "--out", str(checkpoints)]
    weights = checkpoints / "direct-mini_pos-seed-0" / "model.safetensors"
    before = weights.stat().st_mtime_ns
    assert main(again) == 0
    assert weights.stat().st_mtime_ns == before
    (checkpoints / "direct-mini_pos-seed-0" / "stage.json").write_text("mine", "utf-8")
    capsys.readouterr()
    assert main(again) == 2
    assert capsys.readouterr().err == (
        f"{checkpoints}/direct-mini_pos-seed-0: the folder exists and holds something else; "
        "name another --out.\n"
    )


def test_checkpoints_are_evaluated_as_their_recipe_was(checkpoints, straight, tiny, tmp_path, capsys):
    names = ["direct-mini_pos-seed-0", "direct-mini_qa-seed-0"]
    models = [word for name in names for word in ("--model", str(checkpoints / name))]
    arguments = ["run", str(tiny["typos"]), *models, "--out", str(tmp_path / "runs"), "--workers", "1"]
    assert main([*arguments, "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert [model["task"] for model in report["models"]] == ["mini_pos", "mini_qa"]
    assert [model["arm"].rpartition("-")[0] for model in report["models"]] == names
    whole = json.loads((straight.folder / "report.json").read_bytes())
    expected = {key_of(cell): numbers_of(cell) for cell in whole["cells"] if is_expected(cell)}
    found = {key_of(cell): numbers_of(cell) for cell in report["cells"]}
    assert found == expected
    assert report["arm_comparisons"] == []


def key_of(cell):
    return tuple(cell[name] for name in ("task", "language", "perturbation", "severity", "metric"))


def numbers_of(cell):
    return [cell[name] for name in NUMBERS]


def is_expected(cell) -> bool:
    suite = ("keyboard_typos", "diacritics_loss")
    return (
        cell["model"] in ("direct/mini_pos/seed-0", "direct/mini_qa/seed-0") and cell["perturbation"] in suite
    )


def test_two_checkpoints_of_one_task_are_compared(checkpoints, tiny, tmp_path, capsys):
    models = [
        word for seed in (0, 1) for word in ("--model", str(checkpoints / f"direct-mini_pos-seed-{seed}"))
    ]
    arguments = ["run", str(tiny["typos"]), *models, "--out", str(tmp_path / "runs"), "--workers", "1"]
    assert main(arguments) == 0
    printed = capsys.readouterr().out
    (folder,) = (tmp_path / "runs").iterdir()
    assert printed.endswith(f"Report: {folder}/report.html\n")
    compared = json.loads((folder / "report.json").read_bytes())["arm_comparisons"]
    assert {one["language"] for one in compared} == {"en", "es", "zh", "mean"}
    arms = {(one["baseline_arm"], one["candidate_arm"]) for one in compared}
    assert [tuple(arm.rpartition("-")[0] for arm in pair) for pair in arms] == [
        ("direct-mini_pos-seed-0", "direct-mini_pos-seed-1")
    ]


def test_a_dry_run_prints_the_plan_and_computes_nothing(straight, own_store, tmp_path, capsys):
    arguments = [*straight.arguments[: straight.arguments.index("--out")], "--out", str(tmp_path / "runs")]
    assert main([*arguments, "--dry-run"]) == 0
    shown = capsys.readouterr().out
    assert shown.count("to train") == len(straight.stages())
    assert "ready" not in shown
    assert "stilts@1:4/mini_pos/seed-1" in shown
    assert not own_store.exists()
    assert not (tmp_path / "runs").exists()


def test_a_dry_run_knows_what_is_there(straight, own_store, capsys):
    shutil.copytree(straight.home, own_store)
    assert main([*straight.arguments, "--dry-run"]) == 0
    shown = capsys.readouterr().out
    assert shown.count("ready") == len(straight.stages())
    assert "to train" not in shown


def test_a_plan_is_printed_as_json(straight, capsys):
    assert main([*straight.arguments, "--dry-run", "--json"]) == 0
    plan = json.loads(capsys.readouterr().out)
    assert plan == json.loads((straight.folder / "plan.json").read_bytes())
