"""Readers of the layouts in which publishers lay out their files, one module each.

A new layout is a new module with a ``FileReader`` and a new member of ``Layout``.
"""

from __future__ import annotations

from typing import Annotated, TypeAlias

from pydantic import Field

from harness.sources.files.bucc import Bucc
from harness.sources.files.conllu import Conllu
from harness.sources.files.mewslix import Mewslix
from harness.sources.files.parallel_lines import ParallelLines
from harness.sources.files.parallel_mining import ParallelMining
from harness.sources.files.squad_json import SquadJson
from harness.sources.files.table import Table
from harness.sources.files.token_tags import TokenTags
from harness.sources.files.xquad_r import XquadR

Layout: TypeAlias = Annotated[
    Bucc | Conllu | Mewslix | ParallelLines | ParallelMining | SquadJson | Table | TokenTags | XquadR,
    Field(discriminator="layout"),
]
"""The settings of any reader, told apart by their ``layout``."""

__all__ = ["Layout"]
