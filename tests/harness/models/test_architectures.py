"""The contract of every architecture with every format: build, train, save, open, predict.

Each runs through the project's own stages and predictors, on a parent that is a bare encoder or a
language model, and ends in a checkpoint that transformers loads by itself.
"""

from __future__ import annotations

import json

import numpy as np
import pytest
import torch
from torch import nn
from transformers import (
    AutoConfig,
    AutoModel,
    AutoModelForMaskedLM,
    AutoModelForMultipleChoice,
    AutoModelForQuestionAnswering,
    AutoModelForSequenceClassification,
    AutoModelForTokenClassification,
)

from harness.errors import CheckpointError
from harness.formats.base import FORMATS
from harness.formats.limits import Limits
from harness.inference.predictor import CheckpointPredictor
from harness.inference.queue import InferenceQueue
from harness.models.builder import build_on_encoder, build_with_masked_lm, load_model, name_attention
from harness.models.checkpoints import open_checkpoint
from harness.models.known import describe_encoder
from harness.models.labels import require_head
from harness.models.tokenizers import load_text_encoder
from harness.task_spec import TaskSpec
from harness.training.encoded import TrainingData
from harness.training.loop import Surroundings
from harness.training.run_stage import run_stage
from harness.training.settings import MaskedLMSettings, Mixture, TrainingSettings
from harness.training.stage import Stage
from harness.training.stage_data import TaskData
from harness.types import (
    Answer,
    AnswersGold,
    ChoiceGold,
    Example,
    LabelGold,
    MultipleChoice,
    NoGold,
    PlainText,
    SpanQA,
    TaggedTokens,
    TagsGold,
    TextPair,
)

SETTINGS = TrainingSettings(steps=3, batch_size=4, learning_rate=1e-3, max_length=48, stride=8)
WORDS = ("The", "small", "dog", "sees", "a", "cat", "in", "the", "old", "garden", "at", "home")
TEXTS = tuple(" ".join(WORDS[i : i + 2 + i % 5]) + "." for i in range(8))
LABELS = {"classification": ("no", "yes", "perhaps"), "tagging": ("X", "NOUN")}
AUTO = {
    "classification": AutoModelForSequenceClassification,
    "multiple_choice": AutoModelForMultipleChoice,
    "tagging": AutoModelForTokenClassification,
    "span_qa": AutoModelForQuestionAnswering,
}
STAND_IN = {"multiple_choice": AutoModelForSequenceClassification}


def make_task(form):
    return TaskSpec(
        f"demo_{form}",
        form,
        ("target",),
        ("accuracy",),
        ("en",),
        "item",
        "1",
        "own",
        "none",
        "t",
        LABELS.get(form, ()),
    )


def make_examples(form):
    made = []
    for index, text in enumerate(TEXTS):
        other = TEXTS[(index + 3) % len(TEXTS)]
        tokens = tuple(text.split())
        payload, gold = {
            "classification": (TextPair(text, other), LabelGold(LABELS["classification"][index % 3])),
            "multiple_choice": (MultipleChoice(text, (other, text, "No")), ChoiceGold(index % 3)),
            "tagging": (TaggedTokens(tokens), TagsGold(tuple(LABELS["tagging"][len(t) % 2] for t in tokens))),
            "masked_lm": (PlainText(text, other if index % 2 else None), NoGold()),
            "span_qa": (
                SpanQA(context=f"{other} {text} {other}", question="Who?"),
                AnswersGold((Answer(tokens[0], len(other) + 1),)),
            ),
        }[form]
        made.append(Example(str(index), "en", payload, gold, str(index)))
    return made


@pytest.fixture(params=list(AUTO))
def task(request):
    return make_task(request.param)


def give(task):
    examples = make_examples(task.format)
    return TaskData(TrainingData(task, task.name, lambda: examples))


def train(stage, tasks, parent, folder):
    """Runs a stage and returns what it left and the losses on the way."""
    losses = []
    around = Surroundings(folder / "store", lambda _step, _steps, loss: losses.append(loss))
    (folder / "made").mkdir()
    data = [give(task) for task in tasks]
    run_stage(stage, data, parent=parent, folder=folder / "made", surroundings=around)
    assert len(losses) == stage.settings.steps
    assert np.isfinite(losses).all()
    return open_checkpoint(str(folder / "made"))


