"""What rows are read for, and how to say where one of them is wrong: the same for files and tables."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import ClassVar

from harness.errors import DataFileError, LabelError
from harness.task_spec import TaskSpec
from harness.types import Provenance


@dataclass(frozen=True, slots=True)
class Reading(ABC):
    """Rows to be read for a task in a language; subclasses say where they come from.

    Attributes:
        task: whose labels are the closed set.
        language: ISO 639-1 code, as the examples will carry it.
        code: the language's code in file and column names.
        settings: where a user finds the reader's settings, for messages.
    """

    settings: ClassVar[str] = "the catalogue"
    task: TaskSpec
    language: str
    code: str

    @property
    @abstractmethod
    def place(self) -> str:
        """The file or table, as messages name it."""

    @property
    @abstractmethod
    def source(self) -> str:
        """The file or table, as examples carry it: without this machine's part of a path."""

    def expand(self, template: str) -> str:
        """Returns a file or column name with ``{language}`` and ``{code}`` filled in."""
        return template.replace("{language}", self.language).replace("{code}", self.code)

    def provenance(self, row: int) -> Provenance:
        """Returns where an example stands: line of a file, row of a table, both from 1."""
        return Provenance(self.source, row)

    def label(self, raw: str, row: int) -> str:
        """Returns ``raw`` if it is one of the task's labels.

        Raises:
            LabelError: if it is not.
        """
        if raw not in self.task.labels:
            raise LabelError(
                f"label {raw!r} is not one of {', '.join(self.task.labels)}",
                place=self.locate(row),
                remedy=f"map it under 'labels' in {self.settings} or mend the file",
            )
        return raw

    def locate(self, row: int) -> str:
        """Returns the place of a row, for messages; row 0 stands for the whole."""
        return f"{self.place}:{row}" if row else self.place

    def fault(self, problem: str, remedy: str, *, row: int = 0) -> DataFileError:
        """Returns the error for a malformed row, or for the whole."""
        return DataFileError(problem, place=self.locate(row), remedy=remedy)
