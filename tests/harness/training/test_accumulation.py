"""A batch in parts makes the step of the whole batch; where memory runs out, the parts are halved."""

from __future__ import annotations

from dataclasses import replace

import pytest
import torch
from torch import nn

from harness.errors import RequestError, RunError
from harness.models.network import Network
from harness.models.tokenizers import load_text_encoder
from harness.training.accumulation import Accumulator, is_out_of_memory
from harness.training.encoded import encode_set
from harness.training.fine_tuning import TaskObjective
from harness.training.heads import build_heads
from harness.training.pretraining import EncodedTexts, MaskedLMObjective
from harness.training.processes import Processes
from harness.training.settings import MaskedLMSettings, TrainingSettings

from .conftest import CHOICES, PAIRS, QUESTIONS, SETTINGS, TAGS, TEXT, give, make_texts

FINE_TUNED = [PAIRS, CHOICES, TAGS, QUESTIONS]


def make_objective(task, checkpoint, root, settings=SETTINGS):
    (model,) = build_heads(checkpoint, [task], settings, seed=0)
    network = Network(model, load_text_encoder(checkpoint, settings.limits))
    if task.format == "masked_lm":
        texts = EncodedTexts(give(task).train, network.encoder)
        return MaskedLMObjective(network, texts, settings, MaskedLMSettings(), seed=0)
    return TaskObjective(network, encode_set(give(task).train, network.encoder, root=root), settings, seed=0)


def compute(objective, settings, *, number=0):
    """The loss and the gradients of one batch."""
    model = objective.network.model
    model.zero_grad(set_to_none=True)
    model.train()
    accumulator = Accumulator(nn.ModuleList([model]), settings, Processes(), seed=0)
    batch = objective.batch(number)
    loss = accumulator.compute(batch, accumulator.cut(batch), number)
    found = {name: one.grad.clone() for name, one in model.named_parameters() if one.grad is not None}
    return float(loss), found, accumulator


@pytest.mark.parametrize("task", [*FINE_TUNED, TEXT], ids=lambda task: task.name)
@pytest.mark.parametrize("number", [0, 2])
def test_parts_make_the_step_of_the_whole(task, number, checkpoint, tmp_path):
    objective = make_objective(task, checkpoint, tmp_path)
    loss, gradients, whole = compute(objective, SETTINGS, number=number)
    assert any(float(one.abs().sum()) > 0 for one in gradients.values())
    for parts in (2, 3, 8):
        again, found, accumulator = compute(objective, replace(SETTINGS, accumulation=parts), number=number)
        assert again == pytest.approx(loss, rel=1e-5)
        assert found.keys() == gradients.keys()
        for name, one in gradients.items():
            torch.testing.assert_close(found[name], one, rtol=1e-4, atol=1e-6, msg=name)
        assert accumulator.tokens == whole.tokens


def test_the_loss_is_that_of_transformers(checkpoint, tmp_path):
    """Outside oracle: what the models compute from ``labels`` themselves."""
    for task in (PAIRS, TAGS):
        objective = make_objective(task, checkpoint, tmp_path)
        loss, _, _ = compute(objective, SETTINGS)
        items = objective.data.batch(objective._order.batch(0))
        part = objective.batch(0).part(0, 8)
        width = part._inputs["input_ids"].shape[1]
        labels = torch.tensor(
            [targets[0][0] for _, targets in items]
            if task is PAIRS
            else [(*targets[0], *[-100] * (width - len(targets[0]))) for _, targets in items]
        )
        given = {name: part._inputs[name] for name in ("input_ids", "attention_mask")}
        with torch.no_grad():
            theirs = objective.network.model(**given, labels=labels).loss
        assert float(theirs) == pytest.approx(loss, rel=1e-5)


def test_windows_without_gold_and_choices_of_unequal_number_are_weighed(checkpoint, tmp_path):
    tags, choices = (make_objective(task, checkpoint, tmp_path) for task in (TAGS, CHOICES))
    assert tags.batch(0).part(0, 8).weight == sum(
        sum(t != -100 for t in targets[0]) for _, targets in tags.data.batch(tags._order.batch(0))
    )
    assert choices.batch(0).part(0, 5).weight == 5


class _Greedy:
    """Runs out of memory where a part has more than so many examples."""

    def __init__(self, batch, most, error):
        self._batch, self._most, self._error = batch, most, error
        self.ids, self.size = batch.ids, batch.size

    def part(self, start, stop):
        part = self._batch.part(start, stop)
        if stop - start <= self._most:
            return part
        return _Failing(part, self._error)


class _Failing:
    def __init__(self, part, error):
        self.weight, self.tokens, self._part, self._error = part.weight, part.tokens, part, error

    def loss(self):
        self._part.loss().backward()  # leaves gradients behind, as a failure half-way does
        raise self._error


