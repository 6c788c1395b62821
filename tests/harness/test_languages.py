"""The table of languages: complete for the benchmarks, and consistent."""

import pytest
import regex

from harness.errors import UnknownNameError
from harness.languages import LANGUAGES, family_of, language
from harness.tasks import TASKS

XTREME = (
    "af ar bg bn de el en es et eu fa fi fr he hi hu id it ja jv "
    "ka kk ko ml mr ms my nl pt ru sw ta te th tl tr ur vi yo zh"
)
XTREME_FAMILIES = {
    "Afro-Asiatic": "ar he",
    "Austro-Asiatic": "vi",
    "Austronesian": "id jv ms tl",
    "Dravidian": "ml ta te",
    "Indo-European": "af bg bn de el en es fa fr hi it mr nl pt ru ur",
    "Japonic": "ja",
    "Kartvelian": "ka",
    "Kra-Dai": "th",
    "Niger-Congo": "sw yo",
    "Sino-Tibetan": "my zh",
    "Turkic": "kk tr",
    "Uralic": "et fi hu",
}
"""The 12 families that XTREME names, with their languages; Basque and Korean are its two isolates."""
OTHER_NAMES = {"Austro-Asiatic": "Austroasiatic", "Kra-Dai": "Tai-Kadai", "Niger-Congo": "Atlantic-Congo"}
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


def test_xtremes_languages_fall_into_its_twelve_families_and_two_isolates():
    families = {code: family_of(code) for code in XTREME.split()}
    named = {
        code: OTHER_NAMES.get(name, name) for name, codes in XTREME_FAMILIES.items() for code in codes.split()
    }
    assert families == named | {"eu": "Basque", "ko": "Koreanic"}
    assert len(XTREME_FAMILIES) == 12
    assert len(set(families.values())) == 14


@pytest.mark.parametrize("task", tuple(TASKS), ids=lambda task: task.name)
def test_every_language_of_every_task_is_in_the_table(task):
    assert not {*task.languages, *task.train_languages} - set(LANGUAGES)


def test_every_language_has_its_own_code_of_three_letters():
    codes = [row.iso639_3 for row in LANGUAGES.values()]
    assert all(regex.fullmatch("[a-z]{3}", code) for code in codes)
    assert len(set(codes)) == len(codes)
    assert all(row.iso639_3 == code for code, row in LANGUAGES.items() if len(code) == 3)


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
