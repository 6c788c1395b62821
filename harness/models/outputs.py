"""One way to run any head on padded inputs."""

from __future__ import annotations

from inspect import signature

import torch
from torch import nn
from transformers import PreTrainedModel

from harness.formats.base import HeadKind
from harness.models.checkpoints import HEAD_SUFFIXES


def run_head(model: PreTrainedModel, head: HeadKind, padded: dict[str, torch.Tensor]) -> torch.Tensor:
    """Runs a model on ``input_ids`` (n, length) and friends.

    Returns:
        "sequence" (n, labels); "choice" (n, 1), one plausibility per sequence; "token"
        (n, length, labels); "span" (n, length, 2), padding at the lowest float; "embedding"
        (n, hidden), the mean over the tokens of the last layer.
    """
    given = select_accepted(model, padded)
    if head == "choice" and type(model).__name__.endswith(HEAD_SUFFIXES["choice"]):
        given = {name: tensor.unsqueeze(1) for name, tensor in given.items()}
    result = model(**given)
    if head == "span":
        own = "start_logits" in result
        logits = torch.stack([result.start_logits, result.end_logits], dim=-1) if own else result.logits
        hidden = padded["attention_mask"].unsqueeze(-1) == 0
        return logits.masked_fill(hidden, torch.finfo(logits.dtype).min)
    if head == "embedding":
        return average_tokens(result.last_hidden_state, padded["attention_mask"])
    outputs: torch.Tensor = result.logits
    return outputs


def average_tokens(states: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
    """Mean of states (n, length, hidden) over the tokens that the mask holds, (n, hidden); 0 of none."""
    weights = attention_mask.unsqueeze(-1).to(states.dtype)
    return (states * weights).sum(1) / weights.sum(1).clamp(min=1)


def select_accepted(model: nn.Module, padded: dict[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    """Returns what the model takes; segments only where it has several (GPT-2 would take them for words)."""
    known = set(signature(model.forward).parameters)
    if getattr(model.config, "type_vocab_size", 0) < 2:
        known.discard("token_type_ids")
    return {name: tensor for name, tensor in padded.items() if name in known}
