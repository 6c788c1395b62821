"""``mini_nli``: does the premise entail the hypothesis, contradict it, or neither?

An item starts from a strong claim (with a modifier or a special term) and the
weak one that follows from it. Every shape of hypothesis (strong or weak, denied
or not) occurs with every label equally often, so the hypothesis alone tells
nothing, and denials are as frequent under each label, so counting words doesn't
either: the label depends on comparing the two.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from harness.sources.mini.builders.drawing import Draw, can_be_reworded, collect
from harness.sources.mini.builders.pairing import Pair, change, pair_examples, weaken
from harness.sources.mini.grammar import Wording
from harness.sources.mini.propositions import Proposition, Taste, complete, pick, sample_frame
from harness.sources.mini.sizes import INTERMEDIATE
from harness.sources.mini.world import (
    AMBIGUOUS_WHEN_DENIED,
    ANTONYMS,
    Frame,
    frames,
    qualities_of,
)
from harness.types import Example, Split

LABELS = ("entailment", "neutral", "contradiction")


_CELLS: dict[str, tuple[str, ...]] = {
    label: tuple(cells.split())
    for label, cells in {
        "entailment": "P>W P>W ~W>~W ~W>~W P>P P>P ~W>~P ~W>~P " * 2 + "is is not not",
        "contradiction": "~W>W ~W>W P>~W P>~W ~W>P ~W>P P>~P P>~P " * 2 + "is is not not",
        "neutral": "P>w P>w ~W>w ~W>w P>~w P>~w ~W>~w ~W>~w "
        "W>P P>p ~W>p ~W>p W>~P P>~p ~W>~p ~W>~p is is not not",
    }.items()
}
"""Premise > hypothesis: P strong, W weak, lower case with another agent or object, ~ denied.

``is`` and ``not`` are hypotheses about a quality that the premise mentions. Cells
are dealt out in turn, so every shape of hypothesis is as frequent under each label.
"""

_TASTE = Taste(quality=0.5, agent_quality=0.0, place=0.5, time=0.5, negated=0.0)


def _draw_pair(draw: Draw, number: int) -> Pair | None:
    label = LABELS[number % len(LABELS)]
    cells = _CELLS[label]
    cell = cells[number // len(LABELS) % len(cells)]
    claims = _draw_logical(draw, label, cell) if ">" in cell else _draw_descriptive(draw, label, cell)
    if claims is None or not draw.admits(*claims):
        return None
    premise, hypothesis = claims
    first, second = draw.wording(), draw.wording()
    if premise == hypothesis:
        second = Wording(not first.alternate, not first.fronted)
    return Pair(((premise, first),), ((hypothesis, second),), label)


def _draw_logical(draw: Draw, label: str, cell: str) -> tuple[Proposition, Proposition] | None:
    frame = sample_frame(draw.generator, draw.domain)
    strong = complete(draw.generator, frame, _TASTE)
    weak = weaken(draw, strong, frame)
    if weak is None:
        return None
    premise, hypothesis = cell.split(">")
    if not _can_vary(hypothesis, strong, weak):
        return None
    claims = {
        "P": strong,
        "W": weak,
        "p": change(draw, strong, frame, weak.object),
        "w": change(draw, weak, frame, strong.object),
    }
    pair = tuple(
        claims[name.removeprefix("~")].denied() if name.startswith("~") else claims[name]
        for name in (premise, hypothesis)
    )
    if any(claim.negated and (claim.count > 1 or claim.time == AMBIGUOUS_WHEN_DENIED) for claim in pair):
        return None
    return pair[0], _by_antonym(draw, pair[0], pair[1], label)


def _can_vary(hypothesis: str, strong: Proposition, weak: Proposition) -> bool:
    """Whether the two can be worded differently where a label has them the same.

    Asked under every label alike, so that what can vary does not give the label away.
    """
    if hypothesis.lower() == "~w":
        return can_be_reworded(weak)
    return hypothesis.lower() != "p" or can_be_reworded(strong)


def _by_antonym(draw: Draw, premise: Proposition, hypothesis: Proposition, label: str) -> Proposition:
    usable = not premise.negated and label != "neutral" and hypothesis.verb in ANTONYMS
    if not usable or draw.chance(0.5):
        return hypothesis
    return replace(hypothesis, verb=ANTONYMS[hypothesis.verb], negated=not hypothesis.negated)


def _draw_descriptive(draw: Draw, label: str, cell: str) -> tuple[Proposition, Proposition] | None:
    frame = _descriptive_frame(draw)
    premise = complete(draw.generator, frame, Taste(agent_quality=1.0, quality=1.0, count=0.0, place=0.3))
    noun, quality = premise.agent, premise.agent_quality
    if premise.object and frame.definite and premise.quality and draw.chance(0.5):
        noun, quality = premise.object, premise.quality
        premise = replace(premise, agent_quality=None)
    else:
        premise = replace(premise, quality=None)
    if quality not in ANTONYMS:
        return None
    said = _judged(draw, noun, quality, label, positive=cell == "is")
    if said is None:
        return None
    return premise, Proposition(noun, "be", quality=said[0], negated=said[1], domain=draw.domain)


def _judged(draw: Draw, noun: str, quality: str, label: str, *, positive: bool) -> tuple[str, bool] | None:
    """Returns an adjective and whether it is denied, so that the label is true."""
    if label == "entailment":
        return (quality, False) if positive else (ANTONYMS[quality], True)
    if label == "contradiction":
        return (ANTONYMS[quality], False) if positive else (quality, True)
    options: Sequence[str] = qualities_of(noun)
    others = tuple(o for o in options if o in ANTONYMS and o not in (quality, ANTONYMS[quality]))
    return (pick(draw.generator, others), not positive) if others else None


def _descriptive_frame(draw: Draw) -> Frame:
    table = tuple(frame for frame in frames(draw.domain) if frame.definite)
    if draw.chance(0.5):
        return table[int(draw.generator.integers(len(table)))]
    return sample_frame(draw.generator, draw.domain)


@cache
def _items(split: Split, seed: int) -> tuple[Pair, ...]:
    return collect("nli", split, seed, INTERMEDIATE, _draw_pair)


def build_nli(language: str, split: Split, seed: int) -> tuple[Example, ...]:
    """Returns premises with hypotheses, labels in turn."""
    return pair_examples(_items(split, seed), language, split)
