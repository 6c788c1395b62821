"""Intervals of the scores of robustness: relative drop, mean corruption error, area, worst case."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Final

import numpy as np

from harness.scores import Floats
from harness.statistics.robustness import (
    CLEAN,
    WORST,
    Clustering,
    Condition,
    Functional,
    Measured,
    ScoredSet,
    Scores,
    Unmeasured,
    accumulate,
    average_seeds,
    corruption_error,
    pick,
    relative_drop_interval,
    severity_area,
    take_worst,
)
from harness.statistics.simulation.draws import make_matrix
from harness.statistics.simulation.method import Answer, Method
from harness.statistics.simulation.samples import Graded

REFERENCE: Final = 60.0
"""Points that the frozen reference of the mean corruption error scores everywhere."""


@cache
def _alone(count: int) -> Clustering:
    return Clustering(np.arange(count), np.arange(count))


def _gather(sample: Graded) -> dict[Condition, Floats]:
    clean = {one: sample.clean for one in sample.truth if one.severity == CLEAN}
    return {**clean, **sample.stressed}


def _cover(
    sample: Graded, sides: Mapping[Condition, Floats], make: Callable[[Scores], Functional | Unmeasured]
) -> Measured:
    """The interval of a functional of scores, for one checkpoint."""
    sets = [ScoredSet(sample.metric, one, rows, _alone(len(rows))) for one, rows in sides.items()]
    found = make({one.condition: one.score() for one in sets})
    if isinstance(found, Unmeasured):
        return Measured(None, note=found.reason)
    return average_seeds(accumulate([found], sets, groups=len(sample.clean)))


def _answer(found: Measured, truth: float) -> Iterator[Answer]:
    if found.low is None or found.high is None:
        yield Answer("covered", 1.0)  # nothing is claimed, so nothing is missed
    else:
        yield Answer("covered", float(found.low <= truth <= found.high))


def _value(found: Functional | Unmeasured) -> float:
    if isinstance(found, Unmeasured):
        raise RuntimeError(f"the truth cannot be measured: {found.reason}")
    return found.value


def _area(sample: Graded, key: str) -> Iterator[Answer]:
    del key  # nothing is drawn
    truth = _value(severity_area(sample.truth))
    yield from _answer(_cover(sample, _gather(sample), severity_area), truth)


def _corruption(sample: Graded, key: str) -> Iterator[Answer]:
    del key  # nothing is drawn
    reference = dict.fromkeys(sample.truth, REFERENCE)
    truth = _value(corruption_error(sample.truth, reference))
    found = _cover(sample, _gather(sample), lambda scores: corruption_error(scores, reference))
    yield from _answer(found, truth)


def _worst(sample: Graded, key: str) -> Iterator[Answer]:
    del key  # nothing is drawn
    sides = {WORST: take_worst([sample.clean, *sample.stressed.values()])}
    yield from _answer(_cover(sample, sides, lambda scores: pick(scores, WORST)), sample.worst)


def _fieller(sample: Graded, key: str) -> Iterator[Answer]:
    """Of the severest condition."""
    del key  # nothing is drawn
    hardest = max(sample.stressed)
    found = relative_drop_interval(
        sample.metric,
        make_matrix(sample.clean),
        make_matrix(sample.stressed[hardest]),
        make_matrix(sample.constant),
    )
    clean = sample.truth[Condition(hardest.perturbation, CLEAN)]
    yield from _answer(found, (clean - sample.truth[hardest]) / (clean - sample.chance))


SEVERITIES: Final[tuple[Method[Graded], ...]] = (
    Method("relative_drop", "Fieller's interval of the relative drop", Graded, _fieller),
    Method("corruption_error", "linearised t of mCE, reference taken as given", Graded, _corruption),
    Method("severity_area", "linearised t of the area under severities", Graded, _area),
    Method("worst_case", "linearised t of the worst case per example", Graded, _worst),
)
