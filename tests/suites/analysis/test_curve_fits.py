"""Fits of a run's curves, curves of drops, and comparisons of curves."""

from __future__ import annotations

import pytest

from harness.seeds import derive_generator
from suites.analysis.curve_answers import tell_fits, tell_trends
from suites.analysis.curves import trace_curves
from suites.analysis.drop_curves import trace_drops
from suites.analysis.languages import MEAN

from .conftest import Subject

TYPOS = ("typos", "adversarial", 3)
SHARES = (1.0, 0.5, 0.25, 0.125, 0.0625, 0.03125)


def draw_marks(rng, rate, n=60):
    return "".join("1" if hit else "0" for hit in rng.random(n) < rate)


def make_subject(arm, step, seed, *, stress=(TYPOS,), fall=0.2, left_out=0, examples=6400):
    """A model of an arm whose data were halved ``step`` times; each halving costs four points."""
    rng = derive_generator(1, arm, step, seed)
    cells = {}
    for code in ("en", "es", "zh"):
        cells[code] = {"clean": draw_marks(rng, 0.9 - 0.04 * step)}
        for name, _, _ in stress:
            cells[code][name] = "." * left_out + draw_marks(rng, 0.9 - 0.04 * step - fall, 60 - left_out)
    share = SHARES[step]
    return Subject(
        f"{arm}@{step}/{seed}",
        cells,
        units=stress,
        arm=arm,
        severity=step,
        share=share,
        seed=seed,
        examples=round(examples * share),
    )


def make_sizes(arm="stilts", *, steps=6, seeds=3, **keys):
    return [make_subject(arm, step, seed, **keys) for step in range(steps) for seed in range(seeds)]


def trace(store, *subjects):
    return {
        (curve.language, curve.perturbation): curve
        for curve in trace_curves(store(*subjects).scores(), seed=0)
    }


def test_a_curve_has_its_fit_and_a_sentence(store):
    curve = trace(store, *make_sizes())[MEAN, "clean"]
    fit = curve.fit
    assert fit is not None
    assert (curve.no_fit, fit.enough, fit.seeds) == ("", True, 3)
    assert fit.held_out[0].form == fit.form
    assert all(one.top_two is not None for one in fit.held_out)
    assert (fit.line[0].examples, fit.line[-1].examples) == (200, 12_800)
    assert [point.beyond for point in fit.line].index(True) == sum(not point.beyond for point in fit.line)
    assert all(point.low <= point.value <= point.high for point in fit.line)
    assert (fit.steps[0].smaller, fit.steps[0].larger) == (200, 400)
    assert "predicts held-out sizes best" in fit.sentence
    assert "12,800 intermediate examples would give a score of" in fit.sentence


def test_few_sizes_are_said_to_be_few(store):
    fit = trace(store, *make_sizes(steps=4, seeds=2))[MEAN, "clean"].fit
    assert fit is not None
    assert not fit.enough
    assert fit.sentence.endswith("too few sizes or seeds for a law: 4 × 2, where 6 × 3 are the least")


def test_a_seed_that_lacks_a_size_is_left_out_and_named(store):
    subjects = [one for one in make_sizes() if (one.seed, one.severity) != (2, 3)]
    fit = trace(store, *subjects)[MEAN, "clean"].fit
    assert fit is not None
    assert fit.seeds == 2
    assert "seeds 2 lack a size and are left out" in fit.cautions


def test_seeds_that_share_no_size_have_no_fit(store):
    subjects = [make_subject("stilts", step, seed) for step, seed in ((0, 0), (1, 1), (2, 2))]
    curve = trace(store, *subjects)[MEAN, "clean"]
    assert (curve.fit, curve.no_fit) == (None, "no fit: no seed was trained at every size")


def test_no_data_at_all_is_no_point_of_the_fit(store):
    direct = [make_subject("direct", 0, seed) for seed in range(3)]
    direct = [Subject(**{**one.__dict__, "share": 0.0, "examples": 0}) for one in direct]
    fit = trace(store, *make_sizes(), *direct)[MEAN, "clean"].fit
    assert fit is not None
    assert fit.line[0].examples == 200
    assert "no training data at all is no point of a learning curve" in fit.cautions


