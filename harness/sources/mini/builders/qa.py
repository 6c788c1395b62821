"""``mini_qa``: who, what, where or when, about one of a few sentences that share verbs and people."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

from harness.sources.mini.builders.drawing import PROVENANCE, Draw, collect
from harness.sources.mini.builders.text import askable
from harness.sources.mini.grammar import ASKED_SLOTS, Asked, Wording
from harness.sources.mini.grammars import GRAMMARS
from harness.sources.mini.propositions import Proposition, Taste, complete, sample_frame
from harness.sources.mini.sizes import TARGET
from harness.sources.mini.world import Frame, are_related
from harness.types import Answer, AnswersGold, Example, SpanQA, Split

_ORDER: tuple[Asked, ...] = ("who", "what", "where", "when")
_TASTE = Taste(quality=0.25, agent_quality=0.15, count=0.05, place=0.85, time=0.75, negated=0.0)


@dataclass(frozen=True, slots=True)
class Passage:
    """A few claims and a question about one of them.

    Attributes:
        clauses: the sentences of the context.
        target: index of the sentence with the answer.
        asked: the part in question.
        wording: of the question.
    """

    clauses: tuple[tuple[Proposition, Wording], ...]
    target: int
    asked: Asked
    wording: Wording


def _draw_passage(draw: Draw, number: int) -> Passage | None:
    asked = _ORDER[number % len(_ORDER)]
    frame = sample_frame(draw.generator, draw.domain)
    if not frame.places and draw.chance(0.7):
        return None
    target = complete(draw.generator, frame, _TASTE)
    if asked not in askable(target) or not draw.admits(target, _gist(target)):
        return None
    claims = [target]
    size = int(draw.generator.integers(2, 5))
    for _ in range(40 * size):
        if len(claims) == size:
            break
        claim = _draw_rival(draw, frame, target)
        if draw.admits(claim) and not any(_confusable(asked, claim, other) for other in claims):
            claims.append(claim)
    if len(claims) < size:
        return None
    order = draw.generator.permutation(size)
    clauses = tuple((claims[int(i)], draw.wording(0.3)) for i in order)
    return Passage(clauses, int(order.argmin()), asked, Wording(draw.chance(0.3)))


def _draw_rival(draw: Draw, frame: Frame, target: Proposition) -> Proposition:
    """Returns another claim, most often with the same verb or the same agent."""
    kind = draw.generator.random()
    rival = complete(
        draw.generator, frame if kind < 0.55 else sample_frame(draw.generator, draw.domain), _TASTE
    )
    if kind < 0.8:
        return rival
    return replace(rival, agent=target.agent, agent_quality=target.agent_quality)


def _confusable(asked: Asked, claim: Proposition, other: Proposition) -> bool:
    """Returns whether one question for this part could be about either claim."""
    if claim.agent == other.object or other.agent == claim.object:
        return True
    if claim.verb != other.verb:
        return False
    same_object = claim.object == other.object or are_related(claim.object, other.object)
    same_agent = claim.agent == other.agent
    if asked == "who":
        return same_object
    return same_agent if asked == "what" else same_agent and same_object


def _gist(claim: Proposition) -> Proposition:
    """Returns the claim without what a question leaves out."""
    return replace(claim, quality=None, agent_quality=None, count=1, place=None, time=None)


@cache
def _items(split: Split, seed: int) -> tuple[Passage, ...]:
    return collect("qa", split, seed, TARGET, _draw_passage, guarded=True)


def build_qa(language: str, split: Split, seed: int) -> tuple[Example, ...]:
    """Returns contexts with one question each; the answer is a part of a sentence."""
    return tuple(
        _example(language, f"{split}-{number:05d}", item) for number, item in enumerate(_items(split, seed))
    )


def _example(language: str, name: str, item: Passage) -> Example:
    grammar = GRAMMARS[language]
    sentences = [grammar.sentence(clause) for clause in item.clauses]
    texts = [grammar.write(tokens) for tokens in sentences]
    start, answer = grammar.find(sentences[item.target], ASKED_SLOTS[item.asked])
    before = sum(len(text) + len(grammar.space) for text in texts[: item.target])
    asked_about = _gist(item.clauses[item.target][0])
    question = grammar.write(grammar.question(item.asked, asked_about, item.wording))
    payload = SpanQA(grammar.space.join(texts), question)
    gold = AnswersGold((Answer(answer, before + start),))
    return Example(name, language, payload, gold, name, asked_about.domain, PROVENANCE)
