from __future__ import annotations

from dataclasses import replace

from harness.types import Example, LabelGold, TextPair
from perturbations.scaling.evaluation_subset import evaluation_subset

ENGLISH = [Example(str(i), "en", TextPair(str(i)), LabelGold("ab"[i % 2]), group=str(i)) for i in range(80)]


def ids_of(examples, severity, seed=0):
    return [one.id for one in evaluation_subset.rescale(examples, severity=severity, seed=seed)]


def test_the_same_ids_are_kept_in_every_language():
    german = [replace(one, language="de") for one in ENGLISH]
    assert [ids_of(ENGLISH, severity) for severity in range(6)] == [
        ids_of(german, severity) for severity in range(6)
    ]
    assert [len(ids_of(ENGLISH, severity)) for severity in range(6)] == [80, 40, 20, 10, 5, 2]


def test_labels_that_differ_between_languages_change_nothing():
    other = [replace(one, language="de", gold=LabelGold("a")) for one in ENGLISH]
    assert ids_of(ENGLISH, 2) == ids_of(other, 2)


def test_the_order_stays_and_one_is_kept_at_least():
    assert ids_of(ENGLISH, 2) == sorted(ids_of(ENGLISH, 2), key=int)
    assert ids_of(ENGLISH[:1], 5) == ["0"]
