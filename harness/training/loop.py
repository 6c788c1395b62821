"""The one training loop: of every phase, for one task or several, in one process or many."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import torch
from torch import nn

from harness.errors import RunError
from harness.training.accumulation import Accumulator
from harness.training.early_stopping import Stopper
from harness.training.objectives import Batch, Course, Part, list_ids
from harness.training.optimiser import build_optimiser, set_rate
from harness.training.processes import Processes
from harness.training.progress import Journal, Progress, State
from harness.training.settings import TrainingSettings

ReportStep = Callable[[int, int, float], None]
"""Told (steps done, steps in all, loss) after every step."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a stage is trained amid; nothing here changes its result.

    Attributes:
        store: folder where encoded sets are kept.
        on_step: watches the steps.
        progress: where to go on from after a kill; None = from the start.
        processes: that train together.
    """

    store: Path
    on_step: ReportStep
    progress: Progress | None = None
    processes: Processes = field(default_factory=Processes)


class TrainingLoop:
    """Trains modules in place over a course of batches.

    Args:
        modules: whose parameters that require gradients are trained.
        course: the batches.
        settings: with ``steps`` and ``precision`` resolved.
        surroundings: reports, progress, processes.
        stopper: when to stop early; None = never.
        seed: of dropout.
    """

    def __init__(
        self,
        modules: nn.Module,
        course: Course,
        settings: TrainingSettings,
        surroundings: Surroundings,
        *,
        stopper: Stopper | None = None,
        seed: int = 0,
    ) -> None:
        self._modules, self._course, self._settings = modules, course, settings
        self._around, self._stopper = surroundings, stopper
        self._optimiser = build_optimiser(modules, settings)
        self._state = State(modules, self._optimiser)
        self._accumulator = Accumulator(modules, settings, surroundings.processes, seed=seed)
        self._trained = [one for one in modules.parameters() if one.requires_grad]

    def run(self, stage: str) -> Journal:
        """Trains to the end, from where an earlier run was interrupted, and keeps the best weights.

        Args:
            stage: fingerprint, which a stored state must bear.

        Raises:
            RunError: when the loss or the gradient is not finite, or memory does not suffice.
        """
        journal = self._begin(stage)
        self._modules.train()
        begun = time.monotonic() - journal.seconds
        upcoming = self._prepare(journal.step)
        while upcoming is not None and not (self._stopper and self._stopper.is_over(journal)):
            upcoming = self._step(journal, *upcoming)
            journal.seconds = time.monotonic() - begun
            self._around.on_step(journal.step, self._course.steps, journal.losses[-1])
            if self._stopper and self._stopper.is_due(journal.step, self._course.steps):
                self._evaluate(journal)
            if self._around.progress and self._around.processes.is_first and self._around.progress.is_due():
                self._around.progress.save(journal, self._state)
        self._state.restore_best()
        self._modules.eval()
        return journal

    def _begin(self, stage: str) -> Journal:
        journal = self._around.progress.load(self._state) if self._around.progress else None
        if journal is None:
            return Journal(stage=stage, parts=self._accumulator.parts)
        journal.resumed += 1
        self._accumulator.parts, self._accumulator.halvings = journal.parts, journal.halvings
        return journal

    def _prepare(self, step: int) -> tuple[Batch, list[Part]] | None:
        if step >= self._course.steps:
            return None
        batch = self._course.batch(step)
        return batch, self._accumulator.cut(batch)

    def _step(self, journal: Journal, batch: Batch, parts: list[Part]) -> tuple[Batch, list[Part]] | None:
        step = journal.step
        loss = self._accumulator.compute(batch, parts, step)
        norm = nn.utils.clip_grad_norm_(self._trained, self._settings.clip_norm)
        upcoming = self._prepare(step + 1)  # while an accelerator is still busy
        value = self._check_finite(loss, norm, batch, journal)
        set_rate(self._optimiser, step, self._settings)
        self._optimiser.step()
        self._optimiser.zero_grad(set_to_none=True)
        journal.step = step + 1
        journal.tokens += self._accumulator.tokens
        journal.losses.append(value)
        del journal.losses[: -max(1, math.ceil(self._course.steps / 10))]
        if self._accumulator.parts != journal.parts:
            journal.parts, journal.halvings = self._accumulator.parts, self._accumulator.halvings
            upcoming = self._prepare(step + 1)
        return upcoming

    def _evaluate(self, journal: Journal) -> None:
        assert self._stopper is not None
        (score,) = self._around.processes.share(
            [self._stopper.evaluate() if self._around.processes.is_first else 0.0]
        )
        self._modules.train()
        if self._stopper.judge(journal, score):
            self._state.keep_best()

    def _check_finite(self, loss: torch.Tensor, norm: torch.Tensor, batch: Batch, journal: Journal) -> float:
        """The loss as a number; the weights are still those of the step before."""
        value, length = float(loss), float(norm)
        if math.isfinite(value) and math.isfinite(length):
            return value
        found = f"the loss is {value}" if not math.isfinite(value) else f"the gradient's norm is {length}"
        kept = ""
        if self._around.progress and self._around.processes.is_first:
            self._around.progress.save(journal, self._state)
            kept = f"; the state of step {journal.step} is kept in {self._around.progress.path}"
        raise RunError(
            f"training: {found} at step {journal.step + 1}, on examples {list_ids(batch.ids)}{kept}; "
            "look at these examples, lower learning_rate or raise warmup_share, and run the command again."
        )
