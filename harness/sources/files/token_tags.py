"""One token and its tag a line, a blank line between sentences: CoNLL's layout in two columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import ClassVar, Literal, TypeAlias

from pydantic import Field

from harness.sources.files.reading import FileReader, FileReading, fault, read_lines
from harness.types import Example, FormatName, NoGold, TaggedTokens, TagsGold

Row: TypeAlias = tuple[int, str]
"""A line's number and what stands on it."""


class TokenTags(FileReader):
    """Reads sentences of WikiANN, MasakhaNER, WNUT and of XTREME's own files.

    A tab separates token and tag where the line has one, a space otherwise; space at the end
    of a line is no column. Sentences are ``sentence-1``, ``sentence-2`` … and groups of their own.

    Attributes:
        labels: the file's tags → the task's; those not named stay as they are.
        orphans: what becomes of an ``I-`` tag that continues no span: ``keep`` it, as published
            (seqeval counts it as the beginning of a span), ``begin`` a span with ``B-``, or ``refuse``.
        token_prefix: taken off every token, as the ``de:`` of WikiANN's first release.
        domain: of all sentences of the file.
        unlabelled: the file has tokens alone, as XTREME's test sets do.
    """

    formats: ClassVar[tuple[FormatName, ...]] = ("tagging",)

    layout: Literal["token_tags"]
    labels: dict[str, str] = Field(default_factory=dict)
    orphans: Literal["keep", "begin", "refuse"] = "keep"
    token_prefix: str = ""
    domain: str = ""
    unlabelled: bool = False

    def read(self, reading: FileReading) -> Iterator[Example]:
        """Yields one example per sentence; see ``FileReader.read``."""
        for number, rows in enumerate(_sentences(reading.path), 1):
            columns = [self._split(row, reading) for row in rows]
            yield Example(
                id=f"sentence-{number}",
                language=reading.language,
                payload=TaggedTokens(tuple(token for token, *_ in columns)),
                gold=NoGold() if self.unlabelled else TagsGold(self._tags(rows, columns, reading)),
                group=f"sentence-{number}",
                domain=self.domain,
                provenance=reading.provenance(rows[0][0]),
            )

    def _split(self, row: Row, reading: FileReading) -> list[str]:
        line, text = row
        columns = text.split("\t" if "\t" in text else " ")
        if len(columns) != (1 if self.unlabelled else 2) or not all(columns):
            form = "a token alone" if self.unlabelled else "a token and its tag"
            remedy = "mend the line or set 'unlabelled' as the file is"
            raise fault(reading.path, f"{text[:40]!r} is not {form}", remedy, line=line)
        prefix = reading.expand(self.token_prefix)
        if not columns[0].startswith(prefix) or (prefix and columns[0] == prefix):
            problem = f"{columns[0]!r} is not a token after {prefix!r}"
            raise fault(reading.path, problem, "mend 'token_prefix' in the catalogue", line=line)
        return [columns[0].removeprefix(prefix), *columns[1:]]

    def _tags(
        self, rows: Sequence[Row], columns: Sequence[list[str]], reading: FileReading
    ) -> tuple[str, ...]:
        tags: list[str] = []
        for (line, _), (_, raw) in zip(rows, columns, strict=True):
            tag = reading.label(self.labels.get(raw, raw), line)
            if self.orphans != "keep" and _is_orphan(tag, tags[-1] if tags else "O"):
                tag = self._adopt(tag, reading, line)
            tags.append(tag)
        return tuple(tags)

    def _adopt(self, tag: str, reading: FileReading, line: int) -> str:
        if self.orphans == "begin":
            return reading.label(f"B-{tag[2:]}", line)
        problem = f"the tag {tag!r} continues no span"
        raise fault(
            reading.path, problem, "mend it or set 'orphans' to keep or begin in the catalogue", line=line
        )


def _is_orphan(tag: str, before: str) -> bool:
    return tag.startswith("I-") and before not in (tag, f"B-{tag[2:]}")


def _sentences(path: Path) -> Iterator[list[Row]]:
    rows: list[Row] = []
    for number, line in read_lines(path):
        text = line.rstrip(" \t\r")
        if text:
            rows.append((number, text))
        elif rows:
            yield rows
            rows = []
    if rows:
        yield rows
