"""Normalisation forms, widths, cases, points and digits."""

from __future__ import annotations

import unicodedata

import pytest
from babel import Locale

from harness.types import NotApplicable
from perturbations.adversarial.casing import casing, find_cases
from perturbations.adversarial.fullwidth_forms import fullwidth_forms
from perturbations.adversarial.normal_forms import normal_forms
from perturbations.adversarial.script_digits import _ZEROS, script_digits
from perturbations.adversarial.vowel_points import vowel_points
from perturbations.context import PerturbationContext
from perturbations.coverage import perturb_text


def change(text, perturbation, language, seed=0):
    done = perturb_text(
        text, perturbation.name, language=language, severity=5, seed=seed, context=PerturbationContext()
    )
    return done if isinstance(done, NotApplicable) else done.payload.text


def change_often(text, perturbation, language):
    return {change(text, perturbation, language, seed) for seed in range(60)} - {text}


@pytest.mark.parametrize(
    ("language", "text", "others"),
    [
        ("fr", "é", {"e\u0301"}),
        ("fr", "e\u0301", {"é"}),
        ("vi", "ệ", {"e\u0323\u0302"}),
        ("ko", "한", {"\u1112\u1161\u11ab"}),
        ("ja", "が", {"か\u3099"}),
        ("hi", "\u0958", {"\u0915\u093c"}),
        ("th", "ำ", {"\u0e4d\u0e32"}),
        ("ar", "ﻻ", {"\u0644\u0627"}),
        ("en", "ﬁ", {"fi"}),
        ("el", "ΐ", {"ι\u0308\u0301"}),
        ("ru", "й", {"и\u0306"}),
    ],
)
def test_a_cluster_gets_another_normal_form(language, text, others):
    assert change_often(text, normal_forms, language) == others
    assert all(unicodedata.normalize("NFKC", one) == unicodedata.normalize("NFKC", text) for one in others)


@pytest.mark.parametrize("text", ["plain", "x²", "½", "①", "´"])
def test_forms_that_read_otherwise_are_none(text):
    reason = "no character with another normalisation form"
    assert change(text, normal_forms, "en") == NotApplicable(reason)


@pytest.mark.parametrize(
    ("language", "text", "other"),
    [
        ("en", "a", "ａ"),
        ("en", "!", "！"),
        ("zh", "，", ","),
        ("zh", "７", "7"),
        ("ja", "ア", "ｱ"),
        ("ja", "ｶﾞ", "ガ"),
        ("ja", "パ", "ﾊﾟ"),
        ("ja", "。", "｡"),
        ("ja", "ー", "ｰ"),
    ],
)
def test_a_character_gets_its_other_width(language, text, other):
    assert change_often(text, fullwidth_forms, language) == {other}


@pytest.mark.parametrize(("language", "text"), [("ru", "да"), ("ja", "が 漢"), ("fr", "é")])
def test_other_characters_have_one_width(language, text):
    assert change(text, fullwidth_forms, language) == NotApplicable("no character with another width")


@pytest.mark.parametrize(
    ("language", "word", "forms"),
    [
        ("en", "word", {"WORD", "Word"}),
        ("en", "NASA", {"nasa", "Nasa"}),
        ("en", "Word", {"WORD", "word", "wORD"}),
        ("en", "well-known", {"WELL-KNOWN", "Well-Known"}),
        ("tr", "İstanbul", {"İSTANBUL", "istanbul", "iSTANBUL"}),
        ("tr", "ışık", {"IŞIK", "Işık"}),
        ("tr", "IŞIK", {"ışık", "Işık"}),
        ("az", "iki", {"İKİ", "İki"}),
        ("de", "Straße", {"STRASSE", "straße", "sTRASSE"}),
        ("el", "οδός", {"ΟΔΟΣ", "Οδός"}),
        ("el", "ΟΔΟΣ", {"οδος", "Οδος"}),
        ("el", "Άννα", {"ΑΝΝΑ", "άννα", "άΝΝΑ"}),
        ("el", "άυλος", {"ΑΫΛΟΣ", "Άυλος"}),
        ("ru", "Ёлка", {"ЁЛКА", "ёлка", "ёЛКА"}),
        ("nl", "ijs", {"IJS", "IJs"}),
        ("vi", "Đường", {"ĐƯỜNG", "đường", "đƯỜNG"}),
        ("en", "42", set()),
    ],
)
def test_cases_follow_the_language(language, word, forms):
    assert set(find_cases(word, language)) == forms
    if forms:
        assert change_often(word, casing, language) == forms


