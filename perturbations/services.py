"""What perturbations may ask of models: protocols, so that no model library is imported here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Gap:
    """A span ``[start, end)`` of a text that a masked language model is to fill."""

    text: str
    start: int
    end: int


class MaskFiller(Protocol):
    """A masked language model as a source of words that fit a place."""

    @property
    def name(self) -> str:
        """Names the model and its revision; part of what determines a result."""
        ...

    def fill(self, gaps: Sequence[Gap]) -> list[tuple[str, ...]]:
        """Returns for each gap the words that fit it, best first, without the one that stands there."""
        ...


class Translator(Protocol):
    """A translation model that the user gives."""

    @property
    def name(self) -> str:
        """Names the model and its revision; part of what determines a result."""
        ...

    def translate(self, texts: Sequence[str], source: str, target: str) -> list[str]:
        """Returns the translations of some texts, in order."""
        ...
