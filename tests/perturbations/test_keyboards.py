from __future__ import annotations

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.languages import LANGUAGES
from perturbations.keyboards import find_alphabet, find_slips
from perturbations.resources.layouts import LAYOUT_OF, LAYOUTS
from perturbations.scripts import script_of


@pytest.mark.parametrize(
    ("language", "letter", "near"),
    [
        ("en", "g", "fhtyvb"),
        ("en", "q", "wa"),
        ("en", "G", "FHTYVB"),
        ("de", "z", "tugh"),
        ("de", "ä", "öü"),
        ("fr", "a", "zqé"),
        ("fr", "é", "az"),
        ("es", "ñ", "lp"),
        ("tr", "ı", "uojk"),
        ("tr", "I", "UOJK"),
        ("tr", "i", "şğü"),
        ("ru", "п", "арнеми"),
        ("bg", "а", "яоеийъ"),
        ("el", "σ", "αδςεζχ"),
        ("he", "ש", "דז"),
        ("ar", "ب", "يلفقرؤ"),
        ("ur", "ک", "جلیہم"),
        ("hi", "क", "रतगदस"),
        ("hi", "ि", "्ुीू"),
        ("bn", "ক", "রতগদস"),
        ("th", "ด", "กเพะแอ"),
        ("ka", "შ", "ჭძ"),
        ("pl", "ą", "śż"),
        ("lt", "ą", "čq"),
        ("sr", "š", "pđćč"),
        ("sr", "љ", "ња"),
        ("uk", "ї", "хєґ"),
        ("kk", "ұ", "үқшщ"),
        ("hy", "ա", "մոենյզ"),
        ("ja", "が", "ずばぎ"),
        ("ja", "ば", "ずがじぎぞび"),
        ("ja", "キ", "クハカンヒコ"),
        ("ja", "ゃ", "ゅぉ"),
        ("my", "က", "ပင"),
        ("th", "พ", "ภถะกด"),
        ("pa", "ਕ", "ਰਤਗਦਸ"),
        ("yo", "ẹ", "wa"),
        ("wo", "ñ", "ŋm"),
        ("ur", "ڑ", "ٹڈ"),
        ("fa", "گ", "جچک"),
    ],
)
def test_neighbours_are_those_of_the_languages_own_keyboard(language, letter, near):
    slips = find_slips(language)[letter]
    assert set(slips) == set(near)


def test_german_and_english_keyboards_differ_at_z_and_y():
    assert "t" in find_slips("de")["z"]
    assert "t" not in find_slips("en")["z"]
    assert "x" in find_slips("de")["y"]


def test_a_slip_within_a_cluster_keeps_its_other_keys():
    slips = find_slips("hi")["कि"]
    assert "रि" in slips
    assert "की" in slips
    assert all(len(slip) == 2 and (slip[0] == "क" or slip[1] == "ि") for slip in slips)


def test_korean_slips_stay_syllables():
    slips = find_slips("ko")["한"]
    assert "헨" not in slips, "ㅏ and ㅔ are far apart"
    assert all(len(slip) == 1 and unicodedata.name(slip).startswith("HANGUL SYLLABLE") for slip in slips)
    assert "힌" in slips, "ㅣ is the key right of ㅏ"
    assert "란" in slips, "ㄹ is the key left of ㅎ"


@pytest.mark.parametrize("letter", ["é", "ế", "đ", "1", ".", "你", "😀", "-"])
def test_what_has_no_key_has_no_neighbours(letter):
    assert find_slips("en")[letter] == ()


@pytest.mark.parametrize("language", ["zh", "am", "tlh"])
def test_no_layout_is_none(language):
    assert find_slips(language) is None
    assert find_alphabet(language) == ()


def test_every_language_but_those_typed_through_input_methods_has_a_layout():
    assert set(LANGUAGES) - set(LAYOUT_OF) == {"am", "zh"}
    assert set(LAYOUT_OF.values()) == set(LAYOUTS)


@pytest.mark.parametrize("language", sorted(LAYOUT_OF))
def test_being_next_to_each_other_is_mutual_and_of_one_kind(language):
    slips = find_slips(language)
    levels = LAYOUTS[LAYOUT_OF[language]]
    rows = [row for level in levels for row in (level.digits, level.top, level.home, level.bottom)]
    letters = [letter for row in rows for letter in row if letter != "_"]
    assert len(letters) == len(set(letters)) >= 20
    for letter in letters:
        for other in slips[letter]:
            assert letter in slips[other]
            assert other != letter
            assert other in "ำຳ" or letter in "ำຳ" or kind_of(letter) == kind_of(other)


def kind_of(letter):
    return unicodedata.category(letter)[0]


@pytest.mark.parametrize("language", sorted(LAYOUT_OF))
def test_a_layout_types_the_script_of_its_language(language):
    scripts = LANGUAGES[language].scripts if language in LANGUAGES else (script_of(language),)
    assert script_of(language) in (*scripts, "Japanese", "unknown")
    prefixes = tuple(script.upper() for script in scripts if script != "Han")
    for letter in find_alphabet(language):
        assert unicodedata.name(letter).startswith((*prefixes, "KATAKANA-HIRAGANA"))


def test_the_alphabet_is_of_whole_letters():
    assert "".join(find_alphabet("tr")) == "qwertyuıopğüasdfghjklşizxcvbnmöçé"
    assert set("กขงไๆ") < set(find_alphabet("th"))
    assert set("ำิ่") & set(find_alphabet("th")) == set()


@given(st.sampled_from(sorted(LAYOUT_OF)), st.text(min_size=1, max_size=3))
def test_any_cluster_has_an_answer_without_white_space(language, cluster):
    for slip in find_slips(language)[cluster]:
        assert slip != cluster
        assert len(slip) in (len(cluster), 1)
        assert not any(character.isspace() for character in slip)


@pytest.mark.parametrize(
    ("language", "cluster", "misplaced"),
    [("hi", "किं", "कि्"), ("hi", "कीं", "की्"), ("ta", "கொ", "கொ்"), ("bn", "কিং", "কি্"), ("pa", "ਭਾ", "ਊਾ")],
)
def test_indic_slips_put_no_sign_behind_a_vowel(language, cluster, misplaced):
    slips = find_slips(language)[cluster]
    assert slips
    assert misplaced not in slips
    for slip in slips:
        names = [unicodedata.name(one) for one in slip]
        for before, after in pairwise(names):
            assert not ("VOWEL SIGN" in before and ("VIRAMA" in after or "VOWEL SIGN" in after)), slip


def test_a_cluster_that_breaks_the_rule_itself_has_slips():
    assert find_slips("bn")["অ্যা"]
