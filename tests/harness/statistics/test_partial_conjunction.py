"""In how many languages a model falls: formulas by brute force, and a count that holds."""

from __future__ import annotations

import math
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import ndtr
from scipy.stats import combine_pvalues

from harness.errors import EmptyEvaluationSetError, RequestError
from harness.metrics import METRICS
from harness.seeds import derive_generator
from harness.statistics import adjust, compare
from harness.statistics.partial_conjunction import combine_p_values, count_fallen, one_sided_p

probabilities = st.lists(st.floats(1e-9, 1), min_size=1, max_size=7)
METHODS = ("bonferroni", "fisher")


def by_brute_force(p_values, u, method):
    """The largest combined p-value over all sets of m - u + 1 languages: none of them may all be null."""
    size = len(p_values) - u + 1
    if method == "bonferroni":
        found = max(min(1.0, size * min(each)) for each in combinations(p_values, size))
    else:
        found = max(combine_pvalues(each, method="fisher").pvalue for each in combinations(p_values, size))
    return found


@pytest.mark.parametrize("method", METHODS)
@given(p_values=probabilities)
def test_at_least_u_fall_where_no_larger_rest_may_be_null(method, p_values):
    expected = [by_brute_force(p_values, u + 1, method) for u in range(len(p_values))]
    expected = np.maximum.accumulate(expected)
    np.testing.assert_allclose(combine_p_values(p_values, method=method), expected, rtol=1e-9)


@given(probabilities)
def test_bonferronis_count_is_the_number_that_holm_names(p_values):
    found = count_fallen(p_values)
    assert found.least == len(found.named)
    assert found.named == tuple(place for place, p in enumerate(adjust(p_values, method="holm")) if p <= 0.05)


@pytest.mark.parametrize("method", METHODS)
@given(p_values=probabilities, data=st.data())
def test_the_order_of_languages_changes_nothing(method, p_values, data):
    shuffled = data.draw(st.permutations(p_values))
    assert combine_p_values(shuffled, method=method) == combine_p_values(p_values, method=method)


def test_by_hand():
    found = count_fallen([0.2, 0.001, 0.012, 0.03])
    assert found.p_values == pytest.approx((0.004, 0.036, 0.06, 0.2))
    assert (found.least, found.tested, found.named) == (2, 4, (1, 2))
    certain = count_fallen([0.0, 0.0, 0.0], method="fisher")
    assert (certain.least, certain.p_values) == (3, (0.0, 0.0, 0.0))
    assert count_fallen([0.04]).least == 1


@pytest.mark.parametrize(("p", "drop", "one_sided"), [(0.04, 2.0, 0.02), (0.04, -2.0, 0.98), (1.0, 0.0, 1.0)])
def test_only_a_drop_counts(p, drop, one_sided):
    assert one_sided_p(p, drop) == pytest.approx(one_sided)


def test_swapping_the_sides_turns_the_one_sided_p_round(make_matrix):
    rng = derive_generator(3)
    clean, perturbed = (make_matrix(rng.random(80) < rate) for rate in (0.7, 0.6))
    accuracy = METRICS.get("accuracy")
    there = compare(accuracy, clean, perturbed, seed=0, key="k")
    back = compare(accuracy, perturbed, clean, seed=0, key="k")
    assert one_sided_p(there.p_value, there.drop) + one_sided_p(back.p_value, back.drop) == pytest.approx(1)


@pytest.mark.parametrize(
    ("values", "kind", "message"),
    [
        ([], EmptyEvaluationSetError, "partial conjunction: no language to count; give the p-value"),
        ([0.1, math.nan], RequestError, "partial conjunction: p-value nan of cell 2"),
        ([1.2], RequestError, "partial conjunction: p-value 1.2 of cell 1"),
    ],
)
def test_what_cannot_be_counted_is_refused(values, kind, message):
    with pytest.raises(kind, match=message):
        count_fallen(values)


def test_impossible_requests_are_refused():
    with pytest.raises(RequestError, match="level 1; give a number between 0 and 1"):
        count_fallen([0.5], alpha=1)
    with pytest.raises(
        RequestError, match="unknown combination 'stouffer'; choose one of bonferroni, fisher"
    ):
        count_fallen([0.5], method="stouffer")
    with pytest.raises(RequestError, match="one-sided p: a drop of nan; give a finite number of points"):
        one_sided_p(0.5, math.nan)


def overcount(repetitions, method, fallen, rho):
    """The share of studies of 12 languages in which k̂ exceeds the true number."""
    rng = derive_generator(52, method, fallen)
    beyond = 0
    for _ in range(repetitions):
        z = math.sqrt(rho) * rng.normal() + math.sqrt(1 - rho) * rng.normal(size=12)
        z[:fallen] += 2.5
        beyond += count_fallen([float(p) for p in ndtr(-z)], method=method).least > fallen
    return beyond / repetitions


@pytest.mark.parametrize("fallen", [0, 5])
@pytest.mark.parametrize(("method", "rho"), [("bonferroni", 0.0), ("bonferroni", 0.6), ("fisher", 0.0)])
def test_the_count_is_too_high_in_at_most_5_percent(method, rho, fallen):
    assert overcount(300, method, fallen, rho) <= 0.05 + 3 * math.sqrt(0.05 * 0.95 / 300)


@pytest.mark.nightly
@pytest.mark.parametrize("fallen", [0, 5])
@pytest.mark.parametrize(("method", "rho"), [("bonferroni", 0.0), ("bonferroni", 0.6), ("fisher", 0.0)])
def test_the_count_in_many_repetitions(method, rho, fallen):
    assert overcount(2000, method, fallen, rho) <= 0.065
