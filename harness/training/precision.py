"""Which number format the forward pass runs in."""

from __future__ import annotations

from typing import Literal

import torch

from harness.models.builder import pick_device
from harness.training.settings import Precision


def resolve_precision(asked: Precision) -> Literal["fp32", "bf16"]:
    """Returns the precision to train in: "auto" is bf16 on an accelerator that has it, otherwise fp32."""
    if asked != "auto":
        return asked
    accelerated = pick_device().type == "cuda" and torch.cuda.is_bf16_supported()
    return "bf16" if accelerated else "fp32"
