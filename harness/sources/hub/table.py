"""How a task declares its data on the hub. Nothing here touches the network."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from harness.languages import language as find_language
from harness.sources.rows import Reading, RowAdapter
from harness.types import Split


@dataclass(frozen=True, slots=True, kw_only=True)
class HubTable:
    """One split of a data set on the hub, in some languages.

    Attributes:
        repository: ``org/name``.
        revision: the full hash of a commit. A branch where no commit can be named: it is looked up
            when a run is planned, and the commit that it stood for is part of all fingerprints.
        split: ``train``, ``dev`` or ``test``, as Crosswind counts.
        hub_split: the split's name on the hub.
        rows: which columns hold what.
        languages: that it has.
        config: the configuration's name; ``{language}`` is the ISO code, ``{name}`` the language's
            English name, ``{code}`` what ``codes`` has for it, or its ISO code.
        codes: a language's code in names and values, where it is not its ISO code.
        prefix: put before ids and groups, where several tables feed one split.
        size: published number of rows of the table; 0 = unknown. Another number is refused.
    """

    repository: str
    revision: str
    split: Split
    hub_split: str
    rows: RowAdapter
    languages: tuple[str, ...] = ("en",)
    config: str = "default"
    codes: Mapping[str, str] = field(default_factory=dict)
    prefix: str = ""
    size: int = 0

    def code_of(self, language: str) -> str:
        """Returns a language's code in names and values."""
        return self.codes.get(language, language)

    def config_of(self, language: str) -> str:
        """Returns the name of a language's configuration."""
        name = find_language(language).name
        filled = self.config.replace("{language}", language).replace("{name}", name)
        return filled.replace("{code}", self.code_of(language))


@dataclass(frozen=True, slots=True)
class HubReading(Reading):
    """A table of the hub, to be read for a task in a language.

    Attributes:
        table: the table's id, commit, configuration and split.
    """

    settings: ClassVar[str] = "the task's declaration"
    table: str

    @property
    def place(self) -> str:
        """The table, as messages name it."""
        return self.table

    @property
    def source(self) -> str:
        """The table, as examples carry it."""
        return self.table
