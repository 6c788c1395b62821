"""Numbers made of several scores, and their linearisation by cluster.

A number f of scores M_1 … M_C moves by Σ_c (∂f/∂M_c) · ψ_c(g) with cluster g, where ψ_c(g) is what g moves
M_c by (``harness.statistics.linearised``). Source: the delta method, as there.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from harness.errors import EmptyEvaluationSetError
from harness.statistics.linearised import Linearised
from harness.statistics.robustness.condition import Condition, Scores
from harness.statistics.robustness.scored_set import ScoredSet


@dataclass(frozen=True, slots=True)
class Functional:
    """A number and its slopes.

    Attributes:
        value: in its own unit.
        slopes: ∂ value / ∂ score, by condition; those not named have none.
    """

    value: float
    slopes: Mapping[Condition, float] = field(repr=False)


def pick(scores: Scores, condition: Condition) -> Functional:
    """Returns the score under one condition as a functional."""
    return Functional(scores[condition], {condition: 1.0})


def accumulate(
    functionals: Sequence[Functional], sets: Iterable[ScoredSet], *, groups: int
) -> tuple[Linearised, ...]:
    """Returns each functional with what every cluster contributes to its error.

    Args:
        functionals: F of them.
        sets: every set of every condition that a slope names; one pass, one set in memory.
        groups: G, the number of clusters that the sets' clusterings point into.

    Raises:
        EmptyEvaluationSetError: if there is no set.
    """
    totals = np.zeros((len(functionals), groups))
    fewest = 0
    for one in sets:
        slopes = [functional.slopes.get(one.condition, 0.0) * one.weight for functional in functionals]
        if any(slopes):
            places = one.clustering.places
            totals[:, places] += np.outer(slopes, one.influences())
            fewest = min(fewest or len(places), len(places))
    if not fewest:
        raise EmptyEvaluationSetError(
            "no set to linearise", place="scores of robustness", remedy="give the sets that were scored"
        )
    return tuple(
        Linearised(functional.value, row, fewest) for functional, row in zip(functionals, totals, strict=True)
    )
