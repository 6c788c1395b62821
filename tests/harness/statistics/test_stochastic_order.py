"""Almost stochastic order: integrals by brute force, sides that turn round, and its error rate."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.errors import RequestError
from harness.seeds import derive_generator
from harness.statistics.stochastic_order import SeedScores, order_seeds, violation_ratios

scores = st.lists(st.integers(0, 40).map(float), min_size=2, max_size=7)
KEY = {"seed": 0, "key": "k"}


def integrate(above, below):
    """Quantile functions evaluated on a grid that every step falls on, one piece at a time."""
    pieces = len(above) * len(below)
    at = (np.arange(pieces) + 0.5) / pieces
    d = np.quantile(above, at, method="inverted_cdf") - np.quantile(below, at, method="inverted_cdf")
    return np.sum(d[d < 0] ** 2) / np.sum(d**2) if np.any(d) else math.nan


@given(scores, scores)
def test_the_ratio_is_the_integral_of_quantile_functions(above, below):
    found = violation_ratios(np.sort([above]), np.sort([below]))[0]
    assert found == pytest.approx(integrate(above, below), abs=1e-12, nan_ok=True)


@given(scores, scores)
def test_the_bound_is_the_published_formula(above, below):
    """``ε - √((n+m)/(nm)) · σ̂ · Φ⁻¹(0.05)``, σ̂² the bootstrap variance of ``√(nm/(n+m)) · (ε* - ε)``."""
    found = order_seeds(SeedScores("a", tuple(above)), SeedScores("b", tuple(below)), **KEY, draws=60)
    if math.isnan(found.ratio):
        assert found.cautions[-1] == "all seeds score the same: no order"
        assert not found.better
        return
    ratios = []
    drawn = []
    for name, values in (("a", above), ("b", below)):
        rng = derive_generator(0, "stochastic_order", "k", name)
        drawn.append(np.sort(values)[rng.integers(len(values), size=(60, len(values)))])
    for one, other in zip(*drawn, strict=True):
        ratio = integrate(one, other)
        ratios.append(0.5 if math.isnan(ratio) else ratio)
    n, m = len(above), len(below)
    constant = math.sqrt(n * m / (n + m))
    sigma = np.std(constant * (np.array(ratios) - found.ratio))
    bound = found.ratio - sigma / constant * -1.6448536269514722
    assert found.upper == pytest.approx(min(bound, 1.0), abs=1e-12)


@given(scores, scores, st.data())
def test_the_sides_turn_round_and_the_order_of_seeds_is_nothing(above, below, data):
    a, b = SeedScores("a", tuple(above)), SeedScores("b", tuple(below))
    there, back = order_seeds(a, b, **KEY, draws=40), order_seeds(b, a, **KEY, draws=40)
    assert back.ratio == pytest.approx(1 - there.ratio, abs=1e-12, nan_ok=True)
    assert back.upper == pytest.approx(1 - there.lower, abs=1e-12)
    mixed = SeedScores("a", tuple(data.draw(st.permutations(above))))
    again = order_seeds(mixed, b, **KEY, draws=40)
    assert (again.upper, again.lower) == (there.upper, there.lower)


def test_by_hand():
    above = order_seeds(SeedScores("a", (5, 6, 7, 8, 9)), SeedScores("b", (0, 1, 2, 3, 4)), **KEY)
    assert (above.ratio, above.upper, above.better, above.cautions) == (0, 0, True, ())
    crossing = order_seeds(SeedScores("a", (1.0, 4.0)), SeedScores("b", (2.0, 3.0)), **KEY)
    assert crossing.ratio == 0.5
    assert not crossing.better
    assert crossing.cautions == ("2 seeds are too few for an order",)


@pytest.mark.parametrize(
    ("a", "b", "draws", "message"),
    [
        (SeedScores("a", (1.0,)), SeedScores("b", (1.0, 2.0)), 9, "1 seeds of a; give at least two"),
        (
            SeedScores("a", (1.0, math.nan)),
            SeedScores("b", (1.0, 2.0)),
            9,
            "a score of a that is not a finite",
        ),
        (SeedScores("a", (1.0, 2.0)), SeedScores("a", (1.0, 2.0)), 9, "two arms of the name 'a'"),
        (SeedScores("a", (1.0, 2.0)), SeedScores("b", (1.0, 2.0)), 0, "0 draws; give at least one"),
    ],
)
def test_bad_input_is_refused(a, b, draws, message):
    with pytest.raises(RequestError, match=f"stochastic order: {message}"):
        order_seeds(a, b, **KEY, draws=draws)


def called(repetitions, seeds, gap):
    """The share of pairs of arms, equal but for the gap in standard deviations, called better."""
    rng = derive_generator(91, seeds)
    found = 0
    for number in range(repetitions):
        a, b = rng.normal(gap, 1, seeds), rng.normal(0, 1, seeds)
        key = f"{number}"
        found += order_seeds(
            SeedScores("a", tuple(a)), SeedScores("b", tuple(b)), seed=0, key=key, draws=200
        ).better
    return found / repetitions


@pytest.mark.parametrize("seeds", [5, 10])
def test_equal_arms_are_rarely_called_better(seeds):
    assert called(300, seeds, 0.0) <= 0.05 + 3 * math.sqrt(0.05 * 0.95 / 300)
    assert called(100, seeds, 3.0) > 0.6


@pytest.mark.nightly
@pytest.mark.parametrize("seeds", [5, 10, 20])
def test_equal_arms_in_many_repetitions(seeds):
    assert called(2000, seeds, 0.0) <= 0.065
