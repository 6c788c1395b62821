"""Phases (ii) and (iii): a task's examples through its format into a model with its head."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import torch
from torch import nn
from torch.nn import functional

from harness.formats.base import FORMATS, IGNORED, EncodedExample, HeadKind, Targets
from harness.models.freezing import freeze
from harness.models.network import Network
from harness.models.outputs import run_head
from harness.models.padding import pad_inputs
from harness.task_spec import TaskSpec
from harness.training.batches import iterate_batches
from harness.training.optimiser import ReportStep, optimise
from harness.training.settings import TrainingSettings
from harness.types import Example

Item = tuple[EncodedExample, Targets]


def fine_tune(
    network: Network,
    task: TaskSpec,
    examples: Sequence[Example],
    settings: TrainingSettings,
    *,
    seed: int,
    on_step: ReportStep,
) -> float:
    """Trains a model on a task in place and returns its final mean loss."""
    form = FORMATS.get(task.format, place=f"task {task.name}")
    model, encoder = network.model, network.encoder
    encoded = form.encode_batch(examples, encoder)
    items = [(item, form.target(one, item, task)) for one, item in zip(examples, encoded, strict=True)]
    batches = _batches(items, settings, seed)
    device = next(model.parameters()).device
    compute = _LOSSES[form.head]

    def loss_of(batch: list[Item]) -> torch.Tensor:
        inputs = [one for encoded, _ in batch for one in encoded.inputs]
        padded = {k: v.to(device) for k, v in pad_inputs(inputs, pad_id=encoder.pad_id).items()}
        return compute(run_head(model, form.head, padded), batch)

    freeze(model, embeddings=settings.freeze_embeddings, layers=settings.frozen_layers)
    return optimise(model, batches, loss_of, settings, on_step=on_step)


def _batches(items: list[Item], settings: TrainingSettings, seed: int) -> Iterator[list[Item]]:
    lengths = [max(len(one.token_ids) for one in encoded.inputs) for encoded, _ in items]
    indices = iterate_batches(
        lengths, batch_size=settings.batch_size, steps=settings.steps, pool=settings.pool, seed=seed
    )
    return ([items[i] for i in batch] for batch in indices)


def _class_loss(logits: torch.Tensor, batch: list[Item]) -> torch.Tensor:
    gold = torch.tensor([targets[0][0] for _, targets in batch], device=logits.device)
    return functional.cross_entropy(logits.float(), gold)


def _choice_loss(logits: torch.Tensor, batch: list[Item]) -> torch.Tensor:
    sizes = [len(encoded.inputs) for encoded, _ in batch]
    rows = nn.utils.rnn.pad_sequence(
        list(logits.float()[:, 0].split(sizes)), batch_first=True, padding_value=-torch.inf
    )
    gold = torch.tensor([targets[0][0] for _, targets in batch], device=logits.device)
    return functional.cross_entropy(rows, gold)


def _token_loss(logits: torch.Tensor, batch: list[Item]) -> torch.Tensor:
    flat = [torch.tensor(row) for _, targets in batch for row in targets]
    gold = nn.utils.rnn.pad_sequence(flat, batch_first=True, padding_value=IGNORED).to(logits.device)
    return functional.cross_entropy(logits.float().flatten(0, 1), gold.flatten(), ignore_index=IGNORED)


def _span_loss(logits: torch.Tensor, batch: list[Item]) -> torch.Tensor:
    gold = torch.tensor([row for _, targets in batch for row in targets], device=logits.device)
    scores = logits.float()
    start = functional.cross_entropy(scores[..., 0], gold[:, 0])
    return (start + functional.cross_entropy(scores[..., 1], gold[:, 1])) / 2


_LOSSES: dict[HeadKind, Callable[[torch.Tensor, list[Item]], torch.Tensor]] = {
    "sequence": _class_loss,
    "choice": _choice_loss,
    "token": _token_loss,
    "span": _span_loss,
}
