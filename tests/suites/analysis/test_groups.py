"""Scores by group: the worst, the 10th percentile, and what is too small to be either."""

from __future__ import annotations

from itertools import chain

import numpy as np
import pytest

from suites.analysis.baselines import compare_with_constant
from suites.analysis.cells import compare_stressed, index_floors
from suites.analysis.groups import GroupScore, compare_groups, measure_spread

from .conftest import HALF, Subject

TYPOS = ("typos", "adversarial", 3)


def mark(right: int, of: int = 40) -> str:
    return "1" * right + "0" * (of - right)


def grouped(store, *subjects):
    models = store(*subjects).scores()
    baselines = [one for scores in models for one in compare_with_constant(scores, 0)]
    floors = index_floors(baselines)
    cells = list(chain.from_iterable(compare_stressed(scores, floors, 0) for scores in models))
    return {(one.kind, one.perturbation): one for one in compare_groups(models, baselines, cells)}


def subject(stressed: dict[str, str] | None = None, domains=None, **clean: str) -> Subject:
    languages = {
        code: {"clean": marks, "baseline": HALF} | ({"typos": stressed[code]} if stressed else {})
        for code, marks in clean.items()
    }
    keys = {"domains": domains} if domains else {}
    return Subject("direct", languages, units=[TYPOS] if stressed else [], **keys)


def test_the_percentile_is_linearly_interpolated():
    scores = [GroupScore(str(i), float(score), 100) for i, score in enumerate((50, 10, 40, 20, 30))]
    spread = measure_spread(scores)
    assert (spread.groups, spread.mean, spread.percentile_10) == (5, 30.0, 14.0)
    assert (spread.worst_group, spread.worst_score, spread.worst_n) == ("1", 10.0, 100)
    assert spread.percentile_10 == np.percentile([10, 20, 30, 40, 50], 10)


def test_a_small_group_counts_for_the_mean_and_is_named_and_never_the_worst():
    spread = measure_spread([GroupScore("a", 60.0, 30), GroupScore("b", 0.0, 29), GroupScore("c", 90.0, 99)])
    assert (spread.groups, spread.mean) == (3, 50.0)
    assert (spread.worst_group, spread.too_small, spread.percentile_10) == ("a", ("b",), 63.0)


def test_where_all_groups_are_small_none_is_the_worst():
    spread = measure_spread([GroupScore("a", 60.0, 3), GroupScore("b", 10.0, 3)])
    assert (spread.mean, spread.percentile_10, spread.worst_group, spread.worst_score) == (
        35.0,
        None,
        "",
        None,
    )
    assert measure_spread([]) is None


def test_groups_that_score_alike_are_told_apart_by_name():
    assert measure_spread([GroupScore("b", 1.0, 30), GroupScore("a", 1.0, 30)]).worst_group == "a"


def test_languages_are_the_zero_shot_ones(store):
    found = grouped(store, subject(en=mark(0), es=mark(30), zh=mark(10)))
    clean = found["language", "clean"]
    assert (clean.languages, clean.perturbed) == (("es", "zh"), None)
    assert (clean.clean.worst_group, clean.clean.worst_score, clean.clean.mean) == ("zh", 25.0, 50.0)
    assert list(found) == [("language", "clean")]


def test_stress_is_compared_on_the_examples_that_changed(store):
    stressed = {"en": mark(40), "es": "." * 5 + mark(0, 35), "zh": mark(40)}
    both = grouped(store, subject(stressed, en=mark(40), es=mark(20), zh=mark(30)))["language", "typos"]
    assert (both.clean.worst_group, both.clean.worst_n) == ("es", 35)
    assert both.clean.worst_score == pytest.approx(100 * 15 / 35, abs=1e-3)
    assert (both.perturbed.worst_group, both.perturbed.worst_score) == ("es", 0.0)


def test_a_language_where_nothing_changed_is_no_group(store):
    stressed = {"es": "." * 40, "ru": mark(20), "zh": mark(10)}
    both = grouped(store, subject(stressed, es=mark(0), ru=mark(30), zh=mark(30)))["language", "typos"]
    assert (both.clean.groups, both.perturbed.worst_group) == (2, "zh")
    assert both.languages == ("ru", "zh")


def test_domains_name_the_languages_that_have_examples_of_them(store):
    stressed = {"es": "." * 40, "ru": mark(20), "zh": mark(10)}
    spread = subject(stressed, lambda place: str(place % 2), es=mark(0), ru=mark(30), zh=mark(30))
    found = grouped(store, spread)
    assert found["domain", "clean"].languages == ("es", "ru", "zh")
    assert found["domain", "typos"].languages == ("ru", "zh")


def test_one_language_has_no_mean_and_no_worst(store):
    assert grouped(store, subject(es=mark(20))) == {}


def test_domains_pool_the_languages(store):
    def domain(place: int) -> str:
        return "news" if place < 20 else "fiction"

    stressed = {"es": mark(10), "zh": mark(20)}
    found = grouped(store, subject(stressed, domain, es=mark(30), zh=mark(20)))
    clean, typos = found["domain", "clean"].clean, found["domain", "typos"].perturbed
    assert (clean.worst_group, clean.worst_score, clean.worst_n, clean.groups) == ("fiction", 25.0, 40, 2)
    assert (typos.mean, typos.worst_group, typos.worst_score) == (37.5, "fiction", 0.0)


def test_examples_of_unknown_domain_are_in_no_group(store):
    found = grouped(store, subject(None, lambda place: "news" if place else "", es=mark(30), zh=mark(20)))
    assert ("domain", "clean") not in found
