"""A grid of 60 cells that share items: 12 perturbations in 5 parallel languages."""

from __future__ import annotations

from functools import cache, partial
from typing import Final

import numpy as np
from scipy.special import ndtri

from harness.metrics import METRICS
from harness.scores import Floats
from harness.statistics.clusters import ClusterSums
from harness.statistics.linearised import Linearised, influences
from harness.statistics.mcnemar import mcnemar_midp
from harness.statistics.simulation.draws import RIGHT, Bools, name_units
from harness.statistics.simulation.samples import Grid
from harness.statistics.simulation.shape import Shape

LANGUAGES, PERTURBATIONS, ITEMS, FALLEN = 5, 12, 300, 10
CELLS: Final = LANGUAGES * PERTURBATIONS
_ABILITY, _SHARED = 0.75, 0.5  # of the variance: of the item in all conditions, of the noise in all languages


def draw_grid(rng: np.random.Generator, drop: float, *, fallen: int = FALLEN) -> Grid:
    """Right/wrong answers, clean ones shared by a language's cells; ``fallen`` cells drop, the others not.

    Under no drop the clean answer and a perturbed one are exchangeable in every cell.
    """
    ability = rng.normal(size=(ITEMS, 1, 1))
    noise = rng.normal(size=(ITEMS, 1, 1 + PERTURBATIONS)) * np.sqrt(_SHARED)
    noise = noise + rng.normal(size=(ITEMS, LANGUAGES, 1 + PERTURBATIONS)) * np.sqrt(1 - _SHARED)
    latent = ability * np.sqrt(_ABILITY) + noise * np.sqrt(1 - _ABILITY)
    truth = place_drops(drop, fallen)
    right = np.empty((ITEMS, LANGUAGES, 1 + PERTURBATIONS), dtype=bool)
    right[..., 0] = latent[..., 0] < ndtri(RIGHT)
    right[..., 1:] = latent[..., 1:] < ndtri(RIGHT - truth / 100)
    clean = np.repeat(right[..., :1], PERTURBATIONS, axis=2).reshape(ITEMS, CELLS)
    return _compare(clean, right[..., 1:].reshape(ITEMS, CELLS), truth.ravel())


@cache
def place_drops(drop: float, fallen: int) -> Floats:
    """Returns the planted drop of each language's cells, (L, P); every sixth cell falls, up to ``fallen``."""
    truth = np.zeros(CELLS)
    truth[np.arange(fallen) * (CELLS // fallen)] = drop
    truth.setflags(write=False)
    return truth.reshape(LANGUAGES, PERTURBATIONS)


def _compare(clean: Bools, perturbed: Bools, truth: Floats) -> Grid:
    metric, names = METRICS.get("accuracy"), name_units(ITEMS)
    sides = [
        ClusterSums(np.stack([side, np.ones(side.shape)], axis=-1), np.ones(side.shape, dtype=bool))
        for side in (clean, perturbed)
    ]
    values = sides[0].scores(metric) - sides[1].scores(metric)
    contributions = influences(metric, sides[0]) - influences(metric, sides[1])
    broken, repaired = (clean & ~perturbed).sum(axis=0), (perturbed & ~clean).sum(axis=0)
    return Grid(
        drops=tuple(
            Linearised(float(value), column, ITEMS, names)
            for value, column in zip(values, contributions.T, strict=True)
        ),
        p_values=np.array([mcnemar_midp(int(b), int(r)) for b, r in zip(broken, repaired, strict=True)]),
        truth=truth,
        conditions=np.tile(np.arange(PERTURBATIONS), LANGUAGES),
    )


GRIDS: Final[tuple[Shape[Grid], ...]] = (
    Shape(
        "grid",
        f"accuracy, {CELLS} correlated cells of {ITEMS} items; {FALLEN} of them fall",
        ITEMS,
        partial(draw_grid),
        effects=(0.0, 8.0),
        cost=60.0,
    ),
)
