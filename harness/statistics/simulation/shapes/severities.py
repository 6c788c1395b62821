"""Right/wrong answers clean and under two perturbations at three severities, on the same items."""

from __future__ import annotations

from functools import cache
from typing import Final

import numpy as np
from scipy.special import ndtr, ndtri

from harness.metrics import METRICS
from harness.scores import Floats
from harness.statistics.robustness import CLEAN, Condition
from harness.statistics.simulation.samples import Graded
from harness.statistics.simulation.shape import Shape

ITEMS, CLEAN_SHARE, ABILITY = 300, 0.75, 0.7
NAMES, SEVERITIES = ("one", "other"), (1, 2, 3)
CHANCE: Final = 100 / 3


def draw_severities(rng: np.random.Generator, step: float) -> Graded:
    """Each severity takes ``step`` points more; an item is as hard under all conditions, give or take."""
    ability = rng.normal(size=ITEMS) * np.sqrt(ABILITY)
    clean = _answer(rng, ability, CLEAN_SHARE)
    truth = {Condition(name, CLEAN): 100 * CLEAN_SHARE for name in NAMES}
    stressed = {}
    for name in NAMES:
        for severity in SEVERITIES:
            condition = Condition(name, severity)
            truth[condition] = 100 * CLEAN_SHARE - step * severity
            stressed[condition] = _answer(rng, ability, truth[condition] / 100)
    shares = [CLEAN_SHARE, *(truth[one] / 100 for one in sorted(stressed))]
    constant = np.column_stack([rng.random(ITEMS) < CHANCE / 100, np.ones(ITEMS)]).astype(np.float64)
    return Graded(
        METRICS.get("accuracy"),
        clean,
        stressed,
        truth,
        constant,
        worst=find_worst_score(tuple(shares)),
        chance=CHANCE,
    )


def _answer(rng: np.random.Generator, ability: Floats, share: float) -> Floats:
    latent = ability + rng.normal(size=ITEMS) * np.sqrt(1 - ABILITY)
    return np.column_stack([latent < ndtri(share), np.ones(ITEMS)]).astype(np.float64)


@cache
def find_worst_score(shares: tuple[float, ...]) -> float:
    """Returns the score in points of an item's worst over conditions that are right in these shares.

    ``∫ Π_k Φ((z_k - a) / s) φ(a) da`` over the ability that conditions have in common, by
    Gauss-Hermite quadrature.
    """
    nodes, weights = np.polynomial.hermite_e.hermegauss(200)
    ability = nodes * np.sqrt(ABILITY)
    each = [ndtr((ndtri(share) - ability) / np.sqrt(1 - ABILITY)) for share in shares]
    return 100 * float(weights @ np.prod(each, axis=0) / weights.sum())


SEVERITIES_OF_TWO: Final[tuple[Shape[Graded], ...]] = (
    Shape(
        "severities",
        f"accuracy, {ITEMS} items clean and under 2 perturbations × 3 severities; planted: points a severity",
        ITEMS,
        draw_severities,
        effects=(0.0, 5.0),
        cost=8.0,
    ),
)
