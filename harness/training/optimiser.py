"""AdamW with linear warm-up and decay, as in Phang et al. 2020."""

from __future__ import annotations

import torch
from torch import nn

from harness.training.settings import TrainingSettings


def build_optimiser(modules: nn.Module, settings: TrainingSettings) -> torch.optim.AdamW:
    """Returns AdamW over the parameters that require gradients; biases and layer norms do not decay."""
    trained = [p for p in modules.parameters() if p.requires_grad]
    groups = [
        {"params": [p for p in trained if p.ndim >= 2], "weight_decay": settings.weight_decay},
        {"params": [p for p in trained if p.ndim < 2], "weight_decay": 0.0},
    ]
    return torch.optim.AdamW(groups, lr=settings.learning_rate, eps=1e-8, fused=True)


def set_rate(optimiser: torch.optim.Optimizer, step: int, settings: TrainingSettings) -> None:
    """Sets the learning rate of a step, counted from 0."""
    for group in optimiser.param_groups:
        group["lr"] = settings.learning_rate * _shape_rate(step, settings)


def _shape_rate(step: int, settings: TrainingSettings) -> float:
    warmup = max(1, round(settings.steps * settings.warmup_share))
    if step < warmup:
        return (step + 1) / warmup
    return max(0.0, (settings.steps - step) / max(1, settings.steps - warmup))
