"""Weight files by their headers: names and shapes of tensors, without loading them. Torch-free."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from safetensors import safe_open

_TABLE = re.compile(r"(embeddings?|embed_tokens|embed_positions|wte|wpe|relative_attention_bias)\.weight$")
_NUMBERED = re.compile(r"(^|\.)\d+\.")


def read_shapes(folder: Path) -> dict[str, tuple[int, ...]]:
    """Returns the shape of every tensor that was trained, by name, from all safetensors files of a folder."""
    shapes: dict[str, tuple[int, ...]] = {}
    for file in sorted(folder.glob("*.safetensors")):
        with safe_open(file, framework="numpy") as weights:
            for name in weights.keys():  # noqa: SIM118 - not a mapping
                part = weights.get_slice(name)
                shape = tuple(part.get_shape())
                # older files also hold position numbers (integers) and causal masks (of four dimensions)
                if "F" in part.get_dtype() and len(shape) < 4:
                    shapes[name] = shape
    return shapes


def is_table(name: str) -> bool:
    """Whether a tensor is looked up by a token, a position or a segment."""
    return _TABLE.search(name) is not None


def find_prefix(names: Iterable[str]) -> str:
    """Returns what tensors of the encoder are called by beside a head's, or nothing in a bare encoder.

    It is the first part of the name where layers and all tables have the same.
    """
    names = tuple(names)
    layers = Counter(name.partition(".")[0] for name in names if _NUMBERED.search(name))
    tables = {name.partition(".")[0] for name in names if is_table(name)}
    most = layers.most_common(1)
    return most[0][0] if most and tables == {most[0][0]} else ""
