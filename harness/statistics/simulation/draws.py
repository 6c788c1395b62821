"""Parts that shapes are made of: names, answers that flip, graded answers, spans."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

import numpy as np
import numpy.typing as npt

from harness.scores import Floats, ScoreMatrix

Bools = npt.NDArray[np.bool_]

RIGHT: Final = 0.6
"""Share of clean answers that are right, where shapes flip answers."""


@lru_cache(maxsize=256)
def name_units(count: int, size: int = 1, prefix: str = "e") -> tuple[str, ...]:
    """Returns names of ``count`` units, each ``size`` times in a row."""
    return tuple(f"{prefix}{unit:05d}" for unit in range(count) for _ in range(size))


@lru_cache(maxsize=16)
def name_paragraphs(sizes: tuple[int, ...]) -> tuple[str, ...]:
    """Returns the name of each question's paragraph."""
    return tuple(f"c{place:05d}" for place, size in enumerate(sizes) for _ in range(size))


def list_sizes(paragraphs: int) -> tuple[int, ...]:
    """Returns how many questions each paragraph has: 1 to 9, five on average."""
    return tuple(1 + place % 9 for place in range(paragraphs))


def make_matrix(
    values: Floats | Bools, *, groups: tuple[str, ...] = (), ids: tuple[str, ...] = ()
) -> ScoreMatrix:
    """Returns values, right/wrong or graded, beside a column of ones; sums (n, k) as they are."""
    statistics = np.asarray(values, dtype=np.float64)
    if statistics.ndim == 1:
        statistics = np.column_stack([statistics, np.ones(len(statistics))])
    names = ids or name_units(len(statistics))
    return ScoreMatrix(names, groups or names, statistics)


def flip_answers(
    rng: np.random.Generator, shape: tuple[int, ...], drop: float, *, rate: float = 0.2
) -> tuple[Bools, Bools]:
    """Returns clean and perturbed answers, right or wrong.

    Of all answers a share ``rate`` flips, ``drop`` (a fraction, at most ``rate``) more of them from
    right to wrong than back. Without a drop either side might as well be the clean one.
    """
    clean = rng.random(shape) < RIGHT
    broken, repaired = (rate + drop) / 2 / RIGHT, (rate - drop) / 2 / (1 - RIGHT)
    chance = rng.random(shape)
    return clean, np.where(clean, chance >= broken, chance < repaired)


_LOW_MEAN, _SPREAD = 0.1, 0.825


def grade_answers(rng: np.random.Generator, shape: tuple[int, ...], mean: float) -> Floats:
    """Returns token F1 of answers with a given mean: most are 0 or 1, the others in between."""
    good = rng.random(shape) < (mean - _LOW_MEAN) / _SPREAD
    exact, part = rng.random(shape), rng.random(shape)
    high = np.where(exact < 0.75, 1.0, 0.4 + 0.6 * part)  # mean 0.925
    low = np.where(exact < 0.6, 0.0, 0.5 * part)  # mean 0.1
    graded: Floats = np.where(good, high, low)
    return graded


def draw_spans(
    rng: np.random.Generator, gold: npt.NDArray[np.int64], recall: float, *, false: float
) -> Floats:
    """Returns right, predicted and gold spans of sentences, (n, 3); ``false`` wrong spans a sentence."""
    right = rng.binomial(gold, recall)
    return np.column_stack([right, right + rng.poisson(false, len(gold)), gold]).astype(np.float64)
