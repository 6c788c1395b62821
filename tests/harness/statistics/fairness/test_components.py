"""Variance between and within families, against statsmodels' mixed model."""

from __future__ import annotations

import warnings

import numpy as np
import pytest
from statsmodels.regression.mixed_linear_model import MixedLM

from harness.seeds import derive_generator
from harness.statistics.fairness import split_variance

from .conftest import SIZES, build_estimates, draw_layout


@pytest.mark.parametrize(("seed", "icc", "sizes"), [(1, 0.5, SIZES), (2, 0.8, SIZES), (5, 0.4, (3, 3, 2, 5))])
def test_components_are_those_of_the_mixed_model(seed, icc, sizes):
    values, families = draw_layout(derive_generator(seed, "mixed"), icc, sizes)
    found = split_variance(build_estimates(values, families))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it speaks of the Hessian
        fitted = MixedLM(values, np.ones((len(values), 1)), groups=np.array(families)).fit(reml=True)
    assert found.between > 0.01
    assert found.between == pytest.approx(float(np.asarray(fitted.cov_re)[0, 0]), rel=2e-3)
    assert found.within == pytest.approx(fitted.scale, rel=2e-3)
    assert found.mean == pytest.approx(float(fitted.fe_params[0]), rel=2e-3, abs=1e-4)


def test_balanced_families_have_the_variances_of_the_analysis_of_variance():
    values = np.array([[1.0, 3.0, 2.0], [6.0, 8.0, 7.0], [4.0, 2.0, 3.0]])
    found = split_variance(build_estimates(values.ravel(), np.repeat(list("abc"), 3)))
    within = float(np.mean(values.var(axis=1, ddof=1)))
    between = float(values.mean(axis=1).var(ddof=1)) - within / 3
    assert (found.within, found.between) == pytest.approx((within, between), rel=1e-6)
    assert found.intraclass == pytest.approx(between / (between + within), rel=1e-6)
    assert "weak: variances from 3 families" in found.note


def test_families_no_more_alike_than_languages_share_nothing():
    found = split_variance(build_estimates([1.0, 3.0, 2.0, 1.0, 3.0, 2.0], list("aaabbb")))
    assert (found.between, found.intraclass) == (0.0, 0.0)
    assert found.within == pytest.approx(np.var([1, 3, 2, 1, 3, 2], ddof=1))


@pytest.mark.parametrize(
    ("values", "families", "reason"),
    [
        ([1.0, 2.0], "aa", "one family"),
        ([1.0, 2.0], "ab", "every family has one language"),
        ([2.0, 2.0, 2.0], "aab", "all languages are alike"),
    ],
)
def test_what_cannot_be_told_is_not(values, families, reason):
    found = split_variance(build_estimates(values, families))
    assert (found.between, found.within, found.intraclass, found.mean) == (None, None, None, None)
    assert reason in found.note
