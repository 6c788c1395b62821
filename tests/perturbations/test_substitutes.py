"""Which word may stand for another, and what the tagged sentences of a set hold."""

from __future__ import annotations

import pytest

from harness.types import EvaluationSet, Example, LanguageResources, TaggedTokens, TagsGold
from perturbations.context import build_context
from perturbations.pools import Form, Span, find_spans, form_of, pool_tagged, shape_of
from perturbations.substitutes import find_function_words, keeps_sense


def tagged(tokens, tags, name="1"):
    return Example(name, "en", TaggedTokens(tuple(tokens.split())), TagsGold(tuple(tags.split())), group=name)


@pytest.mark.parametrize(
    ("language", "word", "text"),
    [
        ("en", "happy", "unhappy"),
        ("en", "unhappy", "happy"),
        ("en", "careful", "careless"),
        ("en", "some", "nobody"),
        ("en", "some", "don't"),
        ("de", "sinnvoll", "sinnlos"),
        ("tr", "tuzlu", "tuzsuz"),
        ("en", "two", "2"),
        ("en", "same", "Same"),
        ("en", "word", "?"),
        ("zh", "好", "不好"),
    ],
)
def test_opposites_negators_and_no_words_are_refused(language, word, text):
    assert not keeps_sense(word, text, language)


@pytest.mark.parametrize(
    ("language", "word", "text"),
    [("en", "big", "large"), ("en", "car", "motor vehicle"), ("hi", "घर", "मकान")],
)
def test_other_words_are_taken(language, word, text):
    assert keeps_sense(word, text, language)


def test_function_words_are_of_the_language():
    assert "the" in find_function_words("en")
    assert "der" in find_function_words("de")
    assert find_function_words("xx") == frozenset()


def test_entities_are_found_in_bio_tags():
    tags = ("B-PER", "I-PER", "B-PER", "O", "I-LOC", "I-ORG")
    assert list(find_spans(tags)) == [
        Span("PER", 0, 2),
        Span("PER", 2, 3),
        Span("LOC", 4, 5),
        Span("ORG", 5, 6),
    ]


@pytest.mark.parametrize(
    ("word", "shape"),
    [("Anna", "Aa"), ("USA", "A"), ("1,234", "0,0"), ("iPhone-5", "aAa-0"), ("हिन्दी", "a"), ("٣٤", "0")],
)
def test_the_shape_tells_capitals_digits_and_marks(word, shape):
    assert shape_of(word) == shape


def test_names_and_numbers_are_told_by_shape_others_by_their_ending_too():
    assert form_of("Berlin", "PROPN") == form_of("Bo", "PROPN") == Form("PROPN", "", "Aa")
    assert form_of("1990", "NUM") == Form("NUM", "", "0")
    assert form_of("running", "VERB") == form_of("going", "VERB")
    assert form_of("running", "VERB") != form_of("runs", "VERB")
    assert form_of("go", "VERB") != form_of("run", "VERB")


def test_a_pool_holds_names_and_words_of_one_tag_only():
    one = tagged("Anna Berg saw Bo", "B-PER I-PER O B-PER")
    two = tagged("dogs run fast", "NOUN VERB ADV", "2")
    three = tagged("a run of cats", "DET NOUN ADP NOUN", "3")
    pool = pool_tagged([one, two, three])
    assert pool.entities == {"PER": ("Anna Berg", "Bo")}
    assert pool.tags["run"] == ("NOUN", "VERB")
    assert pool.forms[form_of("dogs", "NOUN")] == ("dogs",)
    assert not any("run" in words for words in pool.forms.values())
    assert pool_tagged([three, one, two]) == pool


def test_names_of_a_gazetteer_are_known_by_their_type():
    evaluation = EvaluationSet("t", "en", "test", ())
    resources = LanguageResources(gazetteer={"PER": ("Bo", "Paris"), "LOC": ("Paris", " ")})
    assert build_context(evaluation, resources).names == {"Bo": "PER", "Paris": "LOC"}
