"""The numbers of the worked example in docs/statistics.md."""

from __future__ import annotations

import numpy as np
import pytest

from harness.seeds import derive_generator
from harness.statistics.divergence import (
    Documents,
    TransferCell,
    Vectors,
    associate,
    measure_jensen_shannon,
    measure_mmd,
    pool_documents,
    pool_vectors,
)


def test_four_texts_show_nothing():
    sides = Vectors(("a", "b"), np.array([[0.0], [1.0]])), Vectors(("c", "d"), np.array([[2.0], [3.0]]))
    found = measure_mmd(pool_vectors(*sides, seed=0), derive_generator(0), draws=9_999)
    assert found.value == pytest.approx(0.696, abs=5e-4)
    assert found.p_value == pytest.approx(1 / 3, abs=0.02)


def test_frequencies_that_share_a_third_are_two_thirds_of_a_bit_apart():
    sides = Documents(("a", "b"), ((0, 0), (1,))), Documents(("c", "d"), ((1, 2), (2,)))
    found = measure_jensen_shannon(pool_documents(*sides, seed=0), derive_generator(0))
    assert found.value == pytest.approx(2 / 3, abs=1e-12)


def test_five_targets_in_perfect_order_are_underpowered_all_the_same():
    cells = [TransferCell("s", f"t{place}", "en", place / 10, -float(place)) for place in range(5)]
    found = associate(cells)
    assert found.rho == pytest.approx(-1, abs=1e-12)
    assert (found.arrangements, found.p_value) == (120, 2 / 120)
    assert found.notes[0].startswith("underpowered: 1 sources and 5 targets")
