"""Numbers of 42 languages in 13 families, the largest of 19, as XTREME has them."""

from __future__ import annotations

from typing import Final

import numpy as np

from harness.statistics.fairness.estimates import LanguageEstimates
from harness.statistics.simulation.samples import Languages
from harness.statistics.simulation.shape import Shape

SIZES: Final = (19, 5, 4, 3, 2, 2, 1, 1, 1, 1, 1, 1, 1)
ICC, DEVIATION, ERROR, ITEMS = 0.3, 3.0, 0.5, 500
CODES: Final = tuple(f"l{place:02d}" for place in range(sum(SIZES)))
FAMILIES: Final = tuple(f"f{place:02d}" for place, size in enumerate(SIZES) for _ in range(size))


def draw_languages(rng: np.random.Generator, mean: float) -> Languages:
    """Drops around a mean over families, deviation 3 points, intraclass correlation 0.3 in families."""
    between = np.repeat(rng.normal(0, np.sqrt(ICC), len(SIZES)), SIZES)
    within = rng.normal(0, np.sqrt(1 - ICC), len(CODES))
    error = rng.normal(0, ERROR, len(CODES))
    values = mean + DEVIATION * (between + within) + error
    covariance = np.diag(np.full(len(CODES), ERROR**2))
    counts = (ITEMS,) * len(CODES)
    return Languages(LanguageEstimates(CODES, FAMILIES, values, covariance, counts), mean, float("nan"))


def draw_levels(rng: np.random.Generator, apart: float) -> Languages:
    """Twelve languages whose true scores lie 0 to ``apart`` points above the worst, errors of 1 point."""
    count = 12
    truth = 60 + apart * np.arange(count) / (count - 1)
    shared = rng.normal()
    values = truth + np.sqrt(0.5) * shared + np.sqrt(0.5) * rng.normal(size=count)
    covariance = np.full((count, count), 0.5) + 0.5 * np.eye(count)
    estimates = LanguageEstimates(CODES[:count], FAMILIES[:count], values, covariance, (ITEMS,) * count)
    return Languages(estimates, float("nan"), 60.0)


LANGUAGES: Final[tuple[Shape[Languages], ...]] = (
    Shape(
        "languages",
        "drops of 42 languages in 13 families of 1 to 19, intraclass correlation 0.3",
        len(SIZES),
        draw_languages,
        effects=(0.0, 2.0),
        cost=6.0,
    ),
    Shape(
        "worst_of_12",
        "scores of 12 parallel languages, errors of 1 point; planted: how far they lie apart",
        ITEMS,
        draw_levels,
        effects=(0.0, 3.0, 20.0),
        unit="points apart",
        cost=6.0,
    ),
)
