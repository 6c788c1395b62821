"""The one optimisation loop: AdamW, linear warm-up and decay, clipping, autocast."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

import torch
from torch import nn

from harness.errors import RunError
from harness.training.settings import TrainingSettings

Batch = TypeVar("Batch")
ReportStep = Callable[[int, float], None]


def optimise(
    model: nn.Module,
    batches: Iterable[Batch],
    loss_of: Callable[[Batch], torch.Tensor],
    settings: TrainingSettings,
    *,
    on_step: ReportStep,
) -> float:
    """Trains in place over all batches and returns the mean loss of the last tenth of the steps.

    Args:
        model: whose parameters that require gradients are trained.
        batches: exactly ``settings.steps`` of them.
        loss_of: the scalar loss of one batch.
        settings: the hyperparameters.
        on_step: told (steps done, loss) after every step.

    Raises:
        RunError: when the loss is not finite.
    """
    device = next(model.parameters()).device
    optimiser = torch.optim.AdamW(
        _group_parameters(model, settings), lr=settings.learning_rate, eps=1e-8, fused=True
    )
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: _shape_rate(step, settings))
    tail: list[float] = []
    model.train()
    for step, batch in enumerate(batches, start=1):
        with torch.autocast(device.type, dtype=torch.bfloat16, enabled=settings.precision == "bf16"):
            loss = loss_of(batch)
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), settings.clip_norm)
        optimiser.step()
        schedule.step()
        optimiser.zero_grad(set_to_none=True)
        value = _check_finite(loss, step)
        if step > settings.steps * 0.9:
            tail.append(value)
        on_step(step, value)
    model.eval()
    return sum(tail) / len(tail) if tail else float("nan")


def _shape_rate(step: int, settings: TrainingSettings) -> float:
    warmup = max(1, round(settings.steps * settings.warmup_share))
    if step < warmup:
        return (step + 1) / warmup
    return max(0.0, (settings.steps - step) / max(1, settings.steps - warmup))


def _group_parameters(model: nn.Module, settings: TrainingSettings) -> list[dict[str, object]]:
    trained = [p for p in model.parameters() if p.requires_grad]
    return [
        {"params": [p for p in trained if p.ndim >= 2], "weight_decay": settings.weight_decay},
        {"params": [p for p in trained if p.ndim < 2], "weight_decay": 0.0},
    ]


def _check_finite(loss: torch.Tensor, step: int) -> float:
    value = float(loss.detach())
    if not torch.isfinite(loss):
        raise RunError(
            f"training: the loss is {value} at step {step}; lower learning_rate or raise warmup_share."
        )
    return value
