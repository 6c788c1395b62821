"""Max-T against brute force, Bonferroni, single cells and simulated nulls."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from harness.errors import RequestError
from harness.metrics import METRICS
from harness.seeds import derive_generator
from harness.statistics import max_t as module
from harness.statistics.clusters import ClusterSums
from harness.statistics.estimate import t_interval
from harness.statistics.linearised import Linearised, linearise_drop, subtract
from harness.statistics.max_t import Family, max_t
from harness.statistics.sign_flip import sign_flip

SQUAD_F1 = METRICS.get("squad_f1")
LESS, GREATER = Family(alternative="less"), Family(alternative="greater")


def make_cells(values, names=None):
    """(G, C) differences in points as C cells that share their clusters."""
    values = np.asarray(values, dtype=np.float64)
    groups = len(values)
    names = tuple(names or (f"c{place:04d}" for place in range(groups)))
    means = values.mean(axis=0)
    parts = (values - means) / np.sqrt(groups * max(1, groups - 1))
    return [Linearised(float(mean), part, groups, names) for mean, part in zip(means, parts.T, strict=True)]


def draw_values(rng, groups, cells, correlation=0.5):
    shared, own = rng.normal(size=(groups, 1)), rng.normal(size=(groups, cells))
    return 10 * (np.sqrt(correlation) * shared + np.sqrt(1 - correlation) * own)


def brute_force(values, alternative="two-sided"):
    """Step-down adjusted p of all 2^G flips, one at a time; null hypotheses of 0."""
    scaled = values / np.linalg.norm(values, axis=0)
    score = {"two-sided": np.abs, "greater": np.positive, "less": np.negative}[alternative]
    flips = [score(np.array(signs) @ scaled) for signs in product([1, -1], repeat=len(values))]
    observed = score(scaled.sum(axis=0))
    order = np.argsort(-observed)
    adjusted, before = np.empty(len(order)), 0.0
    for place, cell in enumerate(order):
        rest = order[place:]
        before = max(before, np.mean([flip[rest].max() >= observed[cell] - 1e-9 for flip in flips]))
        adjusted[cell] = before
    return adjusted


@pytest.mark.parametrize("groups", [1, 2, 7, 12])
@pytest.mark.parametrize("alternative", ["two-sided", "greater", "less"])
def test_few_clusters_are_enumerated(groups, alternative):
    values = draw_values(derive_generator(groups), groups, 4) + np.array([0, 2, 8, -8])
    found = max_t(make_cells(values), seed=0, key="k", family=Family(alternative=alternative))
    np.testing.assert_allclose(found.p_adjusted, brute_force(values, alternative), atol=1e-12)


def test_one_cell_is_the_sign_flip_test():
    rng = derive_generator(1)
    sides = [np.stack([rng.random(12), np.ones(12)], axis=-1)[:, None] for _ in "ab"]
    clean, perturbed = (ClusterSums(side, np.ones((12, 1), bool), tuple("abcdefghijkl")) for side in sides)
    cell = linearise_drop(SQUAD_F1, clean, perturbed)
    found = max_t([cell], seed=0, key="k")
    exact = sign_flip(SQUAD_F1, clean, perturbed, derive_generator(0))
    assert found.p_adjusted[0] == found.p_values[0] == pytest.approx(exact, abs=1e-12)


def test_bounds_of_one_cell_are_its_t_interval():
    cell = make_cells(draw_values(derive_generator(2), 40, 1) + 3)[0]
    found = max_t([cell], seed=0, key="k", family=Family(draws=200_000))
    assert (found.low[0], found.high[0]) == pytest.approx(t_interval(cell.estimate()), rel=0.01)


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 2**32 - 1), st.floats(0, 0.95), st.integers(0, 20))
def test_adjusted_lies_between_raw_and_bonferroni(seed, correlation, shift):
    """Bonferroni's bound is one of the true p-values: each count of draws may miss its own by chance."""
    values = draw_values(derive_generator(seed), 100, 6, correlation) + shift / 5
    found = max_t(make_cells(values), seed=seed, key="k", family=Family(draws=999))
    assert np.all(found.p_adjusted >= found.p_values)
    chance = 4 * np.sqrt(found.p_values * (1 - found.p_values) / 999)
    assert np.all(found.p_adjusted <= np.minimum(1, 6 * (found.p_values + chance)))


