from __future__ import annotations

import pytest

from harness.types import EvaluationSet, Example, LanguageResources, NoGold, PlainText, TaggedTokens, TagsGold
from perturbations.adversarial.natural_typos import natural_typos
from perturbations.context import build_context
from perturbations.coverage import perturb_set

LISTED = {
    "which": ("wich", "whitch"),
    "their": ("thier",),
    "not": ("nit",),
    "know": ("no", "kow"),
    "Rom": ("Ron",),
}


def misspell(payload, *, listed=LISTED, gold=None, severity=5, count=200):
    made = tuple(Example(str(i), "en", payload, gold or NoGold(), group="g") for i in range(count))
    evaluation = EvaluationSet("t", "en", "test", made)
    context = build_context(evaluation, LanguageResources(misspellings=listed))
    return perturb_set(evaluation, natural_typos, severity=severity, seed=0, context=context)


def texts(done):
    return {perturbed.payload.text for _, perturbed in done.pairs}


def test_a_word_becomes_one_of_its_misspellings_with_its_capital():
    assert texts(misspell(PlainText("Which?"))) == {"Wich?", "Whitch?"}


def test_a_negator_is_neither_misspelt_nor_made():
    assert texts(misspell(PlainText("not know"))) == {"not kow"}


def test_the_rate_is_of_all_words_until_the_list_is_used_up():
    text = "which of the two took their own things home today"
    assert misspell(PlainText(text), severity=3).coverage.realised_rate == pytest.approx(0.1, rel=0.15)
    assert misspell(PlainText(text)).coverage.realised_rate == pytest.approx(0.2)


def test_an_entity_stays():
    gold = TagsGold(("B-LOC", "O"))
    done = misspell(TaggedTokens(("Rom", "which")), gold=gold)
    assert {perturbed.payload.tokens for _, perturbed in done.pairs} == {("Rom", "wich"), ("Rom", "whitch")}


@pytest.mark.parametrize(
    ("listed", "reason"),
    [({}, "no list of misspellings in en"), (LISTED, "no word has a listed misspelling in en")],
)
def test_without_a_listed_word_it_says_why(listed, reason):
    assert misspell(PlainText("word"), listed=listed).coverage.reasons == ((reason, 200),)
