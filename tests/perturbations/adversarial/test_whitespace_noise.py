from __future__ import annotations

import pytest

from harness.types import Answer, AnswersGold, EvaluationSet, Example, NoGold, PlainText, SpanQA
from perturbations.adversarial.whitespace_noise import whitespace_noise
from perturbations.context import PerturbationContext
from perturbations.coverage import perturb_set


def space(payload, *, language="en", gold=None, severity=5, count=200):
    made = tuple(Example(str(i), language, payload, gold or NoGold(), group="g") for i in range(count))
    evaluation = EvaluationSet("t", language, "test", made)
    return perturb_set(evaluation, whitespace_noise, severity=severity, seed=0, context=PerturbationContext())


def test_words_stay_and_none_is_joined():
    done = space(PlainText("one two three four"))
    texts = {perturbed.payload.text for _, perturbed in done.pairs}
    assert len(texts) > 10
    assert all(text.split() == ["one", "two", "three", "four"] for text in texts)
    assert {"\t", "\u00a0"} <= set("".join(texts))
    assert not any("\n" in text for text in texts), "a file of lines must keep its lines"


def test_the_rate_is_of_gaps():
    coverage = space(PlainText(" ".join("abcdefghijk")), severity=4).coverage
    assert coverage.units == 2000
    assert coverage.realised_rate == pytest.approx(0.2, rel=0.05)


def test_chinese_characters_are_parted():
    texts = {one.payload.text for _, one in space(PlainText("下雨，走"), language="zh").pairs}
    assert texts == {"下 雨，走"}


def test_answers_keep_their_spaces():
    gold = AnswersGold((Answer("New York", 3),))
    done = space(SpanQA("in New York now", "Where"), gold=gold)
    assert done.pairs
    assert all("New York" in perturbed.payload.context for _, perturbed in done.pairs)


def test_without_a_gap_it_says_so():
    assert space(PlainText("word")).coverage.reasons == (("no gap between words", 200),)
