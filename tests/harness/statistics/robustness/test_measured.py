"""Linearised scores over languages and seeds against the comparisons that exist and the bootstrap."""

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
from harness.statistics import Pair, compare_pooled, compare_seeds, interval
from harness.statistics.linearised import Linearised
from harness.statistics.robustness import (
    CLEAN,
    Clustering,
    Condition,
    Measured,
    ScoredSet,
    Unmeasured,
    accumulate,
    average_seeds,
    mean_drop,
    pick,
    severity_area,
)

SPAN_F1, ACCURACY = METRICS.get("span_f1"), METRICS.get("accuracy")
CURVE = tuple(Condition("typos", severity) for severity in (CLEAN, 1, 5))


def linearise(metric, measure, languages):
    """``languages``: one list a language of matrices by condition of ``CURVE``."""
    names = sorted({name for one in languages for matrix in one for name in matrix.groups})
    everywhere = {name: place for place, name in enumerate(names)}
    weight = 1 / len(languages)
    sets = [
        ScoredSet(metric, condition, matrix.statistics, Clustering.locate(matrix.groups, everywhere), weight)
        for one in languages
        for condition, matrix in zip(CURVE, one, strict=False)
    ]
    scores: dict[Condition, float] = {}
    for one in sets:
        scores[one.condition] = scores.get(one.condition, 0.0) + one.weight * one.score()
    return accumulate([measure(scores)], sets, groups=len(names))[0]


