"""False-positive rates and coverage by simulation, in the shapes of the tasks.

300 repetitions by default, with the bands that so few allow; 2,000 of some shapes under ``slow``, of all in
``docs/results/calibration.md``.
"""

from __future__ import annotations

import numpy as np
import pytest

from harness.metrics import METRICS as SCORES
from harness.seeds import derive_generator
from harness.statistics import interval
from harness.statistics.simulation.catalogue import METHODS, find_methods, find_shapes
from harness.statistics.simulation.trials import Trial, run_trial

ACCURACY = SCORES.get("accuracy")
SEED = 20_13013
NULLS = (
    "xnli_50",
    "xnli_100",
    "tatoeba_100",
    "xquad_48",
    "panx",
    "parallel",
    "seeds_3",
    "domain_overlapping",
)
LINEARISED = ("xnli_100", "panx_inserted", "xquad", "skewed", "parallel", "domain", "domain_overlapping")

RECORDED = (
    *("xnli_100", "tatoeba_100", "panx_inserted", "xquad_48", "domain", "domain_overlapping"),
    *("seeds_3", "seeds_5", "two_models", "severities", "transfers"),
)


def describe(rows):
    return [f"{row.method}, {row.effect:g} {row.unit}: {row.rate} {row.value}" for row in rows]


@pytest.mark.parametrize("name", NULLS)
def test_true_nulls_are_rejected_as_often_as_announced(name):
    rows = run_trial(Trial(find_shapes((name,))[0], 0.0, 300, SEED), METHODS)
    assert {row.rate for row in rows} >= {"false positives", "coverage"}
    assert describe(row for row in rows if row.missed) == []


@pytest.mark.parametrize("name", LINEARISED)
def test_intervals_hold_a_planted_drop_as_often_as_announced(name):
    methods = find_methods(("linearised_t", "shifted_t"))
    rows = run_trial(Trial(find_shapes((name,))[0], 10.0, 300, SEED), methods)
    assert rows[0].rate == "coverage"
    assert describe(row for row in rows if row.missed) == []


@pytest.mark.parametrize("score", [0.5, 0.9, 0.97])
def test_the_interval_of_a_score_holds_it(make_matrix, score):
    """100 clusters of 3 answers, alike within a cluster, also where the score is near its ceiling."""
    rng = derive_generator(8)
    covered = []
    for _ in range(1000):
        easy = rng.beta(3 * score, 3 * (1 - score), 100)
        matrix = make_matrix((rng.random((100, 3)) < easy[:, None]).ravel(), np.arange(300) // 3)
        _, low, high = interval(ACCURACY, matrix)
        covered.append(low <= 100 * score <= high)
    assert np.mean(covered) == pytest.approx(0.95, abs=0.025)


@pytest.mark.nightly
@pytest.mark.parametrize("name", RECORDED)
def test_the_protocols_bands(name):
    """With the record's seed and repetitions: these are rows of docs/results/calibration.md."""
    (shape,) = find_shapes((name,))
    for effect in (shape.effects[0], shape.effects[-1]):
        rows = run_trial(Trial(shape, effect, 2000, 0), METHODS)
        assert rows
        assert describe(row for row in rows if row.missed) == []
