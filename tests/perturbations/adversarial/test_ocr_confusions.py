from __future__ import annotations

import unicodedata

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from harness.types import NotApplicable
from perturbations.adversarial.ocr_confusions import find_misreadings
from perturbations.context import PerturbationContext
from perturbations.coverage import perturb_text
from perturbations.resources.ocr import SPLITS, find_confusions, find_jamo_confusions


def scan(text, language, seed=0, severity=5):
    return perturb_text(
        text, "ocr_confusions", language=language, severity=severity, seed=seed, context=PerturbationContext()
    )


@pytest.mark.parametrize(
    ("language", "cluster", "misread"),
    [
        ("en", "l", "1"),
        ("en", "m", "rn"),
        ("en", "d", "cl"),
        ("en", "8", "B"),
        ("fr", "é", "è"),
        ("fr", "é", "e"),
        ("vi", "ế", "ê"),
        ("vi", "ơ", "o"),
        ("ru", "ш", "щ"),
        ("el", "ά", "α"),
        ("he", "ד", "ר"),
        ("he", "ם", "ס"),
        ("ar", "ب", "ت"),
        ("fa", "ج", "چ"),
        ("hi", "घि", "धि"),
        ("hi", "घि", "घी"),
        ("bn", "ব", "র"),
        ("ta", "ன்", "ண்"),
        ("th", "ด", "ค"),
        ("ko", "각", "칵"),
        ("ko", "가", "갸"),
        ("ja", "シ", "ツ"),
        ("ja", "は", "ば"),
        ("zh", "未", "末"),
        ("zh", "己", "已"),
        ("ka", "ვ", "კ"),
        ("my", "ပ", "ဖ"),
    ],
)
def test_letters_of_one_shape_are_taken_for_each_other(language, cluster, misread):
    assert misread in find_misreadings(language)[cluster]


@pytest.mark.parametrize(
    ("language", "foreign"), [("ar", "پچژگ"), ("fa", "ٹڈڑے"), ("ru", "іїєөқ"), ("bg", "ыё")]
)
def test_no_letter_that_the_language_lacks_appears(language, foreign):
    misreadings = find_misreadings(language)
    for letter in find_confusions():
        assert set("".join(misreadings[letter])).isdisjoint(set(foreign) - {letter}), letter


def test_groups_go_both_ways_within_one_script():
    for table in (find_confusions(), find_jamo_confusions()):
        for letter, others in table.items():
            assert letter not in others
            assert len(others) == len(set(others))
            assert all(letter in table[other] for other in others)


def test_no_number_becomes_another_number():
    def is_number(letter):
        return unicodedata.numeric(letter, None) is not None

    for letter, others in find_confusions().items():
        assert not is_number(letter) or not any(map(is_number, others)), (letter, others)


def test_letters_stay_in_their_script():
    kana = {"Hiragana", "Katakana", "Han"}
    for letter, others in find_confusions().items():
        for other in others:
            scripts = {script_name(letter), script_name(other)} - {"Common"}
            assert len(scripts) <= 1 or scripts <= kana, (letter, other)


def script_name(letter):
    names = (
        *("Latin", "Cyrillic", "Greek", "Hebrew", "Arabic", "Devanagari", "Bengali", "Gurmukhi", "Gujarati"),
        *("Tamil", "Telugu", "Kannada", "Malayalam", "Thai", "Lao", "Khmer", "Myanmar", "Georgian"),
        *("Armenian", "Hiragana", "Katakana", "Han", "Common", "Inherited"),
    )
    return next(name for name in names if regex.match(rf"\p{{Script={name}}}", letter))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Where did the children play?"),
        ("ru", "Дети играли в саду."),
        ("hi", "बच्चे बगीचे में खेल रहे थे।"),
        ("th", "เด็กๆ เล่นในสวน"),
        ("ko", "아이들이 공원에서 놀았다."),
        ("zh", "孩子们在公园里玩。"),
    ],
)
def test_every_edit_is_a_misreading(language, text):
    for seed in range(20):
        done = scan(text, language, seed)
        assert done.edits
        for edit in done.edits:
            assert edit.replacement in find_misreadings(language)[text[edit.start : edit.end]]


def test_letters_of_other_languages_are_not_read():
    assert all(
        other.isascii() for letter in "abcdefghijklmnopqrstuvwxyz" for other in find_misreadings("en")[letter]
    )
    assert "ł" in find_misreadings("pl")["l"]
    assert "ł" not in find_misreadings("de")["l"]
    assert "đ" in find_misreadings("vi")["d"]


def test_amharic_and_bare_punctuation_have_no_look_alikes():
    reason = NotApplicable("no letter with a look-alike in its script")
    assert scan("ልጆቹ በአትክልቱ ውስጥ", "am") == reason
    assert scan("... ?", "en") == reason


@given(st.sampled_from(["en", "vi", "ar", "hi", "ko", "zh"]), st.text(min_size=1, max_size=3))
def test_a_misreading_differs_and_holds_no_white_space(language, cluster):
    for misread in find_misreadings(language)[cluster]:
        assert misread != cluster
        assert misread
        assert not any(letter.isspace() for letter in misread)


def test_what_a_letter_falls_into_is_several():
    assert all(len(part) > 1 for parts in SPLITS.values() for part in parts)
