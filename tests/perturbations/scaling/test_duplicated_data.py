from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.types import Example, LabelGold, TextPair
from perturbations.scaling.duplicated_data import COPIED, duplicated_data


def labelled(labels):
    return [
        Example(str(i), "en", TextPair(str(i)), LabelGold(label), group=str(i))
        for i, label in enumerate(labels)
    ]


def count_texts(made):
    return Counter(one.payload.first for one in made)


@pytest.mark.parametrize("severity", range(1, 6))
def test_the_size_stays_and_the_share_of_copies_is_exact(severity):
    made = duplicated_data.rescale(labelled("ab" * 100), severity=severity, seed=0)
    assert len(made) == 200
    assert len(count_texts(made)) == 200 - round(200 * COPIED[severity])


@given(st.lists(st.sampled_from("abc"), min_size=10, max_size=60), st.integers(1, 3))
def test_labels_keep_their_counts(labels, severity):
    made = duplicated_data.rescale(labelled(labels), severity=severity, seed=0)
    kept = Counter(one.gold.label for one in made if "~" not in one.id)
    if set(kept) == set(labels):
        assert Counter(one.gold.label for one in made) == Counter(labels)


def test_originals_are_copied_about_as_often():
    counts = count_texts(duplicated_data.rescale(labelled("ab" * 100), severity=5, seed=0))
    assert set(counts.values()) == {10}


def test_a_copy_is_its_original_but_for_the_id():
    found = labelled("ab" * 20)
    known = {one.id: one for one in found}
    copies = [one for one in duplicated_data.rescale(found, severity=4, seed=0) if "~" in one.id]
    assert len(copies) == 30
    for copy in copies:
        name = copy.id.partition("~")[0]
        assert replace(copy, id=name) == known[name]


def test_one_example_is_kept_at_least():
    (only,) = labelled("a")
    assert duplicated_data.rescale([only], severity=5, seed=0) == (only,)
