"""One sentence a line, its tokens and its tags in two columns: CCGbank as jiant reads it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Literal

from harness.sources.files.reading import FileReader, FileReading, fault, read_lines
from harness.types import Example, FormatName, TaggedTokens, TagsGold


class TaggedLines(FileReader):
    """Reads tokens separated by spaces, a tab, and as many tags; sentences are ``row-1``, ``row-2`` …."""

    formats: ClassVar[tuple[FormatName, ...]] = ("tagging",)

    layout: Literal["tagged_lines"]

    def read(self, reading: FileReading) -> Iterator[Example]:
        """Yields one example per line; see ``FileReader.read``."""
        for line, text in read_lines(reading.path):
            tokens, tags = _split(text, reading, line)
            yield Example(
                id=f"row-{line}",
                language=reading.language,
                payload=TaggedTokens(tokens),
                gold=TagsGold(tuple(reading.label(tag, line) for tag in tags)),
                group=f"row-{line}",
                provenance=reading.provenance(line),
            )


def _split(text: str, reading: FileReading, line: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    columns = text.split("\t")
    if len(columns) != 2:
        problem = f"{len(columns)} columns where tokens and tags are two"
        raise fault(reading.path, problem, "separate tokens from tags by one tab", line=line)
    tokens, tags = (tuple(column.split()) for column in columns)
    if not tokens or len(tokens) != len(tags):
        problem = f"{len(tokens)} tokens and {len(tags)} tags"
        raise fault(reading.path, problem, "give every token one tag, separated by spaces", line=line)
    return tokens, tags
