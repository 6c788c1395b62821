"""Sentence pairs as line-aligned files, one for each text and one for the labels: e-SNLI."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path
from typing import ClassVar, Literal

from pydantic import Field

from harness.sources.files.reading import FileReader, FileReading, fault, read_lines
from harness.sources.rows.adapter import LabelMap
from harness.types import Example, FormatName, LabelGold, TextPair


class AlignedLines(FileReader):
    """Reads first texts from the entry's file and the rest from files beside it.

    Attributes:
        second: file of the second texts.
        label: file of the labels.
        labels: the file's labels → the task's; those not named stay as they are.
    """

    formats: ClassVar[tuple[FormatName, ...]] = ("classification",)

    layout: Literal["aligned_lines"]
    second: str
    label: str
    labels: LabelMap = Field(default_factory=dict)

    def read(self, reading: FileReading) -> Iterator[Example]:
        """Yields one example per line; texts lose surrounding blanks. See ``FileReader.read``."""
        groups: dict[str, str] = {}
        for line, (first, second, mark) in enumerate(self._triples(reading), 1):
            raw = self.labels.get(mark, mark)
            if raw is None:
                continue
            yield Example(
                id=f"row-{line}",
                language=reading.language,
                payload=TextPair(first, second),
                gold=LabelGold(reading.label(raw, line)),
                group=groups.setdefault(first, f"row-{line}"),
                provenance=reading.provenance(line),
            )

    def companions(self, reading: FileReading) -> tuple[Path, ...]:
        """Returns the files of second texts and labels."""
        return reading.beside(self.second), reading.beside(self.label)

    def _triples(self, reading: FileReading) -> Iterator[tuple[str, str, str]]:
        paths = (reading.path, *self.companions(reading))
        for line, entries in enumerate(zip_longest(*map(read_lines, paths)), 1):
            if None in entries:
                short = paths[entries.index(None)]
                problem = f"the file ends at line {line - 1}, before those that it is aligned with"
                raise fault(short, problem, "fetch the files of one release", line=line)
            first, second, mark = (text.strip() for _, text in entries)
            yield first, second, mark
