"""How a task declares its data on the hub. Nothing here touches the network."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from harness.languages import language as find_language
from harness.sources.rows import Reading, RowAdapter
from harness.types import Split


@dataclass(frozen=True, slots=True)
class HubSplit:
    """One split of a configuration.

    Attributes:
        name: on the hub.
        size: published number of rows, of each language; another number is refused. 0 = unknown.
        languages: that it has, where these are not all of the data set's.
    """

    name: str
    size: int = 0
    languages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class HubData:
    """Splits of a data set on the hub, in some languages.

    Attributes:
        repository: ``org/name``.
        revision: the full hash of a commit. A branch where no commit can be named: it is looked up
            when a run is planned, and the commit that it stood for is part of all fingerprints.
        splits: Crosswind's split → the hub's.
        rows: which columns hold what.
        languages: that it has.
        config: the configuration's name; ``{language}`` is the ISO code, ``{name}`` the language's
            English name, ``{code}`` what ``codes`` has for it, or its ISO code.
        codes: a language's code in names and values, where it is not its ISO code.
        prefix: put before ids and groups, where several data sets feed one split.
    """

    repository: str
    revision: str
    splits: Mapping[Split, HubSplit]
    rows: RowAdapter
    languages: tuple[str, ...] = ("en",)
    config: str = "default"
    codes: Mapping[str, str] = field(default_factory=dict)
    prefix: str = ""

    def languages_of(self, split: Split) -> tuple[str, ...]:
        """Returns the languages of a split; none if there is no such split."""
        found = self.splits.get(split)
        return () if found is None else found.languages or self.languages

    def locate(self, commit: str, language: str, split: Split) -> str:
        """Returns what a split's table is called: ``org/name@commit/configuration/split``."""
        return f"{self.repository}@{commit}/{self.config_of(language)}/{self.splits[split].name}"

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
