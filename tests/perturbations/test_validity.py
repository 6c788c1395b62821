"""Rules hold, fail, or do not apply; what none of them checked is unknown."""

from __future__ import annotations

from dataclasses import replace

import pytest

from harness.errors import UnknownNameError
from harness.types import (
    Answer,
    AnswersGold,
    ChoiceGold,
    Edit,
    Example,
    LabelGold,
    MultipleChoice,
    SpanQA,
    TaggedTokens,
    TagsGold,
    TextPair,
)
from perturbations import validity
from perturbations.base import PERTURBATIONS
from perturbations.resources.antonyms import ANTONYMS
from perturbations.validity import audit_pairs, check_pair, judge, keep_gold_by_construction
from perturbations.validity_rules import GUARDS, RULES, STRUCTURE

HOLDS, FAILS, SILENT = "holds", "fails", "does not apply"


def pair(first, second="", *, language="en"):
    """Two texts as clean and changed, with no edits logged."""
    clean = Example("a", language, TextPair(first), LabelGold("yes"), "g")
    return clean, replace(clean, payload=TextPair(second), edits=(Edit("first", 0, len(first), second),))


def question(context, text, start, *, asked="Who?"):
    return Example("a", "en", SpanQA(context, asked), AnswersGold((Answer(text, start),)), "g")


def tagged(tokens, tags):
    return Example("a", "en", TaggedTokens(tuple(tokens.split())), TagsGold(tuple(tags.split())), "g")


TEXTS = {
    # rule, clean, changed, language, outcome
    "a number stays": ("numbers", "He has 12 cats", "He hsa 12 cats", "en", HOLDS),
    "a number changes": ("numbers", "He has 12 cats", "He has 13 cats", "en", FAILS),
    "a number in other digits": ("numbers", "12 बिल्लियाँ", "१२ बिल्लियाँ", "hi", HOLDS),
    "a number grouped otherwise": ("numbers", "1,000.5 m", "1.000,5 m", "de", HOLDS),
    "a date in another order": ("numbers", "on 2024-01-31", "on 31.01.2024", "de", HOLDS),
    "a number more": ("numbers", "He has 12 cats", "He has 12 cats and 3 dogs", "en", HOLDS),
    "no number": ("numbers", "He has cats", "He hsa cats", "en", SILENT),
    "a negator stays": ("negation", "He is not here", "He si not here", "en", HOLDS),
    "a negator is lost": ("negation", "He is not here", "He is npt here", "en", FAILS),
    "a negator is added": ("negation", "He is here", "He is not here", "en", FAILS),
    "a negator in German": ("negation", "He is not here", "He is nicht here", "en", HOLDS),
    "a negator in Chinese instead": ("negation", "He is not here", "He is 不 here", "en", HOLDS),
    "another word in German": ("negation", "He is not here", "He is auch here", "en", FAILS),
    "a negator in look-alikes": ("negation", "He is not here", "He is nоt here", "en", HOLDS),
    "a clitic is lost": ("negation", "They don't know", "They do know", "en", FAILS),
    "a negator in Chinese": ("negation", "他不知道", "他知道", "zh", FAILS),
    "a negator in Thai": ("negation", "เขาไม่รู้", "เขาไม่รู", "th", HOLDS),
    "a language without negators": ("negation", "a b", "a c", "ay", SILENT),
    "an antonym": ("antonyms", "a big dog", "a little dog", "en", FAILS),
    "a synonym": ("antonyms", "a big dog", "a large dog", "en", HOLDS),
    "words without antonyms": ("antonyms", "one dog", "one cat", "en", SILENT),
    "antonyms in German": ("antonyms", "ein großer Hund", "ein kleiner Hund", "de", SILENT),
    "a doubled text": ("length", "twelve chars", "twelve chars" * 3, "en", FAILS),
    "half a text": ("length", "twelve chars", "twel", "en", FAILS),
    "a text as long": ("length", "twelve chars", "twelve cahrs", "en", HOLDS),
    "a short text": ("length", "word", "w", "en", SILENT),
    "nothing left": ("not empty", "word", "\u200b ", "en", FAILS),
    "something left": ("not empty", "word", "w", "en", HOLDS),
    "nothing there": ("not empty", " ", "", "en", SILENT),
    "look-alikes": ("reads alike", "word", "wоrd", "en", HOLDS),
    "another word": ("reads alike", "word", "ward", "en", SILENT),
}


@pytest.mark.parametrize(("rule", "clean", "changed", "language", "outcome"), TEXTS.values(), ids=TEXTS)
def test_rules_about_texts(rule, clean, changed, language, outcome):
    assert check_pair(*pair(clean, changed, language=language))[rule] == outcome


CONTEXT = question("It was Ada Lovelace.", "Ada Lovelace", 7)
ANSWERS = {
    "moved": (question("Yes. It was Ada Lovelace.", "Ada Lovelace", 12), HOLDS),
    "not at its offset": (question("Yes. It was Ada Lovelace.", "Ada Lovelace", 7), FAILS),
    "another text": (question("It was Adq Lovelace.", "Adq Lovelace", 7), FAILS),
    "gone": (replace(CONTEXT, gold=AnswersGold(())), FAILS),
    "another format": (replace(CONTEXT, payload=TextPair("a")), FAILS),
}


@pytest.mark.parametrize(("changed", "outcome"), ANSWERS.values(), ids=ANSWERS)
def test_answers_stay_at_their_offsets(changed, outcome):
    assert check_pair(CONTEXT, changed)["answers"] == outcome


