"""Arm against arm on clean data, seed by seed."""

from __future__ import annotations

import pytest

from harness.statistics import adjust
from suites.analysis.arms import compare_arms
from suites.analysis.languages import MEAN, zero_shot

from .conftest import HALF, Subject

GOOD = "1" * 40
MOST = "1" * 30 + "0" * 10


def subject(arm: str, marks: str, *, seed: int = 0, english: str = GOOD, **keys: object) -> Subject:
    answers = {"en": {"clean": english}, "es": {"clean": marks}, "zh": {"clean": marks}}
    return Subject(f"{arm}/{seed}/{keys.get('task', '')}", answers, arm=arm, seed=seed, **keys)


def compared(store, *subjects, seed=0):
    return compare_arms(store(*subjects).scores(), seed)


def test_the_first_arm_is_what_others_are_compared_with(store):
    found = compared(store, subject("direct", HALF), subject("stilts", MOST), subject("other", GOOD))
    means = [one for one in found if one.language == MEAN]
    assert [(one.baseline_arm, one.candidate_arm, one.gain) for one in means] == [
        ("direct", "stilts", 25.0),
        ("direct", "other", 50.0),
    ]
    assert [(one.baseline, one.candidate) for one in means] == [(50.0, 75.0), (50.0, 100.0)]
    assert all(one.gain_low <= one.gain <= one.gain_high for one in found)


def test_the_mean_leaves_english_out(store):
    found = {
        one.language: one
        for one in compared(
            store, subject("direct", HALF, english=GOOD), subject("stilts", MOST, english=HALF)
        )
    }
    assert found["en"].gain == -50.0
    assert found[MEAN].gain == found["es"].gain == found["zh"].gain == 25.0
    assert found[MEAN].n_groups == 40, "the translations of one example are one cluster"
    assert found[MEAN].language_family == ""
    assert zero_shot(("en", "es", "zh")) == ("es", "zh")


def test_english_alone_has_no_mean(store):
    run = [Subject(arm, {"en": {"clean": marks}}, arm=arm) for arm, marks in (("a", HALF), ("b", GOOD))]
    assert [one.language for one in compared(store, *run)] == ["en"]


def test_seeds_that_both_arms_have_are_compared(store):
    found = compared(
        store,
        subject("direct", HALF),
        subject("direct", MOST, seed=1),
        subject("stilts", MOST),
        subject("stilts", GOOD, seed=1),
        subject("stilts", GOOD, seed=2),
    )
    assert {one.seeds for one in found} == {2}
    mean = next(one for one in found if one.language == MEAN)
    assert (mean.baseline, mean.candidate, mean.gain) == (62.5, 87.5, 25.0)
    assert "these checkpoints only (seeds: 2)" in mean.notes


def test_arms_of_several_seeds_are_ordered(store):
    arms = [subject("direct", HALF, seed=seed) for seed in range(2)]
    arms += [subject("stilts", MOST, seed=seed) for seed in range(2)]
    found = {one.language: one.seed_order for one in compared(store, *arms)}
    assert (found["es"].ratio, found["es"].upper, found["es"].better) == (0.0, 0.0, False)
    assert found["es"].cautions == ("2 seeds are too few for an order",)
    assert (found["en"].ratio, found["en"].better) == (None, False)
    assert "all seeds score the same: no order" in found["en"].cautions
    assert compared(store, *arms[::2])[0].seed_order is None


def test_models_with_less_data_are_no_arm(store):
    small = subject("direct", GOOD, seed=0, severity=1, share=0.5)
    assert compared(store, subject("direct", HALF), small) == ()


def test_each_task_has_its_own_first_arm(store):
    found = compared(
        store,
        subject("a", HALF),
        subject("b", MOST, task="mini_nli"),
        subject("c", GOOD, task="mini_nli"),
    )
    assert {(one.task, one.baseline_arm, one.candidate_arm) for one in found} == {("mini_nli", "b", "c")}


def test_p_values_are_corrected_over_all_comparisons(store):
    found = compared(
        store, subject("direct", HALF), subject("stilts", HALF[:-4] + "1111"), subject("x", GOOD)
    )
    assert [one.p_adjusted for one in found] == pytest.approx(
        adjust([one.p_value for one in found]), abs=1e-5
    )
    assert [one.significant for one in found] == [one.p_adjusted <= 0.05 for one in found]
    assert {one.significant for one in found} == {True, False}


def test_the_same_seed_gives_the_same_numbers(store):
    run = store(subject("direct", HALF), subject("stilts", MOST))
    assert compare_arms(run.scores(), 3) == compare_arms(run.scores(), 3)


def test_the_mean_names_the_worst_language_of_either_arm(store):
    def arm(name: str, es: str, zh: str) -> Subject:
        cells = {code: {"clean": marks, "baseline": HALF} for code, marks in (("es", es), ("zh", zh))}
        return Subject(name, cells, arm=name)

    one = "1" * 40
    models = store(arm("direct", one, HALF), arm("stilts", "1" * 30 + "0" * 10, one)).scores()
    found = {row.language: row for row in compare_arms(models, 0)}
    mean = found[MEAN]
    assert (mean.baseline_spread.worst_group, mean.baseline_spread.worst_score) == ("zh", 50.0)
    assert (mean.candidate_spread.worst_group, mean.candidate_spread.percentile_10) == ("es", 77.5)
    assert found["es"].baseline_spread is None
