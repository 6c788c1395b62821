"""Trials: the same numbers whoever is asked beside, planted effects that are there, broken methods caught."""

from __future__ import annotations

import numpy as np
import pytest

from harness.errors import RequestError, UnknownNameError
from harness.statistics.estimate import ALPHA
from harness.statistics.simulation.catalogue import METHODS, SHAPES, find_methods, find_shapes
from harness.statistics.simulation.method import Answer, Method
from harness.statistics.simulation.samples import Paired
from harness.statistics.simulation.trials import Trial, list_trials, run_trial


def measure(shape, *methods, effect=0.0, repetitions=300, seed=0):
    (found,) = find_shapes((shape,))
    asked = tuple(find_methods((one,))[0] if isinstance(one, str) else one for one in methods)
    rows = run_trial(Trial(found, effect, repetitions, seed), asked)
    return {(row.method, row.rate): row for row in rows}


def test_names_are_unique_and_every_method_has_a_shape():
    assert len({shape.name for shape in SHAPES}) == len(SHAPES)
    assert len({method.name for method in METHODS}) == len(METHODS)
    samples = [shape.repeat(0.0, seed=0, repetition=0) for shape in SHAPES]
    for method in METHODS:
        assert any(method.fits(sample) for sample in samples), method.name


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.name)
def test_a_repetition_depends_on_its_number_alone(shape):
    methods = [method for method in METHODS if method.fits(shape.repeat(0.0, seed=1, repetition=3))]
    again = [shape.repeat(0.0, seed=1, repetition=repetition) for repetition in (7, 3)][1]
    first = shape.repeat(0.0, seed=1, repetition=3)
    assert methods
    assert [m.answer(first, "k") for m in methods] == [m.answer(again, "k") for m in methods]


def test_who_is_asked_beside_changes_no_number():
    alone = measure("xnli_50", "linearised_t", repetitions=20)
    together = measure("xnli_50", "items_t", "cluster_sign_flip", "linearised_t", repetitions=20)
    assert alone.items() <= together.items()


@pytest.mark.parametrize(
    "name", [s.name for s in SHAPES if isinstance(s.repeat(0.0, seed=0, repetition=0), Paired)]
)
@pytest.mark.parametrize("drop", [0.0, 10.0])
def test_the_planted_drop_is_there(name, drop):
    """Over 100 samples, within five standard errors of what was planted."""
    (shape,) = find_shapes((name,))
    samples = [shape.repeat(drop, seed=5, repetition=place) for place in range(100)]
    found = [
        float(np.mean(one.clean.scores(one.metric) - one.perturbed.scores(one.metric))) for one in samples
    ]
    assert np.mean(found) == pytest.approx(drop, abs=5 * np.std(found) / 10)


@pytest.mark.parametrize(("name", "size"), [("xnli", 3), ("xquad", 5)])
def test_the_design_effect_is_about_two(name, size):
    """Variance of the drop over that of as many independent items."""
    (shape,) = find_shapes((name,))
    drops, items = [], []
    for place in range(300):
        sample = shape.repeat(0.0, seed=5, repetition=place)
        (pair,) = sample.pairs
        difference = (pair.clean.statistics - pair.perturbed.statistics)[:, 0]
        drops.append(difference.mean())
        items.append(difference.var(ddof=1) / len(difference))
    assert len(difference) / shape.clusters == pytest.approx(size, abs=0.1)
    assert 1.6 < np.var(drops) / np.mean(items) < 2.5


def test_the_announced_drop_is_a_fixed_point():
    (shape,) = find_shapes(("tatoeba_100",))
    effect = shape.find_detectable(seed=0)
    announced = [shape.announce(shape.repeat(effect, seed=9, repetition=place)) for place in range(100)]
    assert effect == pytest.approx(np.mean(announced), rel=0.03)


@pytest.mark.parametrize(
    ("shape", "naive", "sound"),
    [
        ("xquad_48", "items_t", "cluster_sign_flip"),
        ("seeds_5_apart", "seeds_ignored", "seeds_max"),
        ("languages", "languages_t", "family_sign_flip"),
    ],
)
def test_what_ignores_dependence_is_caught(shape, naive, sound):
    rows = measure(shape, naive, sound)
    caught, kept = rows[naive, "false positives"], rows[sound, "false positives"]
    assert (caught.verdict, caught.missed) == ("misses", False)  # reports do not use it
    assert kept.verdict in ("as announced", "conservative")


def test_a_broken_method_in_use_is_a_miss():
    def judge(sample, key):
        assert key
        drop = float((sample.clean.scores(sample.metric) - sample.perturbed.scores(sample.metric))[0])
        yield Answer("rejected", float(abs(drop) > 1))

    row = measure("tatoeba_100", Method("by_eye", "a drop above 1 point", Paired, judge))
    assert row["by_eye", "false positives"].missed
    assert row["by_eye", "false positives"].value > 5 * ALPHA


def test_trials_are_listed_with_the_announced_drop_last():
    trials = list_trials(find_shapes(("xquad",)), repetitions=3, seed=0)
    assert [trial.effect for trial in trials] == [0.0, 2.0, 10.0, None]


@pytest.mark.parametrize("repetitions", [0, -1])
def test_no_repetition_is_refused(repetitions):
    with pytest.raises(RequestError, match="ask for 300"):
        list_trials(SHAPES, repetitions=repetitions, seed=0)


def test_unknown_names_bring_the_nearest():
    with pytest.raises(UnknownNameError, match="did you mean 'linearised_t'"):
        find_methods(("linearized_t",))
    with pytest.raises(UnknownNameError, match="did you mean 'xquad'"):
        find_shapes(("xqad",))


def test_a_method_refuses_samples_of_another_kind():
    with pytest.raises(TypeError, match="takes Paired, not str"):
        find_methods(("linearised_t",))[0].answer("sample", "key")
