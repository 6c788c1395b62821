from __future__ import annotations

import pytest

from perturbations.negation import (
    count_negators,
    find_negator_spans,
    has_negator,
    is_foreign_negator,
    knows_negators,
    may_negate,
)
from perturbations.resources.negators import NEGATORS
from perturbations.segments import segment


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


def negators(text, language):
    return [text[start:end] for start, end in find_negator_spans(segment(text), language)]


@pytest.mark.parametrize(
    ("language", "tokens", "found"),
    [
        ("en", "They do n't go , and I can not see .", ["n't", "not"]),
        ("en", "It does n’t , she said 'no' .", ["n’t", "no"]),
        ("fr", "Il n' est pas là .", ["n", "pas"]),
        ("de", "Wir haben keine Zeit .", ["keine"]),
        ("zh", "他 没有 来", ["没有"]),
        ("en", "That is _not_ it", ["not"]),
        ("ja", "行か なかっ た", ["なか", "っ"]),
        ("ja", "食べ ませ ん でし た", ["ま", "せ", "ん"]),
        ("ko", "가지 않았다 .", ["않았다"]),
    ],
)
def test_negators_are_found_among_tokens(language, tokens, found):
    """Tokens are joined by a space each."""
    assert negators(tokens, language) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("明日は学校に行かない。", ["ない"]),
        ("彼は肉を食べません。", ["ま", "せん"]),
        ("何も言わずに帰った。", ["ず", "に"]),
        ("雨が降らず、困っている。", ["ず"]),
        ("彼女は昨日来なかった。", ["なか", "っ"]),
        ("彼はそれを知らずに買った。", ["知らず", "に"]),
        ("毎日休まず働く。", ["まず"]),
        ("お金がなければ困る。", ["な", "け", "れ"]),
    ],
)
def test_japanese_negation_is_found_wherever_icu_cuts(text, found):
    assert negators(text, "ja") == found
    assert count_negators(text, "ja") == 1


@pytest.mark.parametrize(
    "text",
    [
        "必ず行きます。",
        "私はまず食べる。",
        "友人がたずねた。",
        "それはわずかだ。",
        "取りあえず待つ。",
        "待ってずっといた。",
    ],
)
def test_other_japanese_words_end_alike(text):
    assert not has_negator(text, "ja")


@pytest.mark.parametrize(
    ("word", "language", "negates"),
    [
        ("qu'aucun", "fr", True),
        ("plus", "fr", True),  # more often "more", but spared
        ("n’est", "fr", True),
        ("n'", "fr", True),
        ("n", "fr", False),
        ("yes/no", "en", True),
        ("know", "en", False),
        ("Don't", "de", True),
        ("noch", "de", True),
        ("не", "ru", True),
        ("word", "xx", False),
    ],
)
def test_words_that_may_negate(word, language, negates):
    assert may_negate(word, language) is negates


@pytest.mark.parametrize("language", sorted(NEGATORS))
def test_every_listed_negator_is_spared(language):
    for word in NEGATORS[language]:
        assert may_negate(word, language)
        if not word.endswith(("'", "’")):
            assert find_negator_spans(segment(word), language), word
