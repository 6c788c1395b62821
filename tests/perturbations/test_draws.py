from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import chisquare

from perturbations.draws import DrawKey


def test_draws_depend_on_every_part_of_the_key():
    keys = [
        DrawKey(0, "a", 1),
        DrawKey(1, "a", 1),
        DrawKey(0, "b", 1),
        DrawKey(0, "a", "1"),
        DrawKey(0, "a1"),
    ]
    first = [key.open(name).word() for key in keys for name in ("x", "y")]
    assert len(set(first)) == len(first)
    assert DrawKey(0, "a", 1).open("x").word() == first[0]


def test_a_known_key_gives_known_draws():
    draws = DrawKey(0, "keyboard_typos", 1, "en", 3).open("id")
    assert [draws.word() for _ in range(3)] == KNOWN


KNOWN = [339765982, 458503532, 3491653817]


def test_words_are_uniform():
    draws = DrawKey(0).open("x")
    counts = np.bincount([draws.word() >> 28 for _ in range(32_000)], minlength=16)
    assert chisquare(counts).pvalue > 1e-3


@given(st.integers(0, 60), st.data())
def test_a_sample_is_distinct_sorted_and_inside(population, data):
    size = data.draw(st.integers(0, population))
    found = DrawKey(population).open("x").sample(population, size)
    assert found == sorted(set(found))
    assert len(found) == size
    assert all(0 <= one < population for one in found)


def test_more_than_there_are_cannot_be_chosen():
    with pytest.raises(ValueError, match="4 of 3 cannot be chosen"):
        DrawKey(0).open("x").sample(3, 4)


def test_every_subset_is_as_likely():
    key = DrawKey(0)
    found = [tuple(key.open(str(run)).sample(4, 2)) for run in range(6000)]
    counts = [found.count(one) for one in sorted(set(found))]
    assert len(counts) == 6
    assert chisquare(counts).pvalue > 1e-3


def test_every_order_is_as_likely():
    key = DrawKey(0)
    for how in ("order", "shuffle"):
        made = [key.open(f"{how}{run}") for run in range(6000)]
        found = [tuple(one.order(3) if how == "order" else one.shuffle([0, 1, 2])) for one in made]
        counts = [found.count(one) for one in sorted(set(found))]
        assert len(counts) == 6
        assert chisquare(counts).pvalue > 1e-3


def test_visits_leave_nothing_out_and_begin_anywhere():
    key = DrawKey(0)
    assert set(key.open("x").visit(40)) == set(range(40))
    counts = np.bincount([next(key.open(str(run)).visit(8)) for run in range(8000)], minlength=8)
    assert chisquare(counts).pvalue > 1e-3


def test_draws_after_a_visit_are_new():
    draws, twin = DrawKey(0).open("x"), DrawKey(0).open("x")
    block = [twin.word() for _ in range(16)]
    assert next(draws.visit(1 << 32)) == block[-1]
    assert [draws.word() for _ in range(20)] == [twin.word() for _ in range(20)]


def test_counts_are_right_on_average():
    draws = DrawKey(0).open("x")
    found = [draws.count(0.35) for _ in range(20_000)]
    assert set(found) == {0, 1}
    assert np.mean(found) == pytest.approx(0.35, abs=0.015)
    assert draws.count(3.0) == 3


def test_parts_have_draws_of_their_own():
    key = DrawKey(0)
    parts = [key.open("x").split(name).word() for name in ("0", "1")]
    assert parts[0] != parts[1]
    assert parts[0] == key.open("x").split("0").word()
