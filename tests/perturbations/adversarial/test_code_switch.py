from __future__ import annotations

import pytest

from harness.types import (
    Answer,
    AnswersGold,
    BilingualLexicon,
    EvaluationSet,
    Example,
    LabelGold,
    LanguageResources,
    NoGold,
    PlainText,
    SpanQA,
    TaggedTokens,
    TagsGold,
    TextPair,
)
from perturbations.adversarial.code_switch import code_switch
from perturbations.context import PerturbationContext, build_context
from perturbations.coverage import perturb_set

GERMAN = BilingualLexicon(
    "en", "de", {"dog": ("Hund", "Köter"), "house": ("Haus",), "red": ("rot",), "taxi": ("Taxi",)}
)
TURKISH = BilingualLexicon(
    "en", "tr", {"dog": ("köpek",), "bad weather": ("kötü hava",), "sleep": ("uykuya dalmak",)}
)


def switch(payload, *lexicons, gold=None, language="en", count=40, severity=5):
    made = tuple(Example(str(i), language, payload, gold or NoGold(), group="g") for i in range(count))
    evaluation = EvaluationSet("t", language, "test", made)
    context = PerturbationContext(tuple(lexicons))
    return perturb_set(evaluation, code_switch, severity=severity, seed=0, context=context)


def payloads(done):
    return {perturbed.payload for _, perturbed in done.pairs}


def test_a_word_becomes_its_most_usual_translation():
    assert payloads(switch(PlainText("a dog."), GERMAN)) == {PlainText("a Hund.")}


def test_capitals_are_kept():
    assert payloads(switch(PlainText("Red!"), GERMAN)) == {PlainText("Rot!")}


def test_a_word_that_is_the_same_in_both_stays():
    assert payloads(switch(PlainText("Taxi dog"), GERMAN)) == {PlainText("Taxi Hund")}


def test_the_rate_is_of_all_words_and_ends_with_the_lexicon():
    text = "the dog ran away from the old house as fast as it could"
    mild = switch(PlainText(text), GERMAN, severity=3, count=600).coverage
    assert mild.units == 600 * 13
    assert mild.realised_rate == pytest.approx(0.10, rel=0.1)
    strong = switch(PlainText(text), GERMAN, count=600).coverage
    assert strong.realised_rate == pytest.approx(2 / 13)


def test_each_example_goes_into_one_language_that_its_id_picks():
    mild = {
        clean.id: p.payload.text for clean, p in switch(PlainText("dog"), GERMAN, TURKISH, count=90).pairs
    }
    assert set(mild.values()) == {"Hund", "köpek"}
    again = switch(PlainText("dog"), TURKISH, GERMAN, count=90, severity=4)
    assert all(mild[clean.id] == p.payload.text for clean, p in again.pairs if clean.id in mild)


def test_another_language_is_taken_where_the_first_knows_no_word():
    assert payloads(switch(PlainText("house"), GERMAN, TURKISH)) == {PlainText("Haus")}


def test_both_texts_of_a_pair_are_switched():
    found = payloads(switch(TextPair("dog", "red"), GERMAN, gold=LabelGold("x")))
    assert {TextPair("Hund", "red"), TextPair("dog", "rot")} <= found


def test_a_token_stays_one_token_and_an_entity_stays():
    gold = TagsGold(("B-PER", "O", "O"))
    done = switch(TaggedTokens(("Dog", "sleep", "dog")), TURKISH, gold=gold)
    assert payloads(done) == {TaggedTokens(("Dog", "sleep", "köpek"))}
    assert {perturbed.gold for _, perturbed in done.pairs} == {gold}


def test_a_running_text_may_get_several_words():
    assert payloads(switch(PlainText("sleep"), TURKISH)) == {PlainText("uykuya dalmak")}


def test_answers_stay():
    gold = AnswersGold((Answer("red dog", 2),))
    done = switch(SpanQA("A red dog left the house", "Which dog?"), GERMAN, gold=gold)
    assert {p.payload.context for _, p in done.pairs} == {"A red dog left the Haus"}


def test_chinese_words_are_those_of_a_dictionary():
    lexicon = BilingualLexicon("zh", "en", {"大": ("big",), "大学": ("university",), "学生": ("student",)})
    assert payloads(switch(PlainText("他在大学"), lexicon, language="zh")) == {PlainText("他在university")}


@pytest.mark.parametrize(
    ("lexicons", "reason"),
    [
        ((), "no lexicon from en"),
        ((BilingualLexicon("de", "en", {"Hund": ("dog",)}),), "no lexicon from en"),
        ((BilingualLexicon("en", "de", {"cat": ("Katze",)}),), "no word is in a lexicon from en"),
    ],
)
def test_without_a_word_to_switch_it_says_why(lexicons, reason):
    assert switch(PlainText("dog"), *lexicons).coverage.reasons == ((reason, 40),)


def test_a_lexicon_into_the_language_is_turned_round():
    german = EvaluationSet("t", "de", "test", ())
    assert build_context(german, LanguageResources((GERMAN,))).lexicons[0].entries["Hund"] == ("dog",)
    direct = BilingualLexicon("de", "en", {"Hund": ("hound",)})
    assert build_context(german, LanguageResources((GERMAN, direct))).lexicons == (direct,)
    assert build_context(german, LanguageResources((TURKISH,))).lexicons == ()
