"""Curves: score against the share of the intermediate data, from none to all."""

from __future__ import annotations

import pytest

from suites.analysis.curves import trace_curves
from suites.analysis.languages import MEAN

from .conftest import HALF, Subject

GOOD, MOST, LESS = "1" * 40, "1" * 30 + "0" * 10, "1" * 10 + "0" * 30
TYPOS = [("typos", "adversarial", 3)]


def subject(
    arm, marks, *, severity=0, share=0.0, seed=0, examples=0, stressed=None, languages=("en", "es", "zh")
):
    cells = {"clean": marks} | ({"typos": stressed} if stressed else {})
    return Subject(
        f"{arm}@{severity}/{seed}",
        dict.fromkeys(languages, cells),
        units=TYPOS if stressed else (),
        arm=arm,
        severity=severity,
        share=share,
        seed=seed,
        examples=examples,
    )


def sizes(seed: int = 0, **keys: object) -> list[Subject]:
    return [
        subject("direct", LESS, seed=seed, **keys),
        subject("stilts", GOOD, share=1.0, examples=64, seed=seed, **keys),
        subject("stilts", MOST, severity=1, share=0.5, examples=32, seed=seed, **keys),
        subject("stilts", HALF, severity=2, share=0.25, examples=16, seed=seed, **keys),
    ]


def traced(store, *subjects):
    return list(trace_curves(store(*subjects).scores()))


def test_a_curve_goes_from_no_intermediate_data_to_all(store):
    curves = traced(store, *sizes())
    assert [curve.language for curve in curves] == ["en", "es", "zh", MEAN]
    for curve in curves:
        assert [(point.share, point.examples) for point in curve.points] == [
            (0.0, 0),
            (0.25, 16),
            (0.5, 32),
            (1.0, 64),
        ]
        assert [point.score for point in curve.points] == [25.0, 50.0, 75.0, 100.0]
        assert all(point.low <= point.score <= point.high for point in curve.points)


def test_points_are_means_over_seeds(store):
    better = subject("stilts", GOOD, severity=1, share=0.5, examples=32, seed=1)
    curve = traced(store, *sizes(), better)[-1]
    point = curve.points[2]
    assert (point.seeds, point.seed_scores, point.score) == (2, (75.0, 100.0), 87.5)
    assert curve.band.startswith("95 % interval over test examples")


def test_no_curve_goes_through_two_points(store):
    direct, whole, *_ = sizes()
    assert traced(store, direct, whole) == []


def test_another_arm_without_sizes_is_no_point_of_the_curve(store):
    other = subject("other", "0" * 40, share=1.0, examples=99)
    assert traced(store, *sizes(), other)[-1].points[-1].seed_scores == (100.0,)


def test_stress_is_drawn_where_every_size_was_put_under_it(store):
    found = {(curve.perturbation, curve.severity) for curve in traced(store, *sizes(stressed=HALF))}
    assert found == {("clean", 0), ("typos", 3)}


@pytest.mark.parametrize("stressed", [None, "." * 40], ids=["not asked for", "not applicable"])
def test_stress_that_one_size_lacks_is_left_out(store, stressed):
    most = sizes(stressed=HALF)[:-1]
    last = subject("stilts", HALF, severity=2, share=0.25, examples=16, stressed=stressed)
    assert {curve.perturbation for curve in traced(store, *most, last)} == {"clean"}


def test_english_alone_has_no_mean(store):
    assert [curve.language for curve in traced(store, *sizes(languages=("en",)))] == ["en"]


def test_the_mean_of_a_point_names_its_worst_language(store):
    points = traced(store, *sizes())[-1].points
    assert [point.spread.worst_score for point in points] == [25.0, 50.0, 75.0, 100.0]
    assert all(point.spread is None for point in traced(store, *sizes())[0].points)


def scaled(scaling: str, phase: str, severity: int, left: float, marks: str = HALF) -> Subject:
    """A model whose intermediate data are wrong in part, or whose evaluation set is smaller."""
    cells = {code: {"clean": marks} for code in ("en", "es")}
    name = f"stilts@{scaling}-{severity}"
    parts = {"scaling": scaling, "phase": phase, "severity": severity, "left": left}
    return Subject(name, cells, arm="stilts", share=1.0, examples=64, **parts)


def test_wrong_labels_are_no_smaller_data_and_none_at_all_is_no_point(store):
    whole = subject("stilts", GOOD, share=1.0, examples=64, languages=("en", "es"))
    direct = subject("direct", LESS, languages=("en", "es"))
    noisy = [
        scaled("label_noise", "intermediate", severity, left) for severity, left in ((1, 0.95), (5, 0.6))
    ]
    curve = traced(store, direct, whole, *noisy)[-1]
    assert curve.axis == "intermediate examples with right labels"
    assert [(point.examples, point.share) for point in curve.points] == [(38, 0.6), (61, 0.95), (64, 1.0)]


def test_smaller_evaluation_sets_are_counted_by_what_was_evaluated(store):
    whole = subject("stilts", GOOD, share=1.0, examples=64, languages=("en", "es"))
    parts = [("evaluation_subset", "evaluation", 1, 0.5), ("evaluation_subset", "evaluation", 2, 0.25)]
    smaller = [scaled(*part, marks=GOOD[: int(40 * part[-1])]) for part in parts]
    curve = traced(store, whole, *smaller)[-1]
    assert (curve.axis, curve.arm) == ("evaluation examples", "stilts")
    assert [point.examples for point in curve.points] == [10, 20, 40]


def test_each_scaling_has_its_own_curve(store):
    noisy = [
        scaled("label_noise", "intermediate", severity, left) for severity, left in ((1, 0.95), (5, 0.6))
    ]
    curves = [one for one in traced(store, *sizes(languages=("en", "es")), *noisy) if one.language == MEAN]
    assert [(one.scaling, len(one.points)) for one in curves] == [
        ("intermediate_subset", 4),
        ("label_noise", 3),
    ]