@pytest.mark.parametrize(("language", "script"), [("ar", "Arabic"), ("ja", "Japanese"), ("ka", "Georgian")])
def test_scripts_without_case_are_not_applicable(language, script):
    assert change("Word", casing, language) == NotApplicable(f"not defined for {script} script")


def test_a_text_of_numbers_has_no_case():
    assert change("12 34", casing, "en") == NotApplicable("no word with a case")


@pytest.mark.parametrize(
    ("language", "text", "points"),
    [("ar", "ك", "\u064e\u064f\u0650"), ("ur", "ٹ", "\u064e\u064f\u0650"), ("fa", "پ", "\u064e\u064f\u0650")],
)
def test_an_arabic_consonant_gets_one_vowel_point(language, text, points):
    assert change_often(text, vowel_points, language) == {text + point for point in points}


def test_a_hebrew_consonant_gets_a_point_where_another_letter_follows():
    found = change_often("בד", vowel_points, "he")
    assert found == {f"ב{point}ד" for point in "\u05b7\u05b8\u05b6\u05b5\u05b4\u05bb"}


@pytest.mark.parametrize(
    ("language", "text"), [("ar", "كَ"), ("ar", "او ي"), ("ar", "ما"), ("he", "בָּ"), ("he", "ום"), ("he", "ב")]
)
def test_pointed_letters_and_vowel_letters_get_none(language, text):
    assert change(text, vowel_points, language) == NotApplicable("no consonant without a point")


def test_languages_that_write_vowels_as_letters_are_not_applicable():
    assert change("كە", vowel_points, "ug") == NotApplicable("vowels are letters in ug")


@pytest.mark.parametrize(
    ("language", "text", "other"),
    [
        ("ar", "عام 1984", "عام ١٩٨٤"),
        ("fa", "سال 1984", "سال ۱۹۸۴"),
        ("ar", "1,234,567.8", "١٬٢٣٤٬٥٦٧٫٨"),
        ("ar", "1.234,5", "١٬٢٣٤٫٥"),
        ("ar", "2.5", "٢٫٥"),
        ("ar", "0,125", "٠٫١٢٥"),
        ("ar", "1,234", "١٬٢٣٤"),
        ("ar", "1.234", "١.٢٣٤"),
        ("ar", "10:30", "١٠:٣٠"),
        ("ar", "1.2.2006", "١.٢.٢٠٠٦"),
        ("ar", "١٬٢٣٤٫٥", "1,234.5"),
        ("fa", "2.5", "۲٫۵"),
        ("hi", "3,141.5", "३,१४१.५"),
        ("hi", "३", "3"),
        ("bn", "10", "১০"),
        ("th", "10:30", "๑๐:๓๐"),
        ("my", "25", "၂၅"),
        ("zh", "2024年", "２０２４年"),
        ("te", "7", "౭"),
        ("ml", "89", "൮൯"),
    ],
)
def test_a_number_changes_its_digits_as_a_whole(language, text, other):
    assert change_often(text, script_digits, language) == {other}


@pytest.mark.parametrize(
    ("language", "text", "reason"),
    [
        ("en", "12", "en has no digits but ASCII's"),
        ("hi", "एक", "no number in digits"),
        ("hi", "1२", "no number in digits"),
        ("hi", "১", "no number in digits"),
        ("ar", "1\ufe0f\u20e3", "no number in digits"),
    ],
)
def test_other_numbers_stay(language, text, reason):
    assert change(text, script_digits, language) == NotApplicable(reason)


@pytest.mark.parametrize("language", sorted(set(_ZEROS) - {"zh", "yue", "ja", "arz"}))
def test_digits_are_those_of_cldr(language):
    native = Locale.parse(language).other_numbering_systems["native"]
    names = {
        "arab": "٠", "arabext": "۰", "deva": "०", "beng": "০", "guru": "੦", "gujr": "૦", "tamldec": "௦",
        "telu": "౦", "knda": "೦", "mlym": "൦", "thai": "๐", "laoo": "໐", "mymr": "၀", "khmr": "០",
    }  # fmt: skip
    assert names[native] == _ZEROS[language]
    assert unicodedata.digit(_ZEROS[language]) == 0
