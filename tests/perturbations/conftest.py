"""What every pair of an example and what a perturbation made of it must fulfil."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
import regex

from harness.types import AnswersGold, SpanQA, TaggedTokens, TagsGold, text_fields

CLUSTER = regex.compile(r"\X")


@pytest.fixture(scope="session")
def assert_pair_holds():
    """The check as a function of (clean, perturbed, spec)."""

    def check(clean, perturbed, spec):
        assert_only_logged_edits_change_text(clean, perturbed, spec)
        assert_gold_follows(clean, perturbed)

    return check


def assert_only_logged_edits_change_text(clean, perturbed, spec):
    assert perturbed.payload != clean.payload
    assert perturbed.edits
    assert replace(perturbed, payload=clean.payload, gold=clean.gold, edits=()) == clean
    before, after = dict(text_fields(clean.payload)), dict(text_fields(perturbed.payload))
    assert {edit.field for edit in perturbed.edits} <= set(before)
    for field, text in before.items():
        edits = [edit for edit in perturbed.edits if edit.field == field]
        assert_only_edited(text, after[field], edits)
        if not spec.splits_graphemes:
            assert_no_cluster_is_split(text, edits)


def assert_only_edited(before, after, edits):
    """Walks both texts at once: what lies between the edits is the same."""
    left = right = 0
    for edit in edits:
        assert left <= edit.start <= edit.end <= len(before)
        kept = edit.start - left
        assert after[right : right + kept] == before[left : edit.start]
        right += kept
        assert after.startswith(edit.replacement, right)
        right += len(edit.replacement)
        left = edit.end
    assert after[right:] == before[left:]


def assert_no_cluster_is_split(text, edits):
    borders = {0, len(text), *(found.start() for found in CLUSTER.finditer(text))}
    assert {offset for edit in edits for offset in (edit.start, edit.end)} <= borders


def assert_gold_follows(clean, perturbed):
    match clean.payload, perturbed.gold:
        case SpanQA(), AnswersGold(answers):
            assert [answer.text for answer in answers] == [answer.text for answer in clean.gold.answers]
            context = perturbed.payload.context
            assert all(context[a.start : a.start + len(a.text)] == a.text for a in answers)
        case TaggedTokens(), TagsGold(tags):
            assert len(tags) == len(perturbed.payload.tokens)
            assert all(perturbed.payload.tokens)
            assert_valid_bio(tags)
            assert count_entities(tags) == count_entities(clean.gold.tags)
        case _:
            assert perturbed.gold == clean.gold


def assert_valid_bio(tags):
    for before, tag in zip(("O", *tags), tags, strict=False):
        assert not tag.startswith("I-") or before[1:] == tag[1:]


def count_entities(tags):
    return Counter(tag for tag in tags if tag.startswith("B-"))
