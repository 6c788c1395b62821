"""The relative drop's interval: Fieller's set by brute force, at chance, unbounded, and its coverage."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.errors import EmptyEvaluationSetError, RequestError
from harness.metrics import METRICS
from harness.scores import ScoreMatrix
from harness.seeds import derive_generator
from harness.statistics import relative_drop
from harness.statistics.clusters import sum_by_cluster
from harness.statistics.estimate import t_quantile
from harness.statistics.linearised import influences
from harness.statistics.robustness import relative_drop_interval
from harness.statistics.robustness.ratio import AT_CHANCE, UNBOUNDED

ACCURACY, SPAN_F1 = METRICS.get("accuracy"), METRICS.get("span_f1")


def draw_answers(make_matrix, rng, *, groups=100, clean=0.7, perturbed=0.6, constant=0.4):
    """Answers in pairs that stand and fall together: clean, perturbed, constant."""
    hard = rng.random((groups, 1))
    own = rng.random((groups, 2))
    place = np.where(rng.random((groups, 2)) < 0.5, hard, own)
    shift = np.where(rng.random((groups, 2)) < 0.7, place, rng.random((groups, 2)))
    names = np.repeat([f"g{i}" for i in range(groups)], 2)
    sides = (place < clean, shift < perturbed, rng.random((groups, 2)) < constant)
    return [make_matrix(side.ravel(), names) for side in sides]


def scan(metric, sides):
    """Fieller's set by trying every ratio on a fine grid: a - r·b within t standard errors of 0."""
    sums = sum_by_cluster(sides)
    clean, perturbed, constant = sums.scores(metric)
    moved = influences(metric, sums)
    ratios = np.linspace(-1, 3, 400_001)
    a, b = clean - perturbed, clean - constant
    x, y = moved[:, 0] - moved[:, 1], moved[:, 0] - moved[:, 2]
    variance = x @ x - 2 * ratios * (x @ y) + ratios**2 * (y @ y)
    inside = ratios[(a - ratios * b) ** 2 <= t_quantile(0.975, sums.fewest - 1) ** 2 * variance]
    return float(inside.min()), float(inside.max())


@pytest.mark.parametrize("seed", range(5))
def test_the_interval_is_the_set_that_is_not_rejected(make_matrix, seed):
    sides = draw_answers(make_matrix, derive_generator(seed))
    found = relative_drop_interval(ACCURACY, *sides)
    assert (found.low, found.high) == pytest.approx(scan(ACCURACY, sides), abs=1.1e-5)


def test_the_value_is_the_point_estimate(make_matrix):
    sides = draw_answers(make_matrix, derive_generator(1))
    clean, perturbed, constant = (float(np.mean(one.statistics[:, 0])) * 100 for one in sides)
    found = relative_drop_interval(ACCURACY, *sides)
    assert found.value == pytest.approx(relative_drop(clean, perturbed, chance=constant), abs=1e-12)


def test_spans_and_other_examples_have_one_too(make_matrix, draw_spans):
    rng = derive_generator(2)
    clean, constant = (make_matrix(draw_spans(rng, 200, recall)) for recall in (0.8, 0.1))
    shifted = make_matrix(draw_spans(rng, 150, 0.5), ids=[f"r{i}" for i in range(150)])
    found = relative_drop_interval(SPAN_F1, clean, shifted, constant)
    assert found.low < found.value < found.high
    assert found.note == ""


def test_at_chance_there_is_none(make_matrix):
    sides = [make_matrix([1.0, 0.0] * 50), make_matrix([0.0, 0.0] * 50), make_matrix([1.0, 1.0] * 50)]
    found = relative_drop_interval(ACCURACY, *sides)
    assert (found.value, found.low, found.high, found.note) == (None, None, None, AT_CHANCE)


def test_an_unbounded_set_is_said_in_words(make_matrix):
    clean, perturbed = make_matrix([1.0, 0.0] * 30 + [1.0]), make_matrix([0.0, 0.0] * 30 + [1.0])
    constant = make_matrix([0.0, 1.0] * 30 + [0.0])
    found = relative_drop_interval(ACCURACY, clean, perturbed, constant)
    assert found.value is not None
    assert (found.low, found.high, found.note) == (None, None, UNBOUNDED)


def test_one_cluster_has_no_interval(make_matrix):
    sides = [make_matrix(values, groups=["g", "g"]) for values in ([1.0, 1.0], [1.0, 0.0], [0.0, 0.0])]
    found = relative_drop_interval(ACCURACY, *sides)
    assert (found.value, found.low) == (0.5, None)
    assert "one cluster" in found.note


def test_what_moved_alike_is_widened(make_matrix):
    sides = [make_matrix([value] * 40) for value in (1.0, 0.5, 0.0)]
    found = relative_drop_interval(ACCURACY, *sides)
    assert found.value == 0.5
    assert found.low == pytest.approx(0.5 - 0.5 * 1.96**2 / (40 + 1.96**2), abs=1e-4)


@given(st.permutations(range(20)))
def test_the_order_of_examples_changes_nothing(order):
    rng = derive_generator(4)
    names = tuple(f"g{i // 2}" for i in range(20))
    sides = [np.column_stack([rng.random(20) < rate, np.ones(20)]) for rate in (0.9, 0.6, 0.2)]
    ids = tuple(map(str, range(20)))
    one = [ScoreMatrix(ids, names, side) for side in sides]
    other = [
        ScoreMatrix(
            tuple(ids[i] for i in order), tuple(names[i] for i in order), side[list(order)].astype(float)
        )
        for side in sides
    ]
    ours, theirs = (relative_drop_interval(ACCURACY, *matrices) for matrices in (one, other))
    assert (theirs.low, theirs.high) == pytest.approx((ours.low, ours.high), abs=1e-12)


def test_nonsense_is_refused(make_matrix):
    fine = make_matrix([1.0, 0.0])
    with pytest.raises(RequestError, match="not a finite number"):
        relative_drop_interval(ACCURACY, fine, make_matrix([math.nan, 0.0]), fine)
    with pytest.raises(EmptyEvaluationSetError):
        relative_drop_interval(ACCURACY, fine, make_matrix([]), fine)


def cover(make_matrix, repetitions):
    """Share of intervals that hold (0.7 - 0.6) / (0.7 - 0.4), 100 clusters of two related answers."""
    rng = derive_generator(11)
    found = [relative_drop_interval(ACCURACY, *draw_answers(make_matrix, rng)) for _ in range(repetitions)]
    held = [one.low is None or one.high is None or one.low <= 1 / 3 <= one.high for one in found]
    return float(np.mean(held))


def test_the_interval_holds_the_truth_in_95_percent(make_matrix):
    assert cover(make_matrix, 300) == pytest.approx(0.95, abs=3 * math.sqrt(0.05 * 0.95 / 300))


@pytest.mark.nightly
def test_the_interval_holds_the_truth_in_many_repetitions(make_matrix):
    assert 0.935 <= cover(make_matrix, 2000) <= 0.965
