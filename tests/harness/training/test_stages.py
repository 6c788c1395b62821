"""Stages: named by all that determines them, run the same way twice, heads always new."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file
from transformers import AutoModelForSequenceClassification, AutoTokenizer

from harness.errors import EmptyEvaluationSetError
from harness.models.checkpoints import CheckpointFolder, open_checkpoint
from harness.models.shape import EncoderShape
from harness.training.settings import MaskedLMSettings, Mixture
from harness.training.stage import DataReference, Rescaling, Stage, name_code

from .conftest import PAIRS, SETTINGS, TEXT, give, train


@pytest.fixture
def target() -> Stage:
    return Stage("target", "pairs", settings=SETTINGS, code=name_code("target"))


def test_every_field_is_part_of_the_name(target: Stage) -> None:
    others = [
        replace(target, kind="intermediate"),
        replace(target, task="other"),
        replace(target, data=(DataReference("pairs", "en", "abc"),)),
        replace(target, settings=replace(SETTINGS, learning_rate=1e-4)),
        replace(target, seed=1),
        replace(target, parent=target),
        replace(target, masked=MaskedLMSettings()),
        replace(target, shape=EncoderShape()),
        replace(target, rescaling=Rescaling("half", 1, 0, "c")),
        replace(target, data=(DataReference("pairs", "en", "abc", limit=5),)),
        replace(target, data=(DataReference("pairs", "en", "abc", split="dev"),)),
        replace(target, mixture=Mixture()),
        replace(target, code="other"),
    ]
    names = {stage.name for stage in [target, *others]}
    assert len(names) == len(others) + 1


def test_a_foreign_checkpoint_is_named_by_its_content_wherever_it_lies() -> None:
    here = Stage("checkpoint", "a/b", content="0123")
    there = Stage("checkpoint", "c/d", content="0123")
    assert here.fingerprint == there.fingerprint == "0123"
    assert Stage("target", "t", parent=here).fingerprint == Stage("target", "t", parent=there).fingerprint


def test_the_code_of_each_kind_is_named_apart() -> None:
    assert name_code("target") == name_code("intermediate") != name_code("pretraining")
    assert name_code("target", early_stopping=True) != name_code("target")


def test_training_twice_gives_the_same_bytes_and_leaves_torch_alone(
    target: Stage, checkpoint: CheckpointFolder, tmp_path: Path
) -> None:
    before = torch.random.get_rng_state()
    first = train(target, [give(PAIRS)], checkpoint, tmp_path / "a")
    second = train(target, [give(PAIRS)], checkpoint, tmp_path / "b")
    third = train(replace(target, seed=1), [give(PAIRS)], checkpoint, tmp_path / "c")
    assert (first / "model.safetensors").read_bytes() == (second / "model.safetensors").read_bytes()
    assert (first / "model.safetensors").read_bytes() != (third / "model.safetensors").read_bytes()
    assert torch.equal(before, torch.random.get_rng_state())


def test_only_the_encoder_passes_between_phases(
    target: Stage, checkpoint: CheckpointFolder, tmp_path: Path
) -> None:
    """The parent has a head of the very same shape; the child must not start from it."""
    parent = train(target, [give(PAIRS)], checkpoint, tmp_path / "parent")
    frozen = replace(target, kind="intermediate", settings=replace(SETTINGS, steps=1, learning_rate=1e-12))
    child = train(frozen, [give(PAIRS)], open_checkpoint(str(parent)), tmp_path / "child")
    before, after = (load_file(folder / "model.safetensors") for folder in (parent, child))
    body = [name for name in before if name.startswith("roberta.")]
    head = [name for name in before if name.startswith("classifier.") and name.endswith("weight")]
    assert body
    assert head
    assert all(torch.allclose(before[name], after[name], atol=1e-6) for name in body)
    assert all(not torch.allclose(before[name], after[name], atol=1e-2) for name in head)


def test_a_stage_is_a_hugging_face_checkpoint_with_its_story(
    target: Stage, checkpoint: CheckpointFolder, tmp_path: Path
) -> None:
    folder = train(target, [give(PAIRS)], checkpoint, tmp_path / "a")
    model = AutoModelForSequenceClassification.from_pretrained(folder)
    tokens = AutoTokenizer.from_pretrained(folder)("The cat.", "The cat.", return_tensors="pt")
    assert model(input_ids=tokens["input_ids"]).logits.shape == (1, 2)
    assert model.config.id2label == {0: "no", 1: "yes"}
    record = json.loads((folder / "stage.json").read_text("utf-8"))
    assert record["fingerprint"] == target.fingerprint
    assert record["examples"] == 25


def test_pretraining_from_scratch_learns_the_text(tmp_path: Path) -> None:
    shape = EncoderShape(layers=1, hidden=32, heads=2, intermediate=64, positions=64)
    stage = Stage(
        "pretraining",
        "text",
        settings=replace(SETTINGS, steps=60),
        masked=MaskedLMSettings(vocabulary_size=120, alignment_weight=0.5),
        shape=shape,
    )
    losses: list[float] = []
    folder = train(
        stage, [give(TEXT)], None, tmp_path / "mlm", on_step=lambda _step, _steps, loss: losses.append(loss)
    )
    assert len(losses) == 60
    assert sum(losses[-10:]) < 0.65 * sum(losses[:10])
    assert open_checkpoint(str(folder)).architectures == ("XLMRobertaForMaskedLM",)


def test_nothing_to_train_on_is_said(target: Stage, checkpoint: CheckpointFolder, tmp_path: Path) -> None:
    with pytest.raises(
        EmptyEvaluationSetError, match="task pairs, train: no training examples; check the file"
    ):
        train(target, [give(PAIRS, [])], checkpoint, tmp_path / "a")
