"""Rank correlations with what languages differ in, by permutation."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from harness.errors import RequestError
from harness.seeds import derive_generator
from harness.statistics.fairness import associate_families, associate_languages, associate_within

from .conftest import SIZES, build_estimates, draw_layout

CHECKED = {"spearman": stats.spearmanr, "kendall": stats.kendalltau}


def ask(function, values, given_, families=None, method="spearman"):
    estimates = build_estimates(values, families)
    predictor = dict(zip(estimates.languages, map(float, given_), strict=True))
    return function(estimates, predictor, method=method, seed=0, key="k")


@pytest.mark.parametrize("method", CHECKED)
@pytest.mark.parametrize("count", [4, 6])
def test_coefficient_and_exact_p_are_scipys(method, count):
    rng = derive_generator(2, "association", count)
    left, right = rng.integers(0, 6, count), rng.permutation(count)
    found = ask(associate_families, left, right, method=method)
    assert found.coefficient == pytest.approx(CHECKED[method](left, right).statistic, abs=1e-12)
    exact = stats.permutation_test(
        (left,),
        lambda one: np.abs(CHECKED[method](one, right).statistic),
        permutation_type="pairings",
        n_resamples=np.inf,
        alternative="greater",
    )
    assert (found.exact, found.p_value) == (True, pytest.approx(exact.pvalue, abs=1e-12))


def test_many_families_are_drawn():
    left = np.arange(12.0)
    found = ask(associate_families, left, left[::-1])
    assert (found.exact, found.coefficient) == (False, pytest.approx(-1.0))
    assert 1e-4 <= found.p_value <= 3e-4
    drawn = ask(associate_families, left, np.roll(left, 5)).p_value
    assert drawn == pytest.approx(stats.permutation_test(
        (left,), lambda one: np.abs(stats.spearmanr(one, np.roll(left, 5)).statistic),
        permutation_type="pairings", n_resamples=999, alternative="greater",
        rng=derive_generator(1, "draws"),
    ).pvalue, abs=0.06)  # fmt: skip


def test_families_are_compared_by_their_means():
    found = ask(associate_families, [1, 3, 8, 5], [0, 2, 9, 4], ["a", "a", "b", "c"])
    assert (found.units, found.coefficient) == (3, pytest.approx(1.0))
    assert found.note == "underpowered: 3 families, fewer than 9"


def test_within_families_what_families_share_is_left_aside():
    families = ["a"] * 4 + ["b"] * 4 + ["c"]
    values = np.r_[np.arange(4), 100 + np.arange(4), 7.0]
    given_ = np.r_[50 + np.arange(4), np.arange(4), 3.0]
    found = ask(associate_within, values, given_, families)
    assert found.coefficient == pytest.approx(1.0)
    assert (found.units, found.exact) == (8, True)
    assert found.p_value == pytest.approx(2 / 24**2)  # both families in order, or both reversed
    assert ask(associate_families, values, given_, families).coefficient < 0


def test_within_many_languages_are_drawn_inside_their_families():
    values, families = draw_layout(derive_generator(6, "within"))
    found = ask(associate_within, values, values, families)
    assert (found.exact, found.units) == (False, sum(size for size in SIZES if size > 1))
    assert found.p_value == pytest.approx(1e-4)


def test_languages_permuted_freely_are_said_to_be_taken_for_independent():
    found = ask(associate_languages, [1, 2, 3, 5], [1, 2, 4, 3], list("aabb"))
    assert found.units == 4
    assert found.note.endswith("languages of a family are taken for independent")


def test_what_cannot_be_told_is_not():
    alike = ask(associate_families, [1, 2, 3], [4, 4, 4])
    assert (alike.coefficient, alike.p_value, alike.note) == (None, None, "one side is the same everywhere")
    single = ask(associate_within, [1, 2, 3], [1, 2, 3])
    assert (single.coefficient, single.note) == (None, "no family has two languages")


def test_what_is_lacking_is_refused():
    estimates = build_estimates([1.0, 2.0])
    with pytest.raises(RequestError, match="no language of l00, l01 has a predictor"):
        associate_families(estimates, {"zz": 1.0}, seed=0, key="k")
    with pytest.raises(RequestError, match="'l00' has the predictor nan"):
        associate_families(estimates, {"l00": math.nan}, seed=0, key="k")


@settings(max_examples=30)
@given(seed=st.integers(0, 2**16), count=st.integers(3, 11))
def test_order_changes_nothing_and_sides_change_the_sign(seed, count):
    rng = derive_generator(seed, "draws")
    plain = build_estimates(np.round(rng.normal(0, 3, count), 1), [f"f{i % 4}" for i in range(count)])
    predictor = {name: float(rng.integers(0, 5)) for name in plain.languages}
    mixed = plain.take([plain.languages[i] for i in rng.permutation(count)])
    for function in (associate_families, associate_within):
        ours, theirs, swapped = (
            function(one, predictor, seed=0, key="k") for one in (plain, mixed, plain.negate())
        )
        assert ours == theirs
        assert swapped.p_value == ours.p_value
        if ours.coefficient is not None:
            assert swapped.coefficient == pytest.approx(-ours.coefficient)


def test_level_where_families_share_both():
    """Distances and numbers both run in families: 42 languages, 13 families, correlation 0.5 each."""
    rejected = np.zeros(3)
    for number in range(300):
        rng = derive_generator(31, "association", number)
        (values, families), (distances, _) = draw_layout(rng, 0.5), draw_layout(rng, 0.5)
        for place, function in enumerate((associate_families, associate_within, associate_languages)):
            if number < 100 or function is not associate_languages:
                rejected[place] += ask(function, values, distances, families).p_value <= 0.05
    between, within, free = rejected / (300, 300, 100)
    assert between <= 0.085
    assert within <= 0.085
    assert free > 0.12
