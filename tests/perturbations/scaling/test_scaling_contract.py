"""One contract for every scaling: identity, order, nesting, sizes, strata, seeds, valid gold."""

from __future__ import annotations

import itertools
from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from harness.types import (
    AnswersGold,
    ChoiceGold,
    Example,
    LabelGold,
    MultipleChoice,
    NoGold,
    NotApplicable,
    PlainText,
    SpanQA,
    TaggedTokens,
    TagsGold,
    TextPair,
)
from perturbations.base import PERTURBATIONS, Scaling, find_scaling
from perturbations.strategies import SCRIPTS, examples

SCALINGS = tuple(entry for entry in PERTURBATIONS if isinstance(entry, Scaling))
CASES = [(entry, kind) for entry in SCALINGS for kind in entry.spec.formats]
QUICK = settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))

by_name = pytest.mark.parametrize("entry", SCALINGS, ids=lambda entry: entry.name)
each_case = pytest.mark.parametrize(
    ("entry", "kind"), CASES, ids=[f"{entry.name}-{kind}" for entry, kind in CASES]
)
seeds = st.integers(0, 3)


@st.composite
def training_sets(draw, kind):
    script = draw(st.sampled_from(SCRIPTS))
    size = draw(st.integers(1, 7))
    return [draw(examples(kind, script, name=str(number))) for number in range(size)]


def labelled(count, labels="aab"):
    return [
        Example(str(i), "en", TextPair("t"), LabelGold(labels[i % len(labels)]), group=str(i))
        for i in range(count)
    ]


def rescale_all(entry, found, seed):
    """What every severity makes of a set, up to the first that cannot be applied."""
    made = []
    for severity in range(6):
        one = entry.rescale(found, severity=severity, seed=seed)
        if isinstance(one, NotApplicable):
            break
        made.append(one)
    return made


def originals(made, found):
    """Ids of the examples that are as they were."""
    known = set(found)
    return {one.id for one in made if one in known}


@each_case
class TestEveryScaling:
    @given(st.data(), seeds)
    @QUICK
    def test_severity_0_is_the_identity(self, entry, kind, data, seed):
        found = data.draw(training_sets(kind))
        assert entry.rescale(found, severity=0, seed=seed) == tuple(found)

    @given(st.data(), seeds)
    @QUICK
    def test_the_order_of_the_examples_does_not_matter(self, entry, kind, data, seed):
        found = data.draw(training_sets(kind))
        shuffled = data.draw(st.permutations(found))
        for severity in range(1, 6):
            here, there = (entry.rescale(one, severity=severity, seed=seed) for one in (found, shuffled))
            if isinstance(here, NotApplicable):
                assert here == there
            else:
                assert {one.id: one for one in here} == {one.id: one for one in there}
                assert len(here) == len(there)

    @given(st.data(), seeds)
    @QUICK
    def test_what_is_left_at_one_severity_is_left_at_all_lower_ones(self, entry, kind, data, seed):
        found = data.draw(training_sets(kind))
        made = [originals(one, found) for one in rescale_all(entry, found, seed)]
        assert all(less <= more for more, less in itertools.pairwise(made))

    @given(st.data(), seeds)
    @QUICK
    def test_every_gold_is_valid(self, entry, kind, data, seed):
        found = data.draw(training_sets(kind))
        for made in rescale_all(entry, found, seed)[1:]:
            assert made
            assert len({one.id for one in made}) == len(made)
            for one in made:
                assert_gold_fits(one)


def assert_gold_fits(one):
    match one.payload, one.gold:
        case MultipleChoice(_, choices), ChoiceGold(index):
            assert 0 <= index < len(choices)
        case TaggedTokens(tokens), TagsGold(tags):
            assert len(tags) == len(tokens)
            for before, tag in itertools.pairwise(("O", *tags)):
                assert not tag.startswith("I-") or before[1:] == tag[1:]
        case SpanQA(context), AnswersGold(answers):
            assert all(context.startswith(answer.text, answer.start) for answer in answers)


@by_name
class TestSizes:
    @pytest.mark.parametrize("count", [1000, 37])
    def test_the_share_that_is_left_is_exact(self, entry, count):
        found = labelled(count)
        for severity, made in enumerate(rescale_all(entry, found, 0)):
            assert abs(len(originals(made, found)) - entry.steps.left[severity] * count) <= 0.5
            assert len(made) == (len(originals(made, found)) if entry.steps.shrinks else count)

    @given(st.lists(st.sampled_from("aaabbcd"), min_size=2, max_size=80), seeds)
    @QUICK
    def test_labels_keep_their_shares_within_one(self, entry, labels, seed):
        if entry.spec.target == "evaluation":
            return  # chosen by id alone, so that parallel sets stay parallel
        found = labelled(len(labels), labels)
        sizes = Counter(labels)
        for made in rescale_all(entry, found, seed):
            left = originals(made, found)
            kept = Counter(one.gold.label for one in found if one.id in left)
            for label, size in sizes.items():
                assert abs(kept[label] - len(left) * size / len(labels)) <= 1

    def test_another_seed_changes_others(self, entry):
        found = labelled(60)
        left = [originals(entry.rescale(found, severity=2, seed=seed), found) for seed in (0, 0, 1)]
        assert left[0] == left[1] != left[2]

    def test_its_steps_are_named_and_fall(self, entry):
        steps = entry.steps
        assert (steps.left[0], steps.names[0], len(steps.left), len(steps.names)) == (1.0, "", 6, 6)
        assert all(less < more for more, less in itertools.pairwise(steps.left))
        assert len(set(steps.names)) == 6
        assert "examples" in steps.axis.format("intermediate")

    def test_formats_that_it_does_not_cover_are_refused(self, entry):
        plain = Example("1", "en", PlainText("a"), NoGold(), group="1")
        assert entry.rescale([plain], severity=1, seed=0) == NotApplicable("not defined for masked_lm")

    def test_it_is_deterministic_in_another_language(self, entry):
        found = labelled(40)
        german = [Example(e.id, "de", e.payload, e.gold, e.group) for e in found]
        here, there = (originals(entry.rescale(one, severity=1, seed=0), one) for one in (found, german))
        assert (here == there) is (entry.spec.target == "evaluation")


def test_training_data_are_changed_by_all_but_the_evaluation_subset():
    targets = {entry.name: entry.spec.target for entry in SCALINGS}
    assert targets.pop("evaluation_subset") == "evaluation"
    assert set(targets.values()) == {"train"}
    assert find_scaling("label_noise").spec.target == "train"
