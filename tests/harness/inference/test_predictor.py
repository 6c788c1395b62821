"""Answers do not depend on order, batch size or company."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from harness.formats.base import ModelInput
from harness.formats.brier import LOGIT_NOISE
from harness.formats.limits import Limits
from harness.inference.predictor import CheckpointPredictor, NetworkPredictor
from harness.inference.queue import InferenceQueue, fill_batches
from harness.models.builder import build_on_encoder, load_model
from harness.models.checkpoints import CheckpointFolder, open_checkpoint
from harness.scores import Forecaster
from harness.task_spec import TaskSpec
from harness.training.tokenizer import save_tokenizer
from harness.types import (
    Answer,
    AnswersGold,
    Example,
    FormatName,
    Gold,
    LabelGold,
    NoGold,
    Payload,
    SpanQA,
    TaggedTokens,
    TagsGold,
    TextPair,
)

LIMITS = Limits(32, 8)
WORDS = ("cat", "sees", "a", "small", "dog", "garden", "книгу", "manzana", "девочка")
PAYLOADS: dict[FormatName, list[Payload]] = {
    "classification": [
        TextPair(f"The {a} {b}.", f"a {b} " * (i % 7 + 1)) for i, a in enumerate(WORDS) for b in WORDS
    ],
    "tagging": [TaggedTokens(WORDS[i % 5 :] * (i % 3 + 1)) for i in range(40)],
    "span_qa": [SpanQA(" ".join(WORDS[i % 5 :] * (i % 4 + 1)), f"who {WORDS[i % 9]}?") for i in range(40)],
}
HEADS = {"classification": "sequence", "tagging": "token", "span_qa": "span"}


def make_task(form: FormatName) -> TaskSpec:
    labels = ("x", "y", "z") if form != "span_qa" else ()
    return TaskSpec(
        "demo", form, ("target",), ("accuracy",), ("en",), "item", "1", "own", "none", "t", labels
    )


def make_examples(payloads: list[Payload], gold: Gold) -> list[Example]:
    return [Example(str(i), "en", payload, gold, str(i)) for i, payload in enumerate(payloads)]


@pytest.fixture(params=["classification", "tagging", "span_qa"])
def tuned(
    request: pytest.FixtureRequest, checkpoint: CheckpointFolder, tmp_path: Path
) -> tuple[CheckpointFolder, TaskSpec]:
    task = make_task(request.param)
    outputs = len(task.labels) or 2
    model = build_on_encoder(checkpoint, HEADS[task.format], outputs=outputs, labels=task.labels, seed=3)  # type: ignore[arg-type]
    for weights in model.parameters():
        weights.data.mul_(5)  # so that an untrained model tells inputs apart
    model.save_pretrained(tmp_path)
    for name in ("tokenizer.json", "tokenizer_config.json"):
        (tmp_path / name).write_bytes((checkpoint.path / name).read_bytes())
    return open_checkpoint(str(tmp_path)), task


def test_answers_do_not_depend_on_batches_or_order(tuned: tuple[CheckpointFolder, TaskSpec]) -> None:
    folder, task = tuned
    examples = make_examples(PAYLOADS[task.format], NoGold())
    whole = CheckpointPredictor(folder, task, LIMITS).predict(examples)
    small = CheckpointPredictor(folder, task, LIMITS, token_budget=1)
    assert small.predict(examples) == whole
    assert small.predict(examples[::-1]) == whole[::-1]
    assert small.predict(examples[:1]) == whole[:1]
    assert len(set(whole)) > 1 or task.format == "classification"  # one vector for all, untrained


def test_close_calls_are_taken_again_alone(
    tuned: tuple[CheckpointFolder, TaskSpec], monkeypatch: pytest.MonkeyPatch
) -> None:
    """With noise added to every batch, answers still are those of each input alone."""
    folder, task = tuned
    examples = make_examples(PAYLOADS[task.format], NoGold())
    expected = CheckpointPredictor(folder, task, LIMITS, token_budget=1).predict(examples)
    forward = InferenceQueue._forward

    def noisy(self: InferenceQueue, inputs: list[ModelInput]) -> list[np.ndarray]:
        noise = 2e-4 if len(inputs) > 1 else 0.0
        return [
            row + np.float32(noise) * (np.arange(row.size).reshape(row.shape) % 2)
            for row in forward(self, inputs)
        ]

    monkeypatch.setattr(InferenceQueue, "_forward", noisy)
    assert CheckpointPredictor(folder, task, LIMITS).predict(examples) == expected


def answered(form: FormatName) -> list[Example]:
    """Examples with gold answers, labels in turn."""
    examples = make_examples(PAYLOADS[form], NoGold())
    if form == "classification":
        return [replace(one, gold=LabelGold("xyz"[i % 3])) for i, one in enumerate(examples)]
    if form == "tagging":
        return [replace(one, gold=TagsGold(tuple("xyz"[len(w) % 3] for w in words(one)))) for one in examples]
    return [replace(one, gold=AnswersGold((Answer(one.payload.context[:3], 0),))) for one in examples]


def words(example: Example) -> tuple[str, ...]:
    assert isinstance(example.payload, TaggedTokens)
    return example.payload.tokens


def test_forecasts_do_not_depend_on_batches_or_order(tuned: tuple[CheckpointFolder, TaskSpec]) -> None:
    folder, task = tuned
    examples = answered(task.format)
    model = CheckpointPredictor(folder, task, LIMITS)
    whole, small = model.forecast(examples), CheckpointPredictor(folder, task, LIMITS, token_budget=1)
    assert small.forecast(examples) == whole
    assert CheckpointPredictor(folder, task, LIMITS, token_budget=90).forecast(examples[::-1]) == whole[::-1]
    assert tuple(one.prediction for one in whole) == model.predict(examples)
    if task.format == "span_qa":
        assert {one.brier for one in whole} == {None}
    else:
        assert len({one.brier for one in whole}) > 3
        assert all(round(one.brier, 2) == one.brier for one in whole)


def test_values_near_a_border_are_asked_again_alone(
    tuned: tuple[CheckpointFolder, TaskSpec], monkeypatch: pytest.MonkeyPatch
) -> None:
    """With noise added to every batch, forecasts still are those of each input alone."""
    folder, task = tuned
    examples = answered(task.format)
    expected = CheckpointPredictor(folder, task, LIMITS, token_budget=1).forecast(examples)
    forward = InferenceQueue._forward
    alone: list[int] = []

    def noisy(self: InferenceQueue, inputs: list[ModelInput]) -> list[np.ndarray]:
        noise = 0.9 * LOGIT_NOISE if len(inputs) > 1 else 0.0
        return [
            row + np.float32(noise) * (np.arange(row.size).reshape(row.shape) % 2)
            for row in forward(self, inputs)
        ]

    def spy(self: InferenceQueue, inputs: list[ModelInput]) -> list[np.ndarray]:
        alone.append(len(inputs))
        return [noisy(self, [one])[0] for one in inputs]

    monkeypatch.setattr(InferenceQueue, "_forward", noisy)
    monkeypatch.setattr(InferenceQueue, "run_alone", spy)
    assert CheckpointPredictor(folder, task, LIMITS).forecast(examples) == expected
    assert len(alone) < len(examples) / 4


def test_predictions_alone_ask_for_no_probabilities(
    tuned: tuple[CheckpointFolder, TaskSpec], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Early stopping pays nothing for forecasts."""
    folder, task = tuned
    monkeypatch.setattr(NetworkPredictor, "_score", None)
    assert len(CheckpointPredictor(folder, task, LIMITS).predict(answered(task.format)[:4])) == 4


