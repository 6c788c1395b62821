"""All statistics of a grid of cells, by the functions that a report uses.

    python benchmarks/statistics/grid.py --cells 50000

Three tasks in ten languages under forty perturbations, 200 to 2,000 examples a language, of which a
perturbation changes 40 to 100 %: labels in clusters of three (accuracy), tagged sentences (span F1 and
accuracy by token), questions in clusters of about five (F1 and exact match). Each cell gets drop,
interval, test, effect size, flips, power and relative drop with its interval (``compare_stressed``), and
all cells are corrected together (``correct_grid``). The tables are drawn once and read under as many
names of models as the number of cells takes, so that every cell's permutations are drawn anew.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from itertools import islice
from time import perf_counter, process_time

import numpy as np
import pyarrow as pa

from harness.metrics import METRICS
from harness.scores import Floats
from harness.seeds import derive_generator
from harness.training.stage import Stage
from harness.types import Coverage
from suites.analysis.baselines import compare_with_constant
from suites.analysis.cells import compare_stressed, correct_grid, index_floors
from suites.analysis.scores import MetricColumns, ModelScores
from suites.data import find_task
from suites.plan import PlannedModel, Unit
from suites.predictions import BASELINE, CLEAN, CellKey, PredictionTable
from suites.report.model import Cell

LANGUAGES = ("ar", "de", "el", "en", "es", "hi", "ru", "th", "tr", "zh")
SIZES = (2_000, 1_500, 1_200, 1_000, 800, 600, 500, 400, 300, 200)
PERTURBATIONS = tuple(f"p{place:02d}" for place in range(40))
TASKS = {
    "mini_nli": ("accuracy",),
    "mini_pos": ("span_f1", "accuracy"),
    "mini_qa": ("squad_f1", "squad_em"),
}
CLUSTER = {"mini_nli": 3, "mini_pos": 1, "mini_qa": 5}


def draw_statistics(task: str, rng: np.random.Generator, n: int, quality: float) -> Floats:
    """Returns the rows of one cell, (n, k over the task's metrics)."""
    ones = np.ones(n)
    if task == "mini_nli":
        return np.column_stack([rng.random(n) < quality, ones]).astype(np.float64)
    if task == "mini_qa":
        exact = rng.random(n) < 0.7 * quality
        partial = np.where(exact, 1.0, rng.integers(0, 8, n) / rng.integers(8, 15, n))
        return np.column_stack([partial, ones, exact, ones])
    gold, tokens = rng.poisson(2.0, n), rng.integers(5, 40, n)
    right = rng.binomial(gold, quality)
    return np.column_stack(
        [right, right + rng.poisson(0.3, n), gold, rng.binomial(tokens, quality), tokens]
    ).astype(np.float64)


def disturb(task: str, rng: np.random.Generator, clean: Floats, quality: float) -> Floats:
    """Returns rows of which a quarter are answered anew, with the gold and sizes of the clean ones."""
    other = draw_statistics(task, rng, len(clean), quality)
    rows = np.where(rng.random((len(clean), 1)) < 0.25, other, clean)
    if task == "mini_pos":
        rows[:, 2], rows[:, 4] = clean[:, 2], clean[:, 4]
        rows[:, 0], rows[:, 3] = np.minimum(rows[:, 0], clean[:, 2]), np.minimum(rows[:, 3], clean[:, 4])
    return rows


def draw_table(task: str) -> PredictionTable:
    """Returns a task's predictions: clean, the constant answer, and forty perturbations."""
    rng = derive_generator(0, "grid", task)
    columns: dict[str, list[object]] = {
        name: []
        for name in ("language", "perturbation", "severity", "example_id", "group", "gold", "prediction")
    }
    statistics: list[Floats] = []
    coverages = {}
    for language, n in zip(LANGUAGES, SIZES, strict=True):
        clean = draw_statistics(task, rng, n, 0.8)
        for name in (CLEAN, BASELINE, *PERTURBATIONS):
            key = CellKey(language, name, 0 if name in (CLEAN, BASELINE) else 1)
            rows = np.arange(n)
            found = clean if name == CLEAN else draw_statistics(task, rng, n, 0.35)
            if key.severity:
                rows = np.flatnonzero(rng.random(n) < rng.uniform(0.4, 1.0))
                found = disturb(task, rng, clean, rng.uniform(0.5, 0.8))[rows]
                coverages[key] = Coverage(n, len(rows), 0, n - len(rows), 0.2)
            columns["language"] += [language] * len(rows)
            columns["perturbation"] += [name] * len(rows)
            columns["severity"] += [key.severity] * len(rows)
            columns["example_id"] += [f"{language}-{row:05d}" for row in rows]
            columns["group"] += [f"{language}-g{row // CLUSTER[task]:05d}" for row in rows]
            columns["gold"] += ['"gold"'] * len(rows)
            columns["prediction"] += [f'"{answer}"' for answer in found.sum(axis=1).round(3)]
            statistics.append(found)
    stacked = pa.array(list(np.concatenate(statistics)), type=pa.list_(pa.float64()))
    table = PredictionTable(pa.table({**columns, "statistics": stacked}))
    table.coverages.update(coverages)
    return table


def make_scores(task: str, table: PredictionTable, name: str) -> ModelScores:
    """Returns the table as the predictions of a model of that name."""
    units = tuple(Unit("grid", "adversarial", one, 1, LANGUAGES, paired=True) for one in PERTURBATIONS)
    model = PlannedModel(
        *(name, "direct", task, 0, "", 0, 0.0, Stage("checkpoint", name, content=name), LANGUAGES, 0, units)
    )
    parts, start = [], 0
    for metric in map(METRICS.get, TASKS[task]):
        parts.append(MetricColumns(metric, slice(start, start + len(metric.columns)), headline=not start))
        start += len(metric.columns)
    return ModelScores(model, find_task(task, place="benchmark"), table, tuple(parts))


def compare_grid(wanted: int) -> Iterator[Cell]:
    """Yields cells until there are enough."""
    tables = {task: draw_table(task) for task in TASKS}
    firsts = {task: make_scores(task, table, "model 0") for task, table in tables.items()}
    found = {task: tuple(compare_with_constant(scores, 0)) for task, scores in firsts.items()}
    print("tables drawn", flush=True)
    number = 0
    while wanted > 0:
        for task, table in tables.items():
            scores = make_scores(task, table, f"model {number}")
            floors = [one.model_copy(update={"model": scores.model.name}) for one in found[task]]
            for cell in compare_stressed(scores, index_floors(floors), seed=0):
                yield cell
                wanted -= 1
        number += 1


def main() -> None:
    """Prints how long the grid takes."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--cells", type=int, default=50_000)
    wanted = parser.parse_args().cells
    grid = compare_grid(wanted)
    cells = [next(grid)]  # draws the tables
    wall, work = perf_counter(), process_time()
    cells += [*islice(grid, wanted - 1)]
    compared = process_time() - work
    corrected = correct_grid(cells)
    total, passed = process_time() - work, perf_counter() - wall
    tests = {name: sum(cell.test == name for cell in cells) for name in sorted({cell.test for cell in cells})}
    print(f"{len(corrected):,} cells, {np.mean([cell.n for cell in cells]):.0f} examples on average; {tests}")
    print(
        f"comparison {compared:.0f} s, correction {total - compared:.1f} s of one core, {passed:.0f} s passed"
    )
    print(f"{1000 * total / len(cells):.2f} ms a cell; 50,000 cells: {50_000 * total / len(cells):.0f} s")


if __name__ == "__main__":
    main()
