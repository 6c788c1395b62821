"""Bitext mining made of line-aligned files: some lines lose their translation, on either side."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar, Literal

from pydantic import Field

from harness.seeds import derive_generator
from harness.sources.files.reading import FileReader, FileReading, fault, read_lines
from harness.types import Candidate, Example, FormatName, Query, RelevantGold


class ParallelMining(FileReader):
    """Reads a part of two aligned files as two texts that share only some of their sentences.

    Which lines lose a side depends on their number alone, so that all languages of a
    multi-parallel corpus ask the same queries of the same English pool.

    Attributes:
        english: file of the English sentences.
        first, last: lines that are used, 1-based and inclusive; ``last`` 0 stands for the end.
        unpaired: fraction of the lines of which only the language's sentence is kept; of as
            many only the English one is.
    """

    formats: ClassVar[tuple[FormatName, ...]] = ("retrieval",)

    layout: Literal["parallel_mining"]
    english: str
    first: int = Field(default=1, ge=1)
    last: int = Field(default=0, ge=0)
    unpaired: float = Field(gt=0, lt=0.5)

    def read(self, reading: FileReading) -> Iterator[Example]:
        """Yields one example per sentence of the language; see ``FileReader.read``."""
        for line, text in self._sentences(reading.path):
            place = self._place(line)
            if self.unpaired <= place < 2 * self.unpaired:
                continue
            yield Example(
                id=f"row-{line}",
                language=reading.language,
                payload=Query(text),
                gold=RelevantGold(() if place < self.unpaired else (f"en-{line}",)),
                group=f"row-{line}",
                provenance=reading.provenance(line),
            )

    def read_pool(self, reading: FileReading) -> Iterator[Candidate]:
        """Yields the English sentences that are kept."""
        for line, text in self._sentences(reading.beside(self.english)):
            if self._place(line) >= self.unpaired:
                yield Candidate(f"en-{line}", "en", text)

    def pool_files(self, reading: FileReading) -> tuple[Path, ...]:
        """Returns the file of English sentences."""
        return (reading.beside(self.english),)

    def companions(self, reading: FileReading) -> tuple[Path, ...]:
        """Returns the file of English sentences."""
        return self.pool_files(reading)

    def _place(self, line: int) -> float:
        return float(derive_generator(0, "unpaired", line).random())

    def _sentences(self, path: Path) -> Iterator[tuple[int, str]]:
        line = 0
        for line, text in read_lines(path):
            if self.first <= line <= (self.last or line):
                if not text.strip():
                    raise fault(path, "the line is empty", "fetch the files of one release", line=line)
                yield line, text.strip()
        if line < max(self.first, self.last):
            problem = f"the file ends at line {line}, before line {max(self.first, self.last)}"
            raise fault(path, problem, "mend 'first' and 'last' in the catalogue")