def test_correlated_cells_are_adjusted_less_than_bonferroni_would():
    values = draw_values(derive_generator(9), 200, 20, 0.8) + 2.5
    found = max_t(make_cells(values), seed=0, key="k")
    assert np.all(found.p_adjusted < 0.7 * np.minimum(1, 20 * found.p_values))


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_order_changes_nothing_and_swapped_sides_mirror(seed):
    rng = derive_generator(seed)
    values = draw_values(rng, 30, 5)
    family, names = Family(draws=499), [f"c{place:02d}" for place in range(30)]
    cells = make_cells(values, names)
    found = max_t(cells, seed=0, key="k", family=family)
    order = rng.permutation(5)
    shuffled = max_t([cells[place] for place in order], seed=0, key="k", family=family)
    np.testing.assert_array_equal(shuffled.p_adjusted, found.p_adjusted[order])
    np.testing.assert_allclose(shuffled.low, found.low[order], atol=1e-9)
    mirrored = max_t(make_cells(-values, names), seed=0, key="k", family=family)
    np.testing.assert_array_equal(mirrored.p_adjusted, found.p_adjusted)
    np.testing.assert_allclose(mirrored.low, -found.high, atol=1e-9)


@pytest.mark.parametrize("block", [1, 1 << 10])
def test_the_size_of_a_block_changes_nothing(monkeypatch, block):
    cells = make_cells(draw_values(derive_generator(3), 90, 7))
    whole = max_t(cells, seed=0, key="k", family=Family(draws=199))
    monkeypatch.setattr(module, "_BLOCK", block)
    parts = max_t(cells, seed=0, key="k", family=Family(draws=199))
    np.testing.assert_array_equal(parts.p_adjusted, whole.p_adjusted)
    np.testing.assert_allclose(parts.low, whole.low, atol=1e-12)


def test_clusters_are_shared_by_name_and_others_are_apart():
    values = draw_values(derive_generator(4), 200, 1)
    cell = make_cells(values)[0]
    same = max_t([cell, cell], seed=0, key="k")
    apart = max_t([cell, make_cells(values, [f"d{place:04d}" for place in range(200)])[0]], seed=0, key="k")
    assert same.clusters == 200
    assert apart.clusters == 400
    np.testing.assert_array_equal(same.p_adjusted, same.p_values)
    assert same.critical == pytest.approx(1.96, abs=0.06)
    assert apart.critical == pytest.approx(2.24, abs=0.06)  # Šidák for two


def test_a_margin_is_a_null_like_any_other():
    values = draw_values(derive_generator(5), 100, 3)
    margin = max_t(make_cells(values), seed=0, key="k", family=replace(LESS, null=2.0))
    moved = max_t(make_cells(values - 2), seed=0, key="k", family=LESS)
    np.testing.assert_array_equal(margin.p_adjusted, moved.p_adjusted)
    np.testing.assert_allclose(margin.high, moved.high + 2)
    assert np.all(margin.low == -100)


def test_one_sided_bounds_are_tighter_and_open_at_the_other_end():
    cells = make_cells(draw_values(derive_generator(6), 100, 5))
    both, above = (max_t(cells, seed=0, key="k", family=family) for family in (Family(), GREATER))
    assert np.all(above.low > both.low)
    assert np.all(above.high == 100)


def test_cells_without_error_are_tested_by_sign_and_bounded():
    values = np.column_stack([np.full(40, 5.0), np.zeros(40), draw_values(derive_generator(7), 40, 1)[:, 0]])
    found = max_t(make_cells(values), seed=0, key="k")
    assert found.p_adjusted[0] == pytest.approx(1e-4)
    assert found.p_adjusted[1] == 1
    assert 0 < found.low[0] < 5 < found.high[0]
    assert (found.low[1], found.high[1]) == (0, 0)
    assert found.cautions == (
        "all clusters moved alike in 1 of 3 cells: their bounds are widened by Wilson's",
        "no score changed in 1 of 3 cells: their bounds are 0, some could change unseen",
    )


def test_few_clusters_that_did_not_move_do_not_pass_a_gate():
    """Ten clusters of which one in fifty falls by 100 points (a drop of 2) are all still in 82 %."""
    few, many = (
        max_t(make_cells(np.zeros((count, 2))), seed=0, key="k", family=replace(LESS, null=2.0))
        for count in (10, 400)
    )
    assert few.p_values == pytest.approx([0.98**10] * 2)
    assert few.p_adjusted.tolist() == [1, 1]
    assert np.all(few.high > 2)
    assert many.p_adjusted == pytest.approx([2 * 0.98**400] * 2, abs=2e-4)
    assert np.all(many.high < 2)


