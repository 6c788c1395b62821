"""The examples that a stress broke, before and after, with the edit marked."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

import numpy as np

from perturbations.edits import split_spans
from suites.analysis.scores import ModelScores, align_rows
from suites.predictions import CLEAN, CellKey, StoredExample
from suites.report.cell import Cell
from suites.report.examples import Span, WorstExample

PER_CELL = 2


def find_worst_examples(models: Sequence[ModelScores], cells: Sequence[Cell]) -> tuple[WorstExample, ...]:
    """Returns a few broken examples of the cell with the largest drop, per model, task and stress."""
    by_name = {one.model.name: one for one in models}
    return tuple(
        example
        for cell in _choose_cells(cells)
        for example in _find(by_name[cell.model], CellKey(cell.language, cell.perturbation, cell.severity))
    )


def _choose_cells(cells: Sequence[Cell]) -> tuple[Cell, ...]:
    """One cell per model and perturbation: the largest drop among those above chance."""
    chosen: dict[tuple[str, str], Cell] = {}
    for cell in cells:
        if cell.at_chance or not cell.broken or cell.drop is None:
            continue
        best = chosen.get((cell.model, cell.perturbation))
        if best is None or best.drop is None or cell.drop > best.drop:
            chosen[cell.model, cell.perturbation] = cell
    return tuple(chosen[key] for key in sorted(chosen))


def _find(scores: ModelScores, key: CellKey) -> Iterator[WorstExample]:
    """The broken examples of a cell with the largest loss and, among equals, the fewest edits."""
    part = scores.headline
    clean_key = CellKey(key.language, CLEAN, 0)
    before, after = scores.cell(clean_key, part), scores.cell(key, part)
    rows = align_rows(before, after)
    loss = part.metric.finish(before.statistics[rows]) - part.metric.finish(after.statistics)
    originals, stressed = scores.table.examples_of(clean_key), scores.table.examples_of(key)
    order = sorted(
        np.flatnonzero(np.nan_to_num(loss) > 0),
        key=lambda place: (-loss[place], len(stressed[place].edits), stressed[place].id),
    )
    for place in order[:PER_CELL]:
        yield _show(scores, key, originals[rows[place]], stressed[place])


def _show(
    scores: ModelScores, key: CellKey, original: StoredExample, stressed: StoredExample
) -> WorstExample:
    edited = stressed.edits[0].field
    texts = dict(original.texts)
    edits = tuple(edit for edit in stressed.edits if edit.field == edited)
    before, after = split_spans(texts[edited], edits)
    return WorstExample(
        model=scores.model.name,
        task=scores.task.name,
        language=key.language,
        perturbation=key.perturbation,
        severity=key.severity,
        example_id=original.id,
        field=edited,
        before=tuple(Span(text=text, changed=changed) for text, changed in before),
        after=tuple(Span(text=text, changed=changed) for text, changed in after),
        gold=_plain(stressed.gold),
        prediction_before=_plain(original.prediction),
        prediction_after=_plain(stressed.prediction),
        other_fields=tuple((name, text) for name, text in dict(stressed.texts).items() if name != edited),
    )


def _plain(stored: str) -> str:
    """Stored JSON as a person would write it."""
    value = json.loads(stored)
    if isinstance(value, dict):
        value = next(iter(value.values()), "")
    if isinstance(value, list):
        parts = [str(item["text"] if isinstance(item, dict) else item) for item in value]
        return (
            " ".join(parts)
            if not value or not isinstance(value[0], dict)
            else " / ".join(dict.fromkeys(parts))
        )
    return str(value)
