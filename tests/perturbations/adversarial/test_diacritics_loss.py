from __future__ import annotations

import pytest

from harness.types import Example, NoGold, NotApplicable, PlainText
from perturbations.adversarial.diacritics_loss import diacritics_loss
from perturbations.context import PerturbationContext
from perturbations.coverage import perturb_example, perturb_text


def strip(text, language, seed):
    done = perturb_text(
        text,
        diacritics_loss.name,
        language=language,
        severity=5,
        seed=seed,
        context=PerturbationContext(),
    )
    return done.payload.text if isinstance(done, Example) else done


@pytest.mark.parametrize(
    ("language", "marked", "bare"),
    [
        ("de", "ü", "u"),
        ("fr", "ç", "c"),
        ("fr", "e\u0301", "e"),
        ("vi", "ế", "e"),
        ("vi", "Đ", "D"),
        ("vi", "ữ", "u"),
        ("vi", "Ậ", "A"),
        ("yo", "ọ\u0300", "o"),
        ("yo", "ẹ", "e"),
        ("yo", "ṣ", "s"),
        ("yo", "ń", "n"),
        ("yo", "o\u0329\u0301", "o"),
        ("ha", "ɗ", "d"),
        ("ha", "Ƙ", "K"),
        ("ro", "ț", "t"),
        ("cs", "ř", "r"),
        ("hu", "ű", "u"),
        ("bg", "ѝ", "и"),
        ("uk", "ї", "і"),
        ("pl", "ł", "l"),
        ("tr", "ş", "s"),
        ("tr", "İ", "I"),
        ("ru", "ё", "е"),
        ("ru", "й", "и"),
        ("el", "ά", "α"),
        ("el", "ΐ", "ι"),
        ("ar", "سَ", "س"),
        ("ar", "أ", "ا"),
        ("ar", "ؤ", "و"),
        ("ar", "مُّ", "م"),
        ("ar", "آ", "ا"),
        ("fa", "ۀ", "ه"),
        ("ur", "ۂ", "ہ"),
        ("ur", "دٰ", "د"),
        ("he", "שׁ", "ש"),
        ("he", "בָּ", "ב"),
        ("he", "לֹ", "ל"),
        ("hi", "ज़", "ज"),
        ("hi", "हाँ", "हा"),
        ("hi", "ज़ि", "जि"),
    ],
)
def test_a_letter_loses_its_marks(language, marked, bare):
    assert {strip(marked, language, seed) for seed in range(20)} == {marked, bare}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "naive cafe"),
        ("hi", "हिन्दी में क्षत्रिय"),
        ("ru", "дети"),
        ("ar", "لعب"),
        ("tr", "ısı"),
        ("de", "ß"),
    ],
)
def test_vowel_signs_and_letters_of_their_own_are_no_diacritics(language, text):
    assert strip(text, language, 0) == NotApplicable("no letter with a diacritic")


@pytest.mark.parametrize(("language", "script"), [("th", "Thai"), ("ko", "Hangul"), ("ja", "Japanese")])
def test_other_scripts_are_not_applicable(language, script):
    assert strip("ก็", language, 0) == NotApplicable(f"not defined for {script} script")


def test_only_marked_letters_are_units():
    example = Example("1", "fr", PlainText("élève à l'école"), NoGold(), group="g")
    done = perturb_example(example, diacritics_loss, severity=1, seed=0, context=PerturbationContext())
    assert done.units == 4
