"""Whether a model may be asked in batches: its answer must not change with the padding beside a text."""

from __future__ import annotations

import torch
from transformers import PreTrainedModel

from harness.errors import CheckpointError
from harness.formats.base import HeadKind, ModelInput
from harness.models.checkpoints import CheckpointFolder
from harness.models.outputs import run_head
from harness.models.padding import pad_inputs
from harness.models.randomness import isolated_seed

TOLERANCE = 1e-3
"""Largest change, as a fraction of the largest output; batch shapes alone cause about 1e-6 in float32."""

SHORT, LONG = 5, 12


def require_padding_independence(model: PreTrainedModel, head: HeadKind, folder: CheckpointFolder) -> None:
    """Asks the model about a short sequence alone and beside a longer one.

    Raises:
        CheckpointError: if the answers differ: it reads its last position (XLNet), or mixes
            padding in (FNet), whatever the attention mask says.
    """
    was_training = model.training
    model.eval()
    words = [index for index in range(min(model.config.vocab_size, 4 * LONG)) if index != folder.pad_id]
    texts = [ModelInput(tuple(words[-size:]), (0,) * len(words[-size:])) for size in (SHORT, LONG)]
    with torch.inference_mode(), isolated_seed(0):
        alone = run_head(model, head, pad_inputs(texts[:1], pad_id=folder.pad_id))[0]
        beside = run_head(model, head, pad_inputs(texts, pad_id=folder.pad_id))[0]
    model.train(was_training)
    beside = beside[:SHORT] if head in ("token", "span", "masked_lm") else beside
    if (alone - beside).abs().max() > TOLERANCE * alone.abs().max().clamp(min=TOLERANCE):
        raise CheckpointError(
            f"the answers of model type {model.config.model_type!r} change with the padding beside a text",
            place=str(folder.path),
            remedy="use an architecture that heeds its attention mask, XLM-R for instance",
        )
