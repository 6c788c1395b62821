"""The size of an encoder as a value. Torch-free."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class EncoderShape:
    """Size of an encoder trained from scratch (XLM-R's architecture).

    Attributes:
        layers: transformer layers.
        hidden: width.
        heads: attention heads.
        intermediate: width of the feed-forward layer.
        positions: longest sequence in tokens.
        dropout: on hidden states and attention, a fraction.
    """

    layers: int = 2
    hidden: int = 128
    heads: int = 4
    intermediate: int = 512
    positions: int = 128
    dropout: float = 0.0