def run(model, head, inputs, *, pad_id, token_budget=200):
    return InferenceQueue(model, head, pad_id=pad_id, token_budget=token_budget).run(inputs)


def test_a_stage_leaves_what_answers_and_reloads(parents, task, tmp_path):
    tuned = train(Stage("target", task.name, settings=SETTINGS), [task], parents.language_model, tmp_path)
    assert require_head(tuned, task) == task.labels
    examples = make_examples(task.format)
    limits = Limits(48, 8)
    whole = CheckpointPredictor(tuned, task, limits).predict(examples)
    single = CheckpointPredictor(tuned, task, limits, token_budget=1)
    assert single.predict(examples[::-1]) == whole[::-1]
    own, config = AUTO[task.format], AutoConfig.from_pretrained(tuned.path)
    kind = own if type(config) in own._model_mapping else STAND_IN[task.format]
    model, report = kind.from_pretrained(tuned.path, output_loading_info=True)
    assert (report["missing_keys"], report["unexpected_keys"]) == (set(), set())
    assert tuned.architectures == (type(model).__name__,)
    if task.labels:
        assert tuple(model.config.id2label.values()) == task.labels
    assert (tuned.path / "tokenizer.json").is_file()
    made = json.loads((tuned.path / "stage.json").read_text("utf-8"))
    assert made["attention"] == ("eager" if parents.architecture.model_type == "deberta-v2" else "sdpa")


def test_a_model_saved_and_loaded_says_the_same_whatever_the_batch(parents, task, tmp_path):
    form = FORMATS.get(task.format, place="test")
    model = build_on_encoder(
        parents.bare, form.head, outputs=form.count_outputs(task), labels=task.labels, seed=3
    )
    model.save_pretrained(tmp_path)
    (tmp_path / "tokenizer.json").write_bytes((parents.bare.path / "tokenizer.json").read_bytes())
    encoder = load_text_encoder(parents.bare, Limits(48, 8))
    inputs = [one for item in form.encode_batch(make_examples(task.format), encoder) for one in item.inputs]
    again = load_model(open_checkpoint(str(tmp_path)), form.head)
    before, after = (run(one, form.head, inputs, pad_id=encoder.pad_id) for one in (model, again))
    alone = run(again, form.head, inputs, pad_id=encoder.pad_id, token_budget=1)
    for first, second, third in zip(before, after, alone, strict=True):
        assert np.isfinite(first).all()
        assert np.array_equal(first, second)
        assert np.allclose(first, third, atol=2e-5)
    assert len({row.tobytes() for row in before}) > 1, "it tells inputs apart"


def test_the_encoder_is_the_parents_to_the_bit_and_the_head_is_drawn_by_the_seed(parents, task):
    form = FORMATS.get(task.format, place="test")
    for parent in (parents.bare, parents.language_model):
        kept = AutoModel.from_pretrained(parent.path).state_dict()
        kept = {name: weights for name, weights in kept.items() if not name.startswith("pooler.")}
        models = [
            build_on_encoder(
                parent, form.head, outputs=form.count_outputs(task), labels=task.labels, seed=seed
            )
            for seed in (1, 1, 2)
        ]
        for model in models:
            body = model.base_model.state_dict()
            assert all(torch.equal(body[name], weights) for name, weights in kept.items())
        first, again, other = (model.state_dict() for model in models)
        assert all(torch.equal(first[name], again[name]) for name in first)
        fresh = {name for name in first if not torch.equal(first[name], other[name])}
        assert fresh
        assert not {name.partition(".")[2] for name in fresh} & set(kept)


