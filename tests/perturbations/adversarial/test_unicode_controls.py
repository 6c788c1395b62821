"""Invisible characters and controls of direction."""

from __future__ import annotations

import pytest
import regex
from bidi import get_display

from harness.types import Example, NoGold, NotApplicable, TaggedTokens, TagsGold
from perturbations.adversarial.bidi_controls import bidi_controls
from perturbations.adversarial.invisible_characters import invisible_characters
from perturbations.context import PerturbationContext
from perturbations.coverage import perturb_example, perturb_text

CONTROLS = regex.compile(r"\p{Cf}")
CONTEXT = PerturbationContext()
SAMPLES = {
    "en": "The quick brown fox, 12 of them (or more), jumped over 3.5 lazy dogs!",
    "tr": "Işık hızı 300.000 km/s'dir.",
    "ru": "Съешь ещё этих мягких французских булок, да выпей чаю 5 раз.",
    "el": "Η γρήγορη αλεπού πήδηξε 12 φορές, ναι!",
    "zh": "敏捷的棕色狐狸跳过了 12 只懒狗。",
    "ja": "素早い茶色の狐がのろまな犬を飛び越えた。",
    "ko": "빠른 갈색 여우가 게으른 개 12마리를 뛰어넘는다.",
    "th": "สุนัขจิ้งจอกสีน้ำตาลกระโดดข้าม 12 ตัว",
    "he": "השועל החום המהיר קפץ מעל 12 כלבים, ואז (שוב) abc 7.5!",
}


def change(text, perturbation, language, seed=0):
    done = perturb_text(text, perturbation.name, language=language, severity=5, seed=seed, context=CONTEXT)
    return done if isinstance(done, NotApplicable) else done.payload.text


@pytest.mark.parametrize("language", SAMPLES)
@pytest.mark.parametrize("seed", range(5))
def test_the_bidirectional_algorithm_shows_turned_letters_as_before(language, seed):
    text = SAMPLES[language]
    turned = change(text, bidi_controls, language, seed)
    assert CONTROLS.sub("", turned) != text
    assert sorted(CONTROLS.sub("", turned)) == sorted(text)
    assert show(turned) == show(text)


def show(text):
    """What is drawn from left to right; a letter with marks is one shape (rule L3), so one letter here."""
    marked = sorted({one for one in regex.findall(r"\X", text) if len(one) > 1})
    drawn = regex.sub(
        r"\X", lambda found: chr(0x3400 + marked.index(found[0])) if found[0] in marked else found[0], text
    )
    return CONTROLS.sub("", get_display(drawn))


@pytest.mark.parametrize("language", SAMPLES)
def test_controls_are_balanced_within_each_token(language):
    tokens = tuple(SAMPLES[language].split())
    example = Example("1", language, TaggedTokens(tokens), TagsGold(("O",) * len(tokens)), group="g")
    done = perturb_example(example, bidi_controls, severity=5, seed=1, context=CONTEXT).outcome
    assert len(done.payload.tokens) == len(tokens)
    for token in done.payload.tokens:
        opened = []
        for one in token:
            if one in "\u2066\u2067\u202d\u202e":
                opened.append(one)
            elif one in "\u202c\u2069":
                assert (opened.pop() in "\u202d\u202e") == (one == "\u202c")
        assert not opened


@pytest.mark.parametrize(("language", "script"), [("ar", "Arabic"), ("hi", "Devanagari"), ("my", "Myanmar")])
def test_letters_that_join_are_not_turned(language, script):
    assert change("ab", bidi_controls, language) == NotApplicable(f"not defined for {script} script")


def test_alike_letters_are_no_pair():
    assert change("aa bb", bidi_controls, "en") == NotApplicable("no two different letters side by side")


@pytest.mark.parametrize(
    ("language", "text", "marks"),
    [
        ("en", "ab", "\u200b\u200c\u200d\u2060\u00ad"),
        ("he", "של", "\u200b\u200c\u200d\u2060"),
        ("zh", "你好", "\u200b\u200c\u200d\u2060"),
        ("ko", "한국", "\u200b\u200c\u200d\u2060"),
        ("ar", "سل", "\u200b\u2060"),
        ("fa", "می", "\u200b\u2060"),
        ("hi", "कम", "\u200b\u2060"),
        ("ta", "கம", "\u200b\u2060"),
        ("th", "กา", "\u200c\u2060"),
        ("my", "မန", "\u2060"),
        ("km", "កម", "\u2060"),
    ],
)
def test_each_script_has_its_invisible_characters(language, text, marks):
    found = {change(text, invisible_characters, language, seed) for seed in range(60)}
    assert found == {text} | {text[:1] + mark + text[1:] for mark in marks}


@pytest.mark.parametrize("language", SAMPLES)
def test_they_stand_between_letters_alone(language):
    text = SAMPLES[language]
    done = change(text, invisible_characters, language)
    assert CONTROLS.sub("", done) == text
    clusters = set(regex.findall(r"\X", text))
    for before, after in regex.findall(r"(\X)\p{Cf}+(?=(\X))", done):
        assert CONTROLS.sub("", before) in clusters
        assert regex.match(r"[\p{L}\p{N}]", after)


@pytest.mark.parametrize(
    ("language", "text"), [("kn", "ಕ್ಕ"), ("en", "a b c"), ("en", "👩\u200d🚀👍"), ("en", "1\ufe0f\u20e3!")]
)
def test_nothing_parts_a_conjunct_or_an_emoji(language, text):
    expected = NotApplicable("no two letters of a word side by side")
    assert change(text, invisible_characters, language) == expected


def test_answers_stay_whole(assert_pair_holds):
    example = Example("1", "en", TaggedTokens(("New", "York")), NoGold(), group="g")
    done = perturb_example(example, invisible_characters, severity=5, seed=3, context=CONTEXT).outcome
    assert [CONTROLS.sub("", token) for token in done.payload.tokens] == ["New", "York"]
    assert_pair_holds(example, done, invisible_characters.spec)
