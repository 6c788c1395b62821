"""Checkpoints made elsewhere are named by what their files hold and read as they were trained."""

from __future__ import annotations

import json
import shutil
from dataclasses import asdict, replace
from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import save_file
from tokenizers import Tokenizer
from tokenizers.models import WordLevel

from harness.errors import CheckpointError, RequestError, UnknownNameError
from harness.tasks import TASKS
from harness.training.settings import Mixture, TrainingSettings
from harness.training.stage import Stage
from suites.config import SuiteConfig
from suites.data import DataAccess
from suites.encoders import name_checkpoint
from suites.expand import Request
from suites.external import Reading, plan_checkpoints
from suites.plan import Plan

SUITE = SuiteConfig.model_validate(
    {
        "name": "s",
        "description": "d",
        "family": "adversarial",
        "perturbations": [{"name": "keyboard_typos", "severities": [3]}],
        "limit": 7,
    }
)
READING = Reading("mini_pos")
TRAINED = Stage(
    "target", "mini_pos", settings=TrainingSettings(steps=5, max_length=48), parent=Stage("checkpoint", "x")
)


@pytest.fixture
def folder(tmp_path) -> Path:
    made = tmp_path / "tagger"
    made.mkdir()
    labels = dict(enumerate(TASKS.get("mini_pos").labels))
    config = {
        "architectures": ["XLMRobertaForTokenClassification"],
        "model_type": "xlm-roberta",
        "max_position_embeddings": 102,
        "pad_token_id": 1,
        "id2label": labels,
    }
    (made / "config.json").write_text(json.dumps(config), "utf-8")
    Tokenizer(WordLevel({"<unk>": 0}, unk_token="<unk>")).save(str(made / "tokenizer.json"))
    save_file({"weight": np.zeros(2)}, made / "model.safetensors")
    return made


def plan(*names: Path, reading: Reading = READING, suite: SuiteConfig = SUITE) -> Plan:
    request = Request((suite,), DataAccess(), offline=True)
    return plan_checkpoints([str(name) for name in names], reading, request, title="t")


def test_what_a_checkpoint_was_trained_on_is_known_by_its_record(folder):
    (stage,) = (model.stage for model in plan(folder).models)
    assert [one.kind for one in stage.history()] == ["checkpoint"]
    parent = replace(TRAINED, parent=Stage("pretraining", "mini_text"))
    (folder / "stage.json").write_text(json.dumps({"stage": asdict(parent)}), "utf-8")
    (after,) = (model.stage for model in plan(folder).models)
    assert [one.task for one in after.history()] == ["mini_text", "mini_pos"]
    assert [one.kind for one in after.lineage()] == ["checkpoint"], "none of these is to be trained"


def test_a_checkpoint_is_evaluated_under_the_whole_suite(folder):
    (model,) = plan(folder).models
    assert model.arm == f"tagger-{model.stage.fingerprint[:6]}"
    assert (model.task, model.limit) == ("mini_pos", 7)
    assert model.languages == TASKS.get("mini_pos").languages
    assert [(unit.perturbation, unit.severity) for unit in model.units] == [("keyboard_typos", 3)]
    assert model.stage.kind == "checkpoint"


def test_a_checkpoint_can_be_evaluated_on_fewer_examples_and_not_trained_on_them(folder):
    def scaled(name: str) -> SuiteConfig:
        scaling = {"name": name, "severities": (1, 2)}
        return SuiteConfig.model_validate(
            {**SUITE.model_dump(), "family": "scaling", "scaling": scaling, "perturbations": ()}
        )

    models = plan(folder, suite=scaled("evaluation_subset")).models
    assert [(model.phase, model.left) for model in models] == [
        (None, 1.0),
        ("evaluation", 0.5),
        ("evaluation", 0.25),
    ]
    assert len({model.name for model in models}) == 3
    with pytest.raises(
        RequestError, match="it scales intermediate data, and finished checkpoints are not trai"
    ):
        plan(folder, suite=scaled("label_noise"))


def test_its_record_names_the_task_and_how_long_its_inputs_were(folder):
    (folder / "stage.json").write_text(json.dumps({"stage": asdict(TRAINED), "seconds": 1}), "utf-8")
    (model,) = plan(folder, reading=Reading()).models
    assert model.task == "mini_pos"
    assert model.stage.settings == TRAINED.settings


