"""Phases of a recipe as stages: several tasks, masked-LM among them, other languages, early stopping."""

from __future__ import annotations

from dataclasses import replace

import pytest

from harness.errors import RequestError, UnknownNameError
from harness.training.settings import EarlyStopping, Mixture, TrainingSettings
from harness.training.stage import Stage
from suites.config import IntermediateConfig, TargetConfig, load_recipe
from suites.data import DataAccess
from suites.phases import expand_encoder, expand_intermediate, expand_target

ACCESS = DataAccess()
ENCODER = Stage("checkpoint", "folder", content="0123")
SETTINGS = TrainingSettings(steps=5)
STOPPING = replace(SETTINGS, early_stopping=EarlyStopping(examples=7))


def intermediate(*tasks: str, **keys: object) -> Stage:
    phase = IntermediateConfig.model_validate({"task": tasks, "training": SETTINGS, **keys})
    return expand_intermediate(phase, ENCODER, ACCESS, seed=3)


def references(stage: Stage) -> list[tuple[str, str, str, int]]:
    return [(one.task, one.language, one.split, one.limit) for one in stage.data]


def test_one_task_needs_no_mixture():
    stage = intermediate("mini_nli", limit=9)
    assert (stage.task, stage.tasks, stage.mixture, stage.masked) == ("mini_nli", ("mini_nli",), None, None)
    assert references(stage) == [("mini_nli", "en", "train", 9)]
    assert (stage.kind, stage.parent, stage.seed) == ("intermediate", ENCODER, 3)


def test_several_tasks_are_one_stage():
    stage = intermediate("mini_nli", "mini_choice", mixture=Mixture("uniform"))
    assert (stage.task, stage.tasks) == ("mini_nli+mini_choice", ("mini_nli", "mini_choice"))
    assert stage.mixture == Mixture("uniform")
    assert (
        stage.fingerprint != intermediate("mini_choice", "mini_nli", mixture=Mixture("uniform")).fingerprint
    )


def test_masked_lm_is_one_more_task_with_its_own_languages():
    text = {"task": "mini_text", "languages": ["es", "zh"], "sentences": 4}
    stage = intermediate("mini_nli", masked_lm=text, limit=9)
    assert stage.tasks == ("mini_nli", "mini_text")
    assert references(stage)[1:] == [("mini_text", "es", "train", 4), ("mini_text", "zh", "train", 4)]
    assert stage.mixture == Mixture()
    assert stage.masked is not None
    assert stage.masked.mask_share == 0.15


def test_languages_without_data_are_refused():
    with pytest.raises(RequestError, match="'sw'"):
        intermediate("mini_nli", languages=["en", "sw"])


def test_early_stopping_asks_for_english_development_data_alone():
    stage = intermediate("mini_nli", "mini_choice", training=STOPPING)
    assert references(stage)[2:] == [("mini_nli", "en", "dev", 7), ("mini_choice", "en", "dev", 7)]
    assert stage.tasks == ("mini_nli", "mini_choice")
    target = TargetConfig(task="mini_pos", limit=2, training=STOPPING)
    assert references(expand_target(target, stage, ACCESS, seed=0)) == [
        ("mini_pos", "en", "train", 2),
        ("mini_pos", "en", "dev", 7),
    ]


def test_a_task_without_its_role_is_refused():
    message = (
        r"^recipe, intermediate: task 'mini_pos' cannot be used for intermediate \(its roles: target\); "
    )
    with pytest.raises(RequestError, match=message):
        intermediate("mini_nli", "mini_pos")
    with pytest.raises(
        RequestError, match=r"^recipe, intermediate.masked_lm: task 'mini_nli' cannot be used"
    ):
        intermediate("mini_nli", masked_lm={"task": "mini_nli"})
    with pytest.raises(
        UnknownNameError, match=r"^recipe, intermediate.masked_lm.languages\[1\]: unknown language 'xx'"
    ):
        intermediate("mini_nli", masked_lm={"task": "mini_text", "languages": ["es", "xx"]})


@pytest.mark.parametrize(
    ("key", "complaint"),
    [
        (
            "max_length: 65",
            "max_length: sequences of 65 tokens are more than the 64 positions of the encoder",
        ),
        ("max_length: 9, frozen_layers: 2", "frozen_layers: 2 layers are more than the encoder's 1"),
    ],
)
def test_what_an_encoder_to_be_pretrained_cannot_do_is_refused_first(edited, key, complaint):
    path = edited("stilts", "steps: 10, batch_size: 8, max_length: 48", f"steps: 10, batch_size: 8, {key}")
    recipe = load_recipe(str(path))
    with pytest.raises(RequestError) as caught:
        expand_encoder(recipe, ACCESS, seed=0, offline=True)
    assert str(caught.value).startswith(f"recipe, mini_qa: {complaint}; lower it")
