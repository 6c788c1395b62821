"""Unlabelled text, one sentence a line, for masked-LM pre-training."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Literal

from harness.sources.files.reading import FileReader, Reading, read_lines
from harness.types import Example, FormatName, NoGold, PlainText


class PlainLines(FileReader):
    """Reads one example per line; blank lines, which often part documents, are passed over."""

    formats: ClassVar[tuple[FormatName, ...]] = ("masked_lm",)

    layout: Literal["plain_text"]

    def read(self, reading: Reading) -> Iterator[Example]:
        """Yields the lines; see ``FileReader.read``."""
        for line, text in read_lines(reading.path):
            if not text.strip():
                continue
            yield Example(
                id=f"line-{line}",
                language=reading.language,
                payload=PlainText(text),
                gold=NoGold(),
                group=f"line-{line}",
                provenance=reading.provenance(line),
            )
