"""How often training seeds of one recipe disagree on clean text, beside every flip rate."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from harness.errors import RequestError
from harness.statistics.robustness import flip_floor
from suites.analysis.rounding import tidy_or_none
from suites.analysis.scores import ModelScores
from suites.predictions import CLEAN, CellKey
from suites.report.cell import Cell

FlipFloors = Mapping[tuple[str, str], float]
"""(model, language) → share of clean predictions that differ between seeds of its recipe, a fraction."""


def measure_flip_floors(models: Sequence[ModelScores]) -> FlipFloors:
    """Returns the floor of every model that was trained with two seeds or more.

    Raises:
        RequestError: if seeds were evaluated on different examples.
    """
    recipes: dict[tuple[str, str, str, int], list[ModelScores]] = defaultdict(list)
    for scores in models:
        model = scores.model
        recipes[model.arm, model.task, model.scaling, model.severity].append(scores)
    return {
        (scores.model.name, language): floor
        for seeds in recipes.values()
        if len(seeds) > 1
        for language, floor in _measure(seeds)
        for scores in seeds
    }


def mark_floor(cell: Cell, floors: FlipFloors) -> Cell:
    """Returns a cell with its recipe's floor, where its flips were counted and there is one."""
    floor = floors.get((cell.model, cell.language))
    if floor is None or cell.flip_rate is None:
        return cell
    return cell.model_copy(update={"flip_floor": tidy_or_none(floor)})


def _measure(seeds: Sequence[ModelScores]) -> Iterator[tuple[str, float]]:
    first = seeds[0]
    for language in first.model.languages:
        ids = first.clean(language, first.headline).ids
        for other in seeds[1:]:
            if other.clean(language, other.headline).ids != ids:
                raise RequestError(
                    f"{other.model.name} and {first.model.name} were evaluated on different examples",
                    place=f"{first.model.task}/{language}",
                    remedy="run them again with one limit",
                )
        floor = flip_floor([one.table.predictions_of(CellKey(language, CLEAN, 0)) for one in seeds])
        if floor is not None:
            yield language, floor


def mark_floors(cells: Iterable[Cell], models: Sequence[ModelScores]) -> Iterator[Cell]:
    """Yields the cells, each with its floor where there is one."""
    floors = measure_flip_floors(models)
    yield from (mark_floor(cell, floors) for cell in cells)