ERRORS = [
    torch.OutOfMemoryError("CUDA out of memory. Tried to allocate 2.00 GiB"),
    RuntimeError("[enforce fail] DefaultCPUAllocator: can't allocate memory: you tried to allocate 9 bytes"),
    MemoryError(),
]


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
def test_a_batch_that_does_not_fit_is_cut_and_the_step_is_the_same(error, checkpoint, tmp_path):
    objective = make_objective(PAIRS, checkpoint, tmp_path)
    loss, gradients, _ = compute(objective, SETTINGS)
    model = objective.network.model
    model.zero_grad(set_to_none=True)
    accumulator = Accumulator(nn.ModuleList([model]), SETTINGS, Processes(), seed=0)
    batch = _Greedy(objective.batch(0), 2, error)
    assert float(accumulator.compute(batch, accumulator.cut(batch), 0)) == pytest.approx(loss, rel=1e-5)
    assert (accumulator.parts, accumulator.halvings) == (4, 2)
    for name, one in model.named_parameters():
        if one.grad is not None:
            torch.testing.assert_close(one.grad, gradients[name], rtol=1e-4, atol=1e-6)
    again = objective.batch(1)
    assert len(accumulator.cut(again)) == 4, "what did not fit once is not tried again"


def test_a_single_example_that_does_not_fit_is_said(checkpoint, tmp_path):
    objective = make_objective(PAIRS, checkpoint, tmp_path)
    accumulator = Accumulator(nn.ModuleList([objective.network.model]), SETTINGS, Processes(), seed=0)
    batch = _Greedy(objective.batch(0), 0, MemoryError())
    message = (
        r"^training: there is not enough memory for one example at step 5; lower max_length, "
        r"set gradient_checkpointing or take a smaller encoder\.$"
    )
    with pytest.raises(RunError, match=message):
        accumulator.compute(batch, accumulator.cut(batch), 4)


def test_other_errors_are_not_taken_for_want_of_memory(checkpoint, tmp_path):
    objective = make_objective(PAIRS, checkpoint, tmp_path)
    accumulator = Accumulator(nn.ModuleList([objective.network.model]), SETTINGS, Processes(), seed=0)
    batch = _Greedy(objective.batch(0), 2, RuntimeError("shapes do not match"))
    with pytest.raises(RuntimeError, match="shapes do not match"):
        accumulator.compute(batch, accumulator.cut(batch), 0)
    assert not is_out_of_memory(ValueError("out of memory"))


def test_dropout_belongs_to_the_step(checkpoint, tmp_path):
    objective = make_objective(PAIRS, checkpoint, tmp_path)
    for module in objective.network.model.modules():
        if isinstance(module, nn.Dropout):
            module.p = 0.5
    first, again = compute(objective, SETTINGS)[0], compute(objective, SETTINGS)[0]
    other = Accumulator(nn.ModuleList([objective.network.model]), SETTINGS, Processes(), seed=0)
    batch = objective.batch(0)
    assert first == again != float(other.compute(batch, other.cut(batch), 1))


def test_gradient_checkpointing_changes_nothing(checkpoint, tmp_path):
    loss, gradients, _ = compute(make_objective(PAIRS, checkpoint, tmp_path), SETTINGS)
    saving = replace(SETTINGS, gradient_checkpointing=True)
    objective = make_objective(PAIRS, checkpoint, tmp_path, saving)
    layers = objective.network.model.base_model.encoder.layer
    assert all(layer.gradient_checkpointing for layer in layers)
    again, found, _ = compute(objective, saving)
    assert again == loss
    for name, one in gradients.items():
        torch.testing.assert_close(found[name], one)


def test_the_contrastive_loss_is_never_cut(checkpoint):
    (model,) = build_heads(checkpoint, [TEXT], SETTINGS, seed=0)
    network = Network(model, load_text_encoder(checkpoint, SETTINGS.limits))
    texts = EncodedTexts(
        give(TEXT, [one for one in make_texts() if one.payload.translation]).train, network.encoder
    )
    masked = MaskedLMSettings(alignment_weight=0.5)
    objective = MaskedLMObjective(network, texts, SETTINGS, masked, seed=0)
    assert objective.batch(0).size == 1
    message = (
        r"^task text: accumulation is 2, and the contrastive loss compares a batch's pairs; "
        r"set accumulation to 1 and lower batch_size, or set alignment_weight to 0\.$"
    )
    with pytest.raises(RequestError, match=message):
        MaskedLMObjective(network, texts, replace(SETTINGS, accumulation=2), masked, seed=0)


def test_masks_are_drawn_anew_for_every_batch_and_by_the_seed(checkpoint, tmp_path):
    objective, again = (make_objective(TEXT, checkpoint, tmp_path) for _ in range(2))
    batches = [objective.batch(number) for number in range(4)]
    later = again.batch(3)
    assert torch.equal(later.inputs["input_ids"], batches[3].inputs["input_ids"])
    assert torch.equal(later.targets, batches[3].targets)
    assert {batch.pairs for batch in batches} == {True, False}


def test_settings_without_accumulation_take_the_batch_whole(checkpoint, tmp_path):
    objective = make_objective(PAIRS, checkpoint, tmp_path)
    accumulator = Accumulator(
        nn.ModuleList([objective.network.model]), TrainingSettings(), Processes(), seed=0
    )
    assert len(accumulator.cut(objective.batch(0))) == 1
