"""The table of languages: complete for the benchmarks, and consistent."""

import pytest
import regex

from harness.errors import UnknownNameError
from harness.languages import LANGUAGES, family_of, language

XTREME = (
    "af ar bg bn de el en es et eu fa fi fr he hi hu id it ja jv "
    "ka kk ko ml mr ms my nl pt ru sw ta te th tl tr ur vi yo zh"
)
ADDED_BY_XTREME_R = "az gu ht lt pa pl qu ro uk wo"

SAMPLES = {
    "ar": "كتاب", "bn": "বই", "el": "βιβλίο", "en": "book", "fa": "کتاب", "he": "ספר",
    "hi": "किताब", "ja": "本ほんホン", "ka": "წიგნი", "kk": "кітап", "ko": "책", "ml": "പുസ്തകം", "my": "စာအုပ်",
    "pa": "ਕਿਤਾਬ", "ru": "книга", "ta": "புத்தகம்", "te": "పుస్తకం", "th": "หนังสือ",
    "gu": "પુસ્તક", "am": "መጽሐፍ", "zh": "書", "km": "សៀវភៅ",
}  # fmt: skip


def test_every_language_of_both_benchmarks_is_known():
    codes = f"{XTREME} {ADDED_BY_XTREME_R}".split()
    assert len(codes) == 50
    assert not set(codes) - set(LANGUAGES)


def test_every_row_is_complete_and_its_scripts_are_unicodes():
    for code, row in LANGUAGES.items():
        assert code == row.code
        assert regex.fullmatch("[a-z]{2,3}", code)
        assert row.name[0].isupper()
        assert "_" not in row.name
        for script in row.scripts:
            regex.compile(rf"\p{{Script={script}}}")
    assert len({row.name for row in LANGUAGES.values()}) == len(LANGUAGES)


@pytest.mark.parametrize(("code", "word"), SAMPLES.items())
def test_words_are_written_in_the_scripts_of_their_language(code, word):
    scripts = "".join(rf"\p{{Script={script}}}" for script in language(code).scripts)
    assert regex.fullmatch(rf"[{scripts}\p{{Inherited}}]+", word)


def test_languages_without_spaces_are_those_five_scripts():
    unspaced = {row.code for row in LANGUAGES.values() if not row.spaces}
    assert unspaced == {"ja", "km", "lo", "my", "th", "zh"}


@pytest.mark.parametrize(
    ("code", "family"),
    [
        ("hu", "Uralic"),
        ("eu", "Basque"),
        ("sw", "Atlantic-Congo"),
        ("vi", "Austroasiatic"),
        ("ht", "Indo-European"),
    ],
)
def test_families_are_glottologs(code, family):
    assert family_of(code) == family


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("Swahili", "--language: unknown language 'Swahili'; choose one of sw."),
        ("zhh", "--language: unknown language 'zhh'; did you mean 'zh'."),
    ],
)
def test_an_unknown_language_is_refused_with_the_nearest(code, message):
    with pytest.raises(UnknownNameError) as caught:
        language(code, place="--language")
    assert str(caught.value) == message