@pytest.mark.parametrize("examples", [2, 40])
def test_sizes_that_round_to_the_same_number_have_no_fit(store, examples):
    curve = trace(store, *make_sizes(examples=examples))[MEAN, "clean"]
    assert (curve.fit is None) == (examples == 2)
    assert curve.no_fit == ("no fit: two points have the same number of examples" if examples == 2 else "")


class TestDrops:
    def test_a_drop_has_a_slope_a_fit_and_a_sentence(self, store):
        found = trace_drops(store(*make_sizes()).scores(), seed=0)
        (one,) = found.curves
        assert (one.language, one.perturbation, one.seeds, one.n, one.n_groups) == (MEAN, "typos", 3, 120, 60)
        assert one.examples == (200, 400, 800, 1600, 3200, 6400)
        assert one.slope.low <= one.slope.value <= one.slope.high
        assert sum(one.drops) / 6 == pytest.approx(20, abs=4)
        assert one.p_adjusted == one.p_value
        assert one.fit is not None
        assert one.sentence.startswith(
            "the drop of stilts on mini_pairs under typos, severity 3, the zero-shot mean"
        )
        assert (found.comparisons, found.notes) == ((), ())

    def test_the_drop_is_that_of_the_changed_examples(self, store):
        drops = trace_drops(store(*make_sizes(left_out=20)).scores(), seed=0).curves
        assert (drops[0].n, drops[0].n_groups) == (80, 40)

    def test_arms_are_compared_clean_and_under_stress(self, store):
        subjects = [*make_sizes("stilts"), *make_sizes("other", fall=0.4)]
        found = trace_drops(store(*subjects).scores(), seed=0)
        pairs = found.comparisons
        assert len(found.curves) == 2
        assert [(pair.quantity, pair.first, pair.second) for pair in pairs] == [
            ("score", "stilts, clean", "other, clean"),
            ("drop", "stilts, typos, severity 3", "other, typos, severity 3"),
        ]
        clean, stressed = pairs
        assert clean.level is not None
        assert stressed.level is not None
        assert stressed.level.value == pytest.approx(-20, abs=5)
        assert stressed.significant
        assert stressed.level_p_adjusted >= stressed.level_p
        assert abs(clean.level.value) < 4

    def test_perturbations_of_one_arm_are_compared(self, store):
        stress = (TYPOS, ("noise", "adversarial", 2))
        pairs = trace_drops(store(*make_sizes(stress=stress)).scores(), seed=0).comparisons
        assert [(pair.first, pair.second) for pair in pairs] == [
            ("stilts, noise, severity 2", "stilts, typos, severity 3")
        ]

    def test_other_sizes_are_not_compared_and_said_so(self, store):
        subjects = [*make_sizes("stilts", steps=4), *make_sizes("other", steps=4, examples=800)]
        pairs = trace_drops(store(*subjects).scores(), seed=0).comparisons
        assert all(pair.slope is None and not pair.significant for pair in pairs)
        assert pairs[0].notes == (
            "not compared: sizes 800, 1600, 3200, 6400 on one side and 100, 200, 400, 800 on the other",
        )

    def test_few_seeds_speak_of_themselves(self, store):
        drops = trace_drops(store(*make_sizes(seeds=1)).scores(), seed=0).curves
        assert drops[0].notes == ("these checkpoints only (seeds: 1)",)

    def test_shifts_have_no_curve_and_are_named(self, store):
        shift = (("new", "domain_shift", 1),)
        found = trace_drops(store(*make_sizes(stress=shift)).scores(), seed=0)
        assert found.curves == ()
        assert found.notes == (
            "mini_pairs, stilts, new, severity 1: no curve of drops (other examples than the clean ones)",
        )


def test_answers_tell_fits_and_trends(store):
    scores = store(*make_sizes()).scores()
    (fit,) = tell_fits(list(trace_curves(scores)))
    assert fit.startswith("on mini_pairs (stilts, intermediate examples), ")
    drops = trace_drops(scores, seed=0).curves
    count, steepest = tell_trends(drops)
    assert "of 1 curve of drops move" in count
    assert steepest == drops[0].sentence
    assert list(tell_trends(())) == []
