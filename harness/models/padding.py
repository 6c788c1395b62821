"""Sequences of unequal length as one rectangle of tensors."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch

from harness.formats.base import ModelInput


def pad_inputs(inputs: Sequence[ModelInput], *, pad_id: int) -> dict[str, torch.Tensor]:
    """Returns ``input_ids``, ``attention_mask`` and ``token_type_ids`` of shape (n, longest)."""
    longest = max(len(item.token_ids) for item in inputs)
    ids = np.full((len(inputs), longest), pad_id, dtype=np.int64)
    types = np.zeros_like(ids)
    mask = np.zeros_like(ids)
    for row, item in enumerate(inputs):
        size = len(item.token_ids)
        ids[row, :size], types[row, :size], mask[row, :size] = item.token_ids, item.type_ids, 1
    return {
        "input_ids": torch.from_numpy(ids),
        "attention_mask": torch.from_numpy(mask),
        "token_type_ids": torch.from_numpy(types),
    }
