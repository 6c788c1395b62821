"""Tab-separated sentence pairs: XNLI and its many re-releases, MNLI, PAWS-X, OCNLI."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field

from harness.sources.files.reading import FileReader, FileReading, fault, read_lines
from harness.sources.rows.adapter import LabelMap
from harness.types import Example, FormatName, LabelGold, TextPair

Quoting = Literal["none", "csv", "wrapped"]


class Columns(BaseModel):
    """Names of the columns; ``{language}`` and ``{code}`` are filled in.

    Attributes:
        first: premise, or first sentence.
        second: hypothesis, or second sentence; none for single texts.
        label: gold label.
        id: names the example; without it examples are ``row-1``, ``row-2`` …, so that
            row-aligned files share ids across languages.
        domain: genre of the example.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    first: str
    second: str | None = None
    label: str
    id: str | None = None
    domain: str | None = None


class DomainColumn(BaseModel):
    """A column of another, row-aligned file that holds the domains."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    file: str
    column: str


class TsvPairs(FileReader):
    """Reads sentence pairs, one a line, columns separated by tabs.

    Examples with the same first text form a group, named after the first of them:
    row-aligned files of several languages thus share their groups as well.

    Attributes:
        columns: which column is what.
        column_names: names for the columns of a file without a header line.
        quoting: ``none`` (quotation marks are text, as in XNLI), ``csv`` (fields may be
            quoted and span lines), or ``wrapped`` (each text stands in single quotes).
        labels: the file's labels → the task's; those not named stay as they are.
        domains_from: takes the domains from another file.
    """

    formats: ClassVar[tuple[FormatName, ...]] = ("classification",)

    layout: Literal["tsv"]
    columns: Columns
    column_names: tuple[str, ...] = ()
    quoting: Quoting = "none"
    labels: LabelMap = Field(default_factory=dict)
    domains_from: DomainColumn | None = None

    def read(self, reading: FileReading) -> Iterator[Example]:
        """Yields one example per row; see ``FileReader.read``."""
        first, second, label, name, domain = self._named(reading)
        table = _Table(reading.path, self.column_names, self.quoting)
        table.require(first, second, label, name, domain)
        domains = self._domains(reading)
        groups: dict[str, str] = {}
        row = 0
        for row, (line, fields) in enumerate(table.rows(), 1):
            raw = self.labels.get(fields[label], fields[label])
            if raw is None:
                continue
            id_ = fields[name] if name else f"row-{row}"
            text = self._text(fields[first], reading.path, line)
            yield Example(
                id=id_,
                language=reading.language,
                payload=TextPair(text, self._text(fields[second], reading.path, line) if second else None),
                gold=LabelGold(reading.label(raw, line)),
                group=groups.setdefault(text, id_),
                domain=fields[domain] if domain else _nth(domains, row),
                provenance=reading.provenance(line),
            )
        if self.domains_from and row != len(domains):
            problem = f"{row} rows, where the file with the domains has {len(domains)}"
            raise fault(reading.path, problem, "name a row-aligned file under 'domains_from'")

    def companions(self, reading: FileReading) -> tuple[Path, ...]:
        """Returns the file with the domains, if it is another one."""
        return (reading.beside(self.domains_from.file),) if self.domains_from else ()

    def _named(self, reading: FileReading) -> tuple[str, str, str, str, str]:
        """Returns the column names for first, second, label, id, domain; empty for none."""
        chosen = self.columns
        first, label = reading.expand(chosen.first), reading.expand(chosen.label)
        second, name, domain = (
            reading.expand(optional or "") for optional in (chosen.second, chosen.id, chosen.domain)
        )
        return first, second, label, name, domain

    def _domains(self, reading: FileReading) -> Sequence[str]:
        if self.domains_from is None:
            return ()
        column = reading.expand(self.domains_from.column)
        table = _Table(reading.beside(self.domains_from.file), (), self.quoting)
        table.require(column)
        return [fields[column] for _, fields in table.rows()]

    def _text(self, field: str, path: Path, line: int) -> str:
        if self.quoting != "wrapped":
            return field
        if len(field) < 2 or not (field[0] == field[-1] == "'"):
            remedy = "mend the line or drop 'quoting: wrapped' from the catalogue"
            raise fault(path, f"the text {field[:40]!r} is not wrapped in single quotes", remedy, line=line)
        return field[1:-1]


class _Table:
    """The rows of a file, checked to be as wide as its header."""

    def __init__(self, path: Path, names: Sequence[str], quoting: Quoting) -> None:
        self.path = path
        self._rows = _split_quoted(path) if quoting == "csv" else _split(path)
        self.names = tuple(names) or next(self._rows, (1, ()))[1]
        if not self.names:
            raise fault(path, "the file is empty", "fetch it again")

    def require(self, *names: str) -> None:
        """Raises a ``DataFileError`` if a column is missing; empty names are passed over."""
        for name in filter(None, names):
            if name not in self.names:
                remedy = f"name one of {', '.join(self.names)} in the catalogue"
                raise fault(self.path, f"there is no column {name!r}", remedy, line=1)

    def rows(self) -> Iterator[tuple[int, dict[str, str]]]:
        """Yields (line, fields by column)."""
        for line, fields in self._rows:
            if len(fields) != len(self.names):
                problem = f"{len(fields)} columns where {len(self.names)} were expected"
                raise fault(self.path, problem, "look for a missing or stray tab", line=line)
            yield line, dict(zip(self.names, fields, strict=True))


def _split(path: Path) -> Iterator[tuple[int, Sequence[str]]]:
    for number, line in read_lines(path):
        yield number, line.split("\t")


def _split_quoted(path: Path) -> Iterator[tuple[int, Sequence[str]]]:
    reader = csv.reader((line + "\n" for _, line in read_lines(path)), delimiter="\t", strict=True)
    start = 1
    try:
        for fields in reader:
            yield start, fields
            start = reader.line_num + 1
    except csv.Error as error:
        problem = f"a quoted field is malformed ({error})".replace("\t", "tab")
        raise fault(path, problem, "mend the quotes or set 'quoting: none'", line=start) from None


def _nth(domains: Sequence[str], row: int) -> str:
    return domains[row - 1] if row <= len(domains) else ""
