"""The strategies give what they say, so that a property tested with them is tested."""

from __future__ import annotations

from typing import get_args

import pytest
from hypothesis import find, given
from hypothesis import strategies as st

from harness.types import (
    AnswersGold,
    FormatName,
    LabelGold,
    ParallelPair,
    Query,
    TaggedTokens,
    TagsGold,
    text_fields,
)
from perturbations.scripts import script_of
from perturbations.strategies import LANGUAGE_OF_SCRIPT, SCRIPTS, evaluation_sets, examples, texts, words

kinds = st.sampled_from(get_args(FormatName))


@given(kinds, st.sampled_from(SCRIPTS), st.data())
def test_golds_fit_their_payloads(kind, script, data):
    example = data.draw(examples(kind, script))
    match example.payload, example.gold:
        case TaggedTokens(tokens), TagsGold(tags):
            assert len(tokens) == len(tags)
            for before, tag in zip(("O", *tags), tags, strict=False):
                assert not tag.startswith("I-") or before[1:] == tag[1:]
        case ParallelPair(), LabelGold(label):
            assert label == example.id
        case payload, AnswersGold(answers):
            assert all(payload.context.startswith(answer.text, answer.start) for answer in answers)


@given(kinds, st.sampled_from(SCRIPTS), st.data())
def test_sets_hold_examples_of_one_language_with_ids_of_their_own(kind, script, data):
    evaluation = data.draw(evaluation_sets(kind, script))
    everything = (*evaluation.examples, *evaluation.reserve)
    assert {example.language for example in everything} == {LANGUAGE_OF_SCRIPT[script]}
    assert len({example.id for example in everything}) == len(everything)
    assert evaluation.reserve


@given(st.sampled_from(SCRIPTS), st.data())
def test_queries_are_answered_from_the_pool_of_their_set(script, data):
    evaluation = data.draw(evaluation_sets("retrieval", script))
    known = {candidate.id for candidate in evaluation.pool}
    asked = [one for one in (*evaluation.examples, *evaluation.reserve) if isinstance(one.payload, Query)]
    assert all(set(one.gold.ids) <= known for one in asked)


@pytest.mark.parametrize("payload", [ParallelPair, Query])
def test_retrieval_has_both_payloads(payload):
    assert find(examples("retrieval", "Thai"), lambda one: isinstance(one.payload, payload))


@given(st.sampled_from(SCRIPTS).flatmap(words))
def test_words_hold_no_white_space(word):
    assert word
    assert not any(character.isspace() for character in word)


@pytest.mark.parametrize("script", [script for script in SCRIPTS if script not in ("Emoji", "Japanese")])
def test_texts_of_a_script_are_of_that_script(script):
    assert find(texts(script), lambda text: script_of("xx", text) == script)
    assert script_of(LANGUAGE_OF_SCRIPT[script]) == script


def test_texts_may_be_empty_and_may_hold_odd_white_space():
    assert find(texts("Latin"), lambda text: text == "") == ""
    assert find(texts("Latin"), lambda text: "\r\n" in text)


def test_both_sides_of_a_pair_may_be_there():
    found = find(examples("classification", "Thai"), lambda e: e.payload.second is not None)
    assert [field for field, _ in text_fields(found.payload)] == ["first", "second"]
