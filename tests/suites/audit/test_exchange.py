"""Ratings beside a run: other seeds and suites may be exchanged, other versions may not."""

from __future__ import annotations

import pytest

from harness.errors import RequestError, UnknownNameError
from perturbations.compose import find_stress
from suites.audit.exchange import check_versions, describe_exchange
from suites.audit.ratings import FORMAT_VERSION, RatedSet, Ratings
from suites.config import load_recipe, load_suite
from suites.data import DataAccess
from suites.expand import Request, build_plan

VERSION = find_stress("keyboard_typos").spec.version


def rated(version=VERSION, perturbation="keyboard_typos", severity=3, language="es"):
    return RatedSet(
        task="mini_pos",
        language=language,
        perturbation=perturbation,
        version=version,
        severity=severity,
        n=12,
        gold=11,
    )


CLEAN = RatedSet(task="mini_pos", language="es", perturbation="clean", severity=0, n=12, gold=12)


def ratings(*sets, seed=0):
    return Ratings(
        format_version=FORMAT_VERSION,
        crosswind="0",
        sample="s",
        suites=("typos",),
        seed=seed,
        raters=1,
        unrated=0,
        clean=None,
        perturbed=None,
        kappa=None,
        kappa_n=0,
        sets=sets,
    )


@pytest.fixture
def plan(tiny):
    request = Request((load_suite(str(tiny["typos"])),), DataAccess())
    return build_plan([load_recipe(str(tiny["direct"]))], request, title="t")


def test_the_version_here_is_taken_and_another_is_refused():
    check_versions(ratings(CLEAN, rated()), place="v.json")
    with pytest.raises(RequestError) as caught:
        check_versions(ratings(CLEAN, rated(VERSION + 1)), place="v.json")
    assert str(caught.value) == (
        f"v.json: keyboard_typos was rated as of version {VERSION + 1}, the one here is of {VERSION}; "
        "have a new sample rated (crosswind audit-sample), or leave the ratings out."
    )


def test_a_perturbation_that_is_gone_is_refused():
    with pytest.raises(UnknownNameError, match="keybord_typos"):
        check_versions(ratings(rated(perturbation="keybord_typos")), place="v.json")


def test_the_note_says_whose_sample_it_was(plan):
    (same,) = describe_exchange(ratings(CLEAN, rated()), plan)
    assert "a blind sample of typos, perturbed with this run's seed; " in same
    (other,) = describe_exchange(ratings(rated(), seed=7), plan)
    assert "perturbed with seed 7, this run with seed 0; the shares stand for the perturbation" in other


def test_what_is_none_of_the_runs_is_named(plan):
    _, said = describe_exchange(ratings(CLEAN, rated(), rated(severity=5), rated(language="hi")), plan)
    assert said == (
        "ratings of validity: 2 of 3 rated sets are none of this run's: mini_pos/es/keyboard_typos 5, "
        "mini_pos/hi/keyboard_typos 3"
    )
