from __future__ import annotations

import pytest

from perturbations.negation import count_negators, has_negator, is_foreign_negator, knows_negators
from perturbations.resources.negators import NEGATORS


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "He is NOT here."),
        ("en", "They don't know."),
        ("en", "They don’t know."),
        ("fr", "Il n'est pas là."),
        ("de", "Keine Ahnung!"),
        ("ru", "Он не пришёл."),
        ("ar", "لم يحضر أحد"),
        ("hi", "वह नहीं आया"),
        ("zh", "他不知道。"),
        ("ja", "彼は知らない。"),
        ("th", "เขาไม่รู้"),
        ("ko", "그는 알지 않았다."),
        ("tr", "Bu doğru değil."),
        ("sw", "Hakuna matata."),
        ("ko", "그는 학생이 아닙니다."),
        ("th", "เขามิได้มา"),
        ("ar", "ولم يحضر أحد"),
        ("he", "ולא הלך"),
        ("de", "Keinerlei Ahnung."),
    ],
)
def test_negators_are_found(language, text):
    assert has_negator(text, language)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Nothings noted in the notebook, another one's."),
        ("fr", "Une personne de plus."),
        ("de", "Er ist noch hier."),
        ("tr", "Bu ne?"),
        ("zh", "非常特别"),
        ("th", "เขารู้"),
        ("th", "อย่างนี้"),
        ("ko", "그는 안다."),
        ("he", "הוא הלך אל הים"),
        ("xx", "not"),
        ("en", ""),
    ],
)
def test_other_words_are_not(language, text):
    assert not has_negator(text, language)


def test_every_language_with_negators_finds_one_of_its_own():
    for language in NEGATORS:
        assert knows_negators(language)
        assert any(has_negator(f"a {word} b", language) for word in NEGATORS[language]), language
    assert not knows_negators("xx")


def test_thai_negators_are_not_counted_in_words_for_kinds():
    assert count_negators("อย่าทำอย่างนี้ เขาไม่รู้", "th") == 2


@pytest.mark.parametrize(
    ("word", "negates"), [("nicht", True), ("不会", True), ("อย่า", True), ("อย่าง", False)]
)
def test_a_foreign_word_may_negate(word, negates):
    assert is_foreign_negator(word) is negates
