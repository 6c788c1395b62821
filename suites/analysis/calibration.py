"""How far perturbations move probabilities from the gold, on the same examples."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from harness.scores import Comparison, ScoreMatrix
from harness.statistics import adjust, compare
from harness.statistics.brier import BRIER
from suites.analysis.cells import ALPHA, Floors, index_floors
from suites.analysis.rounding import tidy, tidy_or_none
from suites.analysis.scores import ModelScores, take_rows
from suites.predictions import CLEAN, CellKey
from suites.report.calibration import CalibrationShift
from suites.report.model import Baseline

AT_CHANCE = "clean is not above the constant answer: a shift says nothing"


@dataclass(frozen=True, slots=True)
class _Found:
    """What was compared, for which model and cell."""

    scores: ModelScores
    key: CellKey
    comparison: Comparison
    at_chance: bool


def measure_calibration(
    models: Sequence[ModelScores], baselines: Sequence[Baseline], seed: int
) -> tuple[CalibrationShift, ...]:
    """Returns the shift of half the Brier score in every paired cell that has probabilities on both sides.

    p-values are adjusted over all of them (Benjamini-Hochberg), apart from the grid of drops.
    """
    floors = index_floors(baselines)
    found = [one for scores in models for one in _compare_model(scores, floors, seed)]
    adjusted = adjust([one.comparison.p_value for one in found])
    return tuple(_describe(one, p) for one, p in zip(found, adjusted, strict=True) if p is not None)


def _compare_model(scores: ModelScores, floors: Floors, seed: int) -> Iterator[_Found]:
    for unit in scores.model.units:
        for language in unit.languages if unit.paired else ():
            key = CellKey(language, unit.perturbation, unit.severity)
            clean, stressed = _share(
                scores.table.brier_of(CellKey(language, CLEAN, 0)), scores.table.brier_of(key)
            )
            if not clean.ids:
                continue
            name = "/".join((scores.model.name, language, key.perturbation, str(key.severity), BRIER.name))
            floor = floors[scores.model.name, language, scores.headline.metric.name]
            yield _Found(scores, key, compare(BRIER, clean, stressed, seed=seed, key=name), not floor.above)


def _share(clean: ScoreMatrix, stressed: ScoreMatrix) -> tuple[ScoreMatrix, ScoreMatrix]:
    """The examples that have probabilities on both sides, in the order of the stressed ones."""
    places = {name: row for row, name in enumerate(clean.ids)}
    rows = [row for row, name in enumerate(stressed.ids) if name in places]
    before = [places[stressed.ids[row]] for row in rows]
    return (
        take_rows(clean, np.array(before, dtype=np.intp)),
        take_rows(stressed, np.array(rows, dtype=np.intp)),
    )


def _describe(one: _Found, p_adjusted: float) -> CalibrationShift:
    model, key, found = one.scores.model, one.key, one.comparison
    return CalibrationShift(
        model=model.name,
        arm=model.arm,
        task=model.task,
        language=key.language,
        perturbation=key.perturbation,
        severity=key.severity,
        n=found.n,
        n_groups=found.n_groups,
        clean=tidy(found.clean),
        perturbed=tidy(found.perturbed),
        shift=tidy(-found.drop),
        low=tidy_or_none(-found.drop_high),
        high=tidy_or_none(-found.drop_low),
        test=found.test,
        p_value=round(found.p_value, 6),
        p_adjusted=round(p_adjusted, 6),
        significant=p_adjusted <= ALPHA and not one.at_chance,
        at_chance=one.at_chance,
        notes=(*((AT_CHANCE,) if one.at_chance else ()), *found.notes),
    )
