"""Rows of downloaded files: read by ``datasets``, a batch at a time, so that no table is in memory as Python objects."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from harness.errors import DataFileError

if TYPE_CHECKING:
    from datasets import IterableDataset

BATCH = 1000
"""Rows that are Python objects at once."""

Row: TypeAlias = Mapping[str, object]

# CSV is left out: its values would have to be guessed ("None" is a word in some sentences).
_READERS = {".parquet": "parquet", ".json": "json", ".jsonl": "json"}


def stream_rows(files: Sequence[Path], *, place: str) -> Iterator[Row]:
    """Yields the rows of a split's files, in order; classes as names, where the file names its classes.

    Raises:
        DataFileError: if a file is not what its name says, or is in a format that is not read.
    """
    try:
        table = _open(files, place)
        names = _find_class_names(table)
        for batch in table.with_format("arrow").iter(batch_size=BATCH):
            for row in batch.to_pylist():
                yield row | {column: _name(row[column], names[column]) for column in names}
    except (ValueError, OSError) as error:
        problem = f"the file cannot be read ({str(error).splitlines()[0].rstrip('.')})"
        remedy = "remove it from the hub cache to fetch it again"
        raise DataFileError(problem, place=place, remedy=remedy) from error


def _open(files: Sequence[Path], place: str) -> IterableDataset:
    kinds = {path.name.removesuffix(".gz").rpartition(".")[2] for path in files}
    reader = _READERS.get(f".{min(kinds)}") if len(kinds) == 1 else None
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
