"""Stages of several tasks: a head each over one encoder; masked-LM goes on with the parent's own head."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
import torch
from safetensors.torch import load_file
from transformers import AutoModelForMaskedLM

from harness.models.checkpoints import open_checkpoint
from harness.training.heads import build_heads
from harness.training.settings import MaskedLMSettings, Mixture
from harness.training.stage import Stage

from .conftest import CHOICES, PAIRS, QUESTIONS, SETTINGS, TAGS, TEXT, give, make_texts, train

ALL = [PAIRS, CHOICES, TAGS, QUESTIONS]
STAGE = Stage(
    "intermediate",
    "pairs+choices+tags+questions",
    settings=replace(SETTINGS, steps=24),
    mixture=Mixture("uniform"),
)
STILL = replace(SETTINGS, steps=8, learning_rate=1e-12)


def test_all_heads_stand_on_one_encoder(checkpoint):
    models = build_heads(checkpoint, [*ALL, TEXT], SETTINGS, seed=0)
    encoders = {id(model.base_model) for model in models}
    assert len(encoders) == 1
    shared = {id(one) for one in models[0].base_model.parameters()}
    heads = [{id(one) for one in model.parameters()} - shared for model in models]
    assert all(heads)
    assert sum(map(len, heads)) == len(set.union(*heads)), "no head shares anything with another"


def test_heads_are_seeded_by_their_task(checkpoint):
    once, again, other = (
        build_heads(checkpoint, tasks, SETTINGS, seed=seed)
        for tasks, seed in (([PAIRS, TAGS], 0), ([TAGS, PAIRS], 0), ([PAIRS, TAGS], 1))
    )
    assert torch.equal(once[1].classifier.weight, again[0].classifier.weight)
    assert not torch.equal(once[1].classifier.weight, other[1].classifier.weight)


def test_it_leaves_a_bare_encoder_that_the_next_phase_starts_from(checkpoint, tmp_path):
    folder = train(STAGE, [give(task) for task in ALL], checkpoint, tmp_path / "a")
    left = open_checkpoint(str(folder))
    assert left.architectures == ("XLMRobertaModel",)
    names = set(load_file(folder / "model.safetensors"))
    assert not [name for name in names if "classifier" in name or "lm_head" in name or "qa_" in name]
    before, after = (
        build_heads(one, [TAGS], SETTINGS, seed=0)[0].base_model.state_dict() for one in (checkpoint, left)
    )
    assert any(not torch.equal(before[name], after[name]) for name in before)
    child = train(Stage("target", "tags", settings=STILL), [give(TAGS)], left, tmp_path / "b")
    weights = load_file(child / "model.safetensors")
    for name, one in load_file(folder / "model.safetensors").items():
        if not name.startswith("pooler."):
            torch.testing.assert_close(weights[f"roberta.{name}"], one, msg=name)
    record = json.loads((folder / "stage.json").read_text("utf-8"))
    assert record["task_examples"] == {"pairs": 25, "choices": 25, "tags": 25, "questions": 16}
    assert record["examples"] == 91


def test_masked_lm_goes_on_with_the_parents_own_head(checkpoint, tmp_path):
    stage = Stage(
        "intermediate", "tags+text", settings=STILL, mixture=Mixture("uniform"), masked=MaskedLMSettings()
    )
    data = [give(TAGS), give(TEXT, make_texts(pairs=False))]
    folder = train(stage, data, checkpoint, tmp_path / "a")
    assert open_checkpoint(str(folder)).architectures == ("XLMRobertaForMaskedLM",)
    before, after = (
        AutoModelForMaskedLM.from_pretrained(one).state_dict() for one in (checkpoint.path, folder)
    )
    assert before.keys() == after.keys()
    for name, one in before.items():
        torch.testing.assert_close(after[name], one, msg=name)


def test_masked_lm_learns_beside_another_task(checkpoint, tmp_path):
    settings = replace(SETTINGS, steps=80, learning_rate=1e-2)
    stage = Stage(
        "intermediate", "pairs+text", settings=settings, mixture=Mixture("uniform"), masked=MaskedLMSettings()
    )
    losses = []
    data = [give(PAIRS), give(TEXT)]
    train(stage, data, checkpoint, tmp_path / "a", on_step=lambda _s, _n, loss: losses.append(loss))
    assert sum(losses[-20:]) < 0.6 * sum(losses[:20])


def test_the_same_seed_gives_the_same_bytes(checkpoint, tmp_path):
    folders = [
        train(stage, [give(task) for task in ALL], checkpoint, tmp_path / name)
        for name, stage in (("a", STAGE), ("b", STAGE), ("c", replace(STAGE, seed=1)))
    ]
    first, second, other = ((one / "model.safetensors").read_bytes() for one in folders)
    assert first == second != other


@pytest.mark.parametrize("precision", ["bf16", "auto"])
def test_the_record_says_where_and_how(precision, checkpoint, tmp_path):
    stage = Stage("target", "pairs", settings=replace(SETTINGS, precision=precision))
    folder = train(stage, [give(PAIRS)], checkpoint, tmp_path / "a")
    record = json.loads((folder / "stage.json").read_text("utf-8"))
    expected = "bf16" if precision == "bf16" or torch.cuda.is_available() else "fp32"
    assert record["precision"] == expected
    assert record["torch"] == torch.__version__
    assert record["device"].startswith("c")
    assert (record["processes"], record["halvings"], record["steps"], record["steps_done"]) == (1, 0, 12, 12)
    assert record["tokens"] > 12 * 8 * 5
    assert record["tokens_per_second"] > 0
    assert all(one.dtype == torch.float32 for one in load_file(folder / "model.safetensors").values())
