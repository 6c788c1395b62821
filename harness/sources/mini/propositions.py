"""Propositions: what a sentence says, before any language says it; their sampling and partition."""

from __future__ import annotations

from bisect import bisect
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import accumulate
from typing import TypeAlias

import numpy as np

from harness.seeds import derive_entropy
from harness.sources.mini.world import (
    AMBIGUOUS_WHEN_DENIED,
    ANIMATE,
    HELD_OUT_OF_TARGETS,
    MASS,
    PERSONS,
    STATES,
    STATIVE,
    TIMES,
    Domain,
    Frame,
    frames,
    predicates_of,
    qualities_of,
)
from harness.types import Split

Generator: TypeAlias = np.random.Generator

_SHARES: tuple[tuple[Split, int], ...] = (("test", 35), ("dev", 60), ("train", 100))
"""Upper bounds, in percent, of the parts into which propositions are hashed."""

_DENIED_TIMES = tuple(time for time in TIMES if time != AMBIGUOUS_WHEN_DENIED)


@dataclass(frozen=True, slots=True)
class Proposition:
    """What a sentence says.

    Attributes:
        agent: concept of the subject.
        verb: concept; ``be`` says that the agent has a ``quality`` or is at a ``place``.
        object: concept, or none.
        quality: adjective of the object; for ``be`` the predicate.
        agent_quality: adjective of the subject.
        count: how many objects, 1 to 3.
        place, time: adverbials.
        negated: whether the sentence denies it.
        domain: what the sentence is about; no part of its content.
    """

    agent: str
    verb: str
    object: str | None = None
    quality: str | None = None
    agent_quality: str | None = None
    count: int = 1
    place: str | None = None
    time: str | None = None
    negated: bool = False
    domain: Domain = "home"

    def denied(self) -> Proposition:
        """Returns the opposite claim."""
        return replace(self, negated=not self.negated)

    def concepts(self) -> frozenset[str]:
        """Returns the content concepts that it mentions."""
        named = (self.agent, self.verb, self.object, self.quality, self.agent_quality, self.place, self.time)
        return frozenset(concept for concept in named if concept)


@lru_cache(maxsize=1 << 17)
def partition(proposition: Proposition, seed: int) -> Split:
    """Returns the only split whose sentences may say this, or deny it, in any language."""
    said = proposition
    content = (said.agent, said.verb, said.object, said.quality, said.agent_quality, said.count)
    percent = derive_entropy(seed, "partition", repr((*content, said.place, said.time))) % 100
    return next(split for split, bound in _SHARES if percent < bound)


@dataclass(frozen=True, slots=True)
class Taste:
    """How rich sampled propositions are: probabilities of the optional parts.

    Attributes:
        quality, agent_quality, count, place, time, negated: probabilities, as fractions.
    """

    quality: float = 0.4
    agent_quality: float = 0.2
    count: float = 0.1
    place: float = 0.5
    time: float = 0.4
    negated: float = 0.12


PLAIN_TASTE = Taste()
FIELD_TASTE = Taste(quality=0.5, agent_quality=0.35, place=0.75, time=0.65)
"""Sentences of the field domain are longer."""


def taste_of(domain: Domain) -> Taste:
    """Returns the typical richness of a domain's sentences."""
    return PLAIN_TASTE if domain == "home" else FIELD_TASTE


def pick(generator: Generator, choices: tuple[str, ...]) -> str:
    """Returns one of the choices, all equally likely."""
    return choices[int(generator.integers(len(choices)))]


def sample_frame(generator: Generator, domain: Domain) -> Frame:
    """Returns a frame; verbs with many objects come up more often."""
    return frames(domain)[bisect(_frame_bounds(domain), generator.random())]


def sample(generator: Generator, domain: Domain, taste: Taste | None = None) -> Proposition:
    """Returns a sensible proposition of the domain."""
    return complete(generator, sample_frame(generator, domain), taste or taste_of(domain))


def complete(generator: Generator, frame: Frame, taste: Taste) -> Proposition:
    """Returns a proposition that fills a frame."""
    wish = generator.random(6)
    agent = pick(generator, frame.agents)
    thing = _pick_object(generator, frame, agent)
    negated = bool(wish[5] < taste.negated)
    quality = _pick_quality(generator, thing) if wish[0] < taste.quality else None
    several = wish[2] < taste.count and not (quality or negated or frame.definite or thing in MASS | ANIMATE)
    time_chance = 0.0 if frame.verb in STATIVE else taste.time
    return Proposition(
        agent=agent,
        verb=frame.verb,
        object=thing,
        quality=quality,
        agent_quality=_pick_quality(generator, agent) if wish[1] < taste.agent_quality else None,
        count=int(generator.integers(2, 4)) if several and thing else 1,
        place=pick(generator, frame.places) if frame.places and wish[3] < taste.place else None,
        time=pick(generator, _DENIED_TIMES if negated else TIMES) if wish[4] < time_chance else None,
        negated=negated,
        domain=frame.domain,
    )


def sample_description(generator: Generator, domain: Domain) -> Proposition:
    """Returns "the soup is hot", "the girl is tired" or "the girl is in the garden"."""
    kind = generator.random()
    negated = bool(generator.random() < PLAIN_TASTE.negated)
    frame = sample_frame(generator, domain)
    agent = pick(generator, frame.agents)
    if kind < 0.3 and frame.places:
        place = pick(generator, frame.places)
        return Proposition(agent, "be", place=place, negated=negated, domain=domain)
    things = tuple(thing for thing in frame.objects if thing not in PERSONS and qualities_of(thing))
    if kind < 0.6 and things:
        agent = pick(generator, things)
        options = qualities_of(agent)
    else:
        options = predicates_of(agent) + STATES
    if agent in ANIMATE and agent not in PERSONS:
        options = STATES
    return Proposition(agent, "be", quality=pick(generator, options), negated=negated, domain=domain)


def has_held_out(proposition: Proposition) -> bool:
    """Returns whether it mentions a concept kept from the targets' training sets."""
    return not proposition.concepts().isdisjoint(HELD_OUT_OF_TARGETS)


def _pick_object(generator: Generator, frame: Frame, agent: str) -> str | None:
    others = tuple(thing for thing in frame.objects if thing != agent)
    return pick(generator, others) if others else None


def _pick_quality(generator: Generator, noun: str | None) -> str | None:
    options = qualities_of(noun) if noun else ()
    return pick(generator, options) if options else None


@lru_cache
def _frame_bounds(domain: Domain) -> tuple[float, ...]:
    """Cumulative probabilities of all frames but the last."""
    weights = [(2.0 + len(frame.objects)) ** 0.7 for frame in frames(domain)]
    return tuple(bound / sum(weights) for bound in accumulate(weights[:-1]))
