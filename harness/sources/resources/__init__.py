"""Readers of word lists that perturbations draw from, one module for each kind.

A new kind is a new module with a ``ResourceReader`` and a new member of ``Resource``.
"""

from __future__ import annotations

from typing import Annotated, TypeAlias

from pydantic import Field

from harness.sources.resources.gazetteer import Gazetteer
from harness.sources.resources.inflections import Inflections
from harness.sources.resources.lexicon import Lexicon
from harness.sources.resources.misspellings import Misspellings
from harness.sources.resources.recorded import Recorded
from harness.sources.resources.synonyms import Synonyms

Resource: TypeAlias = Annotated[
    Gazetteer | Inflections | Lexicon | Misspellings | Recorded | Synonyms,
    Field(discriminator="kind"),
]
"""The settings of any reader, told apart by their ``kind``."""

__all__ = ["Recorded", "Resource"]
