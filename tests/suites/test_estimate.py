"""What a recipe is said to cost: stages once, sizes counted or declared, operations by the formula."""

from __future__ import annotations

from dataclasses import replace

import pytest
from transformers import XLMRobertaConfig, XLMRobertaModel

from harness.models.shape import EncoderShape
from harness.tasks import TASKS
from harness.training.settings import TrainingSettings
from harness.training.stage import DataReference, Stage
from suites.config import load_recipe
from suites.data import DataAccess
from suites.estimate import _describe_shape, estimate_recipe, measure_data

ACCESS = DataAccess()
SETTINGS = TrainingSettings(epochs=2, batch_size=8, max_length=32)


def count_parameters(module) -> int:
    return sum(one.numel() for one in module.parameters())


def stage(*tasks: str, limit: int = 0, **keys: object) -> Stage:
    data = tuple(DataReference(task, "en", "f", limit=limit) for task in tasks)
    return replace(Stage("intermediate", "+".join(tasks), data=data, settings=SETTINGS), **keys)


def test_every_stage_stands_once_and_parents_first(tiny):
    found = estimate_recipe(load_recipe(str(tiny["stilts"])), ACCESS, seed=0)
    kinds = [(one.stage.kind, one.stage.task, one.stage.seed) for one in found]
    assert kinds == [
        ("pretraining", "mini_text", 0),
        *(
            (kind, task, seed)
            for seed in (0, 1)
            for kind, task in (
                ("intermediate", "mini_nli"),
                ("target", "mini_pos"),
                ("target", "mini_qa"),
            )
        ),
    ]
    assert [one.examples for one in found[:4]] == [150, 64, 40, 40]
    assert all(one.counted for one in found)
    assert [one.steps for one in found[:4]] == [20, 10, 10, 10]


def test_operations_follow_the_formula(tiny):
    recipe = load_recipe(str(tiny["stilts"]))
    found = estimate_recipe(recipe, ACCESS, seed=0)[1]
    body = _describe_shape(EncoderShape(1, 16, 2, 32, 64), 300).non_embedding_parameters
    (data,) = found.data
    each = 6 * body + 12 * 1 * 16 * data.length
    assert found.tokens == pytest.approx(10 * 8 * data.tokens)
    assert found.operations == pytest.approx(each * found.tokens)
    assert found.hours(found.operations) == pytest.approx(1 / 3600)


def test_a_shape_has_as_many_parameters_as_the_model_built_of_it():
    shape = EncoderShape(layers=3, hidden=24, heads=2, intermediate=40, positions=50)
    config = XLMRobertaConfig(
        vocab_size=70,
        hidden_size=24,
        num_hidden_layers=3,
        num_attention_heads=2,
        intermediate_size=40,
        max_position_embeddings=52,
        type_vocab_size=1,
    )
    model = XLMRobertaModel(config, add_pooling_layer=False)
    facts = _describe_shape(shape, 70)
    assert facts.parameters == model.num_parameters()
    assert facts.non_embedding_parameters == sum(p.numel() for p in model.encoder.parameters()) + 2 * 24


def test_mixed_tasks_count_by_their_share(tmp_path, tiny):
    recipe = tmp_path / "r.yaml"
    recipe.write_text(
        f"extends: {tiny['direct']}\nname: r\nseeds: [0]\nintermediate:\n"
        "  - {task: [mini_nli, mini_choice], mixture: {cap: 30}, limit: 40,\n"
        "     training: {epochs: 2, batch_size: 8, max_length: 64}}\n"
    )
    found = estimate_recipe(load_recipe(str(recipe)), ACCESS, seed=0)[1]
    nli, choice = found.data
    assert (nli.examples, choice.examples, found.examples) == (40, 40, 80)
    assert found.steps == 8 + 8  # of 30 examples each, twice, in batches of 8
    assert found.tokens == pytest.approx(16 * 8 * (nli.tokens + choice.tokens) / 2)
    assert choice.tokens == pytest.approx(4 * choice.length)


def test_data_that_are_not_at_hand_count_as_declared():
    (found,) = measure_data(stage("mnli"), ACCESS)
    assert found == replace(
        found, examples=TASKS.get("mnli").train_rows, tokens=32.0, length=32.0, counted=False
    )
    assert measure_data(stage("mnli", limit=1), ACCESS)[0].examples == 1
    assert measure_data(stage("hellaswag"), ACCESS)[0].tokens == 4 * 32.0


def test_the_paper_s_recipe_is_priced_without_data_or_weights():
    found = estimate_recipe(load_recipe("paper/xlmr-large-mnli"), ACCESS, seed=0)
    assert len(found) == 3 * (1 + 7)
    mnli = found[0]
    assert (mnli.stage.task, mnli.examples, mnli.counted) == ("mnli", 392702, False)
    assert mnli.steps == 32726
    assert mnli.parameters == 558840832
