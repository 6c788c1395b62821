from __future__ import annotations

import pytest

from harness.types import NotApplicable
from perturbations.context import PerturbationContext
from perturbations.coverage import perturb_text
from perturbations.keyboards import find_slips


def type_badly(text, language, seed=0, severity=5):
    return perturb_text(
        text, "keyboard_typos", language=language, severity=severity, seed=seed, context=PerturbationContext()
    )


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Where did the children play?"),
        ("id", "Anak-anak bermain di taman."),
        ("tr", "Işık İstanbul'da söndü."),
        ("ru", "Дети играли в саду."),
        ("hi", "बच्चे बगीचे में खेल रहे थे।"),
        ("ar", "لعب الأطفال في الحديقة."),
        ("el", "Τα παιδιά έπαιζαν στον κήπο."),
        ("he", "הילדים שיחקו בגן."),
        ("th", "เด็กๆ เล่นในสวน"),
        ("ko", "아이들이 공원에서 놀았다."),
        ("ta", "குழந்தைகள் பூங்காவில் விளையாடினர்."),
        ("ja", "子供たちは公園で遊んだ。"),
        ("my", "ကလေးများ ပန်းခြံထဲတွင် ကစားကြသည်။"),
        ("km", "ក្មេងៗលេងនៅក្នុងសួន។"),
        ("pa", "ਬੱਚੇ ਬਾਗ਼ ਵਿੱਚ ਖੇਡ ਰਹੇ ਸਨ।"),
    ],
)
def test_every_typo_is_a_slip_of_that_keyboard(language, text):
    done = type_badly(text, language)
    slips = find_slips(language)
    assert done.edits
    assert all(edit.replacement in slips[text[edit.start : edit.end]] for edit in done.edits)
    assert len(done.payload.text) == len(text)


def test_vietnamese_letters_with_a_tone_or_a_horn_are_left_alone():
    text = "Tiếng Việt rất đẹp"
    for seed in range(20):
        done = type_badly(text, "vi", seed)
        kept = [(at, letter) for at, letter in enumerate(text) if letter in "ếệấđẹ"]
        assert all(done.payload.text[at] == letter for at, letter in kept)


def test_case_is_kept():
    done = type_badly("ABCDEFGHIJ klmnop", "en")
    assert [letter.isupper() for letter in done.payload.text] == [True] * 10 + [False] * 7


def test_languages_typed_through_input_methods_say_why_they_are_left_out():
    for language, text in (("zh", "孩子们在公园里玩。"), ("am", "ልጆቹ በአትክልቱ ውስጥ ተጫወቱ።")):
        reason = f"no keyboard layout of letters is recorded for {language}"
        assert type_badly(text, language) == NotApplicable(reason)


def test_addresses_and_white_space_keep_their_shape():
    done = type_badly("http://192.168.1.1/a\tb  c\n", "en", severity=5)
    kept = "://192.168.1.1/"
    assert kept in done.payload.text
    assert done.payload.text.endswith("\n")
    assert "\t" in done.payload.text
