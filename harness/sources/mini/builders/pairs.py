"""``mini_pairs``: do two sentences say the same? Like PAWS: much the same words either way.

Paraphrases move an adverbial, swap synonyms or swap clauses; sentences that
differ swap who does it, change one word or deny it, and move and swap besides.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from harness.sources.mini.builders.drawing import Draw, can_be_reworded, collect, has_synonym
from harness.sources.mini.builders.pairing import Pair, change, pair_examples
from harness.sources.mini.grammar import Wording
from harness.sources.mini.propositions import Proposition, Taste, complete, sample_frame, taste_of
from harness.sources.mini.sizes import TARGET
from harness.sources.mini.world import AMBIGUOUS_WHEN_DENIED, PERSONS, Frame, frames, qualities_of
from harness.types import Example, Split

LABELS = ("paraphrase", "different")
_KINDS = ("compound",) * 6 + ("roles",) * 7 + ("change",) * 4 + ("denial",) * 3
"""Kinds of pairs, dealt out in turn: the same number of each under either label."""


def _draw_pair(draw: Draw, number: int) -> Pair | None:
    label = LABELS[number % 2]
    kind = _KINDS[number // 2 % len(_KINDS)]
    if kind == "compound":
        return _draw_compound(draw, label)
    return _draw_roles(draw, label) if kind == "roles" else _draw_single(draw, label, kind)


def _draw_single(draw: Draw, label: str, kind: str) -> Pair | None:
    frame = sample_frame(draw.generator, draw.domain)
    negated = 0.5 if kind == "denial" else 0.15
    first = complete(draw.generator, frame, replace(taste_of(draw.domain), negated=negated))
    if kind == "denial" and (first.count > 1 or first.time == AMBIGUOUS_WHEN_DENIED):
        return None
    if label == "paraphrase":
        second = first
    else:
        second = first.denied() if kind == "denial" else change(draw, first, frame)
    return _worded(draw, first, second, label)


def _draw_roles(draw: Draw, label: str) -> Pair | None:
    table = tuple(frame for frame in frames(draw.domain) if not PERSONS.isdisjoint(frame.objects))
    frame = table[int(draw.generator.integers(len(table)))]
    first = complete(draw.generator, frame, Taste(quality=0.6, agent_quality=0.6, time=0.6, negated=0.15))
    if first.object not in PERSONS:
        return None
    second = first if label == "paraphrase" else _swap_roles(draw, first, frame)
    return _worded(draw, first, second, label) if second else None


def _swap_roles(draw: Draw, claim: Proposition, frame: Frame) -> Proposition | None:
    agent, thing = claim.agent, claim.object
    qualities = (claim.agent_quality, claim.quality)
    exchangeable = thing and qualities_of(agent) and qualities_of(thing) and qualities[0] != qualities[1]
    if exchangeable and draw.chance(0.4):
        return replace(claim, agent_quality=qualities[1], quality=qualities[0])
    if thing is None or thing not in frame.agents:
        return None
    return replace(claim, agent=thing, object=agent, agent_quality=claim.quality, quality=claim.agent_quality)


def _worded(draw: Draw, first: Proposition, second: Proposition, label: str) -> Pair | None:
    if not (can_be_reworded(first) and draw.admits(first, second)):
        return None
    wording = draw.wording(0.4, 0.5)
    return Pair(((first, wording),), ((second, _reworded(draw, first, wording)),), label)


def _reworded(draw: Draw, claim: Proposition, wording: Wording) -> Wording:
    """Returns a wording that shows: another word order, a synonym, or both."""
    options = [Wording(not wording.alternate, not wording.fronted)]
    if has_synonym(claim):
        options.append(replace(wording, alternate=not wording.alternate))
    if claim.time or claim.place:
        options.append(replace(wording, fronted=not wording.fronted))
    return options[int(draw.generator.integers(len(options)))]


def _draw_compound(draw: Draw, label: str) -> Pair | None:
    taste = Taste(quality=0.3, agent_quality=0.2, count=0.0, place=0.3, time=0.3, negated=0.1)
    claims = [complete(draw.generator, sample_frame(draw.generator, draw.domain), taste) for _ in range(2)]
    first, second = claims
    if first.agent == second.agent or first.verb == second.verb or first.agent == second.object:
        return None
    if label == "paraphrase":
        others = [second, first]
    else:
        others = [_with_agent(first, second), _with_agent(second, first)]
        if draw.chance(0.5):
            others.reverse()
    if first.object == second.agent or not draw.admits(*claims, *others):
        return None
    before, after = Wording(draw.chance(0.3)), Wording(draw.chance(0.3))
    return Pair(tuple((claim, before) for claim in claims), tuple((claim, after) for claim in others), label)


def _with_agent(claim: Proposition, other: Proposition) -> Proposition:
    return replace(claim, agent=other.agent, agent_quality=other.agent_quality)


@cache
def _items(split: Split, seed: int) -> tuple[Pair, ...]:
    return collect("pairs", split, seed, TARGET, _draw_pair, guarded=True)


def build_pairs(language: str, split: Split, seed: int) -> tuple[Example, ...]:
    """Returns pairs of sentences, labels in turn."""
    return pair_examples(_items(split, seed), language, split)
