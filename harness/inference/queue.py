"""The queue through which every input reaches the model.

Duplicates run once, inputs go sorted by length in batches of a token budget. Floats
depend a little on the shape of a batch; what is decided on a hair's breadth is
therefore asked again alone (see ``predictor``), so that answers do not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeAlias

import numpy as np
import torch
from transformers import PreTrainedModel

from harness.formats.base import HeadKind, ModelInput, Output
from harness.models.outputs import run_head
from harness.models.padding import pad_inputs
from harness.models.randomness import limited_threads

DEFAULT_TOKEN_BUDGET = 4096

Run: TypeAlias = Callable[[PreTrainedModel, HeadKind, dict[str, torch.Tensor]], torch.Tensor]


class InferenceQueue:
    """A model in evaluation mode behind a token-budget batcher.

    Args:
        model: with its head.
        head: what the head returns.
        pad_id: of the tokenizer.
        token_budget: tokens a batch, padding included; one input is always let through.
        run: what is asked of the model.
    """

    def __init__(
        self,
        model: PreTrainedModel,
        head: HeadKind,
        *,
        pad_id: int,
        token_budget: int = DEFAULT_TOKEN_BUDGET,
        run: Run = run_head,
    ) -> None:
        self._model = model.eval()
        self._head = head
        self._pad_id = pad_id
        self._budget = token_budget
        self._run = run
        self._device = next(model.parameters()).device

    def run(self, inputs: Sequence[ModelInput]) -> list[Output]:
        """Returns one output per input, in order; duplicates share one run of the model."""
        distinct = list(dict.fromkeys(inputs))
        order = sorted(
            range(len(distinct)), key=lambda i: (len(distinct[i].token_ids), distinct[i].token_ids)
        )
        found: dict[ModelInput, Output] = {}
        for batch in fill_batches(order, distinct, self._budget):
            part = [distinct[i] for i in batch]
            found.update(zip(part, self._forward(part), strict=True))
        return [found[item] for item in inputs]

    def run_alone(self, inputs: Sequence[ModelInput]) -> list[Output]:
        """Returns one output per input, each from a batch of its own, by one thread, whatever the budget."""
        with limited_threads(1):
            return [self._forward([item])[0] for item in inputs]

    @torch.inference_mode()
    def _forward(self, inputs: list[ModelInput]) -> list[Output]:
        padded = pad_inputs(inputs, pad_id=self._pad_id)
        result = self._run(self._model, self._head, {k: v.to(self._device) for k, v in padded.items()})
        rows = result.float().cpu().numpy()
        if self._head in ("token", "span"):
            return [row[: len(item.token_ids)].copy() for row, item in zip(rows, inputs, strict=True)]
        return list(np.array(rows))


def fill_batches(order: Sequence[int], inputs: Sequence[ModelInput], budget: int) -> Iterator[list[int]]:
    """Yields positions of inputs, given by length, in batches of at most ``budget`` tokens with padding."""
    batch: list[int] = []
    for index in order:
        # sorted by length, so the newest input is the longest of its batch
        if batch and (len(batch) + 1) * len(inputs[index].token_ids) > budget:
            yield batch
            batch = []
        batch.append(index)
    if batch:
        yield batch
