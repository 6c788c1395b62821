from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.types import AnswersGold, EvaluationSet, Example, SpanQA
from perturbations.context import (
    PooledSentence,
    build_context,
    find_terms,
    rank_sentences,
    split_sentences,
)
from perturbations.scripts import script_of
from perturbations.strategies import LANGUAGE_OF_SCRIPT, SCRIPTS, texts


def paragraphs(*contexts, language="en"):
    made = (
        Example(str(i), language, SpanQA(context, "?"), AnswersGold(()), group=f"p{i}")
        for i, context in enumerate(contexts)
    )
    return EvaluationSet("qa", language, "test", tuple(made))


@pytest.mark.parametrize(
    ("language", "text", "sentences"),
    [
        (
            "en",
            "It cost 3.5 pounds. Why? Ask «him.» Now",
            ["It cost 3.5 pounds.", "Why?", "Ask «him.»", "Now"],
        ),
        ("zh", "下雨了。“走吧！”他说。", ["下雨了。", "“走吧！”", "他说。"]),
        ("hi", "वह आया। वह गया।", ["वह आया।", "वह गया।"]),
        ("ur", "وہ آیا۔ وہ گیا۔", ["وہ آیا۔", "وہ گیا۔"]),
        ("ar", "هل جاء؟ نعم.", ["هل جاء؟", "نعم."]),
        ("th", "เขามา เขาไป", ["เขามา", "เขาไป"]),
        ("en", "One line\nand another", ["One line", "and another"]),
        ("en", "", []),
    ],
)
def test_sentences_end_as_their_script_ends_them(language, text, sentences):
    assert [text[start:end] for start, end in split_sentences(text, language)] == sentences


@given(st.sampled_from(SCRIPTS), st.data())
def test_sentences_leave_out_nothing_but_space(script, data):
    text = data.draw(texts(script))
    spans = split_sentences(text, LANGUAGE_OF_SCRIPT[script])
    assert all(start < end for start, end in spans)
    rest = list(text)
    for start, end in spans:
        rest[start:end] = [" "] * (end - start)
    assert not "".join(rest).strip()


def test_terms_are_words_or_pairs_of_characters():
    assert find_terms("The cat, the CAT", "en") == {"the", "cat"}
    assert find_terms("हिन्दी में", "hi") == {"हिन्दी", "में"}
    assert find_terms("在公园", "zh") == {"在公", "公园"}


def test_sentences_are_pooled_once_and_sorted():
    context = build_context(paragraphs("The rain fell. No.", "The sun rose. The rain fell."))
    assert context.sentences == (
        PooledSentence("p0", "The rain fell."),
        PooledSentence("p1", "The rain fell."),
        PooledSentence("p1", "The sun rose."),
    )
    assert context.index["rain"] == (0, 1)


def test_rare_terms_weigh_more():
    pool = build_context(paragraphs("The cat sat down.", "The dog ran home.", "The dog sat still."))
    ranked = rank_sentences(pool, "Where did the cat and the dog go?", "en")
    assert [sentence.text for sentence in ranked] == [
        "The cat sat down.",
        "The dog ran home.",
        "The dog sat still.",
    ]


def test_nothing_is_shared_with_an_unrelated_question():
    assert rank_sentences(build_context(paragraphs("The cat sat down.")), "Why?", "en") == []


@pytest.mark.parametrize(
    ("language", "text", "script"),
    [
        ("zh", "", "Han"),
        ("ja", "漢字", "Japanese"),
        ("shp", "jakon", "Latin"),
        ("xx", "Привет you", "Cyrillic"),
        ("xx", "123", "unknown"),
    ],
)
def test_the_script_is_that_of_the_language_or_else_of_the_text(language, text, script):
    assert script_of(language, text) == script
