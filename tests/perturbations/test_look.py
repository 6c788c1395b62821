"""Texts that look alike fold alike, and edits that change nothing to the eye are read as none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.types import Edit
from perturbations.look import count_visible, fold_look, read_edited

ALIKE = [
    ("not", "nоt"),
    ("NOT", "not"),
    ("n\u200bo\u2060t", "not"),
    ("\uff4e\uff4f\uff54", "not"),
    ("caf\u00e9", "cafe\u0301"),
    ("١٢", "12"),
    ("१२", "12"),
    ("ﬁn", "fin"),
]


@pytest.mark.parametrize(("one", "other"), ALIKE)
def test_they_fold_alike(one, other):
    assert fold_look(one) == fold_look(other)


@pytest.mark.parametrize(("one", "other"), [("not", "nor"), ("año", "ano"), ("12", "21"), ("है", "ह")])
def test_these_do_not(one, other):
    assert fold_look(one) != fold_look(other)


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_folding_twice_folds_no_more(text):
    assert isinstance(fold_look(text), str)
    assert fold_look(text) == fold_look(text)


def test_only_edits_that_show_are_read():
    edits = [Edit("first", 0, 1, "а"), Edit("first", 4, 4, "\u200b"), Edit("first", 5, 8, "now")]
    assert read_edited("a is not", "а is\u200b now", edits) == "a is now"


def test_a_text_that_the_edits_do_not_lead_to_is_read_as_it_is():
    assert read_edited("a", "c", [Edit("first", 0, 1, "b")]) == "c"


@pytest.mark.parametrize(("text", "count"), [("", 0), (" \t\u200b", 0), ("e\u0301", 1), ("a b", 2)])
def test_only_what_is_visible_counts(text, count):
    assert count_visible(text) == count
