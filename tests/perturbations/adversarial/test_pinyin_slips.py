from __future__ import annotations

import subprocess
import sys

import pytest

from harness.types import NotApplicable
from perturbations.adversarial.pinyin_slips import find_homophones, merge_sounds
from perturbations.context import PerturbationContext
from perturbations.coverage import perturb_text


def mistype(text, language="zh", seed=0, severity=5):
    return perturb_text(
        text, "pinyin_slips", language=language, severity=severity, seed=seed, context=PerturbationContext()
    )


@pytest.mark.parametrize(
    ("character", "same_sound", "mixed_up", "other"),
    [
        ("是", "事", "四", "人"),
        ("在", "再", "债", "有"),
        ("他", "她", "塔", "你"),
        ("蓝", "兰", "南", "红"),
        ("新", "心", "星", "旧"),
    ],
)
def test_slips_sound_the_same_but_for_a_usual_mix_up(character, same_sound, mixed_up, other):
    slips = find_homophones()[character]
    assert same_sound in slips
    assert mixed_up in slips
    assert other not in slips
    assert character not in slips


@pytest.mark.parametrize(
    ("one", "other"), [("zhang", "zan"), ("chi", "ci"), ("shen", "seng"), ("lin", "ning"), ("lve", "nve")]
)
def test_what_typists_mix_up_is_one_sound(one, other):
    assert merge_sounds(one) == merge_sounds(other)


@pytest.mark.parametrize(("one", "other"), [("ban", "pan"), ("dong", "don"), ("fei", "hui"), ("ma", "me")])
def test_other_sounds_stay_apart(one, other):
    assert merge_sounds(one) != merge_sounds(other)


def test_going_there_and_back_is_possible():
    table = find_homophones()
    for character in "的一是不了在人有我他这个们中来上大为和国":
        assert all(character in table[slip] for slip in table[character])


def test_every_edit_is_a_homophone_and_digits_stay():
    text = "孩子们在2026年的公园里玩。"
    for seed in range(20):
        done = mistype(text, seed=seed)
        assert done.edits
        assert "2026" in done.payload.text
        for edit in done.edits:
            assert edit.replacement in find_homophones()[text[edit.start : edit.end]]


def test_other_languages_and_texts_say_so():
    assert mistype("日本", "ja") == NotApplicable("not defined for Japanese script")
    assert mistype("hello 2026", "zh") == NotApplicable("no frequent simplified character")


def test_the_table_is_not_read_before_it_is_needed():
    code = "import sys, perturbations.adversarial.pinyin_slips; sys.exit('pypinyin' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
