"""Encoders with heads: from scratch, from a parent stage, or as they were saved.

Between phases only the encoder is carried over: a new head is always drawn anew,
even where the parent has one of the same shape (Phang et al. 2020, section 2).
"""

from __future__ import annotations

import torch
from torch import nn
from transformers import (
    AutoConfig,
    AutoModel,
    AutoModelForMaskedLM,
    AutoModelForMultipleChoice,
    AutoModelForQuestionAnswering,
    AutoModelForSequenceClassification,
    AutoModelForTokenClassification,
    PreTrainedModel,
    XLMRobertaConfig,
)
from transformers.models.auto.auto_factory import _BaseAutoModelClass
from transformers.utils import logging as transformers_logging

from harness.errors import CheckpointError
from harness.formats.base import HeadKind
from harness.models.checkpoints import CheckpointFolder
from harness.models.randomness import isolated_seed
from harness.models.shape import EncoderShape

transformers_logging.set_verbosity_error()
transformers_logging.disable_progress_bar()


AUTO_CLASSES: dict[HeadKind, type[_BaseAutoModelClass]] = {
    "sequence": AutoModelForSequenceClassification,
    "choice": AutoModelForMultipleChoice,
    "token": AutoModelForTokenClassification,
    "span": AutoModelForQuestionAnswering,
    "masked_lm": AutoModelForMaskedLM,
    "embedding": AutoModel,
}


def build_from_scratch(
    shape: EncoderShape, *, vocabulary_size: int, pad_id: int, seed: int
) -> PreTrainedModel:
    """Returns a randomly initialised masked language model of the given shape."""
    config = XLMRobertaConfig(
        vocab_size=vocabulary_size,
        hidden_size=shape.hidden,
        num_hidden_layers=shape.layers,
        num_attention_heads=shape.heads,
        intermediate_size=shape.intermediate,
        max_position_embeddings=shape.positions + pad_id + 1,
        hidden_dropout_prob=shape.dropout,
        attention_probs_dropout_prob=shape.dropout,
        type_vocab_size=1,
        pad_token_id=pad_id,
        bos_token_id=None,
        eos_token_id=None,
    )
    with isolated_seed(seed):
        model: PreTrainedModel = AutoModelForMaskedLM.from_config(config)
    return model


def build_on_encoder(
    parent: CheckpointFolder, head: HeadKind, *, outputs: int, labels: tuple[str, ...], seed: int
) -> PreTrainedModel:
    """Returns the parent's encoder under a fresh head.

    Args:
        parent: any checkpoint whose encoder ``AutoModel`` can load.
        head: kind of head.
        outputs: width of the head.
        labels: names of the outputs where they are classes.
        seed: of the head's initial weights.
    """
    config = AutoConfig.from_pretrained(parent.path, trust_remote_code=False)
    if head in ("sequence", "token"):
        config.id2label = dict(enumerate(labels))
        config.label2id = {label: index for index, label in enumerate(labels)}
    config.num_labels = outputs
    with isolated_seed(seed):
        model: PreTrainedModel = AUTO_CLASSES[head].from_config(config)
    model.float()  # a half-precision parent says so in its configuration
    _copy_encoder(model, parent)
    return model


def load_model(folder: CheckpointFolder, head: HeadKind) -> PreTrainedModel:
    """Loads a checkpoint with the head it was saved with ("embedding": the bare encoder)."""
    with isolated_seed(0):  # parts that the checkpoint lacks would be drawn from global state
        model: PreTrainedModel = AUTO_CLASSES[head].from_pretrained(
            folder.path, use_safetensors=True, trust_remote_code=False, dtype=torch.float32
        )
    return model


def _copy_encoder(model: PreTrainedModel, parent: CheckpointFolder) -> None:
    """Copies what the parent really holds: parts it lacks (a pooler) keep their seeded start."""
    with isolated_seed(0):
        encoder, report = AutoModel.from_pretrained(
            parent.path,
            use_safetensors=True,
            trust_remote_code=False,
            dtype=torch.float32,
            output_loading_info=True,
        )
    absent = set(report["missing_keys"])
    weights = {name: value for name, value in encoder.state_dict().items() if name not in absent}
    result = model.base_model.load_state_dict(weights, strict=False)
    missing = [key for key in result.missing_keys if key not in absent]
    unexpected = [key for key in result.unexpected_keys if not key.startswith("pooler.")]
    if missing or unexpected:
        raise CheckpointError(
            f"the encoder does not fit under the new head (missing {missing[:2]}, extra {unexpected[:2]})",
            place=str(parent.path),
            remedy="use an encoder that AutoModel and the task's AutoModelFor… class both support",
        )


def count_parameters(model: nn.Module) -> int:
    """Number of distinct parameters."""
    return sum(p.numel() for p in model.parameters())


def pick_device() -> torch.device:
    """The accelerator where there is one, otherwise the CPU."""
    return torch.device("cuda" if torch.cuda.is_available() else "cpu")
