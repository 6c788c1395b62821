"""Numbers by language and their joint errors."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.errors import EmptyEvaluationSetError, RequestError
from harness.seeds import derive_generator
from harness.statistics import Pair, compare, compare_pooled, compare_shifted, interval
from harness.statistics.fairness import LanguageSet, Sides, estimate_languages
from harness.statistics.fairness.estimates import LanguageEstimates, check_estimates


@pytest.fixture
def two_sides(make_matrix):
    def draw(seed, n=90, per=3, prefix="g"):
        rng = derive_generator(seed, "draws")
        groups = [f"{prefix}{place // per:03d}" for place in range(n)]
        return tuple(make_matrix(rng.random(n) < rate, groups) for rate in (0.7, 0.6))

    return draw


def half_width(low, high):
    return (high - low) / 2


def test_drops_and_errors_are_those_of_the_cells(accuracy, two_sides):
    clean, perturbed = two_sides(1)
    found = estimate_languages(accuracy, [LanguageSet("de", "Indo-European", (Sides(clean, perturbed),))])
    cell = compare(accuracy, clean, perturbed, seed=0, key="k")
    assert found.values[0] == pytest.approx(cell.drop, abs=1e-12)
    t = 2.045229642132703  # 97.5 %, 29 degrees of freedom
    assert found.standard_errors()[0] * t == pytest.approx(
        half_width(cell.drop_low, cell.drop_high), rel=1e-9
    )


def test_scores_are_those_of_the_interval(accuracy, two_sides):
    clean, _ = two_sides(2)
    found = estimate_languages(accuracy, [LanguageSet("de", "Indo-European", (Sides(clean),))])
    assert found.values[0] == pytest.approx(interval(accuracy, clean)[0], abs=1e-12)


def test_errors_of_shifts_are_those_of_unpaired_comparisons(accuracy, two_sides):
    clean, other = two_sides(3)[0], two_sides(4, prefix="h")[1]
    found = estimate_languages(accuracy, [LanguageSet("de", "x", (Sides(clean, other),))])
    shifted = compare_shifted(accuracy, clean, other)
    assert found.values[0] == pytest.approx(shifted.drop)
    assert half_width(shifted.drop_low, shifted.drop_high) / found.standard_errors()[0] == pytest.approx(
        2.0017, abs=0.01
    )


@pytest.mark.parametrize("prefixes", [("g", "g"), ("g", "h")])
def test_the_error_of_a_mean_knows_parallel_clusters(accuracy, two_sides, prefixes):
    sets = [two_sides(5, prefix=prefixes[0]), two_sides(5, prefix=prefixes[1])]
    found = estimate_languages(
        accuracy, [LanguageSet(f"l{i}", "x", (Sides(*sides),)) for i, sides in enumerate(sets)]
    )
    pooled = compare_pooled(accuracy, [Pair(*sides) for sides in sets], seed=0, key="k")
    error = math.sqrt(found.covariance.sum()) / 2
    assert half_width(pooled.drop_low, pooled.drop_high) / error == pytest.approx(2.0452, abs=1e-3)
    assert (found.covariance[0, 1] != 0) == (prefixes[0] == prefixes[1])


def test_checkpoints_are_averaged_and_share_their_items(accuracy, two_sides):
    first, second = two_sides(6), two_sides(7)
    both = estimate_languages(accuracy, [LanguageSet("de", "x", (Sides(*first), Sides(*second)))])
    alone = [
        estimate_languages(accuracy, [LanguageSet("de", "x", (Sides(*one),))]) for one in (first, second)
    ]
    assert both.values[0] == pytest.approx(np.mean([one.values[0] for one in alone]))
    twice = estimate_languages(accuracy, [LanguageSet("de", "x", (Sides(*first), Sides(*first)))])
    assert twice.covariance[0, 0] == pytest.approx(alone[0].covariance[0, 0])


@given(seed=st.integers(0, 2**16))
def test_order_changes_nothing_and_sides_change_the_sign(accuracy, make_matrix, seed):
    rng = derive_generator(seed, "draws")
    rows, order = rng.integers(0, 2, (2, 40)), rng.permutation(40)
    groups = np.array([f"g{place // 3:02d}" for place in range(40)])

    def build(chosen, swap):
        sides = [make_matrix(rows[side][chosen], groups[chosen]) for side in ((1, 0) if swap else (0, 1))]
        return estimate_languages(accuracy, [LanguageSet("de", "x", (Sides(*sides),))])

    plain, mixed, swapped = build(np.arange(40), False), build(order, False), build(np.arange(40), True)
    assert plain.values.tobytes() == mixed.values.tobytes()
    assert plain.covariance.tobytes() == mixed.covariance.tobytes()
    assert swapped.values[0] == -plain.values[0]
    assert swapped.covariance[0, 0] == pytest.approx(plain.covariance[0, 0], rel=1e-12)


def test_families_are_averaged_with_their_errors(estimates):
    found = estimates([10.0, 20.0, 40.0], ["b", "b", "a"], errors=[3.0, 4.0, 2.0]).by_family()
    assert found.languages == found.families == ("a", "b")
    assert found.values.tolist() == [40.0, 15.0]
    assert found.standard_errors().tolist() == [2.0, 2.5]


def test_one_cluster_has_no_known_error(accuracy, make_matrix):
    found = estimate_languages(accuracy, [LanguageSet("de", "x", (Sides(make_matrix([1, 0], ["g", "g"])),))])
    assert found.standard_errors().tolist() == [math.inf]


def test_what_cannot_be_summarised_is_refused(accuracy, make_matrix, estimates):
    good = Sides(make_matrix([1, 0]))
    with pytest.raises(RequestError, match="no language to summarise"):
        estimate_languages(accuracy, [])
    with pytest.raises(RequestError, match="has no checkpoint"):
        estimate_languages(accuracy, [LanguageSet("de", "x", ())])
    with pytest.raises(RequestError, match="stands twice"):
        estimate_languages(accuracy, [LanguageSet("de", "x", (good,))] * 2)
    with pytest.raises(RequestError, match="empty family"):
        estimate_languages(accuracy, [LanguageSet("de", "", (good,))])
    with pytest.raises(EmptyEvaluationSetError):
        estimate_languages(accuracy, [LanguageSet("de", "x", (Sides(make_matrix(np.zeros((0, 2)))),))])
    with pytest.raises(RequestError, match="not a finite number"):
        estimate_languages(accuracy, [LanguageSet("de", "x", (Sides(make_matrix([1, math.nan])),))])
    with pytest.raises(RequestError, match="'l01' has the value inf"):
        check_estimates(estimates([1.0, math.inf]))
    with pytest.raises(RequestError, match="error that is not finite"):
        check_estimates(LanguageEstimates(("a",), ("x",), np.ones(1), np.full((1, 1), math.nan), (9,)))
