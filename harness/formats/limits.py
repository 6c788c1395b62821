"""What becomes of texts that do not fit the model."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

LongSentences: TypeAlias = Literal["split", "truncate"]


@dataclass(frozen=True, slots=True)
class Limits:
    """How long a sequence may be, and what becomes of texts that do not fit.

    Attributes:
        max_length: tokens per sequence, special tokens included.
        stride: tokens that neighbouring windows of one context share.
        long_sentences: whether a tagged sentence that does not fit is split into several
            sequences, as XTREME's preparation does, or truncated, as jiant does.
    """

    max_length: int = 128
    stride: int = 32
    long_sentences: LongSentences = "split"
