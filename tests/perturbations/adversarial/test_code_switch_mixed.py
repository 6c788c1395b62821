from __future__ import annotations

import pytest

from harness.types import BilingualLexicon, EvaluationSet, Example, NoGold, PlainText
from perturbations.adversarial.code_switch_mixed import code_switch_mixed
from perturbations.context import PerturbationContext
from perturbations.coverage import perturb_set

GERMAN = BilingualLexicon("en", "de", {"dog": ("Hund",), "house": ("Haus",), "red": ("rot",)})
TURKISH = BilingualLexicon("en", "tr", {"dog": ("köpek",), "house": ("ev",), "sea": ("deniz",)})


def switch(text, *lexicons, severity=5, count=300):
    made = tuple(Example(str(i), "en", PlainText(text), NoGold(), group="g") for i in range(count))
    context = PerturbationContext(tuple(lexicons))
    evaluation = EvaluationSet("t", "en", "test", made)
    return perturb_set(evaluation, code_switch_mixed, severity=severity, seed=0, context=context)


def test_one_example_may_hold_several_languages():
    found = {one.payload.text for _, one in switch("dog and house or dog", GERMAN, TURKISH).pairs}
    assert {"Hund and ev or dog", "köpek and Haus or dog", "Hund and house or köpek"} <= found


def test_a_word_that_one_lexicon_knows_goes_into_its_language():
    found = {one.payload.text for _, one in switch("red sea", GERMAN, TURKISH).pairs}
    assert found == {"rot sea", "red deniz"}


def test_the_rate_is_of_all_words():
    coverage = switch("the dog ran from the house to the old sea", GERMAN, TURKISH, severity=4).coverage
    assert coverage.realised_rate == pytest.approx(0.2, rel=0.05)


@pytest.mark.parametrize(
    ("lexicons", "reason"),
    [
        ((), "no lexicon from en"),
        ((GERMAN,), "the only lexicon from en is into de"),
        ((BilingualLexicon("en", "xx", {"cat": ("c",)}), TURKISH), "no word is in a lexicon from en"),
    ],
)
def test_without_two_languages_it_says_why(lexicons, reason):
    assert switch("red", *lexicons).coverage.reasons == ((reason, 300),)
