"""Mid-p McNemar against statsmodels' exact test and scipy's binomial."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom
from statsmodels.stats.contingency_tables import mcnemar

from harness.statistics.mcnemar import mcnemar_midp

counts = st.integers(0, 400)


@given(counts, counts)
def test_it_is_the_exact_test_less_the_probability_of_what_was_seen(broken, repaired):
    exact = mcnemar(np.array([[0, broken], [repaired, 0]]), exact=True).pvalue if broken + repaired else 1.0
    seen = binom.pmf(min(broken, repaired), broken + repaired, 0.5)
    expected = 1.0 if broken == repaired else exact - seen
    assert mcnemar_midp(broken, repaired) == pytest.approx(expected, abs=1e-12)


@given(counts, counts)
def test_the_sides_are_alike(broken, repaired):
    assert mcnemar_midp(broken, repaired) == mcnemar_midp(repaired, broken)


@pytest.mark.parametrize(("broken", "repaired", "p"), [(0, 0, 1), (5, 0, 1 / 32), (3, 1, 3 / 8), (7, 7, 1)])
def test_by_hand(broken, repaired, p):
    assert mcnemar_midp(broken, repaired) == pytest.approx(p, abs=1e-15)
