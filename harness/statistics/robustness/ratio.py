"""The relative drop of one set with Fieller's interval.

Source: Fieller 1954 (JRSS B 16), with Student's t on G - 1 degrees of freedom and the joint
cluster-robust (co)variances of drop and of what there was to lose.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import chain
from typing import Final

import numpy as np

from harness.scores import Metric, ScoreMatrix
from harness.statistics.chance import relative_drop
from harness.statistics.estimate import ALPHA, t_quantile, wilson_share
from harness.statistics.linearised import Linearised
from harness.statistics.pairs import check_matrix
from harness.statistics.robustness.condition import CLEAN, Condition
from harness.statistics.robustness.measured import Measured
from harness.statistics.robustness.scored_set import Clustering, ScoredSet

_ROUNDING: Final = 1e-10
AT_CHANCE: Final = "clean is not above the constant answer: there was nothing to lose"
UNBOUNDED: Final = (
    "relative drop without interval: clean is so little above the constant answer that the 95 % set is "
    "unbounded"
)


def relative_drop_interval(
    metric: Metric, clean: ScoreMatrix, perturbed: ScoreMatrix, constant: ScoreMatrix
) -> Measured:
    """Returns ``(clean - perturbed) / (clean - constant)`` with its 95 % interval, fractions.

    Sides are matched by the names of their clusters, so that shifted sets of other examples will do.

    Args:
        metric: how statistics become points.
        clean: (n, k).
        perturbed: (m, k).
        constant: the constant answer's statistics on the clean examples, (n, k).

    No value where clean is not above the constant answer. No interval, and the reason, for one
    cluster and where Fieller's set is unbounded (the denominator does not differ from 0 at 5 %).

    Raises:
        EmptyEvaluationSetError: if a side has no example.
        RequestError: if statistics are malformed or not finite.
    """
    sides = {"clean": clean, "perturbed": perturbed, "constant answer": constant}
    for name, side in sides.items():
        check_matrix(metric, side, side=name)
    ours, theirs, floor = _linearise(metric, tuple(sides.values()))
    value = relative_drop(ours.value, theirs.value, chance=floor.value)
    if value is None:
        return Measured(None, note=AT_CHANCE)
    if min(ours.fewest, theirs.fewest) == 1:
        return Measured(value, note="one cluster: nothing can be said of the error")
    return _bound(_subtract(ours, theirs), _subtract(ours, floor))


def fieller(numerator: Linearised, denominator: Linearised) -> tuple[float, float] | None:
    """Returns Fieller's 95 % interval of ``numerator / denominator``; None where it is unbounded.

    The set {r: (a - r·b)² ≤ t² · Var(a - r·b)} is an interval only where b differs from 0 at 5 %.
    """
    t2 = t_quantile(1 - ALPHA / 2, max(min(numerator.fewest, denominator.fewest) - 1.0, 1.0)) ** 2
    a, b = numerator.value, denominator.value
    x, y = numerator.contributions, denominator.contributions
    square = b * b - t2 * float(y @ y)
    if square <= 0:
        return None
    middle = a * b - t2 * float(x @ y)
    # under the root a difference of near-equal numbers: below 0 by rounding only
    root = math.sqrt(max(middle**2 - square * (a * a - t2 * float(x @ x)), 0.0))
    return (middle - root) / square, (middle + root) / square


def _bound(drop: Linearised, lost: Linearised) -> Measured:
    value = drop.value / lost.value
    moved = drop.contributions - value * lost.contributions
    if math.sqrt(float(moved @ moved)) < _ROUNDING:
        half = abs(value) * wilson_share(len(moved))
        return Measured(value, value - half, value + half)
    found = fieller(drop, lost)
    return Measured(value, note=UNBOUNDED) if found is None else Measured(value, *found)


def _linearise(metric: Metric, sides: Sequence[ScoreMatrix]) -> tuple[Linearised, ...]:
    """Each side's score, all contributions over the clusters of all sides, in the order of their names."""
    names = sorted(set(chain.from_iterable(side.groups for side in sides)))
    everywhere = {name: place for place, name in enumerate(names)}
    known: dict[tuple[str, ...], Clustering] = {}
    found = []
    for side in sides:
        if side.groups not in known:
            known[side.groups] = Clustering.locate(side.groups, everywhere)
        one = ScoredSet(metric, Condition("", CLEAN), side.statistics, known[side.groups])
        contributions = np.zeros(len(names))
        contributions[one.clustering.places] = one.influences()
        found.append(Linearised(one.score(), contributions, len(one.clustering.places)))
    return tuple(found)


def _subtract(one: Linearised, other: Linearised) -> Linearised:
    fewest = min(one.fewest, other.fewest)
    return Linearised(one.value - other.value, one.contributions - other.contributions, fewest)
