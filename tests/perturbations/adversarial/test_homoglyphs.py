from __future__ import annotations

import os
import unicodedata
from pathlib import Path

import pytest

from harness.types import NotApplicable
from perturbations.adversarial.homoglyphs import homoglyphs
from perturbations.context import PerturbationContext
from perturbations.coverage import perturb_text
from perturbations.resources.confusables import find_look_alikes


def imitate(text, language, seed=0):
    done = perturb_text(
        text, homoglyphs.name, language=language, severity=5, seed=seed, context=PerturbationContext()
    )
    return done if isinstance(done, NotApplicable) else done.payload.text


def test_look_alikes_are_mutual_and_never_the_letter_itself():
    alike = find_look_alikes()
    for letter, others in alike.items():
        assert letter not in others
        assert len(set(others)) == len(others)
        if not any("⼀" <= other <= "⿕" for other in others):
            assert all(letter in alike[other] for other in others)


def test_look_alikes_keep_the_kind_of_character():
    for letter, others in find_look_alikes().items():
        kinds = {unicodedata.category(character)[0] for character in (letter, *others)}
        assert kinds <= {"L", "S"}


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "ooo", {"о", "ο", "օ", "o"}),
        ("ru", "ссс", {"c", "ϲ", "с"}),
        ("el", "ΑΑΑ", {"A", "А", "Α"}),
        ("ar", "ككك", {"ک", "ك"}),
        ("zh", "一一一", {"⼀", "一"}),
    ],
)
def test_letters_become_those_that_look_the_same(language, text, expected):
    found = {letter for seed in range(30) for letter in imitate(text, language, seed)}
    assert found == expected


def test_an_accent_stays_on_its_letter():
    found = {imitate("e\u0301e\u0301e\u0301", "fr", seed) for seed in range(20)}
    assert all(text[1::2] == "\u0301" * 3 for text in found)
    assert any("е" in text for text in found)


def test_radicals_are_the_characters_that_unicode_says():
    assert unicodedata.normalize("NFKC", imitate("一人大山", "zh")) == "一人大山"


@pytest.mark.parametrize(("language", "script"), [("hi", "Devanagari"), ("th", "Thai"), ("ko", "Hangul")])
def test_other_scripts_are_not_applicable(language, script):
    assert imitate("a", language) == NotApplicable(f"not defined for {script} script")


def test_a_text_without_such_letters_is_not_applicable():
    assert imitate("123 你们", "zh") == NotApplicable("no letter with a look-alike")


@pytest.mark.slow
@pytest.mark.skipif("CROSSWIND_DATA_ROOT" not in os.environ, reason="CROSSWIND_DATA_ROOT is not set")
def test_most_pairs_are_in_unicodes_own_table():
    skeleton = {}
    path = Path(os.environ["CROSSWIND_DATA_ROOT"]) / "confusables" / "confusables.txt"
    for line in path.read_text("utf-8-sig").splitlines():
        parts = line.partition("#")[0].split(";")
        if len(parts) == 3 and " " not in parts[0].strip():
            target = "".join(chr(int(code, 16)) for code in parts[1].split())
            skeleton[chr(int(parts[0].strip(), 16))] = target

    def bare(letter):
        return "".join(skeleton.get(c, c) for c in unicodedata.normalize("NFD", letter))

    pairs = [(a, b) for a, others in find_look_alikes().items() for b in others]
    unlisted = sorted({a + b for a, b in pairs if bare(bare(a)) != bare(bare(b)) and a < b})
    assert len(unlisted) <= 0.25 * len(pairs) / 2, unlisted
