from __future__ import annotations

import pytest

from harness.types import (
    Answer,
    AnswersGold,
    BilingualLexicon,
    EvaluationSet,
    Example,
    NoGold,
    PlainText,
    SpanQA,
    TaggedTokens,
    TagsGold,
)
from perturbations.adversarial.code_switch_phrases import code_switch_phrases
from perturbations.context import PerturbationContext
from perturbations.coverage import perturb_set

WORDS = {"the": "die", "red": "rote", "cat": "Katze", "sat": "saß", "on": "auf", "mat": "Matte"}
GERMAN = BilingualLexicon("en", "de", {word: (text,) for word, text in WORDS.items()})
IDIOM = BilingualLexicon("en", "de", {"kick the bucket": ("ins Gras beißen",), "kick": ("treten",)})


def switch(payload, lexicon, *, gold=None, language="en", severity=5, count=60):
    made = tuple(Example(str(i), language, payload, gold or NoGold(), group="g") for i in range(count))
    evaluation = EvaluationSet("t", language, "test", made)
    context = PerturbationContext((lexicon,))
    return perturb_set(evaluation, code_switch_phrases, severity=severity, seed=0, context=context)


def payloads(done):
    return {perturbed.payload for _, perturbed in done.pairs}


def test_neighbours_are_translated_together():
    found = {one.text for one in payloads(switch(PlainText("Red cat, big mat"), GERMAN))}
    assert found == {"Rote Katze, big mat"}


def test_an_entry_for_the_whole_run_goes_before_its_words():
    assert payloads(switch(PlainText("they kick the bucket"), IDIOM)) == {PlainText("they ins Gras beißen")}


@pytest.mark.parametrize(("severity", "rate"), [(1, 0.02), (3, 0.1), (5, 0.4)])
def test_the_rate_is_of_words(severity, rate):
    text = " ".join(["the red cat sat on the mat and the cat sat on the red mat"] * 2)
    coverage = switch(PlainText(text), GERMAN, severity=severity, count=6000 // severity).coverage
    assert coverage.realised_rate == pytest.approx(rate, rel=0.15)


def test_tokens_keep_their_number_and_an_entity_ends_a_run():
    gold = TagsGold(("O", "O", "B-PER", "O"))
    done = switch(TaggedTokens(("red", "cat", "mat", "sat")), GERMAN, gold=gold)
    assert payloads(done) == {TaggedTokens(("rote", "Katze", "mat", "sat"))}
    assert {perturbed.gold for _, perturbed in done.pairs} == {gold}


def test_answers_end_a_run():
    gold = AnswersGold((Answer("cat sat", 8),))
    done = switch(SpanQA("the red cat sat on the mat", "Who?"), GERMAN, gold=gold, count=200)
    found = {one.context for one in payloads(done)}
    assert "die rote cat sat on the mat" in found
    assert all("cat sat" in context for context in found)


def test_neighbours_in_chinese_are_parted_by_spaces_in_the_translation():
    lexicon = BilingualLexicon("zh", "en", {"大学": ("university",), "学习": ("study",)})
    assert payloads(switch(PlainText("我在大学学习"), lexicon, language="zh")) == {
        PlainText("我在university study")
    }


def test_single_words_are_no_run():
    coverage = switch(PlainText("cat, mat"), GERMAN).coverage
    assert coverage.reasons == (("no two neighbouring words are in a lexicon from en", 60),)
