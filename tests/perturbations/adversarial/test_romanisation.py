from __future__ import annotations

import pytest

from harness.types import Example, NotApplicable, TaggedTokens, TagsGold
from perturbations.adversarial.romanisation import romanisation, romanise
from perturbations.context import PerturbationContext
from perturbations.coverage import perturb_example, perturb_text

CONTEXT = PerturbationContext()


def change(text, language, seed=0):
    done = perturb_text(text, romanisation.name, language=language, severity=5, seed=seed, context=CONTEXT)
    return done if isinstance(done, NotApplicable) else done.payload.text


@pytest.mark.parametrize(
    ("script", "word", "roman"),
    [
        ("Cyrillic", "Москва", "Moskva"),
        ("Greek", "Ελλάδα", "Ellada"),
        ("Arabic", "مكتبة", "mktbh"),
        ("Hebrew", "שלום", "slvm"),
        ("Devanagari", "हिन्दी", "hindi"),
        ("Telugu", "తెలుగు", "telugu"),
        ("Georgian", "გამარჯობა", "gamarjoba"),
        ("Japanese", "ありがとう", "arigatou"),
        ("Japanese", "日本", ""),
        ("Thai", "ไทย", "thaiy"),
        ("Lao", "ໄທ", "thai"),
        ("Hangul", "한국어", "hangugeo"),
        ("Han", "中国", "zhongguo"),
        ("Han", "银行", "yinhang"),
        ("Han", "T恤", "txu"),
        ("Cyrillic", "съешь", "s'esh"),
    ],
)
def test_a_word_is_written_in_latin_letters(script, word, roman):
    assert romanise(word, script) == roman


def test_names_keep_their_capitals_and_tokens_their_tags():
    example = Example(
        "1",
        "ru",
        TaggedTokens(("Анна", "живёт", "в", "Риме", ".")),
        TagsGold(("B-PER", "O", "O", "B-LOC", "O")),
        "g",
    )
    seen = set()
    for seed in range(20):
        done = perturb_example(example, romanisation, severity=5, seed=seed, context=CONTEXT).outcome
        assert done.gold == example.gold
        seen |= set(done.payload.tokens)
    assert seen == {"Анна", "живёт", "в", "Риме", ".", "Anna", "zhivet", "v", "Rime"}


def test_chinese_words_are_romanised_as_words():
    found = {change("我喜欢北京", "zh", seed) for seed in range(30)}
    assert any("beijing" in text for text in found)


@pytest.mark.parametrize("text", ["Word 12", "123"])
def test_words_in_latin_letters_stay(text):
    assert change(text, "ru") == NotApplicable("no word to romanise")


def test_latin_script_is_not_applicable():
    assert change("Wort", "de") == NotApplicable("not defined for Latin script")