def test_a_context_may_grow_and_change_but_its_question_keeps_its_sense():
    clean = question("It was Ada Lovelace.", "Ada Lovelace", 7, asked="Who was not there?")
    longer = question("It was Ada Lovelace. " + "No. " * 20, "Ada Lovelace", 7, asked="Who was not there?")
    found = check_pair(clean, longer)
    assert (found["answers"], found["length"], found["negation"]) == (HOLDS, HOLDS, HOLDS)
    other = question("It was Ada Lovelace.", "Ada Lovelace", 7, asked="Who was there?")
    assert check_pair(clean, other)["negation"] == FAILS


NAMED = tagged("Ada Lovelace met Bob", "B-PER I-PER O B-PER")
TAGS = {
    "a typo elsewhere": (tagged("Ada Lovelace mte Bob", "B-PER I-PER O B-PER"), HOLDS, HOLDS),
    "look-alikes": (tagged("Аda Lovelace met Bоb", "B-PER I-PER O B-PER"), HOLDS, HOLDS),
    "a token lost": (tagged("Ada Lovelace Bob", "B-PER I-PER B-PER"), HOLDS, HOLDS),
    "a typo in a name": (tagged("Ada Lovelqce met Bob", "B-PER I-PER O B-PER"), HOLDS, FAILS),
    "a name lost": (tagged("Ada Lovelace met", "B-PER I-PER O"), HOLDS, FAILS),
    "a tag lost": (tagged("Ada Lovelace met Bob", "B-PER I-PER O"), FAILS, FAILS),
    "no beginning": (tagged("Lovelace met Bob", "I-PER O B-PER"), FAILS, FAILS),
    "an empty token": (tagged("Ada Lovelace \u200b Bob", "B-PER I-PER O B-PER"), FAILS, HOLDS),
}


@pytest.mark.parametrize(("changed", "tags", "entities"), TAGS.values(), ids=TAGS)
def test_tags_and_entities(changed, tags, entities):
    found = check_pair(NAMED, changed)
    assert (found["tags"], found["entities"]) == (tags, entities)


def test_parts_of_speech_have_no_entities():
    found = check_pair(tagged("a cat", "DET NOUN"), tagged("a cta", "DET NOUN"))
    assert (found["tags"], found["entities"], found["negation"]) == (HOLDS, SILENT, SILENT)


def choices(*texts):
    return Example("a", "en", MultipleChoice("Why?", texts), ChoiceGold(0), "g")


@pytest.mark.parametrize(
    ("changed", "outcome"),
    [(choices("rain", "sno"), HOLDS), (choices("rain", "RAIN "), FAILS), (choices("rain"), FAILS)],
)
def test_choices_stay_distinct(changed, outcome):
    assert check_pair(choices("rain", "snow"), changed)["choices"] == outcome


def test_choices_that_never_differed_are_not_judged():
    assert check_pair(choices("a", "a"), choices("b", "b"))["choices"] == SILENT


def test_one_failure_breaks_and_silence_is_unknown():
    silent = dict.fromkeys(RULES, SILENT)
    assert judge(silent) == "unknown"
    assert judge(silent | dict.fromkeys(GUARDS, HOLDS)) == "unknown"
    assert judge(silent | {"numbers": HOLDS}) == "kept"
    assert judge(silent | {"numbers": HOLDS, "length": FAILS}) == "broken"
    assert judge(silent, by_construction=True) == "kept"
    assert judge(silent | {"answers": FAILS}, by_construction=True) == "broken"
    assert RULES.keys() >= GUARDS | STRUCTURE


def test_a_set_is_counted():
    pairs = [
        pair("He has 12 cats", "He hsa 12 cats"),
        pair("He has 12 cats", "He has 13 cats"),
        pair("wari imilla", "wari imlila", language="ay"),
    ]
    found = audit_pairs(pairs, "keyboard_typos")
    assert (found.kept, found.broken, found.unknown, found.checked) == (1, 1, 1, 2)
    counts = {one.rule: (one.holds, one.fails, one.inapplicable) for one in found.rules}
    assert counts["numbers"] == (1, 1, 1)
    assert counts["negation"] == (2, 0, 1)
    assert "answers" not in counts
    assert (found.construction, found.control) == ("", False)


def test_originals_keep_their_gold():
    clean, _ = pair("anything", language="ay")
    assert audit_pairs([(clean, clean)], "length_slice").kept == 1


def test_an_empty_set_says_nothing():
    found = audit_pairs([], "keyboard_typos")
    assert (found.checked, found.unknown, found.rules) == (0, 0, ())


def test_a_perturbation_that_does_not_exist_is_refused():
    with pytest.raises(UnknownNameError):
        audit_pairs([], "keyboard_tipos")


def test_what_keeps_the_gold_by_construction_is_bound_by_structure_alone(monkeypatch):
    monkeypatch.setattr(validity, "_BY_CONSTRUCTION", {})
    keep_gold_by_construction("homoglyphs", because="It says so.")
    pairs = [pair("He has 12 cats", "He has no cats"), pair("word", "\u200b")]
    found = audit_pairs(pairs, "homoglyphs@first")
    assert (found.kept, found.broken, found.construction) == (1, 1, "It says so.")
    assert {one.rule for one in found.rules} == {"not empty"}
    assert audit_pairs(pairs, "homoglyphs+keyboard_typos").construction == ""


def test_antonyms_are_mutual_and_lower_case():
    known = ANTONYMS["en"]
    assert sum(map(len, known.values())) == 2 * 529
    for word, others in known.items():
        assert word == word.lower()
        assert all(word in known[other] for other in others)


@pytest.mark.parametrize("name", ["normal_forms", "tautology_append", "negation_append"])
def test_what_keeps_the_gold_by_construction_says_why(name):
    assert PERTURBATIONS.get(name).name == name
    assert audit_pairs([pair("He has 12 cats", "He has 12 cats")], name).construction
