"""Sentences and their English translations as line-aligned files: Tatoeba, NTREX."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path
from typing import ClassVar, Literal

from harness.sources.files.reading import FileReader, FileReading, fault, read_lines
from harness.types import Candidate, Example, FormatName, LabelGold, NoGold, ParallelPair, Query


class ParallelLines(FileReader):
    """Reads the language's sentences from the entry's file and the English ones from another.

    Attributes:
        english: file of the English sentences.
        aligned: whether line i of one file translates line i of the other, as LASER publishes
            Tatoeba. XTREME sorts the English lines, so that what belongs together is not known
            any more: with ``false`` English sentences are queries without a gold answer, and the
            language's sentences their pool, in the order of XTREME's submission format.
    """

    formats: ClassVar[tuple[FormatName, ...]] = ("retrieval",)

    layout: Literal["parallel_lines"]
    english: str
    aligned: bool = True

    def read(self, reading: FileReading) -> Iterator[Example]:
        """Yields one example per line; texts lose surrounding blanks. See ``FileReader.read``."""
        for line, (sentence, english) in enumerate(self._pairs(reading), 1):
            name = f"row-{line}"
            yield Example(
                id=name,
                language=reading.language,
                payload=ParallelPair(sentence, english) if self.aligned else Query(english),
                gold=LabelGold(name) if self.aligned else NoGold(),
                group=name,
                provenance=reading.provenance(line),
            )

    def read_pool(self, reading: FileReading) -> Iterator[Candidate]:
        """Yields the language's sentences where the files are not aligned."""
        if not self.aligned:
            for line, (sentence, _) in enumerate(self._pairs(reading), 1):
                yield Candidate(f"row-{line}", reading.language, sentence)

    def pool_files(self, reading: FileReading) -> tuple[Path, ...]:
        """Returns both files where they are not aligned."""
        return () if self.aligned else (reading.path, *self.companions(reading))

    def companions(self, reading: FileReading) -> tuple[Path, ...]:
        """Returns the file of English sentences."""
        return (reading.beside(self.english),)

    def _pairs(self, reading: FileReading) -> Iterator[tuple[str, str]]:
        paths = (reading.path, *self.companions(reading))
        for line, entries in enumerate(zip_longest(*map(read_lines, paths)), 1):
            if None in entries:
                short = paths[entries.index(None)]
                problem = f"the file ends at line {line - 1}, before the one that it is aligned with"
                raise fault(short, problem, "fetch the files of one release", line=line)
            sentence, english = (text.strip() for _, text in entries)
            if not (sentence and english):
                blank = paths[bool(sentence)]
                raise fault(blank, "the line is empty", "fetch the files of one release", line=line)
            yield sentence, english
