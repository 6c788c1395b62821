"""A model and the tokenizer it reads through, which belong together."""

from __future__ import annotations

from dataclasses import dataclass

from transformers import PreTrainedModel

from harness.formats.tokenization import TextEncoder


@dataclass(frozen=True, slots=True)
class Network:
    """A model with a head, and its text encoder."""

    model: PreTrainedModel
    encoder: TextEncoder
