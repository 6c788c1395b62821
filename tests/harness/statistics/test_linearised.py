"""Linearised errors against statsmodels, scipy and the bootstrap."""

from __future__ import annotations

import numpy as np
import pytest
import statsmodels.api as sm
from scipy.stats import ttest_rel

from harness.seeds import derive_generator
from harness.statistics.clusters import sum_by_cluster
from harness.statistics.estimate import t_interval, t_test
from harness.statistics.linearised import influences, linearise_drop, linearise_score


def test_single_examples_give_the_paired_t_test(make_matrix, squad_f1):
    rng = derive_generator(0)
    clean, perturbed = rng.random(40), rng.random(40)
    estimate = linearise_drop(
        squad_f1, *(sum_by_cluster([make_matrix(values)]) for values in (clean, perturbed))
    ).estimate()
    oracle = ttest_rel(100 * clean, 100 * perturbed)
    assert t_test(estimate) == pytest.approx(oracle.pvalue, rel=1e-12)
    assert t_interval(estimate) == pytest.approx(tuple(oracle.confidence_interval()), rel=1e-12)


def test_clusters_give_the_cluster_robust_error_of_least_squares(make_matrix, squad_f1):
    rng = derive_generator(1)
    groups = np.sqrt(np.arange(90) * 3).astype(int)  # 17 clusters of unequal size
    clean, perturbed = rng.random(90), rng.random(90)
    estimate = linearise_drop(
        squad_f1, *(sum_by_cluster([make_matrix(values, groups)]) for values in (clean, perturbed))
    ).estimate()
    model = sm.OLS(100 * (clean - perturbed), np.ones(90))
    oracle = model.fit(cov_type="cluster", cov_kwds={"groups": groups}, use_t=True)
    assert estimate.standard_error == pytest.approx(oracle.bse[0], rel=1e-12)
    assert estimate.df == 16
    assert t_test(estimate) == pytest.approx(oracle.pvalues[0], rel=1e-9)


def test_the_error_of_f1_is_that_of_the_cluster_bootstrap(make_matrix, span_f1, draw_spans):
    rng = derive_generator(2)
    groups = np.arange(400) // 2
    clean, perturbed = draw_spans(rng, 400), draw_spans(rng, 400, recall=0.7)
    sides = [sum_by_cluster([make_matrix(rows, groups)]) for rows in (clean, perturbed)]
    estimate = linearise_drop(span_f1, *sides).estimate()
    weights = rng.multinomial(200, np.full(200, 1 / 200), size=4000)
    ours, theirs = (span_f1.finish(weights @ side.sums[:, 0]) for side in sides)
    assert estimate.standard_error == pytest.approx(np.std(ours - theirs), rel=0.06)


def test_influences_are_those_of_the_source(make_matrix, span_f1, draw_spans):
    rows = draw_spans(derive_generator(3), 50)
    right, predicted, gold = rows.sum(axis=0)
    f1 = 2 * right / (predicted + gold)
    expected = 100 * (2 * rows[:, 0] - f1 * (rows[:, 1] + rows[:, 2])) / (predicted + gold)
    psi = influences(span_f1, sum_by_cluster([make_matrix(rows)]))[:, 0]
    np.testing.assert_allclose(psi, expected * np.sqrt(50 / 49), atol=1e-12)
    assert psi.sum() == pytest.approx(0, abs=1e-9)


def test_parallel_copies_share_their_error_and_independent_ones_do_not(make_matrix, accuracy):
    rng = derive_generator(4)
    rows = rng.integers(0, 2, 60)
    one = linearise_score(accuracy, sum_by_cluster([make_matrix(rows)])).estimate()
    copies = [make_matrix(rows) for _ in range(4)]
    assert linearise_score(accuracy, sum_by_cluster(copies)).estimate().standard_error == pytest.approx(
        one.standard_error
    )
    apart = [make_matrix(rows, [f"{language}-{i}" for i in range(60)]) for language in "abcd"]
    independent = linearise_score(accuracy, sum_by_cluster(apart)).estimate()
    assert independent.standard_error == pytest.approx(one.standard_error / 2)
    assert (independent.df, independent.groups) == (59, 240)


def test_pseudo_values_keep_value_and_error(make_matrix, span_f1, draw_spans):
    linearised = linearise_score(span_f1, sum_by_cluster([make_matrix(draw_spans(derive_generator(5), 80))]))
    values = linearised.pseudo_values()
    assert values.mean() == pytest.approx(linearised.value)
    assert values.std(ddof=1) / np.sqrt(80) == pytest.approx(linearised.estimate().standard_error)


def test_cluster_sums_follow_the_names_not_the_order(make_matrix):
    rows = np.arange(12.0).reshape(6, 2)
    groups = ["b", "a", "b", "c", "a", "b"]
    sums = sum_by_cluster([make_matrix(rows, groups)], names=("d",))
    assert sums.sums[:, 0].tolist() == [[10, 12], [14, 17], [6, 7], [0, 0]]
    assert sums.present[:, 0].tolist() == [True, True, True, False]
    assert (sums.groups, sums.fewest) == (4, 3)
