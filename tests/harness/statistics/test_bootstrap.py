"""The cluster bootstrap against scipy, a plain loop, and its own refusals."""

from __future__ import annotations

import tracemalloc

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from harness.errors import RequestError
from harness.metrics import METRICS
from harness.scores import ScoreMatrix
from harness.seeds import derive_generator
from harness.statistics import resampling
from harness.statistics.bootstrap import Bootstrap, resample
from harness.statistics.clusters import ClusterSums, sum_by_cluster
from harness.statistics.collapse import find_distinct
from harness.statistics.resampling import draw_totals

ACCURACY, SQUAD_F1, SPAN_F1 = (METRICS.get(name) for name in ("accuracy", "squad_f1", "span_f1"))


def as_sums(rows):
    """(G, k) or (G, L, k) as cluster sums."""
    rows = np.asarray(rows, dtype=np.float64)
    rows = rows[:, None, :] if rows.ndim == 2 else rows
    return ClusterSums(rows, np.ones(rows.shape[:2], dtype=bool))


def subtract(scores):
    return scores[..., 0] - scores[..., 1]


def f1_of(tp, pred, gold, axis):
    return SPAN_F1.finish(np.stack([tp.sum(axis=axis), pred.sum(axis=axis), gold.sum(axis=axis)], axis=-1))


@pytest.fixture(scope="module")
def spans(draw_spans):
    return draw_spans(derive_generator(1, "spans"), 60)


@pytest.fixture(scope="module")
def scipys(spans):
    return stats.bootstrap(
        tuple(spans.T),
        f1_of,
        paired=True,
        vectorized=True,
        n_resamples=20_000,
        method="BCa",
        batch=1_000,
        rng=derive_generator(0, "scipy"),
    )


def test_the_distribution_is_scipys(spans, scipys):
    ours = resample(SPAN_F1, as_sums(spans), derive_generator(0, "ours"), draws=20_000)
    theirs = scipys.bootstrap_distribution
    error = theirs.std() / np.sqrt(20_000)
    assert ours.values[0] == pytest.approx(f1_of(*spans.T, axis=0), rel=1e-12)
    assert ours.draws.mean() == pytest.approx(theirs.mean(), abs=6 * error)
    assert ours.draws.std() == pytest.approx(theirs.std(), rel=0.03)
    assert stats.ks_2samp(ours.draws[:, 0], theirs).pvalue > 0.001
    low, high = ours.bca()[0]
    assert (low, high) == pytest.approx(tuple(scipys.confidence_interval), abs=0.2 * theirs.std())


@pytest.mark.parametrize("method", ["percentile", "BCa"])
def test_intervals_of_the_same_draws_are_scipys_to_the_last_digit(spans, scipys, method):
    acceleration = resample(SPAN_F1, as_sums(spans), derive_generator(0), draws=1).acceleration
    theirs = scipys.bootstrap_distribution
    ours = Bootstrap(f1_of(*spans.T, axis=0)[None], theirs[:, None], acceleration, len(spans), ())
    oracle = stats.bootstrap(
        tuple(spans.T),
        f1_of,
        paired=True,
        vectorized=True,
        n_resamples=0,
        method=method,
        bootstrap_result=scipys,
    ).confidence_interval
    found = ours.percentile() if method == "percentile" else ours.bca()
    np.testing.assert_allclose(found[0], tuple(oracle), rtol=1e-12)


def test_the_acceleration_is_that_of_leaving_out_one_at_a_time():
    values = derive_generator(3).gamma(0.5, size=25).repeat(2)  # every cluster twice
    sums = as_sums(np.column_stack([values, np.ones(50)]))
    without = 100 * np.array([np.delete(values, place).mean() for place in range(50)])
    u = without.mean() - without
    found = resample(SQUAD_F1, sums, derive_generator(0), draws=1)
    assert found.acceleration[0] == pytest.approx(np.sum(u**3) / (6 * np.sum(u**2) ** 1.5), rel=1e-9)