def test_without_a_record_the_task_must_be_named(folder):
    with pytest.raises(CheckpointError, match="does not say which task it was tuned on; name it with --task"):
        plan(folder, reading=Reading())
    assert plan(folder).models[0].stage.settings == TrainingSettings(max_length=100)


def test_the_name_follows_the_bytes_of_weights_configuration_and_tokenizer(folder, tmp_path):
    here = name_checkpoint(str(folder), revision=None, offline=True)
    copy = shutil.copytree(folder, tmp_path / "copy")
    (copy / "README.md").write_text("words", "utf-8")
    assert name_checkpoint(str(copy), revision=None, offline=True).fingerprint == here.fingerprint
    save_file({"weight": np.ones(2)}, copy / "model.safetensors")
    assert name_checkpoint(str(copy), revision=None, offline=True).fingerprint != here.fingerprint


def test_folders_of_one_name_are_told_apart_by_what_they_hold(folder, tmp_path):
    other = shutil.copytree(folder, tmp_path / "elsewhere" / "tagger")
    save_file({"weight": np.ones(2)}, other / "model.safetensors")
    names = [model.name for model in plan(folder, other).models]
    assert len(set(names)) == 2
    assert all(name.startswith("tagger-") and name.endswith("/mini_pos") for name in names)


def test_suites_are_checked_against_the_tasks_of_the_models(folder):
    strange = SUITE.model_copy(update={"languages": ("en", "zhh")})
    with pytest.raises(
        UnknownNameError, match=r"suite s, languages\[1\]: unknown language 'zhh'; did you mean 'zh'"
    ):
        plan(folder, suite=strange)


def test_a_record_of_any_stage_can_be_read(folder):
    whole = replace(TRAINED, parent=replace(TRAINED, kind="intermediate", task="mini_nli"), mixture=Mixture())
    (folder / "stage.json").write_text(json.dumps({"stage": asdict(whole)}), "utf-8")
    assert plan(folder, reading=Reading()).models[0].task == "mini_pos"


def test_what_says_nothing_of_its_length_is_read_as_far_as_it_can_be(folder):
    (model,) = plan(folder).models
    assert (model.stage.settings.max_length, model.stage.settings.stride) == (100, 32)


@pytest.mark.parametrize("recorded", [False, True])
def test_length_and_stride_are_as_asked(folder, recorded):
    if recorded:
        (folder / "stage.json").write_text(json.dumps({"stage": asdict(TRAINED)}), "utf-8")
    (model,) = plan(folder, reading=replace(READING, max_length=64, stride=0)).models
    assert (model.stage.settings.max_length, model.stage.settings.stride) == (64, 0)


def test_longer_than_it_can_read(folder):
    message = (
        r"^--max-length: sequences of 101 tokens are more than the 100 that .*tagger reads; set it to 100"
    )
    with pytest.raises(RequestError, match=message):
        plan(folder, reading=replace(READING, max_length=101))


def test_labels_in_another_order_are_part_of_the_plan(folder):
    assert plan(folder).models[0].labels == ()
    labels = TASKS.get("mini_pos").labels
    config = json.loads((folder / "config.json").read_text("utf-8"))
    turned = config | {"id2label": dict(enumerate(labels[::-1]))}
    (folder / "config.json").write_text(json.dumps(turned), "utf-8")
    assert plan(folder).models[0].labels == labels[::-1]
    unnamed = config | {"id2label": {i: f"LABEL_{i}" for i in range(len(labels))}}
    (folder / "config.json").write_text(json.dumps(unnamed), "utf-8")
    with pytest.raises(
        CheckpointError, match=r"what its outputs stand for, in their order, with --labels\.$"
    ):
        plan(folder)
    assert plan(folder, reading=replace(READING, labels=labels[::-1])).models[0].labels == labels[::-1]


def test_a_recipe_that_is_too_long_for_its_encoder_is_refused_when_planned(folder):
    assert name_checkpoint(str(folder), revision=None, offline=True, lengths=[100, 64]).kind == "checkpoint"
    message = (
        r"^recipe, max_length: sequences of 128 tokens are more than the 100 that .*tagger reads; set it"
    )
    with pytest.raises(RequestError, match=message):
        name_checkpoint(str(folder), revision=None, offline=True, lengths=[64, 128])
