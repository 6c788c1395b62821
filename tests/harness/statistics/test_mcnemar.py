"""McNemar, mid-p and exact, against statsmodels' exact test and scipy's binomial."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom, binomtest
from statsmodels.stats.contingency_tables import mcnemar

from harness.errors import RequestError
from harness.statistics.mcnemar import mcnemar_exact, mcnemar_midp

counts = st.integers(0, 400)
BOTH = (mcnemar_midp, mcnemar_exact)


@given(counts, counts)
def test_midp_is_the_exact_test_less_the_probability_of_what_was_seen(broken, repaired):
    exact = mcnemar_exact(broken, repaired)
    seen = binom.pmf(min(broken, repaired), broken + repaired, 0.5)
    expected = 1.0 if broken == repaired else exact - seen
    assert mcnemar_midp(broken, repaired) == pytest.approx(expected, abs=1e-12)


@given(counts, counts)
def test_the_exact_test_is_statsmodels_and_scipys(broken, repaired):
    p = mcnemar_exact(broken, repaired)
    if broken + repaired == 0:
        assert p == 1
        return
    assert p == pytest.approx(
        mcnemar(np.array([[0, broken], [repaired, 0]]), exact=True).pvalue, rel=1e-12, abs=1e-12
    )
    assert p == pytest.approx(binomtest(broken, broken + repaired).pvalue, rel=1e-12, abs=1e-12)


@pytest.mark.parametrize("test", BOTH)
@given(broken=counts, repaired=counts)
def test_the_sides_are_alike(test, broken, repaired):
    assert test(broken, repaired) == test(repaired, broken)


@pytest.mark.parametrize(
    ("broken", "repaired", "midp", "exact"),
    [(0, 0, 1, 1), (5, 0, 1 / 32, 1 / 16), (3, 1, 3 / 8, 5 / 8), (7, 7, 1, 1)],
)
def test_by_hand(broken, repaired, midp, exact):
    assert mcnemar_midp(broken, repaired) == pytest.approx(midp, abs=1e-15)
    assert mcnemar_exact(broken, repaired) == pytest.approx(exact, abs=1e-15)


def test_the_exact_test_never_rejects_more_than_its_level():
    """Over all outcomes of 5 to 60 flips, by their probabilities and not by simulation."""
    for flips in range(5, 61):
        chances = binom.pmf(np.arange(flips + 1), flips, 0.5)
        rejected = np.array([mcnemar_exact(k, flips - k) <= 0.05 for k in range(flips + 1)])
        assert chances[rejected].sum() <= 0.05


@pytest.mark.parametrize("test", BOTH)
def test_counts_below_0_are_refused(test):
    with pytest.raises(RequestError, match="McNemar: -1 broken and 3 repaired examples; give counts of 0"):
        test(-1, 3)
