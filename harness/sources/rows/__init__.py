"""The one way in which records become examples, whether a file holds them or a table of the hub.

An adapter is a model of settings, told from others by ``kind``; it turns rows by column name
into examples. A new kind is a new module with a ``RowAdapter`` and a new member of ``Adapter``.
"""

from __future__ import annotations

from typing import Annotated, TypeAlias

from pydantic import Field

from harness.sources.rows.adapter import Row, RowAdapter, Rows
from harness.sources.rows.choices import Choices
from harness.sources.rows.lines import Lines
from harness.sources.rows.pairs import Pairs
from harness.sources.rows.questions import Questions
from harness.sources.rows.reading import Reading
from harness.sources.rows.tokens import Tokens
from harness.sources.rows.translations import Translations

Adapter: TypeAlias = Annotated[
    Choices | Lines | Pairs | Questions | Tokens | Translations, Field(discriminator="kind")
]
"""The settings of any adapter, told apart by their ``kind``."""

__all__ = ["Adapter", "Reading", "Row", "RowAdapter", "Rows"]