@pytest.fixture
def spans(make_matrix, draw_spans):
    """Two languages, three severities, 60 parallel clusters of two sentences."""
    rng = derive_generator(3)

    def draw(seeds=1):
        gold = [rng.poisson(2.0, 120) for _ in "ab"]
        return [
            [
                [
                    make_matrix(draw_spans(rng, 120, recall, one), np.arange(120) // 2)
                    for recall in (0.8, 0.7, 0.5)
                ]
                for one in gold
            ]
            for _ in range(seeds)
        ]

    return draw


def test_a_drop_is_that_of_the_pooled_comparison(spans):
    languages = [one[:2] for one in spans()[0]]
    found = average_seeds([linearise(SPAN_F1, mean_drop, languages)])
    wanted = compare_pooled(SPAN_F1, [Pair(*one) for one in languages], seed=0, key="k")
    assert found.value == pytest.approx(wanted.drop, abs=1e-12)
    assert (found.low, found.high) == pytest.approx((wanted.drop_low, wanted.drop_high), abs=1e-12)
    assert found.note == "these checkpoints only (seeds: 1)"


@pytest.mark.parametrize("seeds", [2, 3, 5])
def test_seeds_are_taken_together_as_comparisons_do(spans, seeds):
    replicates = [[one[:2] for one in languages] for languages in spans(seeds)]
    found = average_seeds([linearise(SPAN_F1, mean_drop, one) for one in replicates])
    pairs = [[Pair(*sides) for sides in languages] for languages in replicates]
    wanted = compare_seeds(SPAN_F1, pairs, seed=0, key="k")
    assert found.value == pytest.approx(wanted.drop, abs=1e-12)
    assert (found.low, found.high) == pytest.approx((wanted.drop_low, wanted.drop_high), abs=1e-10)


def test_a_score_keeps_to_its_scale(make_matrix):
    matrix = make_matrix([1.0] * 97 + [0.0] * 3)
    one = linearise(ACCURACY, lambda scores: pick(scores, CURVE[0]), [[matrix]])
    found = average_seeds([one], is_score=True)
    assert (found.value, found.low, found.high) == pytest.approx(interval(ACCURACY, matrix), abs=1e-12)


def test_the_error_of_an_area_is_that_of_the_cluster_bootstrap(spans):
    languages = spans()[0]
    found = linearise(SPAN_F1, severity_area, languages).estimate()
    rng = derive_generator(5)
    sums = np.array(
        [[m.statistics.reshape(60, 2, 3).sum(axis=1) for m in one] for one in languages]
    )  # (L, C, G, k)
    weights = rng.multinomial(60, np.full(60, 1 / 60), size=4000)
    scores = SPAN_F1.finish(np.einsum("bg,lcgk->blck", weights, sums)).mean(axis=1)
    areas = ((scores[:, 0] + scores[:, 1]) / 2 + (scores[:, 1] + scores[:, 2]) / 2 * 4) / 5 / scores[:, 0]
    assert found.value == pytest.approx(areas.mean(), abs=0.005)
    assert found.standard_error == pytest.approx(areas.std(), rel=0.06)


@given(st.permutations(range(8)))
def test_the_order_of_examples_changes_nothing(order):
    statistics = np.column_stack([np.arange(8.0) % 3 / 2, np.ones(8)])
    groups = [f"g{i // 2}" for i in range(8)]
    ids = tuple(map(str, range(8)))
    one = ScoreMatrix(ids, tuple(groups), statistics)
    other = ScoreMatrix(ids, tuple(groups[i] for i in order), statistics[list(order)])
    curves = [[[matrix, matrix, matrix]] for matrix in (one, other)]
    ours, theirs = (linearise(ACCURACY, severity_area, curve) for curve in curves)
    assert theirs.value == pytest.approx(ours.value, abs=1e-12)
    assert theirs.contributions == pytest.approx(ours.contributions, abs=1e-12)


def test_what_does_not_vary_is_widened_unless_nothing_changed(make_matrix):
    right, wrong = make_matrix([1.0] * 40), make_matrix([0.0] * 40)
    fell = average_seeds([linearise(ACCURACY, mean_drop, [[right, wrong]])])
    assert fell.value == 100.0
    assert fell.low < 95
    assert "all clusters moved alike" in fell.note
    kept = average_seeds([linearise(ACCURACY, severity_area, [[right, right, right]])], origin=1.0)
    assert (kept.value, kept.low, kept.high) == (1.0, 1.0, 1.0)
    assert "no score changed" in kept.note


def test_one_cluster_has_no_interval(make_matrix):
    matrices = [make_matrix([1.0, 0.0], groups=["g", "g"]), make_matrix([0.0, 0.0], groups=["g", "g"])]
    found = average_seeds([linearise(ACCURACY, mean_drop, [matrices])])
    assert (found.value, found.low, found.high) == (50.0, None, None)
    assert "one cluster" in found.note


def test_few_clusters_are_named(make_matrix):
    matrices = [make_matrix([1.0, 0.0, 1.0]), make_matrix([0.0, 0.0, 1.0])]
    assert "fewer than 30 clusters (3)" in average_seeds([linearise(ACCURACY, mean_drop, [matrices])]).note


def test_a_seed_without_a_number_leaves_none():
    known = Linearised(1.0, np.array([0.1, -0.1]), 2)
    assert average_seeds([known, Unmeasured("why")]) == Measured(None, note="why")


def test_nonsense_is_refused():
    known = Linearised(1.0, np.array([0.1, -0.1]), 2)
    with pytest.raises(EmptyEvaluationSetError, match="no seed"):
        average_seeds([])
    with pytest.raises(RequestError, match="not a finite number"):
        average_seeds([Linearised(math.nan, np.zeros(2), 2)])
    with pytest.raises(RequestError, match="3 clusters for one seed, 2 for another"):
        average_seeds([known, Linearised(1.0, np.zeros(3), 3)])
    with pytest.raises(EmptyEvaluationSetError, match="no set"):
        accumulate([], [], groups=1)
    empty = ScoredSet(ACCURACY, CURVE[0], np.zeros((0, 2)), Clustering.locate((), {}))
    with pytest.raises(EmptyEvaluationSetError, match="no example"):
        empty.score()
    strange = ScoredSet(ACCURACY, CURVE[0], np.array([[math.inf, 1.0]]), Clustering.locate(("g",), {"g": 0}))
    with pytest.raises(RequestError, match="accuracy of inf"):
        strange.score()
