"""Gold answers against oracles that know only the propositions, not how the items were made."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from harness.seeds import derive_generator
from harness.sources.mini import DATA_SEED
from harness.sources.mini.builders import choice, nli, pairs, qa
from harness.sources.mini.grammar import PLAIN, Asked
from harness.sources.mini.grammars import GRAMMARS
from harness.sources.mini.propositions import Proposition, has_held_out, partition, sample, sample_description
from harness.sources.mini.scripts import PLAUSIBLE_OBJECTS, asked_verbs
from harness.sources.mini.world import (
    ANTONYMS,
    HYPERNYMS,
    MASS,
    NAMES,
    STATIVE,
    Domain,
    are_related,
    frames,
    qualities_of,
)
from harness.types import Split

SPLITS: tuple[Split, ...] = ("train", "dev", "test")


def follows(strong: Proposition, weak: Proposition) -> bool:
    """Whether the second claim follows from the first, both being affirmed."""
    same = (strong.agent, strong.agent_quality, strong.verb) == (weak.agent, weak.agent_quality, weak.verb)
    covered = weak.object in (strong.object, HYPERNYMS.get(strong.object or ""))
    kept = all(getattr(weak, part) in (None, getattr(strong, part)) for part in ("quality", "place", "time"))
    return same and covered and kept and weak.count in (1, strong.count)


def judge(premise: Proposition, hypothesis: Proposition) -> str:
    """The label of a premise and a hypothesis that share their verb, or verbs that are opposites."""
    if ANTONYMS.get(premise.verb) == hypothesis.verb:
        hypothesis = replace(hypothesis, verb=premise.verb, negated=not hypothesis.negated)
    if premise.negated:
        related, other = follows(hypothesis, premise), hypothesis.negated
    else:
        related, other = follows(premise, hypothesis), not hypothesis.negated
    if not related:
        return "neutral"
    return "entailment" if other else "contradiction"


def judge_description(premise: Proposition, hypothesis: Proposition) -> str:
    of_agent = hypothesis.agent == premise.agent
    known = premise.agent_quality if of_agent else premise.quality
    assert of_agent or hypothesis.agent == premise.object
    assert known
    if hypothesis.quality == known:
        return "contradiction" if hypothesis.negated else "entailment"
    if hypothesis.quality == ANTONYMS[known]:
        return "entailment" if hypothesis.negated else "contradiction"
    return "neutral"


@pytest.mark.parametrize("split", SPLITS)
def test_nli_labels_are_true(split: Split) -> None:
    for item in nli._items(split, DATA_SEED):
        ((premise, _),), ((hypothesis, _),) = item.first, item.second
        oracle = judge_description if hypothesis.verb == "be" else judge
        assert oracle(premise, hypothesis) == item.label, (premise, hypothesis)


@pytest.mark.parametrize("split", SPLITS)
def test_paraphrases_say_the_same_and_only_they(split: Split) -> None:
    for item in pairs._items(split, DATA_SEED):
        first, second = (Counter(p for p, _ in clauses) for clauses in (item.first, item.second))
        assert (first == second) == (item.label == "paraphrase")


def could_answer(asked: Asked, target: Proposition, claim: Proposition) -> bool:
    """Whether the question about the target could be about the claim too."""
    same_thing = claim.object == target.object or are_related(claim.object, target.object)
    known = {"who": same_thing, "what": claim.agent == target.agent}
    return claim.verb == target.verb and known.get(asked, same_thing and claim.agent == target.agent)


@pytest.mark.parametrize("split", SPLITS)
def test_one_sentence_only_answers_each_question(split: Split) -> None:
    for item in qa._items(split, DATA_SEED):
        claims = [claim for claim, _ in item.clauses]
        assert 2 <= len(claims) <= 4
        target = claims[item.target]
        assert [claim for claim in claims if could_answer(item.asked, target, claim)] == [target]


@pytest.mark.parametrize("split", SPLITS)
def test_one_choice_only_fits(split: Split) -> None:
    for item in choice._items(split, DATA_SEED):
        right = item.endings[item.right]
        wrong = [e for i, e in enumerate(item.endings) if i != item.right]
        if item.is_question:
            assert right == item.prompt
            assert right.verb in asked_verbs(item.prompt.domain)
            assert right.object in PLAUSIBLE_OBJECTS[right.verb]
            assert not {e.object for e in wrong} & PLAUSIBLE_OBJECTS[right.verb]
        else:
            assert all(e.agent == item.prompt.agent for e in item.endings)
            assert right.verb not in {e.verb for e in wrong}


def test_general_terms_are_related_to_their_kinds_only() -> None:
    assert are_related("apple", "fruit")
    assert are_related("animal", "cow")
    assert not are_related("apple", "orange")
    assert not are_related("apple", "apple")
    assert not are_related(None, None)


def test_every_object_of_an_asked_verb_counts_as_plausible() -> None:
    for domain in ("home", "field"):
        for frame in frames(domain):
            if frame.verb in PLAUSIBLE_OBJECTS:
                assert set(frame.objects) <= PLAUSIBLE_OBJECTS[frame.verb]


def test_targets_train_without_held_out_concepts() -> None:
    for items in (pairs._items("train", DATA_SEED), pairs._items("dev", DATA_SEED)):
        assert not any(has_held_out(claim) for item in items for claim, _ in (*item.first, *item.second))
    tested = pairs._items("test", DATA_SEED)
    share = sum(any(has_held_out(claim) for claim, _ in item.first) for item in tested) / len(tested)
    assert 0.1 < share < 0.6


@settings(max_examples=200, deadline=None)
@given(seed=st.integers(0, 2**32), domain=st.sampled_from(["home", "field"]))
def test_sampled_propositions_make_sense(seed: int, domain: Domain) -> None:
    claim = sample(derive_generator(seed, "test"), domain)
    fitting = [f for f in frames(domain) if f.verb == claim.verb and claim.agent in f.agents]
    assert fitting
    assert any(claim.object in (f.objects or (None,)) for f in fitting)
    assert claim.object != claim.agent
    assert claim.place is None or any(claim.place in f.places for f in fitting)
    assert claim.quality is None or claim.quality in qualities_of(claim.object or "")
    assert claim.agent_quality is None or (claim.agent not in NAMES)
    assert claim.count == 1 or not (claim.quality or claim.negated or claim.object in MASS)
    assert not (claim.negated and claim.time == "every_day")
    assert claim.time is None or claim.verb not in STATIVE


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 2**32), domain=st.sampled_from(["home", "field"]))
def test_everything_can_be_said_in_every_language(seed: int, domain: Domain) -> None:
    generator = derive_generator(seed, "test")
    for claim in (sample(generator, domain), sample_description(generator, domain)):
        said = {code: g.write(g.sentence((claim, PLAIN))) for code, g in GRAMMARS.items()}
        assert all(text.endswith(GRAMMARS[code].full_stop) for code, text in said.items())
        denied = {code: g.write(g.sentence((claim.denied(), PLAIN))) for code, g in GRAMMARS.items()}
        assert all(said[code] != denied[code] for code in said)
        assert partition(claim, 3) == partition(claim.denied(), 3)
