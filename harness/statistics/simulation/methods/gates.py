"""Gates at a margin of 2 points, partial conjunction, and the difference of two models' drops."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np

from harness.statistics.difference_of_drops import linearise_difference_of_drops
from harness.statistics.equivalence import judge_equivalence, judge_non_inferiority
from harness.statistics.linearised import linearise_drop
from harness.statistics.partial_conjunction import count_fallen, one_sided_p
from harness.statistics.simulation.method import MARGIN, Answer, Method
from harness.statistics.simulation.methods.paired import judge_estimate
from harness.statistics.simulation.samples import Grid, Models, Paired


def _non_inferior(sample: Paired, key: str) -> Iterator[Answer]:
    del key  # nothing is drawn
    estimate = linearise_drop(sample.metric, sample.clean, sample.perturbed).estimate()
    verdict = judge_non_inferiority(estimate, MARGIN, n=sample.examples).verdict
    yield Answer("passed", float(verdict == "pass"))


def _equivalent(sample: Paired, key: str) -> Iterator[Answer]:
    del key  # nothing is drawn
    estimate = linearise_drop(sample.metric, sample.clean, sample.perturbed).estimate()
    yield Answer("passed", float(judge_equivalence(estimate, MARGIN).equivalent))


def _models(sample: Models, key: str) -> Iterator[Answer]:
    del key  # nothing is drawn
    found = linearise_difference_of_drops(sample.metric, (sample.baseline,), (sample.candidate,))
    estimate = found.estimate()
    yield from judge_estimate(estimate, sample.truth)
    verdict = judge_non_inferiority(estimate, MARGIN, n=len(sample.baseline.clean.ids)).verdict
    yield Answer("passed", float(verdict == "pass"))


def _conjoined(sample: Grid, key: str) -> Iterator[Answer]:
    """The languages of every condition are one study; their shares are averaged."""
    del key  # nothing is drawn
    over = []
    for condition in np.unique(sample.conditions):
        places = np.flatnonzero(sample.conditions == condition)
        p_values = [one_sided_p(float(sample.p_values[at]), sample.drops[at].value) for at in places]
        falling = int(np.count_nonzero(sample.truth[places] > 0))
        over.append(count_fallen(p_values).least > falling)
    yield Answer("overcounted", float(np.mean(over)))


GATES: Final[tuple[Method[Paired], ...]] = (
    Method("non_inferiority", "drop below 2 points, one-sided t", Paired, _non_inferior, conservative=True),
    Method("equivalence", "drop within ±2 points, two one-sided t", Paired, _equivalent, conservative=True),
)
MODELS: Final[tuple[Method[Models], ...]] = (
    Method("difference_of_drops", "t of two models' drops, and its gate at 2 points", Models, _models),
)
CONJUNCTION: Final[tuple[Method[Grid], ...]] = (
    Method("partial_conjunction", "at least k of 5 languages fall", Grid, _conjoined, conservative=True),
)
