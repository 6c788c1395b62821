"""The size of encoders for estimates of cost, without loading or downloading them. Torch-free."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from math import prod
from pathlib import Path

from pydantic import TypeAdapter

from harness.models.checkpoints import open_checkpoint
from harness.models.configuration import read_configuration
from harness.models.weights import find_prefix, is_table, read_shapes


@dataclass(frozen=True, slots=True)
class EncoderFacts:
    """The size of an encoder, head and pooler left out.

    Attributes:
        name: hub id or folder.
        model_type: architecture as ``config.json`` names it.
        layers: transformer layers.
        hidden: width.
        intermediate: width of the feed-forward layer.
        heads: attention heads.
        vocabulary: tokens.
        parameters: all of them.
        non_embedding_parameters: those that every token passes: all but look-up tables.
        longest_sequence: tokens, special ones included; None = any number.
    """

    name: str
    model_type: str
    layers: int
    hidden: int
    intermediate: int
    heads: int
    vocabulary: int
    parameters: int
    non_embedding_parameters: int
    longest_sequence: int | None


TABLE = Path(__file__).with_name("known.tsv")

OLD_HUB_IDS = frozenset({"FacebookAI", "google-bert", "distilbert"})
"""Organisations whose models the hub once gave, and still gives, without naming them."""


@cache
def list_known_encoders() -> tuple[EncoderFacts, ...]:
    """Returns the sizes of well-known encoders, as transformers builds them from what is published."""
    header, *rows = (line.split("\t") for line in TABLE.read_text("utf-8").splitlines())
    adapter = TypeAdapter(EncoderFacts)
    return tuple(
        adapter.validate_python({key: value or None for key, value in zip(header, row, strict=True)})
        for row in rows
    )


def describe_encoder(name: str) -> EncoderFacts:
    """Returns the size of an encoder.

    A folder is described by its configuration and the shapes that its weight files list; a
    well-known hub id from a table; any other hub id must be in the local cache.

    Raises:
        CheckpointError: if it is none of these, or cannot be used.
    """
    if not Path(name).expanduser().exists():
        for facts in list_known_encoders():
            organisation, _, short = facts.name.partition("/")
            if name == facts.name or (name == short and organisation in OLD_HUB_IDS):
                return facts
    return _measure(name, open_checkpoint(name, offline=True).path)


def _measure(name: str, folder: Path) -> EncoderFacts:
    config = read_configuration(folder)
    sizes = _count_parameters(folder)
    return EncoderFacts(
        name,
        config.model_type,
        config.layers,
        config.hidden,
        config.intermediate,
        config.heads,
        config.vocab_size,
        sum(sizes.values()),
        sum(size for weight, size in sizes.items() if not is_table(weight)),
        config.longest_sequence,
    )


def _count_parameters(folder: Path) -> dict[str, int]:
    """Returns the number of parameters of each tensor of the encoder."""
    shapes = read_shapes(folder)
    prefix = find_prefix(shapes)
    start = f"{prefix}." if prefix else ""
    return {
        name: prod(shape)
        for name, shape in shapes.items()
        if name.startswith(start) and not name.removeprefix(start).startswith("pooler")
    }
