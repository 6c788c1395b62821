"""The gap between English and the others."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from harness.errors import RequestError
from harness.seeds import derive_generator
from harness.statistics.fairness import LanguageSet, Sides, estimate_languages, measure_gap

from .conftest import build_estimates


def gap_of(accuracy, make_matrix, rows, parallel=True):
    sets = [
        LanguageSet(
            language,
            "x",
            (
                Sides(
                    make_matrix(right, [f"{'' if parallel else language}{i:04d}" for i in range(len(right))])
                ),
            ),
        )
        for language, right in rows.items()
    ]
    return measure_gap(estimate_languages(accuracy, sets))


def test_parallel_sets_give_the_paired_t(accuracy, make_matrix):
    rng = derive_generator(1, "gap")
    rows = {code: rng.random(200) < rate for code, rate in (("en", 0.8), ("de", 0.7), ("zh", 0.6))}
    found = gap_of(accuracy, make_matrix, rows)
    differences = 100 * (rows["en"].astype(float) - (rows["de"].astype(float) + rows["zh"]) / 2)
    expected = stats.ttest_1samp(differences, 0)
    assert found.value == pytest.approx(differences.mean(), abs=1e-12)
    assert found.p_value == pytest.approx(expected.pvalue, rel=1e-9)
    assert (found.low, found.high) == pytest.approx(tuple(expected.confidence_interval()), rel=1e-9)
    assert found.pivot - found.others == pytest.approx(found.value)


def test_sets_that_are_not_parallel_add_their_variances(accuracy, make_matrix):
    right = np.tile([1, 1, 1, 0], 50)
    rows = {"en": right, "de": right}
    assert gap_of(accuracy, make_matrix, rows, parallel=False).high > 5
    assert gap_of(accuracy, make_matrix, rows).high == 0.0


def test_exchanging_sides_changes_the_sign_alone():
    plain = build_estimates([80.0, 70.0, 50.0], errors=[2.0, 3.0, 1.0])
    ours, theirs = measure_gap(plain, pivot="l00"), measure_gap(plain.negate(), pivot="l00")
    assert (theirs.value, theirs.low, theirs.high) == (-ours.value, -ours.high, -ours.low)
    assert theirs.p_value == ours.p_value


def test_what_is_lacking_is_refused_and_one_cluster_has_no_interval():
    with pytest.raises(RequestError, match="no gap between 'en' and other languages in l00"):
        measure_gap(build_estimates([1.0]))
    found = measure_gap(build_estimates([3.0, 1.0], clusters=1), pivot="l00")
    assert (found.value, found.low, found.high, found.p_value) == (2.0, None, None, None)


def test_coverage(accuracy, make_matrix):
    inside = 0
    for number in range(300):
        rng = derive_generator(9, "gap", number)
        hard = rng.normal(0, 0.2, 150)
        rows = {
            code: rng.random(150) < np.clip(rate + hard, 0, 1)
            for code, rate in (("en", 0.7), ("de", 0.6), ("zh", 0.5))
        }
        truth = 100 * (
            np.mean(np.clip(0.7 + NODES, 0, 1))
            - np.mean(np.clip(0.6 + NODES, 0, 1) + np.clip(0.5 + NODES, 0, 1)) / 2
        )
        found = gap_of(accuracy, make_matrix, rows)
        inside += found.low <= truth <= found.high
    assert 0.91 <= inside / 300 <= 0.985


NODES = 0.2 * stats.norm.ppf((np.arange(2000) + 0.5) / 2000)
"""The difficulties of items, evenly in probability."""
