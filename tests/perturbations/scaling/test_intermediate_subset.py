from __future__ import annotations

import itertools
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.types import (
    Answer,
    AnswersGold,
    ChoiceGold,
    Example,
    LabelGold,
    MultipleChoice,
    NoGold,
    NotApplicable,
    PlainText,
    SpanQA,
    TextPair,
)
from perturbations.scaling.intermediate_subset import intermediate_subset


def labelled(labels):
    return [
        Example(str(i), "en", TextPair("a"), LabelGold(label), group="g") for i, label in enumerate(labels)
    ]


def subset(examples, severity, seed=0):
    return intermediate_subset.rescale(examples, severity=severity, seed=seed)


@pytest.mark.parametrize(("severity", "size"), [(0, 1000), (1, 500), (2, 250), (3, 125), (4, 62), (5, 31)])
def test_each_severity_halves_the_examples(severity, size):
    assert len(subset(labelled(["a", "b"] * 500), severity)) == size


@given(st.lists(st.sampled_from("abc"), min_size=1, max_size=60), st.integers(0, 9))
def test_subsets_are_nested_in_order_and_never_empty(labels, seed):
    examples = labelled(labels)
    sets = [subset(examples, severity, seed) for severity in range(6)]
    assert sets[0] == tuple(examples)
    for larger, smaller in itertools.pairwise(sets):
        assert smaller
        assert list(smaller) == [example for example in larger if example in smaller]


@given(st.lists(st.sampled_from("abc"), min_size=1, max_size=60), st.integers(1, 5))
def test_labels_keep_their_shares(labels, severity):
    kept = Counter(example.gold.label for example in subset(labelled(labels), severity))
    for label, count in Counter(labels).items():
        assert abs(kept[label] - kept.total() * count / len(labels)) < 1


def test_the_order_of_the_file_does_not_matter():
    examples = labelled("abcabcaab" * 5)
    assert set(subset(examples[::-1], 2)) == set(subset(examples, 2))


def test_another_seed_keeps_others():
    examples = labelled("ab" * 40)
    assert subset(examples, 2, seed=0) != subset(examples, 2, seed=1)


def test_the_same_id_in_two_languages_is_two_examples():
    english = labelled("ab" * 40)
    german = [replace(example, language="de") for example in english]
    kept = subset(english + german, 1)
    assert {e.id for e in kept if e.language == "en"} != {e.id for e in kept if e.language == "de"}


@pytest.mark.parametrize(
    ("payload", "golds"),
    [
        (MultipleChoice("p", ("a", "b")), (ChoiceGold(0), ChoiceGold(1))),
        (SpanQA("abc", "Q"), (AnswersGold(()), AnswersGold((Answer("a", 0),)))),
    ],
)
def test_other_golds_are_stratified_too(payload, golds):
    examples = [Example(str(i), "en", payload, golds[i % 4 == 0], group="g") for i in range(80)]
    kept = Counter(example.gold for example in subset(examples, 2))
    assert kept == {golds[0]: 15, golds[1]: 5}


def test_text_without_labels_is_refused():
    examples = [Example(str(i), "en", PlainText("a"), NoGold(), group="g") for i in range(10)]
    assert subset(examples, 1) == NotApplicable("not defined for masked_lm")


def test_of_nothing_nothing_is_kept():
    assert subset([], 3) == ()
