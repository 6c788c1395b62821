"""Letters inserted, deleted, swapped and repeated."""

from __future__ import annotations

import unicodedata
from collections import Counter

import pytest
import regex

from harness.types import Answer, AnswersGold, Example, NotApplicable, SpanQA
from perturbations.compose import find_perturbation
from perturbations.context import PerturbationContext
from perturbations.coverage import perturb_text
from perturbations.draws import DrawKey
from perturbations.edits import realise
from perturbations.keyboards import find_alphabet
from perturbations.setting import Setting

EDITS = ("character_insert", "character_delete", "character_swap", "character_repeat")
TEXTS = {
    "en": "The children played in 12 gardens.",
    "ru": "Дети играли в 12 садах.",
    "ar": "لعب الأطفال في ١٢ حديقة.",
    "hi": "बच्चे क्षेत्र के 12 बगीचों में खेल रहे थे।",
    "ta": "குழந்தைகள் பூங்காவில் விளையாடினர்.",
    "th": "เด็กๆ เล่นในสวน 12 แห่ง",
    "ko": "아이들이 공원에서 놀았다.",
    "ja": "子供たちは公園で遊んだ。",
    "zh": "孩子们在公园里玩。",
    "am": "ልጆቹ በአትክልቱ ውስጥ ተጫወቱ።",
    "my": "ကလေးများ ပန်းခြံထဲတွင် ကစားကြသည်။",
}


def edit(text, name, language, seed=0, severity=5):
    return perturb_text(
        text, name, language=language, severity=severity, seed=seed, context=PerturbationContext()
    )


def letters(text):
    return Counter(regex.findall(r"\X", text))


@pytest.mark.parametrize("language", TEXTS)
def test_a_letter_too_many_is_one_of_the_language_behind_a_whole_letter(language):
    text = TEXTS[language]
    for seed in range(20):
        done = edit(text, "character_insert", language, seed)
        assert len(done.payload.text) == len(text) + len(done.edits)
        for one in done.edits:
            assert one.start == one.end
            assert text[one.start - 1] not in " .।。0123456789\u094d\u0bcd\u1039"
            assert unicodedata.category(one.replacement)[0] == "L"
            assert one.replacement.lower() in find_alphabet(language) or language in ("zh", "am", "ja", "hi")


def test_a_letter_too_many_is_a_neighbouring_key_where_there_is_one():
    found = {edit("g", "character_insert", "en", seed).payload.text for seed in range(200)} - {"g"}
    assert found <= {"g" + key for key in "fhtyvb"}
    assert len(found) > 3


def test_a_letter_without_a_key_is_followed_by_any_of_the_alphabet():
    found = {
        edit("é", "character_insert", "en", seed).edits[0].replacement
        for seed in range(300)
        if edit("é", "character_insert", "en", seed).edits
    }
    assert found <= set("qwertyuiopasdfghjklzxcvbnm")
    assert len(found) > 15


def test_no_letter_goes_in_where_no_alphabet_is_known():
    assert edit("qapla'", "character_insert", "tlh") == NotApplicable("no alphabet is recorded for tlh")


@pytest.mark.parametrize("language", TEXTS)
def test_a_deletion_takes_whole_letters(language):
    text = TEXTS[language]
    for seed in range(20):
        done = edit(text, "character_delete", language, seed)
        gone = letters("".join(text[one.start : one.end] for one in done.edits))
        assert sum(gone.values()) == len(done.edits)
        assert len(text.split()) == len(done.payload.text.split())


@pytest.mark.parametrize("language", TEXTS)
def test_a_swap_keeps_every_letter(language):
    text = TEXTS[language]
    for seed in range(20):
        done = edit(text, "character_swap", language, seed)
        assert Counter(done.payload.text) == Counter(text)
        assert [len(w) for w in done.payload.text.split()] == [len(w) for w in text.split()]


@pytest.mark.parametrize("language", TEXTS)
def test_a_repetition_doubles_letters_and_no_digits(language):
    text = TEXTS[language]
    for seed in range(20):
        done = edit(text, "character_repeat", language, seed)
        assert done.edits
        for one in done.edits:
            cluster = text[one.start : one.end]
            assert one.replacement == cluster * 2
            assert cluster[0].isalpha()


@pytest.mark.parametrize("name", EDITS)
def test_text_without_letters_is_not_applicable(name):
    assert isinstance(edit("... !?", name, "en"), NotApplicable)


@pytest.mark.parametrize("name", EDITS)
def test_answers_stay(name):
    gold = AnswersGold((Answer("Fuchs", 4),))
    one = Example("1", "de", SpanQA("Ein Fuchs lief.", "Wer lief?"), gold, group="g")
    perturbation = find_perturbation(name)
    for seed in range(40):
        setting = Setting(5, DrawKey(seed).open("1"), PerturbationContext())
        done = realise(one, perturbation.propose(one, setting))
        (answer,) = done.gold.answers
        assert answer.text == "Fuchs"
        assert done.payload.context[answer.start :].startswith("Fuchs")


@pytest.mark.parametrize("name", ["character_delete", "character_swap"])
@pytest.mark.parametrize(
    ("language", "text", "kept"),
    [
        ("en", "They do n't know whether she can not come", ["n't", "not"]),
        ("it", "Il gatto non dorme, no, senza dubbio", ["non", "no,", "senza"]),
        ("ru", "Он не пришёл сегодня домой", ["не"]),
        ("he", "הילד לא הלך לבית", ["לא"]),
    ],
)
def test_negators_keep_their_letters(name, language, text, kept):
    done = [edit(text, name, language, seed).payload.text for seed in range(60)]
    assert len(set(done)) > 10
    assert all(word in one.split() for one in done for word in kept)


def test_a_text_of_negators_alone_has_nothing_to_swap():
    assert isinstance(edit("no", "character_swap", "en"), NotApplicable)
