from __future__ import annotations

import unicodedata

import pytest

from harness.types import NotApplicable
from perturbations.adversarial.homoglyphs import homoglyphs
from perturbations.context import PerturbationContext
from perturbations.coverage import perturb_text


def imitate(text, language, seed=0):
    done = perturb_text(
        text, homoglyphs.name, language=language, severity=5, seed=seed, context=PerturbationContext()
    )
    return done if isinstance(done, NotApplicable) else done.payload.text


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "ppp", {"p", "р", "ρ"}),
        ("ru", "ссс", {"с", "c", "ᴄ"}),
        ("el", "ΑΑΑ", {"Α", "A", "А"}),
        ("ar", "ككك", {"ك", "ک"}),
        ("fa", "ییی", {"ی", "ى"}),
        ("ur", "ہہہ", {"ہ", "ه"}),
        ("ja", "ロロロ", {"ロ", "口", "囗"}),
        ("ja", "べべべ", {"べ", "ベ"}),
        ("zh", "力力力", {"力", "カ"}),
        ("th", "บบบ", {"บ", "ບ"}),
        ("te", "లలల", {"ల", "ಲ"}),
        ("ta", "ணணண", {"ண", "ണ"}),
        ("hy", "օօօ", {"օ", "o", "ο", "σ", "о", "ჿ", "ᴏ", "ᴑ"}),
        ("de", "öö", {"ö", "ӧ", "ο\u0308", "օ\u0308", "σ\u0308", "ჿ\u0308"}),
    ],
)
def test_letters_become_those_that_look_the_same(language, text, expected):
    found = {imitate(text[:1] * 3, language, seed) for seed in range(99)}
    letters = {unicodedata.normalize("NFC", one) for text in found for one in clusters_of(text)}
    assert letters == expected


def clusters_of(text):
    marked = text.replace("\u0308", "\u0308 ") if "\u0308" in text else ""
    plain = [one for one in text if one != "\u0308"]
    return [one for part in marked.split() for one in split_marked(part)] if marked else plain


def split_marked(part):
    return [*part[:-2], part[-2:]] if part.endswith("\u0308") else list(part)


def test_an_accent_stays_on_its_letter():
    found = {imitate("e\u0301e\u0301e\u0301", "fr", seed) for seed in range(20)}
    assert all(text[1::2] == "\u0301" * 3 for text in found)
    assert any("е" in text for text in found)


def test_vietnamese_letters_keep_both_marks():
    found = {imitate("ếếế", "vi", seed) for seed in range(20)}
    marked = "е\u0302\u0301"
    assert any(marked in text for text in found)


@pytest.mark.parametrize(("language", "text"), [("th", "ที่"), ("te", "లి"), ("ta", "ணி")])
def test_a_letter_with_marks_of_its_script_stays(language, text):
    assert imitate(text, language) == NotApplicable("no letter with a look-alike")


@pytest.mark.parametrize(("language", "text"), [("zh", "123 你们"), ("ko", "한국"), ("he", "שלום")])
def test_a_text_without_such_letters_is_not_applicable(language, text):
    assert imitate(text, language) == NotApplicable("no letter with a look-alike")
