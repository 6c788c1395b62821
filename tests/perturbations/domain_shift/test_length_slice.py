from __future__ import annotations

import pytest

from harness.types import EvaluationSet, Example, LabelGold, NotApplicable, TextPair
from perturbations.context import PerturbationContext
from perturbations.domain_shift.length_slice import length_slice

NOTHING = PerturbationContext()


def lengths_of(*texts):
    made = (
        Example(str(i), "hi", TextPair(text, "x"), LabelGold("x"), group="g") for i, text in enumerate(texts)
    )
    return EvaluationSet("t", "hi", "test", tuple(made))


def names(evaluation, severity):
    return [
        example.id
        for example in length_slice.shift(evaluation, severity=severity, seed=0, context=NOTHING).examples
    ]


@pytest.mark.parametrize(("severity", "kept"), [(0, 100), (1, 80), (2, 60), (3, 40), (4, 20), (5, 10)])
def test_the_longest_are_kept_in_their_order(severity, kept):
    evaluation = lengths_of(*("a" * (i * 7 % 100) for i in range(100)))
    done = length_slice.shift(evaluation, severity=severity, seed=0, context=NOTHING).examples
    assert len(done) == kept
    assert {len(example.payload.first) for example in done} == set(range(100 - kept, 100))
    assert list(done) == [example for example in evaluation.examples if example in done]


def test_length_is_in_grapheme_clusters():
    assert names(lengths_of("न्दीन्दी", "abc"), 5) == ["1"]


def test_ties_are_broken_by_id():
    assert names(lengths_of("ab", "ab", "ab", "a"), 4) == ["0"]


def test_at_least_one_is_kept():
    assert names(lengths_of("a", "ab"), 5) == ["1"]


def test_without_a_difference_it_is_not_applicable():
    same = lengths_of("ab", "cd")
    assert length_slice.shift(same, severity=3, seed=0, context=NOTHING) == NotApplicable(
        "all examples are equally long"
    )
