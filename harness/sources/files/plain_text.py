"""Unlabelled text, one sentence a line, for masked-LM pre-training."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path
from typing import ClassVar, Literal

from harness.sources.files.reading import FileReader, FileReading, fault, read_lines
from harness.types import Example, FormatName, NoGold, PlainText


class PlainLines(FileReader):
    """Reads one example per line; blank lines, which often part documents, are passed over.

    Attributes:
        translation: a line-aligned file of translations, for translation masked-LM.
    """

    formats: ClassVar[tuple[FormatName, ...]] = ("masked_lm",)

    layout: Literal["plain_text"]
    translation: str | None = None

    def read(self, reading: FileReading) -> Iterator[Example]:
        """Yields the lines; see ``FileReader.read``."""
        for line, payload in self._payloads(reading):
            yield Example(
                id=f"line-{line}",
                language=reading.language,
                payload=payload,
                gold=NoGold(),
                group=f"line-{line}",
                provenance=reading.provenance(line),
            )

    def companions(self, reading: FileReading) -> tuple[Path, ...]:
        """Returns the file of translations, if there is one."""
        return (reading.beside(self.translation),) if self.translation else ()

    def _payloads(self, reading: FileReading) -> Iterator[tuple[int, PlainText]]:
        if self.translation is None:
            for line, text in read_lines(reading.path):
                if text.strip():
                    yield line, PlainText(text)
            return
        paths = (reading.path, *self.companions(reading))
        for line, (first, second) in enumerate(zip_longest(*map(read_lines, paths)), 1):
            if first is None or second is None:
                problem = f"the file ends at line {line - 1}, before the one that it is aligned with"
                raise fault(paths[first is not None], problem, "fetch the files of one release", line=line)
            if first[1].strip() and second[1].strip():
                yield line, PlainText(first[1], second[1])
