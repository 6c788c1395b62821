"""Effective robustness: the line by numpy, planted excess, order, and what is too little."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy.special import expit, logit

from harness.errors import EmptyEvaluationSetError, RequestError
from harness.seeds import derive_generator
from harness.statistics.robustness import Checkpoint, effective_robustness


def draw(rng, n=15, noise=0.1):
    clean = rng.uniform(50, 90, n)
    stressed = 100 * expit(0.9 * logit(clean / 100) - 0.5 + rng.normal(0, noise, n))
    return [Checkpoint(float(one), float(other)) for one, other in zip(clean, stressed, strict=True)]


def test_the_line_is_least_squares_on_logits():
    baselines = draw(derive_generator(1))
    candidates = [Checkpoint(70.0, 66.0), Checkpoint(75.0, 68.0)]
    x, y = ([float(logit(value / 100)) for value in side] for side in zip(*map(pair, baselines), strict=True))
    slope, offset = np.polyfit(x, y, 1)
    excess = [one.stressed - 100 * expit(offset + slope * logit(one.clean / 100)) for one in candidates]
    found = effective_robustness(baselines, candidates, seed=0, key="k")
    assert found.value == pytest.approx(np.mean(excess), abs=1e-9)
    assert found.low < found.value < found.high


def pair(one):
    return one.clean, one.stressed


def test_the_order_of_checkpoints_changes_nothing():
    baselines, candidates = draw(derive_generator(2)), draw(derive_generator(3), 3)
    one = effective_robustness(baselines, candidates, seed=0, key="k")
    assert effective_robustness(baselines[::-1], candidates[::-1], seed=0, key="k") == one


@pytest.mark.parametrize("seeds", [1, 2])
def test_few_checkpoints_say_what_their_interval_lacks(seeds):
    found = effective_robustness(draw(derive_generator(4)), [Checkpoint(70.0, 66.0)] * seeds, seed=0, key="k")
    assert f"these checkpoints only (seeds: {seeds})" in found.note
    assert "their own error is not in the interval" in found.note


@pytest.mark.parametrize(
    ("baselines", "candidate", "reason"),
    [
        ([Checkpoint(50.0 + i, 40.0) for i in range(9)], (70.0, 60.0), "too few baselines (9 of 10)"),
        ([Checkpoint(50.0, 40.0)] * 10, (70.0, 60.0), "all baselines have the same clean score"),
        ([Checkpoint(50.0 + i, 40.0) for i in range(10)], (100.0, 60.0), "scores 0 or 100"),
        ([Checkpoint(50.0 + i, 0.0) for i in range(10)], (70.0, 60.0), "scores 0 or 100"),
    ],
)
def test_too_little_is_said_in_words(baselines, candidate, reason):
    found = effective_robustness(baselines, [Checkpoint(*candidate)], seed=0, key="k")
    assert (found.value, found.low, found.high) == (None, None, None)
    assert reason in found.note


def test_nonsense_is_refused():
    with pytest.raises(EmptyEvaluationSetError):
        effective_robustness([], [], seed=0, key="k")
    with pytest.raises(RequestError, match="scores of nan and 1"):
        effective_robustness([], [Checkpoint(math.nan, 1.0)], seed=0, key="k")


def cover(repetitions, seeds):
    """Share of intervals that hold an excess of 2 points over the line, 15 baselines, some candidates."""
    rng, held = derive_generator(20), []
    for repetition in range(repetitions):
        baselines = draw(rng)
        clean = rng.normal(75, 1, seeds)
        expected = 100 * expit(0.9 * logit(clean / 100) - 0.5)
        candidates = [
            Checkpoint(*one) for one in zip(clean, expected + 2 + rng.normal(0, 1, seeds), strict=True)
        ]
        found = effective_robustness(baselines, candidates, seed=repetition, key="k")
        held.append(found.low <= 2 <= found.high)
    return float(np.mean(held))


def test_three_candidates_are_enough_for_an_interval_that_covers():
    """Resampled, they held the excess in less than nine of ten."""
    assert cover(150, 3) >= 0.92


@pytest.mark.nightly
@pytest.mark.parametrize("seeds", [3, 8])
def test_the_interval_covers_an_excess_over_the_line(seeds):
    """With three candidates it is somewhat wide: t multipliers and the line's error are added up."""
    assert 0.935 <= cover(1000, seeds) <= 0.99