@pytest.mark.parametrize("kinds", [2, 85])
def test_equal_rows_taken_together_leave_the_distribution_as_it_is(kinds):
    """Both ways of drawing (a binomial per row, single picks) against picking rows with replacement."""
    rng = derive_generator(4, kinds)
    values = rng.random(kinds)[rng.integers(0, kinds, 90)]
    sums = as_sums(np.column_stack([values, np.ones(90)]))
    ours = resample(SQUAD_F1, sums, derive_generator(0, "a"), draws=20_000).draws[:, 0]
    plain = 100 * values[rng.integers(0, 90, (20_000, 90))].mean(axis=1)
    assert ours.mean() == pytest.approx(plain.mean(), abs=6 * plain.std() / np.sqrt(20_000))
    assert ours.std() == pytest.approx(plain.std(), rel=0.03)
    np.testing.assert_allclose(
        np.quantile(ours, [0.025, 0.975]), np.quantile(plain, [0.025, 0.975]), rtol=0.02
    )


@pytest.mark.parametrize("groups", [1, 2, 3, 64, 100, 127])
def test_every_cluster_is_drawn_equally_often_and_independently(groups):
    rows = np.eye(groups)
    totals = np.concatenate(
        list(draw_totals(find_distinct(rows), groups, derive_generator(0, groups), draws=5_000))
    )
    assert np.all(totals.sum(axis=1) == groups)
    assert np.all(np.abs(totals.mean(axis=0) - 1) < 5 / np.sqrt(5_000))
    expected = np.eye(groups) - 1 / groups
    assert np.all(np.abs(np.cov(totals.T, ddof=0) - expected) < 0.2)


def test_conditions_are_resampled_together():
    rows = derive_generator(5).integers(0, 2, 200).astype(float)
    twice = np.stack([np.column_stack([rows, np.ones(200)])] * 2, axis=1)
    found = resample(ACCURACY, as_sums(twice), derive_generator(0), draws=500)
    np.testing.assert_array_equal(found.draws[:, 0], found.draws[:, 1])
    assert found.draws.std() > 0


@pytest.mark.parametrize("block", [1 << 10, 1 << 14])
@pytest.mark.parametrize("copies", [1, 50])
def test_the_size_of_a_block_changes_nothing(monkeypatch, spans, block, copies):
    sums = as_sums(np.tile(spans, (copies, 1)))
    whole = resample(SPAN_F1, sums, derive_generator(0), draws=300)
    monkeypatch.setattr(resampling, "BLOCK_BYTES", block)
    monkeypatch.setattr(resampling, "_KEPT_BYTES", block)
    parts = resample(SPAN_F1, sums, derive_generator(0), draws=300)
    np.testing.assert_array_equal(parts.draws, whole.draws)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 2**32 - 1), st.integers(1, 4))
def test_order_changes_nothing_and_swapped_sides_change_the_sign(seed, size):
    rng = derive_generator(seed)
    values = rng.random((40, 2)).round(2)
    groups = [f"g{place // size:02d}" for place in range(40)]
    order = rng.permutation(40)

    def run(rows, names, sides=(0, 1)):
        ids = tuple(names)
        columns = [np.column_stack([rows[:, side], np.ones(len(rows))]) for side in sides]
        sums = sum_by_cluster([ScoreMatrix(ids, ids, one) for one in columns])
        return resample(SQUAD_F1, sums, derive_generator(0), summary=subtract, draws=99)

    straight = run(values, groups)
    shuffled = run(values[order], [groups[place] for place in order])
    swapped = run(values, groups, (1, 0))
    np.testing.assert_array_equal(shuffled.draws, straight.draws)
    np.testing.assert_allclose(swapped.draws, -straight.draws, atol=1e-11)
    np.testing.assert_allclose(swapped.bca()[0], -straight.bca()[0, ::-1], atol=1e-9)


