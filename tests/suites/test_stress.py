"""Sets under stress: changed examples with their coverage, shifted sets as they are."""

from __future__ import annotations

import pytest

from harness.errors import RequestError, UnknownNameError
from harness.types import EvaluationSet
from perturbations.compose import find_stress
from perturbations.context import build_context
from suites.data import DataAccess, find_task
from suites.plan import Family, Unit
from suites.stress import stress_set

POS = find_task("mini_pos", place="test")


@pytest.fixture(scope="module")
def spanish() -> EvaluationSet:
    return DataAccess().load_evaluation(POS, "es", limit=20)


def stress(evaluation: EvaluationSet, family: Family, name: str, severity: int, seed: int = 0):
    unit = Unit("s", family, name, severity, ("es",), paired=family == "adversarial")
    return stress_set(evaluation, unit, seed=seed, context=build_context(evaluation))


def test_only_changed_examples_are_predicted_and_all_are_counted(spanish):
    found = stress(spanish, "adversarial", "diacritics_loss", 5)
    accented = [e.id for e in spanish.examples if set("áéíóúñü") & set("".join(e.payload.tokens).lower())]
    changed = [example.id for example in found.examples]
    assert set(changed) <= set(accented)
    assert [name for name in accented if name in changed] == changed
    assert 0 < len(changed) == found.coverage.changed < found.coverage.attempted == 20
    assert found.coverage.unchanged + found.coverage.not_applicable == 20 - len(changed)
    assert all(example.edits for example in found.examples)


def test_the_gold_stays(spanish):
    originals = {example.id: example for example in spanish.examples}
    for example in stress(spanish, "adversarial", "keyboard_typos", 5).examples:
        assert example.gold == originals[example.id].gold
        assert example.payload != originals[example.id].payload


def test_the_same_seed_gives_the_same_set(spanish):
    one, again, other = (stress(spanish, "adversarial", "keyboard_typos", 3, seed) for seed in (0, 0, 1))
    assert one == again
    assert one.examples != other.examples


def test_severity_nought_changes_nothing(spanish):
    found = stress(spanish, "adversarial", "keyboard_typos", 0)
    assert found.examples == ()
    assert found.coverage.unchanged == 20


@pytest.mark.parametrize(("severity", "away"), [(1, 4), (3, 12), (5, 20)])
def test_another_domain_comes_from_the_reserve(spanish, severity, away):
    found = stress(spanish, "domain_shift", "other_domain", severity)
    reserve = {example.id for example in spanish.reserve}
    assert len([example for example in found.examples if example.id in reserve]) == away
    assert found.coverage.changed == len(found.examples) == 20
    assert found.coverage.edit_rate == pytest.approx(away / 20)
    assert found.coverage.brought == (("field", away),)


def test_examples_that_a_shift_leaves_out_are_counted(spanish):
    found = stress(spanish, "domain_shift", "length_slice", 3)
    coverage = found.coverage
    assert (coverage.changed, coverage.unchanged, coverage.attempted) == (len(found.examples), 12, 20)
    assert coverage.brought == ()
    assert coverage.edit_rate == pytest.approx(12 / 20)


def test_a_shift_that_cannot_be_made_says_why(spanish):
    found = stress(
        EvaluationSet("mini_pos", "es", "test", spanish.examples), "domain_shift", "other_domain", 5
    )
    assert found.examples == ()
    assert found.coverage.reasons == (("no examples of another domain", 20),)
    assert found.coverage.not_applicable == 20


def test_what_changes_training_data_is_no_stress():
    with pytest.raises(RequestError) as caught:
        find_stress("intermediate_subset", place="here")
    assert str(caught.value) == (
        "here: 'intermediate_subset' changes training data, not evaluation sets; "
        "name it under 'scaling' in a suite of family scaling."
    )
    with pytest.raises(UnknownNameError, match="did you mean 'homoglyphs'"):
        find_stress("homoglyph")
    assert find_stress("homoglyphs").name == "homoglyphs"
