"""Encoders with heads: from scratch, from a parent stage, or as they were saved.

Between phases only the encoder is carried over: a new head is always drawn anew,
even where the parent has one of the same shape (Phang et al. 2020, section 2).
"""

from __future__ import annotations

import re

import torch
from transformers import (
    AutoConfig,
    AutoModelForMaskedLM,
    PretrainedConfig,
    PreTrainedModel,
    XLMRobertaConfig,
)
from transformers import __version__ as transformers_version
from transformers.utils import logging as transformers_logging

from harness.errors import CheckpointError
from harness.formats.base import HeadKind
from harness.models.checkpoints import SPAN_LABELS, CheckpointFolder
from harness.models.heads import choose_class, name_encoder
from harness.models.probe import require_padding_independence
from harness.models.randomness import isolated_seed
from harness.models.shape import EncoderShape
from harness.models.weights import find_prefix, read_shapes

transformers_logging.set_verbosity_error()
transformers_logging.disable_progress_bar()


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

    Raises:
        CheckpointError: if the architecture is unknown, has no such head, or weights are missing.
    """
    config = read_config(parent)
    names = {"sequence": labels, "token": labels, "span": SPAN_LABELS}.get(head, ())
    if names:
        config.id2label = dict(enumerate(names))
        config.label2id = {label: index for index, label in enumerate(names)}
    config.num_labels = outputs
    kind = choose_class(config, head, parent)
    with isolated_seed(seed):
        model: PreTrainedModel = kind.from_config(config)
    model.float()  # a half-precision parent says so in its configuration
    _copy_encoder(model, parent)
    require_padding_independence(model, head, parent)
    return model


def build_with_masked_lm(parent: CheckpointFolder, *, seed: int) -> PreTrainedModel:
    """Returns the parent's encoder under its own masked-LM head, or a fresh one where it has none.

    Raises:
        CheckpointError: if the architecture has no masked-LM head, or weights of the encoder are missing.
    """
    model, missing = _load(parent, "masked_lm", seed=seed)
    encoder = f"{model.base_model_prefix}."
    _refuse_missing([name for name in missing if name.startswith(encoder)], parent)
    return model


def share_encoder(host: PreTrainedModel, guest: PreTrainedModel) -> None:
    """Lets ``guest`` compute with the very encoder of ``host``; what was tied to it is tied again.

    Where one of the two has a pooler, it must be the host.
    """
    setattr(guest, guest.base_model_prefix, host.base_model)
    guest.tie_weights()


def load_model(folder: CheckpointFolder, head: HeadKind) -> PreTrainedModel:
    """Loads a checkpoint with the head it was saved with ("embedding": the bare encoder).

    Raises:
        CheckpointError: if the architecture is unknown, has no such head, or weights are missing.
    """
    model, missing = _load(folder, head, seed=0)
    if head == "embedding":
        missing = _leave_out_pooler(missing)
    _refuse_missing(missing, folder)
    require_padding_independence(model, head, folder)
    return model


def read_config(folder: CheckpointFolder) -> PretrainedConfig:
    """Returns transformers' view of a ``config.json``, with a padding token and without a cache.

    Raises:
        CheckpointError: if it is no architecture that transformers has built in.
    """
    try:
        config: PretrainedConfig = AutoConfig.from_pretrained(folder.path, trust_remote_code=False)
    except (ValueError, KeyError) as error:
        raise CheckpointError(
            f"transformers {transformers_version} does not know this model type",
            place=f"{folder.path}/config.json",
            remedy="use an architecture that it has built in: code that comes with a checkpoint is never run",
        ) from error
    if config.pad_token_id is None:  # of decoders; their heads find the last token by it
        config.pad_token_id = folder.pad_id
    config.use_cache = False
    return config


def name_attention(model: PreTrainedModel) -> str:
    """Returns which implementation of attention a model computes with: ``sdpa``, or ``eager`` without it."""
    return str(model.config._attn_implementation)


def _load(folder: CheckpointFolder, head: HeadKind, *, seed: int) -> tuple[PreTrainedModel, list[str]]:
    """Returns a model and the names of the parts that its checkpoint lacks, drawn by ``seed``."""
    config = read_config(folder)
    kind = choose_class(config, head, folder)
    found, expected = find_prefix(read_shapes(folder.path)), name_encoder(config, kind)
    # some heads call the encoder otherwise than all others of the architecture do (Llama's for spans)
    renamed = {rf"^{re.escape(found)}\.": f"{expected}."} if found and found != expected else None
    with isolated_seed(seed):  # parts that the checkpoint lacks would be drawn from global state
        model, report = kind.from_pretrained(
            folder.path,
            config=config,
            use_safetensors=True,
            trust_remote_code=False,
            dtype=torch.float32,
            key_mapping=renamed,
            output_loading_info=True,
        )
    return model, sorted(report["missing_keys"])


def _copy_encoder(model: PreTrainedModel, parent: CheckpointFolder) -> None:
    """Copies what the parent really holds: a pooler that it lacks keeps its seeded start."""
    encoder, absent = _load(parent, "embedding", seed=0)
    _refuse_missing(_leave_out_pooler(absent), parent)
    weights = {name: value for name, value in encoder.state_dict().items() if name not in absent}
    result = model.base_model.load_state_dict(weights, strict=False)
    missing = [key for key in result.missing_keys if key not in absent]
    unexpected = _leave_out_pooler(result.unexpected_keys)
    if missing or unexpected:
        raise CheckpointError(
            f"the encoder does not fit under the new head (missing {missing[:2]}, extra {unexpected[:2]})",
            place=str(parent.path),
            remedy="use an encoder that AutoModel and the task's AutoModelFor… class both support",
        )


def _leave_out_pooler(names: list[str]) -> list[str]:
    return [name for name in names if not name.startswith("pooler.")]


def _refuse_missing(names: list[str], folder: CheckpointFolder) -> None:
    if names:
        more = f" and {len(names) - 1} more" if len(names) > 1 else ""
        raise CheckpointError(
            f"the weights lack {names[0]}{more}",
            place=str(folder.path),
            remedy="save the whole model again with save_pretrained, all of its files",
        )


def pick_device() -> torch.device:
    """The accelerator where there is one, otherwise the CPU."""
    return torch.device("cuda" if torch.cuda.is_available() else "cpu")
