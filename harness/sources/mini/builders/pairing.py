"""Pairs of sentences: how one claim relates to another, and the examples made of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from harness.sources.mini.builders.drawing import PROVENANCE, Draw
from harness.sources.mini.grammar import Wording
from harness.sources.mini.grammars import GRAMMARS
from harness.sources.mini.propositions import Proposition, pick
from harness.sources.mini.world import HYPERNYMS, Frame, are_related, qualities_of
from harness.types import Example, LabelGold, Split, TextPair

Clause = tuple[Proposition, Wording]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two sentences of one or two clauses each, and how they relate."""

    first: tuple[Clause, ...]
    second: tuple[Clause, ...]
    label: str


def weaken(draw: Draw, claim: Proposition, frame: Frame) -> Proposition | None:
    """Returns a claim that follows from this one and says less; none if there is none.

    The adjective of a known object stays: "the" car without it may be another one.
    """
    options: list[Proposition] = []
    if claim.quality and not frame.definite:
        options.append(replace(claim, quality=None))
    if claim.place:
        options.append(replace(claim, place=None))
    if claim.time:
        options.append(replace(claim, time=None))
    general = HYPERNYMS.get(claim.object or "")
    if general and not frame.definite and claim.count == 1:
        options.append(replace(claim, object=general, quality=None))
    if not options:
        return None
    return options[int(draw.generator.integers(len(options)))]


def change(draw: Draw, claim: Proposition, frame: Frame, apart_from: str | None = None) -> Proposition:
    """Returns a claim about another agent or object, which neither follows nor is excluded.

    The new object is no kind of ``apart_from`` either, nor the other way round.
    """
    others = tuple(
        thing
        for thing in frame.objects
        if thing not in (claim.object, claim.agent, apart_from)
        and not are_related(thing, claim.object)
        and not are_related(thing, apart_from)
    )
    if others and draw.chance(0.5):
        thing = pick(draw.generator, others)
        quality = claim.quality if claim.quality in qualities_of(thing) else None
        return replace(claim, object=thing, quality=quality, count=1)
    agents = tuple(agent for agent in frame.agents if agent not in (claim.agent, claim.object))
    return replace(claim, agent=pick(draw.generator, agents))


def pair_examples(items: Sequence[Pair], language: str, split: Split) -> tuple[Example, ...]:
    """Returns classification examples in a language, one a pair."""
    grammar = GRAMMARS[language]
    examples = []
    for number, item in enumerate(items):
        name = f"{split}-{number:05d}"
        texts = (grammar.write(grammar.sentence(*clauses)) for clauses in (item.first, item.second))
        domain = item.first[0][0].domain
        examples.append(
            Example(name, language, TextPair(*texts), LabelGold(item.label), name, domain, PROVENANCE)
        )
    return tuple(examples)
