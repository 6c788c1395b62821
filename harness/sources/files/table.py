"""Rows in any container, read by any adapter: what most publishers lay out."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path
from typing import Literal

from harness.sources.files.containers import NumberedRows, RowFile
from harness.sources.files.reading import FileReader, FileReading, fault
from harness.sources.rows import Adapter
from harness.types import Example, FormatName


class AlignedFile(RowFile):
    """Another file, row-aligned with the entry's, that has further columns.

    Attributes:
        file: path from the data root; ``{language}`` and ``{code}`` are filled in.
        columns: those to take over from it; all if none is named.
    """

    file: str
    columns: tuple[str, ...] = ()


class Table(RowFile, FileReader):
    """Reads the rows of a file as an adapter says.

    Attributes:
        rows: the adapter, and which column is what.
        beside: row-aligned files with further columns: genres, labels, translations.
    """

    layout: Literal["table"]
    rows: Adapter
    beside: tuple[AlignedFile, ...] = ()

    def makes(self) -> tuple[FormatName, ...]:
        """Returns the formats of the adapter's examples."""
        return self.rows.formats

    def read(self, reading: FileReading) -> Iterator[Example]:
        """Yields what the adapter makes of the rows; see ``FileReader.read``."""
        rows = self._joined(reading) if self.beside else self.rows_of(reading.path)
        return self.rows.read_rows(rows, reading)

    def companions(self, reading: FileReading) -> tuple[Path, ...]:
        """Returns the aligned files."""
        return tuple(reading.beside(other.file) for other in self.beside)

    def _joined(self, reading: FileReading) -> NumberedRows:
        paths = (reading.path, *self.companions(reading))
        sources = (self, *self.beside)
        aligned = zip_longest(*(source.rows_of(path) for source, path in zip(sources, paths, strict=True)))
        for ordinal, numbered in enumerate(aligned):
            if None in numbered:
                problem = f"the file ends after {ordinal} rows, before those that it is aligned with"
                raise fault(paths[numbered.index(None)], problem, "fetch the files of one release")
            (line, own), *others = numbered
            joined = dict(own)
            for (place, row), source, path in zip(others, self.beside, paths[1:], strict=True):
                for column in map(reading.expand, source.columns or row):
                    if column in joined or column not in row:
                        raise _misnamed(column, path, place, known=column in joined)
                    joined[column] = row[column]
            yield line, joined


def _misnamed(column: str, path: Path, line: int, *, known: bool) -> Exception:
    if known:
        problem = f"the column {column!r} stands in an aligned file as well"
        return fault(path, problem, "name the columns to take over under 'columns' of 'beside'", line=line)
    return fault(
        path, f"there is no column {column!r}", "mend 'columns' of 'beside' in the catalogue", line=line
    )