def test_a_predictor_of_networks_forecasts(tuned: tuple[CheckpointFolder, TaskSpec]) -> None:
    assert isinstance(CheckpointPredictor(*tuned, LIMITS), Forecaster)
    assert not isinstance(InferenceQueue, Forecaster)


def test_labels_in_another_order_are_scored_as_the_task_names_them(
    tuned: tuple[CheckpointFolder, TaskSpec],
) -> None:
    folder, task = tuned
    if not task.labels:
        return
    examples = answered(task.format)[:20]
    turned = replace(task, labels=task.labels[::-1])
    found = CheckpointPredictor(folder, turned, LIMITS).forecast(examples)
    assert found == CheckpointPredictor(folder, task, LIMITS).forecast(examples)


def test_duplicates_run_once_and_batches_keep_the_budget(
    checkpoint: CheckpointFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    model = load_model(checkpoint, "masked_lm")
    queue = InferenceQueue(model, "masked_lm", pad_id=1, token_budget=20)
    seen: list[list[ModelInput]] = []
    forward = InferenceQueue._forward

    def spy(self: InferenceQueue, inputs: list[ModelInput]) -> list[np.ndarray]:
        seen.append(inputs)
        return forward(self, inputs)

    monkeypatch.setattr(InferenceQueue, "_forward", spy)
    inputs = [ModelInput((0, *range(5, 5 + n), 2), (0,) * (n + 2)) for n in (3, 7, 3, 30, 7, 1)]
    outputs = queue.run(inputs)
    assert sum(map(len, seen)) == 4
    assert all(len(batch) == 1 or len(batch) * max(len(i.token_ids) for i in batch) <= 20 for batch in seen)
    assert (outputs[0] == outputs[2]).all()


def test_fill_loses_nothing() -> None:
    inputs = [ModelInput((0,) * n, (0,) * n) for n in (1, 2, 2, 5, 9)]
    assert [i for batch in fill_batches(list(range(5)), inputs, 6) for i in batch] == list(range(5))


def test_inference_leaves_torch_state_alone(tuned: tuple[CheckpointFolder, TaskSpec]) -> None:
    folder, task = tuned
    before = torch.random.get_rng_state()
    CheckpointPredictor(folder, task, LIMITS).predict(make_examples(PAYLOADS[task.format][:3], NoGold()))
    assert torch.equal(before, torch.random.get_rng_state())


def test_a_saved_tokenizer_is_read_back(checkpoint: CheckpointFolder, tmp_path: Path) -> None:
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(checkpoint.path / "tokenizer.json"))
    save_tokenizer(tokenizer, tmp_path, max_length=64)
    again = Tokenizer.from_file(str(tmp_path / "tokenizer.json"))
    assert again.encode("The cat", "книгу").ids == tokenizer.encode("The cat", "книгу").ids