def test_a_summary_may_be_any_function_of_all_scores(spans):
    rows = np.stack([spans, spans[::-1], np.roll(spans, 7, axis=0)], axis=1)
    both = resample(
        SPAN_F1,
        as_sums(rows),
        derive_generator(0),
        summary=lambda scores: np.stack([scores.min(axis=-1), scores.mean(axis=-1)], axis=-1),
        draws=200,
    )
    plain = resample(SPAN_F1, as_sums(rows), derive_generator(0), draws=200)
    np.testing.assert_array_equal(both.draws[:, 0], plain.draws.min(axis=1))
    assert both.percentile().shape == (2, 2)
    assert np.all(both.percentile()[:, 0] <= both.percentile()[:, 1])


@pytest.mark.parametrize(
    ("rows", "draws", "said"),
    [
        (np.ones((5, 2)), 0, "0 resamples; ask for 9,999"),
        (np.ones((5, 2)), -3, "-3 resamples"),
        (np.full((5, 2), np.nan), 9, "cluster 1 has a statistic that is not a finite number"),
        (np.array([[1.0, 1.0], [np.inf, 1.0]]), 9, "cluster 2 has a statistic"),
        (np.ones((0, 2)), 9, "at least one cluster"),
        (np.ones((5, 2)), 10**8, "do not fit into 256 MiB"),
    ],
)
def test_what_cannot_be_resampled_is_refused(rows, draws, said):
    with pytest.raises(RequestError, match=said):
        resample(ACCURACY, as_sums(rows), derive_generator(0), draws=draws)


def test_one_cluster_has_no_interval():
    found = resample(ACCURACY, as_sums([[3.0, 4.0]]), derive_generator(0), draws=9)
    assert found.values.tolist() == [75]
    assert found.percentile().tolist() == found.bca().tolist() == [[-np.inf, np.inf]]
    assert found.cautions == ("one cluster: nothing can be said of the error",)


def test_few_clusters_and_constant_scores_are_said():
    found = resample(ACCURACY, as_sums([[1.0, 1.0]] * 29), derive_generator(0), draws=99)
    assert found.cautions == (
        "fewer than 30 clusters (29)",
        "1 of 1 numbers are the same in all resamples: no width",
    )
    assert found.percentile().tolist() == found.bca().tolist() == [[100, 100]]


def test_resamples_without_a_unit_are_counted_and_left_out():
    rows = np.stack([np.eye(4)[:1].repeat(40, axis=0)[:, :2] * 0, np.ones((40, 2))], axis=1)
    rows[0, 0] = [1, 1]  # the first set has one cluster only
    found = resample(ACCURACY, as_sums(rows), derive_generator(0), draws=500)
    lost = int(np.isnan(found.draws[:, 0]).sum())
    assert 100 < lost < 270  # (1 - 1/40)^40 = 0.36
    assert f"{lost} of 500 resamples left a set without examples and were not counted" in found.cautions
    assert np.isfinite(found.percentile()).all()


def test_bca_falls_back_on_percentiles_and_says_so():
    rows = np.column_stack([derive_generator(7).random(50), np.ones(50)])
    value = 100 * rows[:, 0].mean()
    sums = as_sums(rows)
    found = resample(SQUAD_F1, sums, derive_generator(0), summary=lambda s: (s - value) ** 2, draws=99)
    assert "BCa is undefined for 1 of 1 numbers: percentile instead" in found.cautions
    assert found.bca().tolist() == found.percentile().tolist()


@pytest.mark.parametrize(("groups", "sets", "draws"), [(200_000, 1, 9), (3_000, 400, 30), (50, 2, 200_000)])
def test_memory_stays_bounded(groups, sets, draws):
    rows = derive_generator(6).random((groups, sets, 2))
    sums = as_sums(rows)
    tracemalloc.start()
    resample(SQUAD_F1, sums, derive_generator(0), summary=lambda s: s.mean(axis=-1), draws=draws).bca()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 256 * 2**20
