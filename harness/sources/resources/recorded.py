"""Evaluation sets that people wrote again with noise, aligned row by row with their clean twins."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from pydantic import model_validator

from harness.sources.files import Layout
from harness.sources.files.reading import FileReading, fault
from harness.sources.names import Tasks, require_known
from harness.sources.resources.base import ResourceEntry
from harness.task_spec import TaskSpec
from harness.tasks import TASKS
from harness.types import Example, Split, text_fields


class Recorded(ResourceEntry):
    """The noisy twin of an evaluation set that stands under ``entries``.

    Both must have the same rows in the same order: as many examples, each with the same gold
    answer and the same kinds of text. Anything else is refused, since a guess would compare strangers.

    Attributes:
        task: one task or several whose examples these are.
        split: of the clean set, read whole.
        reader: the layout of the noisy file and its settings.
    """

    kind: Literal["recorded"]
    task: Tasks
    split: Split = "test"
    reader: Layout

    @model_validator(mode="after")
    def _fitting(self) -> Recorded:
        for name in self.task:
            format_ = require_known(TASKS.get, name).format
            if format_ not in self.reader.makes():
                raise ValueError(
                    f"layout {self.reader.layout!r} does not give {format_} examples, which task "
                    f"{name!r} has; choose another layout or task"
                )
        return self

    def reading(self, task: TaskSpec, language: str, root: Path) -> FileReading:
        """Returns the noisy file, to be read for a task in a language."""
        code = self.codes.get(language, language)
        return FileReading(task, language, code, path=self.find_file(root, language), root=root)

    def align(self, clean: Sequence[Example], reading: FileReading) -> dict[str, dict[str, str]]:
        """Returns example id → its noisy texts by field, without rows that have no noise.

        Raises:
            DataFileError: if the file is missing or malformed, or its rows are not those of ``clean``.
        """
        noisy = tuple(self.reader.read(reading))
        remedy = "give the twin of the clean set, row by row, or drop the entry"
        if len(noisy) != len(clean):
            problem = f"{len(noisy)} examples where the clean set has {len(clean)}"
            raise fault(reading.path, problem, remedy)
        for before, after in zip(clean, noisy, strict=True):
            if before.gold != after.gold or _names(before) != _names(after):
                problem = f"not the gold answer or the fields of example {before.id!r} of the clean set"
                raise fault(reading.path, problem, remedy, line=after.provenance.line)
        pairs = zip(clean, noisy, strict=True)
        return {
            before.id: dict(text_fields(after.payload))
            for before, after in pairs
            if text_fields(before.payload) != text_fields(after.payload)
        }


def _names(example: Example) -> list[str]:
    return [name for name, _ in text_fields(example.payload)]
