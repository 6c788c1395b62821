from __future__ import annotations

import itertools
from collections import Counter

import pytest

from harness.types import (
    Answer,
    AnswersGold,
    ChoiceGold,
    Example,
    LabelGold,
    MultipleChoice,
    NotApplicable,
    SpanQA,
    TaggedTokens,
    TagsGold,
    TextPair,
)
from perturbations.scaling.label_noise import WRONG, label_noise


def make(payload, golds):
    return [Example(str(i), "en", payload, gold, group=str(i)) for i, gold in enumerate(golds)]


SETS = {
    "classes": make(TextPair("t"), [LabelGold("abc"[i % 3]) for i in range(200)]),
    "choices": make(MultipleChoice("p", ("x", "y", "z")), [ChoiceGold(i % 3) for i in range(200)]),
    "tags": make(TaggedTokens(("a", "b")), [TagsGold(("NOUN", "VERB"))] * 100),
    "entities": make(TaggedTokens(("a", "b", "c")), [TagsGold(("B-PER", "I-PER", "B-LOC"))] * 100),
    "answers": make(SpanQA("one two three four", "?"), [AnswersGold((Answer("two", 4),))] * 200),
}


def count_wrong(made, found):
    """Labels that differ: those of tags one by one, or by entity."""
    changed = 0
    for before, after in zip(found, made, strict=True):
        if isinstance(before.gold, TagsGold):
            pairs = zip(before.gold.tags, after.gold.tags, strict=True)
            changed += sum(old != new for old, new in pairs if not old.startswith("I-"))
        else:
            changed += before.gold != after.gold
    return changed


@pytest.mark.parametrize("name", SETS)
def test_the_share_of_wrong_labels_is_exact(name):
    for severity in range(1, 6):
        made = label_noise.rescale(SETS[name], severity=severity, seed=0)
        assert count_wrong(made, SETS[name]) == round(200 * WRONG[severity])
        assert [one.payload for one in made] == [one.payload for one in SETS[name]]


@pytest.mark.parametrize("name", ["classes", "choices", "answers"])
def test_a_wrong_label_stays_the_same_wrong_label(name):
    found = SETS[name]
    made = [label_noise.rescale(found, severity=severity, seed=3) for severity in range(6)]
    for lower, higher in itertools.pairwise(made):
        for clean, once, again in zip(found, lower, higher, strict=True):
            assert once.gold in (clean.gold, again.gold)


def test_wrong_tags_of_a_sentence_grow_and_stay():
    found = SETS["tags"]
    made = [label_noise.rescale(found, severity=severity, seed=3) for severity in range(6)]
    for lower, higher in itertools.pairwise(made):
        for clean, once, again in zip(found, lower, higher, strict=True):
            for old, tag, later in zip(clean.gold.tags, once.gold.tags, again.gold.tags, strict=True):
                assert tag in (old, later)


def test_every_other_label_is_about_as_likely():
    found = make(TextPair("t"), [LabelGold("abcd"[i % 4]) for i in range(4000)])
    made = label_noise.rescale(found, severity=5, seed=0)
    moves = Counter((before.gold.label, after.gold.label) for before, after in zip(found, made, strict=True))
    assert all(100 <= moves[old, new] <= 166 for old, new in itertools.permutations("abcd", 2))


def test_noise_hits_all_labels_alike():
    made = label_noise.rescale(SETS["classes"], severity=3, seed=0)
    hit = Counter(
        before.gold.label
        for before, after in zip(SETS["classes"], made, strict=True)
        if before.gold != after.gold
    )
    assert all(abs(count - 40 / 3) < 1 for count in hit.values())


def test_questions_without_an_answer_have_no_label_to_be_wrong():
    nothing = make(SpanQA("one two", "?"), [AnswersGold(())] * 10)
    made = label_noise.rescale(nothing, severity=5, seed=0)
    assert made == NotApplicable("only 0 of 0 labels have another to be replaced by")


def test_one_label_alone_cannot_be_wrong():
    made = label_noise.rescale(make(TextPair("t"), [LabelGold("a")] * 40), severity=1, seed=0)
    assert made == NotApplicable("only 0 of 40 labels have another to be replaced by")
