from __future__ import annotations

import itertools

import pytest

from harness.types import EvaluationSet, Example, LabelGold, NotApplicable, TextPair
from perturbations.context import PerturbationContext
from perturbations.domain_shift.other_domain import other_domain

NOTHING = PerturbationContext()


def sentences(domain, count):
    return tuple(
        Example(f"{domain}-{i}", "en", TextPair("a"), LabelGold("x"), group="g", domain=domain)
        for i in range(count)
    )


def shifted(here, there, severity, seed=0, order=1):
    evaluation = EvaluationSet("t", "en", "test", sentences("home", here)[::order], sentences("sea", there))
    return other_domain.shift(evaluation, severity=severity, seed=seed, context=NOTHING)


def names(evaluation, domain):
    return [example.id for example in evaluation.examples if example.domain == domain]


@pytest.mark.parametrize("severity", range(6))
def test_the_share_of_the_other_domain_is_a_fifth_of_the_severity(severity):
    done = shifted(100, 100, severity)
    assert len(names(done, "sea")) == 20 * severity
    assert len(done.examples) == 100
    assert len({example.id for example in done.examples}) == 100


def test_a_higher_severity_replaces_more_of_the_same():
    sets = [shifted(50, 50, severity) for severity in range(6)]
    for mild, strong in itertools.pairwise(sets):
        assert set(names(mild, "sea")) < set(names(strong, "sea"))
        assert set(names(strong, "home")) < set(names(mild, "home"))


@pytest.mark.parametrize(("severity", "expected"), [(1, (40, 10)), (2, (15, 10)), (4, (2, 10)), (5, (0, 10))])
def test_a_small_reserve_makes_a_smaller_set_of_the_same_share(severity, expected):
    done = shifted(100, 10, severity)
    assert (len(names(done, "home")), len(names(done, "sea"))) == expected


def test_what_stays_keeps_its_order():
    kept = names(shifted(30, 30, 2), "home")
    assert kept == [name for name in names(shifted(30, 30, 0), "home") if name in kept]


def test_the_choice_depends_on_the_seed_and_not_on_the_order():
    assert set(names(shifted(30, 30, 2), "home")) == set(names(shifted(30, 30, 2, order=-1), "home"))
    assert set(names(shifted(30, 30, 2), "home")) != set(names(shifted(30, 30, 2, seed=1), "home"))


def test_the_reserve_is_left_as_it_is():
    assert shifted(5, 7, 5).reserve == sentences("sea", 7)


def test_without_another_domain_it_is_not_applicable():
    assert shifted(5, 0, 3) == NotApplicable("no examples of another domain")


def test_severity_0_is_the_set_itself():
    evaluation = EvaluationSet("t", "en", "test", sentences("home", 3))
    assert other_domain.shift(evaluation, severity=0, seed=0, context=NOTHING) is evaluation
