"""What perturbations cannot do without: declared, and told when it lacks."""

from __future__ import annotations

import pytest

from harness.types import BilingualLexicon, Example, NoGold, NotApplicable, PlainText
from perturbations.base import PERTURBATIONS, Perturbation
from perturbations.context import PerturbationContext
from perturbations.coverage import perturb_example
from perturbations.needs import list_lacking

NEEDY = [name for name in PERTURBATIONS.names() if PERTURBATIONS.get(name).spec.needs is not None]
EMPTY = PerturbationContext()
TEXT = Example(
    "1", "en", PlainText("Anna saw three dogs in Rome, and they ran to Paris."), NoGold(), group="1"
)


@pytest.mark.parametrize("name", NEEDY)
def test_without_what_it_needs_a_perturbation_does_nothing(name):
    found = PERTURBATIONS.get(name)
    assert isinstance(found, Perturbation)
    assert list(list_lacking(name, EMPTY)) == [found.spec.needs]
    for seed in range(5):
        done = perturb_example(TEXT, found, severity=5, seed=seed, context=EMPTY)
        assert isinstance(done.outcome, NotApplicable)


def test_what_is_there_does_not_lack():
    one = BilingualLexicon("en", "de", {"dog": ("Hund",)})
    assert list(list_lacking("code_switch@second", PerturbationContext(lexicons=(one,)))) == []
    assert list(list_lacking("code_switch_mixed", PerturbationContext(lexicons=(one,)))) == ["lexicons"]
    assert list(list_lacking("keyboard_typos+synonyms+paraphrase", EMPTY)) == ["synonyms", "translator"]


def test_whoever_says_that_nothing_is_given_declares_the_need():
    """A reason that speaks of what is not given, in a perturbation of text, comes with a declared need."""
    for name in PERTURBATIONS.names():
        found = PERTURBATIONS.get(name)
        if isinstance(found, Perturbation) and "masked_lm" in found.spec.formats:
            outcome = perturb_example(TEXT, found, severity=5, seed=0, context=EMPTY).outcome
            lacks = isinstance(outcome, NotApplicable) and (
                "given" in outcome.reason or "lexicon" in outcome.reason
            )
            assert not lacks or found.spec.needs, name
