from __future__ import annotations

import pytest

from harness.types import EvaluationSet, Example, NoGold, PlainText, TaggedTokens, TagsGold
from perturbations.adversarial.punctuation_noise import punctuation_noise
from perturbations.context import PerturbationContext
from perturbations.coverage import perturb_set


def mark(payload, *, language="en", gold=None, severity=5, count=200):
    made = tuple(Example(str(i), language, payload, gold or NoGold(), group="g") for i in range(count))
    evaluation = EvaluationSet("t", language, "test", made)
    return perturb_set(
        evaluation, punctuation_noise, severity=severity, seed=0, context=PerturbationContext()
    )


@pytest.mark.parametrize(
    ("language", "text", "results"),
    [
        ("en", "Well, go", {"Well go", "Well,, go", "Well; go"}),
        ("ar", "نعم، هو", {"نعم هو", "نعم،، هو", "نعم؛ هو"}),
        ("hi", "वह आया।", {"वह आया", "वह आया।।", "वह आया,"}),
        ("zh", "下雨，走", {"下雨走", "下雨，，走", "下雨、走"}),
        ("ur", "وہ آیا۔", {"وہ آیا", "وہ آیا۔۔", "وہ آیا،"}),
        ("en", "“Go", {"Go", "““Go"}),
        ("en", "Go?", {"Go??"}),
        ("el", "Πας;", {"Πας;;"}),
    ],
)
def test_marks_are_dropped_doubled_or_confused_with_their_scripts(language, text, results):
    done = mark(PlainText(text), language=language)
    assert {perturbed.payload.text for _, perturbed in done.pairs} == results


@pytest.mark.parametrize("text", ["don't", "well-known 3.5 and -5", "a@b.com 50% #1 & co/op", "kurz"])
def test_marks_within_words_and_numbers_stay(text):
    reason = "no punctuation mark that may be changed"
    assert mark(PlainText(text)).coverage.reasons == ((reason, 200),)


def test_the_rate_is_of_marks():
    coverage = mark(PlainText("a, b, c, d, e, f, g, h, i, j."), severity=4).coverage
    assert coverage.units == 2000
    assert coverage.realised_rate == pytest.approx(0.2, rel=0.05)


def test_a_token_that_is_a_mark_stays_a_token():
    done = mark(TaggedTokens(("Go", ".", ")", "..")), gold=TagsGold(("O",) * 4))
    assert done.pairs
    assert all(all(one.payload.tokens) for _, one in done.pairs)
    assert {one.payload.tokens[1] for _, one in done.pairs} == {".", "..", ","}
