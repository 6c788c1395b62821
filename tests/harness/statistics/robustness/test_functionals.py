"""Drops, corruption errors and areas: by hand, by numeric slopes, and what is refused."""

from __future__ import annotations

import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.errors import EmptyEvaluationSetError, RequestError
from harness.statistics.robustness import (
    CLEAN,
    CONSTANT,
    Condition,
    Unmeasured,
    corruption_error,
    drop_fraction,
    mean_drop,
    mean_lost,
    relative_corruption_error,
    severity_area,
)


def table(**curves: list[float]) -> dict[Condition, float]:
    """Scores by name, severities from 0 up; the constant answer scores 30."""
    scores = {Condition(name, s): score for name, curve in curves.items() for s, score in enumerate(curve)}
    return scores | {Condition(name, CONSTANT): 30.0 for name in curves}


MODEL = table(typos=[80.0, 70.0, 50.0], swap=[80.0, 75.0, 60.0])
REFERENCE = table(typos=[70.0, 60.0, 40.0], swap=[70.0, 65.0, 45.0])


def test_by_hand():
    assert mean_drop(MODEL).value == pytest.approx(((80 - 60) + (80 - 67.5)) / 2)
    assert mean_lost(MODEL).value == pytest.approx(50)
    assert drop_fraction(MODEL).value == pytest.approx(16.25 / 50)
    assert corruption_error(MODEL, REFERENCE).value == pytest.approx(100 * (80 / 100 + 65 / 90) / 2)
    assert relative_corruption_error(MODEL, REFERENCE).value == pytest.approx(100 * (40 / 40 + 25 / 30) / 2)
    # trapezoids: typos (75 + 60) / 2 / 80, swap (77.5 + 67.5) / 2 / 80
    assert severity_area(MODEL).value == pytest.approx((135 / 160 + 145 / 160) / 2)


def test_the_worked_example_of_the_docs():
    measures = (
        *(mean_drop(MODEL), drop_fraction(MODEL), corruption_error(MODEL, REFERENCE)),
        *(relative_corruption_error(MODEL, REFERENCE), severity_area(MODEL)),
    )
    numbers = [f"{one.value:.4g}" for one in measures]
    assert numbers == ["16.25", "0.325", "76.11", "91.67", "0.875"]
    text = (Path(__file__).parents[4] / "docs/statistics.md").read_text(encoding="utf-8")
    wanted = ("`drop` is 16.25", "= 0.325", "/ 2 = 76.1", "/ 2 = 91.7", "/ 2 = 0.875")
    assert all(part in text for part in wanted)


def test_the_reference_against_itself_is_100_percent():
    assert corruption_error(REFERENCE, REFERENCE).value == pytest.approx(100)
    assert relative_corruption_error(REFERENCE, REFERENCE).value == pytest.approx(100)


def test_severities_may_be_far_apart():
    scores = {Condition("typos", s): score for s, score in ((0, 80.0), (1, 60.0), (5, 40.0))}
    assert severity_area(scores).value == pytest.approx((70 * 1 + 50 * 4) / 5 / 80)


MEASURES = {
    "drop": mean_drop,
    "lost": mean_lost,
    "fraction": drop_fraction,
    "mce": lambda scores: corruption_error(scores, REFERENCE),
    "relative mce": lambda scores: relative_corruption_error(scores, REFERENCE),
    "area": severity_area,
}
POINTS = st.lists(st.floats(40, 100), min_size=6, max_size=6)


@pytest.mark.parametrize("measure", MEASURES.values(), ids=MEASURES)
@given(points=POINTS)
def test_slopes_are_those_of_small_steps(measure, points):
    scores = table(typos=points[:3], swap=points[3:])
    slopes = measure(scores).slopes
    for one in scores:
        step = 1e-4
        ahead = measure({**scores, one: scores[one] + step}).value
        behind = measure({**scores, one: scores[one] - step}).value
        assert slopes.get(one, 0.0) == pytest.approx((ahead - behind) / (2 * step), abs=1e-6)


@pytest.mark.parametrize("measure", MEASURES.values(), ids=MEASURES)
def test_the_order_of_conditions_changes_nothing(measure):
    assert measure(dict(reversed(MODEL.items()))).value == measure(MODEL).value


@pytest.mark.parametrize("measure", MEASURES.values(), ids=MEASURES)
def test_a_grid_of_severities_alone_is_refused(measure):
    scores = {one: score for one, score in MODEL.items() if one != Condition("swap", CLEAN)}
    with pytest.raises(RequestError, match="swap has severities and no clean score; score the clean"):
        measure(scores)


@pytest.mark.parametrize("measure", MEASURES.values(), ids=MEASURES)
def test_nothing_and_nonsense_are_refused(measure):
    with pytest.raises(EmptyEvaluationSetError, match="no perturbed score"):
        measure({Condition("typos", CLEAN): 80.0})
    with pytest.raises(RequestError, match="score nan under typos at severity 2"):
        measure(MODEL | {Condition("typos", 2): math.nan})


@pytest.mark.parametrize("measure", [corruption_error, relative_corruption_error])
def test_a_reference_of_another_grid_is_refused(measure):
    with pytest.raises(RequestError, match="no score under swap at severity 0"):
        measure(MODEL, table(typos=[70.0, 60.0, 40.0]))
    alone = {one: score for one, score in REFERENCE.items() if one.severity != CLEAN}
    with pytest.raises(RequestError, match="no clean score"):
        measure(MODEL, alone)


def test_where_nothing_can_be_said_the_reason_is():
    perfect = table(typos=[100.0] * 3, swap=[100.0] * 3)
    assert corruption_error(MODEL, perfect) == Unmeasured("the reference makes no error under swap")
    found = relative_corruption_error(MODEL, perfect)
    assert isinstance(found, Unmeasured)
    assert "does not fall under swap" in found.reason
    assert drop_fraction(table(typos=[30.0, 20.0])) is None
    short = severity_area(table(typos=[80.0, 70.0]))
    assert isinstance(short, Unmeasured)
    assert "3 severities" in short.reason
    assert severity_area(table(typos=[0.0, 0.0, 0.0])) == Unmeasured("the clean score under typos is 0")


def test_short_curves_are_left_out_of_the_area():
    both = MODEL | table(drop=[80.0, 0.0])
    assert severity_area(both) == severity_area(MODEL)
