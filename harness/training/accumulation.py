"""The gradient of a batch, in as many parts as memory and processes ask for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import torch
from torch import nn

from harness.errors import RunError
from harness.models.randomness import seed_step
from harness.seeds import derive_seed
from harness.training.objectives import Batch, Part, cut
from harness.training.processes import Processes
from harness.training.settings import TrainingSettings

_NO_MEMORY: Final = ("out of memory", "can't allocate memory")


class Accumulator:
    """Sums the gradients of a batch's parts, so that the step is that of the whole batch.

    Where a part does not fit into memory, this batch and all that follow are cut into twice as
    many parts. Dropout depends on the seed, the step and the process alone.

    Args:
        modules: whose gradients are computed.
        settings: ``accumulation`` and ``precision`` ("bf16" or "fp32").
        processes: that share the batch.
        seed: of dropout.

    Attributes:
        parts: that a process cuts its share of a batch into.
        halvings: how often that was doubled.
        tokens: of the latest batch, padding aside, all processes together.
    """

    def __init__(
        self, modules: nn.Module, settings: TrainingSettings, processes: Processes, *, seed: int
    ) -> None:
        self._modules, self._processes, self._seed = modules, processes, seed
        self._device = next(modules.parameters()).device
        self._bf16 = settings.precision == "bf16"
        self.parts, self.halvings, self.tokens = settings.accumulation, 0, 0

    def cut(self, batch: Batch) -> list[Part]:
        """Returns this process's parts of a batch; there is always one, which may weigh nothing."""
        count = min(batch.size, self.parts * self._processes.count)
        borders = cut(batch.size, count)
        mine = [batch.part(*border) for border in borders[self._processes.rank :: self._processes.count]]
        return mine or [_Weightless(batch.part(*borders[0]))]

    def compute(self, batch: Batch, parts: Sequence[Part], step: int) -> torch.Tensor:
        """Leaves the gradient of the batch's mean loss in ``.grad`` and returns that loss (scalar).

        Args:
            batch: the whole batch.
            parts: as ``cut`` returned them.
            step: from which dropout is drawn.

        Raises:
            RunError: if not even single examples fit into memory.
        """
        while (loss := self._try(parts, step)) is None:
            self._modules.zero_grad(set_to_none=True)
            if self._device.type == "cuda":
                torch.cuda.empty_cache()
            if self.parts * self._processes.count >= batch.size:
                raise RunError(
                    f"training: there is not enough memory for one example at step {step + 1}; "
                    "lower max_length, set gradient_checkpointing or take a smaller encoder."
                )
            self.parts *= 2
            self.halvings += 1
            parts = self.cut(batch)
        self._processes.add_gradients(self._modules.parameters())
        return loss

    def _try(self, parts: Sequence[Part], step: int) -> torch.Tensor | None:
        """The loss; None if memory did not suffice in any process."""
        weight, tokens = self._processes.add(
            [sum(part.weight for part in parts), sum(part.tokens for part in parts)]
        )
        self.tokens = int(tokens)
        seed_step(derive_seed(self._seed, "dropout", step, self._processes.rank))
        loss: torch.Tensor | None = None
        try:
            loss = self._run(parts, max(weight, 1.0))
        except (RuntimeError, MemoryError) as error:
            if not is_out_of_memory(error):
                raise
        if self._processes.count == 1:
            return loss
        total, failed = self._processes.add([float(loss) if loss is not None else 0.0, loss is None])
        return None if failed else torch.tensor(total)

    def _run(self, parts: Sequence[Part], weight: float) -> torch.Tensor:
        total = torch.zeros((), device=self._device)
        for part in parts:
            with torch.autocast(self._device.type, dtype=torch.bfloat16, enabled=self._bf16):
                loss = part.loss() / weight
            loss.backward()
            total += loss.detach()
        return total


class _Weightless:
    """A part that another process counts: it only makes every process have the same gradients."""

    def __init__(self, part: Part) -> None:
        self._part = part
        self.weight, self.tokens = 0.0, 0

    def loss(self) -> torch.Tensor:
        return self._part.loss() * 0.0


def is_out_of_memory(error: BaseException) -> bool:
    """Whether an error says that memory did not suffice, on an accelerator or on the CPU."""
    return isinstance(error, torch.OutOfMemoryError | MemoryError) or (
        isinstance(error, RuntimeError) and any(words in str(error) for words in _NO_MEMORY)
    )
