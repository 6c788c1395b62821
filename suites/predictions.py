"""A model's predictions on disk: one Parquet row per example and cell.

The table holds the per-example sufficient statistics, so a report can be made again
without a model; coverage travels in the file's metadata.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from pydantic import TypeAdapter

from harness.scores import Floats, Prediction, ScoreMatrix
from harness.store.atomic import write_atomically
from harness.types import Coverage, Edit, Example, Gold, text_fields
from perturbations.validity import Validity

_KEPT_CELLS = 128  # clean and constant answers of forty languages, and some under stress

CLEAN = "clean"
BASELINE = "baseline"
_COVERAGE_KEY = b"crosswind.coverage"
_EXAMPLES_KEY = b"crosswind.intermediate_examples"
_TARGET_KEY = b"crosswind.target_examples"

_TEXTS = TypeAdapter(tuple[tuple[str, str], ...])
_EDITS = TypeAdapter(tuple[Edit, ...])
_GOLD = TypeAdapter(Gold)
_PREDICTION: TypeAdapter[Prediction] = TypeAdapter(Prediction)


@dataclass(frozen=True, slots=True)
class CellKey:
    """Which evaluation a row belongs to; ``perturbation`` may be ``clean`` or ``baseline``."""

    language: str
    perturbation: str
    severity: int


@dataclass(frozen=True, slots=True)
class CellCoverage:
    """What became of a cell's examples, and what can be checked of their gold."""

    key: CellKey
    coverage: Coverage
    validity: Validity | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One scored example; ``brier`` as ``Forecast.brier``."""

    key: CellKey
    example: Example
    prediction: Prediction
    statistics: tuple[float, ...]
    brier: float | None = None


@dataclass(frozen=True, slots=True)
class StoredExample:
    """What a report shows of an example."""

    id: str
    texts: tuple[tuple[str, str], ...]
    edits: tuple[Edit, ...]
    gold: str
    prediction: str
    statistics: tuple[float, ...]


_COVERAGES = TypeAdapter(tuple[CellCoverage, ...])


@dataclass(frozen=True, slots=True)
class _CellRows:
    """What a report computes with, of the rows of one cell."""

    ids: tuple[str, ...]
    groups: tuple[str, ...]
    predictions: tuple[str, ...]
    golds: tuple[str, ...]
    statistics: Floats


class PredictionTable:
    """The predictions of one model, as read from its file.

    Args:
        table: the Parquet table.
    """

    def __init__(self, table: pa.Table) -> None:
        metadata = table.schema.metadata or {}
        self._table = table
        self.intermediate_examples = int(metadata.get(_EXAMPLES_KEY, b"0"))
        self.target_examples = int(metadata.get(_TARGET_KEY, b"0"))
        entries = _COVERAGES.validate_json(metadata.get(_COVERAGE_KEY, b"[]"))
        self.coverages = {entry.key: entry.coverage for entry in entries}
        self.validities = {entry.key: entry.validity for entry in entries}
        self._places = _index(table)
        self._read: dict[CellKey, _CellRows] = {}

    def has(self, key: CellKey) -> bool:
        """Whether a cell has any row."""
        return key in self._places

    def predictions_of(self, key: CellKey) -> tuple[str, ...]:
        """Returns the predictions of a cell as JSON, one per row."""
        return self._rows_of(key).predictions

    def golds_of(self, key: CellKey) -> dict[str, str]:
        """Returns the gold answers of a cell as JSON, by example."""
        rows = self._rows_of(key)
        return dict(zip(rows.ids, rows.golds, strict=True))

    def domains_of(self, key: CellKey) -> tuple[str, ...]:
        """Returns the domains of a cell's examples, one per row; empty texts where none is known."""
        part = self._slice(key)
        known = "domain" in part.column_names  # not in the tables of version 0.1
        return tuple(part.column("domain").to_pylist()) if known else ("",) * part.num_rows

    def matrix_of(self, key: CellKey, columns: slice) -> ScoreMatrix:
        """Returns the sufficient statistics of a cell for the metric at ``columns``."""
        rows = self._rows_of(key)
        return ScoreMatrix(rows.ids, rows.groups, np.ascontiguousarray(rows.statistics[:, columns]))

    def statistics_of(self, key: CellKey, columns: slice) -> Floats:
        """Returns the statistics of ``matrix_of`` alone, (n, k)."""
        part = self._slice(key)
        flat: Floats = np.asarray(part.column("statistics").combine_chunks().flatten(), dtype=np.float64)
        width = flat.size // max(1, part.num_rows)
        return np.ascontiguousarray(flat.reshape(part.num_rows, width)[:, columns])

    def rows_within(self, key: CellKey, whole: CellKey) -> npt.NDArray[np.intp]:
        """Returns for each example of a cell its row in another cell that has it, (n,).

        Raises:
            ValueError: if the other cell lacks one.
        """
        names, known = (self._slice(one).column("example_id").combine_chunks() for one in (key, whole))
        rows = pc.index_in(names, value_set=known)
        if rows.null_count:
            raise ValueError(f"{rows.null_count} examples of {key} are not in {whole}")
        return np.asarray(rows, dtype=np.intp)

    def brier_of(self, key: CellKey) -> ScoreMatrix:
        """Returns half the Brier score and a 1 for each of a cell's examples that has one, (n, 2)."""
        part = self._slice(key)
        known = "brier" in part.column_names  # not in the tables of version 0.1
        part = part.filter(part.column("brier").is_valid()) if known else part.slice(0, 0)
        values: Floats = np.asarray(part.column("brier") if known else (), dtype=np.float64)
        return ScoreMatrix(
            tuple(part.column("example_id").to_pylist()),
            tuple(part.column("group").to_pylist()),
            np.column_stack([values, np.ones_like(values)]),
        )

    def examples_of(self, key: CellKey) -> tuple[StoredExample, ...]:
        """Returns the examples of a cell for display."""
        return tuple(
            StoredExample(
                row["example_id"],
                _TEXTS.validate_json(row["texts"]),
                _EDITS.validate_json(row["edits"]),
                row["gold"],
                row["prediction"],
                tuple(row["statistics"]),
            )
            for row in self._slice(key).to_pylist()
        )

    def _rows_of(self, key: CellKey) -> _CellRows:
        """Reads a cell once for all that asks for it in a row; the least recently read ones are let go."""
        rows = self._read.pop(key, None) or self._read_rows(key)
        self._read[key] = rows
        if len(self._read) > _KEPT_CELLS:
            del self._read[next(iter(self._read))]
        return rows

    def _read_rows(self, key: CellKey) -> _CellRows:
        part = self._slice(key)
        flat: Floats = np.asarray(part.column("statistics").combine_chunks().flatten(), dtype=np.float64)
        ids, groups, predictions, golds = (
            tuple(part.column(name).to_pylist()) for name in ("example_id", "group", "prediction", "gold")
        )
        return _CellRows(
            ids, groups, predictions, golds, flat.reshape(len(ids), flat.size // max(1, len(ids)))
        )

    def _slice(self, key: CellKey) -> pa.Table:
        start, length = self._places.get(key, (0, 0))
        return self._table.slice(start, length)


def write_predictions(
    path: Path,
    rows: Iterable[Row],
    coverages: Iterable[CellCoverage],
    *,
    intermediate_examples: int,
    target_examples: int = 0,
) -> None:
    """Writes a model's predictions atomically; the rows of a cell must be adjacent."""
    table = pa.Table.from_pylist([_record(row) for row in rows], schema=_SCHEMA)
    metadata = {
        _COVERAGE_KEY: _COVERAGES.dump_json(tuple(coverages)),
        _EXAMPLES_KEY: str(intermediate_examples),
        _TARGET_KEY: str(target_examples),
    }
    table = table.replace_schema_metadata(metadata)
    buffer = io.BytesIO()
    pq.write_table(table, buffer, compression="zstd")
    write_atomically(path, buffer.getvalue())


def read_predictions(path: Path) -> PredictionTable:
    """Reads a model's predictions."""
    return PredictionTable(pq.read_table(path))


_SCHEMA = pa.schema(
    [
        ("language", pa.string()),
        ("perturbation", pa.string()),
        ("severity", pa.int8()),
        ("example_id", pa.string()),
        ("group", pa.string()),
        ("domain", pa.string()),
        ("input_hash", pa.string()),
        ("texts", pa.string()),
        ("edits", pa.string()),
        ("gold", pa.string()),
        ("prediction", pa.string()),
        ("statistics", pa.list_(pa.float64())),
        ("brier", pa.float64()),
    ]
)


def _record(row: Row) -> dict[str, str | int | float | list[float] | None]:
    texts = _TEXTS.dump_json(text_fields(row.example.payload))
    return {
        "language": row.key.language,
        "perturbation": row.key.perturbation,
        "severity": row.key.severity,
        "example_id": row.example.id,
        "group": row.example.group,
        "domain": row.example.domain,
        "input_hash": blake2b(texts, digest_size=8).hexdigest(),
        "texts": texts.decode(),
        "edits": _EDITS.dump_json(tuple(row.example.edits)).decode(),
        "gold": _GOLD.dump_json(row.example.gold).decode(),
        "prediction": _PREDICTION.dump_json(row.prediction).decode(),
        "statistics": list(row.statistics),
        "brier": row.brier,
    }


def _index(table: pa.Table) -> dict[CellKey, tuple[int, int]]:
    """Where the adjacent rows of each cell begin and how many they are."""
    columns = [table.column(name).to_pylist() for name in ("language", "perturbation", "severity")]
    places: dict[CellKey, tuple[int, int]] = {}
    for number, key in enumerate(CellKey(*values) for values in zip(*columns, strict=True)):
        start, length = places.get(key, (number, 0))
        places[key] = (start, length + 1)
    return places