def test_a_tuned_model_is_a_parent_whatever_its_head_calls_the_encoder(parents, task, tmp_path):
    tuned = train(Stage("target", task.name, settings=SETTINGS), [task], parents.bare, tmp_path)
    form = FORMATS.get(task.format, place="test")
    body = load_model(tuned, form.head).base_model.state_dict()
    child = build_on_encoder(tuned, "token", outputs=2, labels=("A", "B"), seed=0).base_model.state_dict()
    assert all(torch.equal(child[name], body[name]) for name in child)
    assert (
        not describe_encoder(str(tuned.path)).parameters - describe_encoder(str(parents.bare.path)).parameters
    )


def test_masked_lm_goes_on_beside_another_task_and_stays_tied(parents, tmp_path):
    tasks = [make_task("masked_lm"), make_task("classification")]
    stage = Stage(
        "intermediate",
        "both",
        settings=SETTINGS,
        mixture=Mixture("uniform"),
        masked=MaskedLMSettings(restart_positions=False),
    )
    if not parents.architecture.masked:
        message = (
            rf"has no ForMaskedLM for model type '{parents.architecture.model_type}'; leave masked_lm out"
        )
        with pytest.raises(CheckpointError, match=message):
            train(stage, tasks, parents.language_model, tmp_path)
        return
    before = build_with_masked_lm(parents.language_model, seed=0)
    tuned = train(stage, tasks, parents.language_model, tmp_path)
    model, report = AutoModelForMaskedLM.from_pretrained(tuned.path, output_loading_info=True)
    assert report["missing_keys"] == set()
    assert all(".pooler." in name for name in report["unexpected_keys"]), "kept for the next phase"
    words = model.get_input_embeddings().weight
    assert model.get_output_embeddings().weight is words
    assert not torch.equal(words, before.get_input_embeddings().weight)
    again = build_with_masked_lm(tuned, seed=5).state_dict()
    assert all(torch.equal(again[name], weights) for name, weights in model.state_dict().items())


def test_a_masked_lm_head_is_the_parents_or_drawn_by_the_seed(parents):
    if not parents.architecture.masked:
        with pytest.raises(CheckpointError, match=r"a decoder sees no token to its right\.$"):
            build_with_masked_lm(parents.bare, seed=0)
        return
    own = AutoModelForMaskedLM.from_pretrained(parents.language_model.path).state_dict()
    kept = build_with_masked_lm(parents.language_model, seed=0).state_dict()
    assert all(torch.equal(kept[name], weights) for name, weights in own.items())
    first, again, other = (build_with_masked_lm(parents.bare, seed=seed).state_dict() for seed in (1, 1, 2))
    assert all(torch.equal(first[name], again[name]) for name in first)
    assert any(not torch.equal(first[name], other[name]) for name in first)


def test_every_layer_can_be_embedded(parents):
    model = load_model(parents.language_model, "embedding").eval()
    encoder = load_text_encoder(parents.language_model, Limits(48))
    inputs = encoder.encode_texts(list(TEXTS))
    vectors = run(model, "embedding", inputs, pad_id=encoder.pad_id)
    alone = run(model, "embedding", inputs, pad_id=encoder.pad_id, token_budget=1)
    assert np.isfinite(vectors).all()
    assert np.allclose(vectors, alone, atol=2e-5)
    ids = torch.tensor([inputs[0].token_ids])
    with torch.inference_mode():
        layers = model(input_ids=ids, output_hidden_states=True).hidden_states
    assert [tuple(states.shape) for states in layers] == [(1, ids.shape[1], 32)] * 3
    assert len({states.numpy().tobytes() for states in layers}) == 3


def test_sizes_are_those_of_the_model(parents):
    for folder in (parents.bare, parents.language_model):
        model = AutoModel.from_pretrained(folder.path)
        body = {id(p): p.numel() for name, p in model.named_parameters() if not name.startswith("pooler.")}
        tables = {id(p) for m in model.modules() if isinstance(m, nn.Embedding) for p in m.parameters()}
        facts = describe_encoder(str(folder.path))
        assert facts.parameters == sum(body.values())
        assert facts.non_embedding_parameters == sum(size for key, size in body.items() if key not in tables)
        assert (facts.layers, facts.hidden, facts.heads) == (2, 32, 4)
        assert name_attention(model) in ("sdpa", "eager")
