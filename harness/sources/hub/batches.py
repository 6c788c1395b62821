"""Rows of downloaded files, read by ``datasets`` a batch at a time: no table is in memory as a whole."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from harness.errors import DataFileError
from harness.sources.rows import Row

if TYPE_CHECKING:
    from datasets import IterableDataset
    from pyarrow import Table

BATCH = 1000
"""Rows that are Python objects at once."""

# CSV is left out: its values would have to be guessed ("None" is a word in some sentences).
_READERS = {"parquet": "parquet", "json": "json", "jsonl": "json"}


def stream_rows(files: Sequence[Path], *, place: str) -> Iterator[Row]:
    """Yields the rows of a split's files, in order; classes as names, where the file names its classes.

    Raises:
        DataFileError: if a file is not what its name says, or is in a format that is not read.
    """
    try:
        table = _open(files, place)
        names = _find_class_names(table)
        for batch in table.with_format("arrow").iter(batch_size=BATCH):
            columns = _Columns(batch, names)
            yield from (_ColumnRow(columns, index) for index in range(batch.num_rows))
    except (ValueError, OSError) as error:
        problem = f"the file cannot be read ({str(error).splitlines()[0].rstrip('.')})"
        remedy = "remove it from the hub cache to fetch it again"
        raise DataFileError(problem, place=place, remedy=remedy) from error


class _Columns:
    """The columns of a batch, each made into Python objects when it is first asked for."""

    def __init__(self, batch: Table, names: Mapping[str, Sequence[str]]) -> None:
        self._batch, self._names = batch, names
        self.names: list[str] = batch.column_names
        self._known: dict[str, list[object]] = {}

    def __getitem__(self, column: str) -> list[object]:
        if column not in self._known:
            values = self._batch.column(column).to_pylist()
            names = self._names.get(column)
            self._known[column] = [_name(value, names) for value in values] if names else values
        return self._known[column]


class _ColumnRow(Mapping[str, object]):
    """A row of a batch; a column that nobody reads costs nothing."""

    __slots__ = ("_columns", "_index")

    def __init__(self, columns: _Columns, index: int) -> None:
        self._columns, self._index = columns, index

    def __getitem__(self, column: str) -> object:
        return self._columns[column][self._index]

    def __contains__(self, column: object) -> bool:
        return column in self._columns.names

    def __iter__(self) -> Iterator[str]:
        return iter(self._columns.names)

    def __len__(self) -> int:
        return len(self._columns.names)


def _open(files: Sequence[Path], place: str) -> IterableDataset:
    kinds = {path.name.removesuffix(".gz").rpartition(".")[2] for path in files}
    reader = _READERS.get(min(kinds)) if len(kinds) == 1 else None
    if reader is None:
        problem = f"files of the kind {' and '.join(sorted(kinds))} are not read from the hub"
        raise DataFileError(problem, place=place, remedy="name local files with --data")
    from datasets import load_dataset  # slow to import

    return load_dataset(reader, data_files=[str(path) for path in files], split="train", streaming=True)


def _find_class_names(table: IterableDataset) -> dict[str, list[str]]:
    """Returns the names of classes by column, for columns of classes and of lists of classes."""
    found = {}
    for column, feature in (table.features or {}).items():
        names = getattr(getattr(feature, "feature", feature), "names", None)
        if isinstance(names, list):
            found[column] = names
    return found


def _name(value: object, names: Sequence[str]) -> object:
    """Returns the name of a class; of one that has none (-1, for "no label") its number as text."""
    if isinstance(value, list):
        return [_name(item, names) for item in value]
    if not isinstance(value, int):
        return value
    return names[value] if 0 <= value < len(names) else str(value)
