"""Stored predictions as score matrices, aligned by example."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from harness.errors import RequestError
from harness.metrics import METRICS
from harness.scores import Metric, ScoreMatrix
from harness.statistics import Pair
from harness.task_spec import TaskSpec
from suites.data import find_task
from suites.evaluate import predictions_path
from suites.plan import Plan, PlannedModel
from suites.predictions import BASELINE, CLEAN, CellKey, PredictionTable, read_predictions


@dataclass(frozen=True, slots=True)
class MetricColumns:
    """A metric and where its statistics stand in a row."""

    metric: Metric
    columns: slice
    headline: bool


@dataclass(frozen=True, slots=True)
class ModelScores:
    """One model's stored predictions.

    Attributes:
        model: from the plan.
        task: its task.
        table: its predictions.
        metrics: of the task, the headline first.
    """

    model: PlannedModel
    task: TaskSpec
    table: PredictionTable = field(repr=False)
    metrics: tuple[MetricColumns, ...]

    @property
    def headline(self) -> MetricColumns:
        """The metric that stands for the task."""
        return self.metrics[0]

    def clean(self, language: str, part: MetricColumns) -> ScoreMatrix:
        """Clean scores in one language."""
        return self.table.matrix_of(CellKey(language, CLEAN, 0), part.columns)

    def cell(self, key: CellKey, part: MetricColumns) -> ScoreMatrix:
        """Scores under stress, or of the constant answer."""
        return self.table.matrix_of(key, part.columns)

    def pair_with_clean(self, key: CellKey, part: MetricColumns) -> Pair:
        """Returns clean and stressed scores of the examples that the stress changed."""
        clean_key = CellKey(key.language, CLEAN, 0)
        clean, stressed = self.clean(key.language, part), self.cell(key, part)
        rows = align_rows(clean, stressed)
        before = self.table.predictions_of(clean_key)
        after = self.table.predictions_of(key)
        changed = np.array([before[row] != after[place] for place, row in enumerate(rows)], dtype=bool)
        return Pair(take_rows(clean, rows), stressed, changed)

    def pair_with_constant(self, language: str, part: MetricColumns) -> Pair:
        """Returns the model's and the constant answer's scores of the clean examples."""
        return Pair(self.clean(language, part), self.constant(language, part))

    def constant(self, language: str, part: MetricColumns) -> ScoreMatrix:
        """Scores of the constant answer on the clean examples of one language."""
        return self.cell(CellKey(language, BASELINE, 0), part)

    def moves_tokens(self, key: CellKey) -> bool:
        """Whether a stress dropped or moved tokens, so that tags cannot be compared by position."""
        if self.task.format != "tagging":
            return False
        golds = self.table.golds_of(CellKey(key.language, CLEAN, 0))
        return any(golds[name] != gold for name, gold in self.table.golds_of(key).items())


def load_scores(plan: Plan, folder: Path) -> Iterator[ModelScores]:
    """Yields every model's scores, one table in memory at a time unless kept.

    Raises:
        RequestError: if a model's predictions are missing.
    """
    for number, model in enumerate(plan.models):
        path = predictions_path(folder, number, model)
        if not path.is_file():
            raise RequestError(
                "missing predictions", place=str(path), remedy="finish the run by its own command"
            )
        task = find_task(model.task, place="plan.json")
        yield ModelScores(model, task, read_predictions(path), _columns(task))


def align_rows(clean: ScoreMatrix, stressed: ScoreMatrix) -> npt.NDArray[np.intp]:
    """Returns for each stressed example the row of its clean original."""
    places = _index_ids(clean.ids)
    return np.fromiter(map(places.__getitem__, stressed.ids), dtype=np.intp, count=len(stressed.ids))


@lru_cache(maxsize=128)
def _index_ids(ids: tuple[str, ...]) -> dict[str, int]:
    """Kept, since every perturbation of a language is aligned with the same clean examples."""
    return {name: row for row, name in enumerate(ids)}


def take_rows(matrix: ScoreMatrix, rows: npt.NDArray[np.intp]) -> ScoreMatrix:
    """Returns some rows of a matrix in the order given."""
    places = rows.tolist()
    return ScoreMatrix(
        tuple(map(matrix.ids.__getitem__, places)),
        tuple(map(matrix.groups.__getitem__, places)),
        matrix.statistics[rows],
    )


def _columns(task: TaskSpec) -> tuple[MetricColumns, ...]:
    parts: list[MetricColumns] = []
    start = 0
    for name in task.metrics:
        metric = METRICS.get(name, place=f"task {task.name}")
        parts.append(MetricColumns(metric, slice(start, start + len(metric.columns)), not parts))
        start += len(metric.columns)
    return tuple(parts)
