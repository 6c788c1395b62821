"""Phases (ii) and (iii): a task's examples through its format into a model with its head."""

from __future__ import annotations

from collections.abc import Callable

import torch
from torch import nn
from torch.nn import functional

from harness.formats.base import FORMATS, IGNORED, HeadKind
from harness.models.network import Network
from harness.models.outputs import run_head
from harness.models.padding import pad_inputs
from harness.training.batches import BatchOrder
from harness.training.encoded import EncodedSet, Item
from harness.training.settings import TrainingSettings


class TaskObjective:
    """A task with a head of its own.

    Args:
        network: the encoder with the task's head.
        data: the encoded training examples.
        settings: batch size and order.
        seed: of the order.
    """

    def __init__(self, network: Network, data: EncodedSet, settings: TrainingSettings, *, seed: int) -> None:
        self.network, self.data = network, data
        self.head: HeadKind = FORMATS.get(data.task.format, place=f"task {data.task.name}").head
        self._order = BatchOrder(data.lengths, batch_size=settings.batch_size, pool=settings.pool, seed=seed)

    def batch(self, number: int) -> _TaskBatch:
        """Returns a batch of the task."""
        return _TaskBatch(self, self._order.batch(number))


class _TaskBatch:
    def __init__(self, objective: TaskObjective, indices: list[int]) -> None:
        self._objective, self._indices = objective, indices
        self.size = len(indices)

    @property
    def ids(self) -> tuple[str, ...]:
        return self._objective.data.example_ids(self._indices)

    def part(self, start: int, stop: int) -> _TaskPart:
        return _TaskPart(self._objective, self._objective.data.batch(self._indices[start:stop]))


class _TaskPart:
    def __init__(self, objective: TaskObjective, items: list[Item]) -> None:
        inputs = [one for encoded, _ in items for one in encoded.inputs]
        self._network, self._head, self._items = objective.network, objective.head, items
        self._inputs = pad_inputs(inputs, pad_id=objective.network.encoder.pad_id)
        self.tokens = sum(len(one.token_ids) for one in inputs)
        self.weight = float(_WEIGHTS[self._head](items))

    def loss(self) -> torch.Tensor:
        device = self._network.model.device
        inputs = {name: one.to(device, non_blocking=True) for name, one in self._inputs.items()}
        return _LOSSES[self._head](run_head(self._network.model, self._head, inputs), self._items)


def _class_loss(logits: torch.Tensor, items: list[Item]) -> torch.Tensor:
    gold = torch.tensor([targets[0][0] for _, targets in items], device=logits.device)
    return functional.cross_entropy(logits.float(), gold, reduction="sum")


def _choice_loss(logits: torch.Tensor, items: list[Item]) -> torch.Tensor:
    sizes = [len(encoded.inputs) for encoded, _ in items]
    rows = nn.utils.rnn.pad_sequence(
        list(logits.float()[:, 0].split(sizes)), batch_first=True, padding_value=-torch.inf
    )
    gold = torch.tensor([targets[0][0] for _, targets in items], device=logits.device)
    return functional.cross_entropy(rows, gold, reduction="sum")


def _token_loss(logits: torch.Tensor, items: list[Item]) -> torch.Tensor:
    flat = [torch.tensor(row) for _, targets in items for row in targets]
    gold = nn.utils.rnn.pad_sequence(flat, batch_first=True, padding_value=IGNORED).to(logits.device)
    return functional.cross_entropy(
        logits.float().flatten(0, 1), gold.flatten(), ignore_index=IGNORED, reduction="sum"
    )


def _span_loss(logits: torch.Tensor, items: list[Item]) -> torch.Tensor:
    gold = torch.tensor([row for _, targets in items for row in targets], device=logits.device)
    scores = logits.float()
    start = functional.cross_entropy(scores[..., 0], gold[:, 0], reduction="sum")
    return (start + functional.cross_entropy(scores[..., 1], gold[:, 1], reduction="sum")) / 2


def _count_targets(items: list[Item]) -> int:
    return sum(target != IGNORED for _, targets in items for row in targets for target in row)


def _count_windows(items: list[Item]) -> int:
    return sum(len(targets) for _, targets in items)


_LOSSES: dict[HeadKind, Callable[[torch.Tensor, list[Item]], torch.Tensor]] = {
    "sequence": _class_loss,
    "choice": _choice_loss,
    "token": _token_loss,
    "span": _span_loss,
}

_WEIGHTS: dict[HeadKind, Callable[[list[Item]], int]] = {
    "sequence": len,
    "choice": len,
    "token": _count_targets,
    "span": _count_windows,
}
"""Over how many terms each loss is a mean."""