def test_still_clusters_are_as_far_from_a_gate_on_either_side():
    values = np.column_stack([np.full(40, 5.0), np.zeros(40)])
    below = max_t(make_cells(values), seed=0, key="k", family=replace(LESS, null=10.0))
    above = max_t(make_cells(-values), seed=0, key="k", family=replace(GREATER, null=-10.0))
    np.testing.assert_allclose(below.p_values, above.p_values)
    np.testing.assert_allclose(below.high, -above.low)


def test_a_single_cluster_says_nothing():
    found = max_t(make_cells([[4.0, 1.0]]), seed=0, key="k")
    assert found.p_adjusted.tolist() == [1, 1]
    assert (found.low.tolist(), found.high.tolist()) == ([-100, -100], [100, 100])
    assert found.cautions[0] == "2 of 2 cells have one cluster: nothing can be said of their error"


@pytest.mark.parametrize(
    ("cells", "family", "said"),
    [
        ([], Family(), "no cell in the family"),
        ("one", Family(draws=0), "0 draws"),
        ("one", Family(alpha=0.0), "alpha of 0.0"),
        ("one", Family(null=float("nan")), "not a finite number"),
        ([Linearised(1.0, np.zeros(3), 3)], Family(), "3 contributions of 0 named clusters"),
        ([Linearised(1.0, np.array([np.inf]), 1, ("a",))], Family(), "cell 1: a value"),
    ],
)
def test_what_cannot_be_tested_is_refused(cells, family, said):
    cells = make_cells(np.eye(3)) if cells == "one" else cells
    with pytest.raises(RequestError, match=said):
        max_t(cells, seed=0, key="k", family=family)


def test_a_difference_of_drops_pairs_clusters_by_name():
    values = draw_values(derive_generator(8), 50, 2)
    first, second = make_cells(values)
    whole = make_cells((values[:, 0] - values[:, 1])[:, None])[0]
    found = subtract(first, second)
    assert found.value == pytest.approx(whole.value)
    assert found.estimate().standard_error == pytest.approx(whole.estimate().standard_error)
    apart = subtract(first, replace(second, clusters=tuple(f"d{place:04d}" for place in range(50))))
    squares = [one.estimate().standard_error ** 2 for one in (first, second)]
    assert apart.estimate().standard_error == pytest.approx(np.sqrt(sum(squares)))
    with pytest.raises(RequestError, match="named clusters"):
        subtract(first, replace(second, clusters=()))


def reject_nulls(repetitions, groups, *, shift=0.0, draws=999):
    """Family-wise error over 60 correlated cells, and how often one of the bounds misses."""
    rejected = missed = 0
    truth = np.where(np.arange(60) < 10, shift, 0.0)
    for repetition in range(repetitions):
        rng = derive_generator(11, groups, repetition)
        latent = draw_values(rng, groups, 60) / 10
        values = 100.0 * ((latent > 1.28) * 1.0 - (latent < -1.28)) + truth  # a fifth flips
        found = max_t(make_cells(values), seed=repetition, key="null", family=Family(draws=draws))
        rejected += bool(np.any(found.p_adjusted[truth == 0] <= 0.05))
        missed += bool(np.any((found.low > truth) | (found.high < truth)))
    return rejected / repetitions, missed / repetitions


@pytest.mark.parametrize(("groups", "shift"), [(60, 0.0), (100, 30.0)])
def test_family_wise_error_over_sixty_correlated_cells(groups, shift):
    rejected, missed = reject_nulls(300, groups, shift=shift, draws=499)
    assert rejected <= 0.06 + 2.5 * np.sqrt(0.05 * 0.95 / 300)
    assert missed <= 0.06 + 2.5 * np.sqrt(0.05 * 0.95 / 300)


@pytest.mark.nightly
@pytest.mark.parametrize(("groups", "shift"), [(60, 0.0), (150, 30.0), (400, 0.0)])
def test_family_wise_error_in_full(groups, shift):
    rejected, missed = reject_nulls(2_000, groups, shift=shift)
    assert rejected <= 0.06
    assert missed <= 0.06


def test_the_worked_example_of_the_docs():
    found = max_t(make_cells([[1, 1], [2, 1], [3, -1]]), seed=0, key="docs")
    assert found.p_values.tolist() == [0.25, 1]
    assert found.p_adjusted.tolist() == [0.5, 1]
