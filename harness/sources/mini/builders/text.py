"""``mini_text`` and ``mini_retrieval``: sentences, alone and beside their English translations."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from harness.seeds import derive_generator
from harness.sources.mini.builders.code_switching import switch_phrases
from harness.sources.mini.builders.drawing import PROVENANCE, Draw, collect
from harness.sources.mini.grammar import Asked, Wording
from harness.sources.mini.grammars import GRAMMARS
from harness.sources.mini.propositions import Proposition, sample, sample_description
from harness.sources.mini.sizes import RETRIEVAL, TEXT
from harness.sources.mini.world import PERSONS, Domain
from harness.types import Example, LabelGold, NoGold, ParallelPair, PlainText, Split

_QUESTIONS = 0.12
_DESCRIPTIONS = 0.2
_COMPOUNDS: dict[Domain, float] = {"home": 0.05, "field": 0.25}


@dataclass(frozen=True, slots=True)
class Utterance:
    """One or two claims in one sentence, or a question for a part of one.

    Attributes:
        clauses: what is said and how it is put.
        asked: the part in question; none for a statement.
        domain: of the sentence.
    """

    clauses: tuple[tuple[Proposition, Wording], ...]
    asked: Asked | None
    domain: Domain

    def text(self, language: str) -> str:
        """Returns the sentence in a language."""
        grammar = GRAMMARS[language]
        if self.asked is None:
            return grammar.write(grammar.sentence(*self.clauses))
        proposition, wording = self.clauses[0]
        return grammar.write(grammar.question(self.asked, proposition, wording))


def askable(proposition: Proposition) -> tuple[Asked, ...]:
    """Returns the parts of a proposition for which every language has a question."""
    asked: list[Asked] = []
    if proposition.verb != "be" and not proposition.negated:
        asked.append("who")
        if proposition.object and proposition.object not in PERSONS:
            asked.append("what")
        asked.extend(["where"] if proposition.place else [])
        asked.extend(["when"] if proposition.time else [])
    return tuple(asked)


def draw_claim(draw: Draw, descriptions: float = _DESCRIPTIONS) -> Proposition | None:
    """Returns a proposition that the split may say, or none."""
    describe = draw.chance(descriptions)
    make = sample_description if describe else sample
    proposition = make(draw.generator, draw.domain)
    return proposition if draw.admits(proposition) else None


def draw_statement(draw: Draw, _number: int = 0) -> Utterance | None:
    """Returns a sentence of one or two clauses, or none."""
    first = draw_claim(draw)
    if first is None:
        return None
    if not draw.chance(_COMPOUNDS[draw.domain]):
        return Utterance(((first, draw.wording()),), None, draw.domain)
    second = draw_claim(draw)
    if second is None or second.agent == first.agent:
        return None
    alternate = draw.chance(0.3)
    clauses = ((first, Wording(alternate, draw.chance(0.3))), (second, Wording(alternate)))
    return Utterance(clauses, None, draw.domain)


def _draw_utterance(draw: Draw, number: int) -> Utterance | None:
    if not draw.chance(_QUESTIONS):
        return draw_statement(draw, number)
    claim = draw_claim(draw, 0.0)
    options = askable(claim) if claim else ()
    if claim is None or not options:
        return None
    asked = options[int(draw.generator.integers(len(options)))]
    return Utterance(((claim, draw.wording()),), asked, draw.domain)


@cache
def _retrieval_items(split: Split, seed: int) -> tuple[Utterance, ...]:
    seen: set[tuple[Proposition, ...]] = set()

    def make(draw: Draw, number: int) -> Utterance | None:
        utterance = draw_statement(draw, number)
        said = tuple(proposition for proposition, _ in utterance.clauses) if utterance else ()
        if not said or said in seen:
            return None
        seen.add(said)
        return utterance

    return collect("retrieval", split, seed, RETRIEVAL, make)


def build_text(language: str, split: Split, seed: int) -> tuple[Example, ...]:
    """Returns the language's own sentences, its parallel pairs with English, and mixed sentences."""
    alone = collect(f"text.{language}", split, seed, TEXT, _draw_utterance)
    examples = [
        _example(f"{split}-{language}-{number:05d}", language, item.domain, PlainText(item.text(language)))
        for number, item in enumerate(alone)
    ]
    if language != "en":
        pairs = collect(f"text.en-{language}", split, seed, TEXT, _draw_utterance)
        for number, item in enumerate(pairs):
            payload = PlainText(item.text(language), item.text("en"))
            examples.append(_example(f"{split}-{language}-en-{number:05d}", language, item.domain, payload))
        mixed = collect(f"text.mixed-{language}", split, seed, TEXT, draw_statement)
        for number, item in enumerate(mixed):
            rng = derive_generator(seed, "mini", "mixed", language, split, number)
            payload = PlainText(switch_phrases(item.clauses[0], language, rng))
            examples.append(
                _example(f"{split}-{language}-mixed-{number:05d}", language, item.domain, payload)
            )
    return tuple(examples)


def build_retrieval(language: str, split: Split, seed: int) -> tuple[Example, ...]:
    """Returns sentences of the language, each beside its English translation."""
    return tuple(
        _example(
            f"{split}-{number:05d}", language, item.domain, ParallelPair(item.text(language), item.text("en"))
        )
        for number, item in enumerate(_retrieval_items(split, seed))
    )


def _example(name: str, language: str, domain: Domain, payload: PlainText | ParallelPair) -> Example:
    gold = LabelGold(name) if isinstance(payload, ParallelPair) else NoGold()
    return Example(name, language, payload, gold, name, domain, PROVENANCE)
