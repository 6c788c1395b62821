"""Ratings are counted by what they were of, and two raters compared."""

from __future__ import annotations

import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import cohen_kappa_score

from harness.errors import DataFileError, RequestError
from suites.audit.agreement import cohen_kappa, count_ratings
from suites.audit.ratings import read_ratings
from suites.audit.sheet import Key, KeyItem, Rating

LABELS = ("yes", "no", "maybe")


def item(number, perturbation="clean", severity=0, options=LABELS):
    return KeyItem(
        item=str(number),
        task="mini_pairs",
        language="es",
        perturbation=perturbation,
        severity=severity,
        example=str(number),
        options=options,
        gold=("yes",),
    )


CLEAN = [item(number) for number in range(10)]
TYPOS = [item(number, "typos", 3) for number in range(10, 20)]
KEY = Key(format_version=2, crosswind="0", suites=("s",), seed=0, items=(*CLEAN, *TYPOS))


def rate(items, labels):
    return [Rating(one, label, 2) for one, label in zip(items, labels, strict=True)]


RATED = rate(CLEAN, ["yes"] * 9 + ["no"]) + rate(TYPOS[:8], ["yes"] * 6 + ["no"] * 2)


def test_shares_are_of_what_was_rated():
    found = count_ratings(KEY, "hash", [RATED])
    assert (found.clean.n, found.clean.share, found.perturbed.n, found.perturbed.share) == (10, 0.9, 8, 0.75)
    assert found.clean.low < 0.9 < found.clean.high
    assert (found.raters, found.unrated, found.kappa, found.sample) == (1, 2, None, "hash")
    assert [(one.perturbation, one.severity, one.n, one.gold) for one in found.sets] == [
        ("clean", 0, 10, 9),
        ("typos", 3, 8, 6),
    ]
    assert found.find("mini_pairs", "es", "typos", 3) == found.sets[1]
    assert found.find("mini_pairs", "es", "typos", 5) is None


def test_two_raters_are_compared():
    other = rate(CLEAN, ["yes"] * 8 + ["no"] * 2)
    found = count_ratings(KEY, "hash", [RATED, other])
    assert (found.raters, found.kappa_n, found.unrated) == (2, 10, 12)
    assert found.kappa == pytest.approx(
        cohen_kappa_score(["yes"] * 9 + ["no"], ["yes"] * 8 + ["no"] * 2), abs=1e-4
    )


@given(st.lists(st.tuples(st.sampled_from(LABELS), st.sampled_from(LABELS)), min_size=1, max_size=10))
def test_kappa_is_scikit_learns(pairs):
    one, other = zip(*pairs, strict=True)
    items = CLEAN[: len(pairs)]
    kappa, n = cohen_kappa(rate(items, one), rate(items, other))
    assert n == len(pairs)
    if len({*one, *other}) == 1:
        assert kappa is None
    else:
        assert math.isclose(kappa, cohen_kappa_score(one, other), abs_tol=1e-12)


def test_open_answers_have_no_kappa():
    open_items = [item(number, options=()) for number in range(3)]
    assert cohen_kappa(rate(open_items, "abc"), rate(open_items, "abc")) == (None, 0)


def test_nothing_rated_is_refused():
    with pytest.raises(RequestError, match="no item was rated; fill in labels and confidences"):
        count_ratings(KEY, "hash", [[]])


@pytest.fixture
def written(tmp_path):
    path = tmp_path / "validity.json"
    path.write_text(count_ratings(KEY, "hash", [RATED]).model_dump_json(), "utf-8")
    return path


def test_ratings_come_back(written):
    assert read_ratings(written)[0] == count_ratings(KEY, "hash", [RATED])
    assert len(read_ratings(written)[1]) == 64


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (lambda value: value.pop("sets"), "sets: field required"),
        (lambda value: value.update(format_version=1), "format version 1, this Crosswind reads 2"),
        (
            lambda value: value["sets"][0].update(gold=11),
            "11 of 10 items of mini_pairs in es",
        ),
        (lambda value: value["sets"][0].update(n=-1), "sets.0.n: input should be greater than"),
        (lambda value: value["sets"][0].update(severity=6), "sets.0.severity: input should be less"),
    ],
)
def test_wrong_ratings_are_refused(written, change, problem):
    value = json.loads(written.read_bytes())
    change(value)
    written.write_text(json.dumps(value), "utf-8")
    with pytest.raises(RequestError, match=problem):
        read_ratings(written)


def test_missing_ratings_are_refused(tmp_path):
    with pytest.raises(DataFileError, match=r"the file cannot be read; name a validity\.json"):
        read_ratings(tmp_path / "none.json")
