"""Files that hold rows by column name: lines, TSV, CSV, JSON lines, JSON and Parquet.

Every reader yields one row after another, numbered by the line on which it begins, or by its place where
a file has no lines. Only a JSON array has to be in memory whole, because it is one value.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Literal, TypeAlias

from pydantic import BaseModel, ConfigDict

from harness.sources.files.reading import fault, open_file, read_lines
from harness.sources.rows import Row

Container: TypeAlias = Literal["lines", "tsv", "csv", "jsonl", "json", "parquet"]
NumberedRows: TypeAlias = Iterator[tuple[int, Row]]
_Fields: TypeAlias = Iterator[tuple[int, Sequence[str]]]

_BY_SUFFIX: dict[str, Container] = {".tsv": "tsv", ".csv": "csv", ".jsonl": "jsonl", ".parquet": "parquet"}


class RowFile(BaseModel):
    """How the rows of a file are stored.

    Attributes:
        container: by default what the name ends in (``.tsv``, ``.csv``, ``.jsonl``, ``.parquet``, with
            or without ``.gz``). ``lines`` is one text a line, ``json`` an array of records.
        column_names: names for the columns of a TSV or CSV file without header, or for the one
            column of lines (``text`` by default).
        quoting: of TSV: ``none`` (quotation marks are text, as in XNLI) or ``csv`` (fields may be
            quoted and span lines, as they always may in CSV).
        ragged: ``refuse`` a row that has not as many columns as the header, or ``drop`` it.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    container: Container | None = None
    column_names: tuple[str, ...] = ()
    quoting: Literal["none", "csv"] = "none"
    ragged: Literal["refuse", "drop"] = "refuse"

    def rows_of(self, path: Path) -> NumberedRows:
        """Yields the rows of a file.

        Raises:
            DataFileError: if the file is missing, malformed, or its name does not tell the container.
        """
        match self.container or _guess(path):
            case "lines":
                return _lines(path, next(iter(self.column_names), "text"))
            case "tsv":
                fields = _split_quoted(path, "\t") if self.quoting == "csv" else _split(path)
                return self._table(path, fields)
            case "csv":
                return self._table(path, _split_quoted(path, ","))
            case "jsonl":
                return _json_lines(path)
            case "json":
                return _json_array(path)
            case "parquet":
                return _parquet(path)

    def _table(self, path: Path, table: _Fields) -> NumberedRows:
        names = self.column_names or next(table, (1, ()))[1]
        if not names:
            raise fault(path, "the file is empty", "fetch it again")
        if repeated := next((name for name in names if names.count(name) > 1), None):
            raise fault(path, f"two columns are named {repeated!r}", "rename one of them", line=1)
        for line, fields in table:
            if len(fields) == len(names):
                yield line, dict(zip(names, fields, strict=True))
            elif self.ragged == "refuse":
                problem = f"{len(fields)} columns where {len(names)} were expected"
                raise fault(path, problem, "look for a missing or stray separator", line=line)


def _guess(path: Path) -> Container:
    suffix = Path(path.name.removesuffix(".gz")).suffix
    if suffix not in _BY_SUFFIX:
        remedy = "set 'container' in the catalogue to lines, tsv, csv, jsonl, json or parquet"
        raise fault(path, "the name does not tell how the rows are stored", remedy)
    return _BY_SUFFIX[suffix]


def _lines(path: Path, name: str) -> NumberedRows:
    for number, line in read_lines(path):
        yield number, {name: line.strip()}


def _split(path: Path) -> _Fields:
    for number, line in read_lines(path):
        yield number, line.split("\t")


def _split_quoted(path: Path, separator: str) -> _Fields:
    reader = csv.reader((line + "\n" for _, line in read_lines(path)), delimiter=separator, strict=True)
    start = 1
    try:
        for fields in reader:
            yield start, fields
            start = reader.line_num + 1
    except csv.Error as error:
        problem = f"a quoted field is malformed ({error})".replace("\t", "tab")
        raise fault(path, problem, "mend the quotes, or set 'quoting: none' for TSV", line=start) from None


def _json_lines(path: Path) -> NumberedRows:
    for number, line in read_lines(path):
        try:
            yield number, _as_row(json.loads(line), path, number)
        except json.JSONDecodeError as error:
            problem = f"not a JSON record ({error.msg} at character {error.pos})"
            raise fault(path, problem, "mend the line", line=number) from None


def _json_array(path: Path) -> NumberedRows:
    with open_file(path) as stream:
        raw = stream.read()
    try:
        records = json.loads(raw)
    except json.JSONDecodeError as error:
        problem = f"not JSON ({error.msg} at column {error.colno})"
        raise fault(path, problem, "mend the file", line=error.lineno) from None
    except UnicodeDecodeError as error:
        raise fault(path, f"byte {error.start} is not UTF-8", "save the file as UTF-8") from None
    if not isinstance(records, list):
        raise fault(path, "not an array of records", "write [{…}, …], or choose another layout")
    for number, record in enumerate(records, 1):
        yield number, _as_row(record, path, number)


def _as_row(record: object, path: Path, number: int) -> Row:
    if not isinstance(record, dict):
        raise fault(
            path, f"{str(record)[:40]!r} is not a JSON record", 'write {"column": value, …}', line=number
        )
    return record


def _parquet(path: Path) -> NumberedRows:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        with open_file(path) as stream, pq.ParquetFile(stream) as file:
            number = 0
            for batch in file.iter_batches(batch_size=1024):
                for number, row in enumerate(batch.to_pylist(), number + 1):  # noqa: B020 - counts on
                    yield number, row
    except pa.ArrowException as error:
        problem = f"this is not a whole Parquet file ({str(error).splitlines()[0].rstrip('.')})"
        raise fault(path, problem, "fetch it again") from None
