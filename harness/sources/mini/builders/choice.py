"""``mini_choice``: which of four endings fits? Decided by what verbs select, or by a small script.

Wrong endings are right ones of other prompts, so the endings alone tell nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from harness.sources.mini.builders.drawing import PROVENANCE, Draw, collect
from harness.sources.mini.grammar import PLAIN, Grammar
from harness.sources.mini.grammars import GRAMMARS
from harness.sources.mini.propositions import Proposition, Taste, complete, pick
from harness.sources.mini.scripts import PLAUSIBLE_OBJECTS, SCRIPTS, asked_verbs
from harness.sources.mini.sizes import INTERMEDIATE
from harness.sources.mini.world import Frame, frames
from harness.types import ChoiceGold, Example, MultipleChoice, Split

CHOICES = 4
_BARE = Taste(quality=0.0, agent_quality=0.0, count=0.0, place=0.0, time=0.0, negated=0.0)
_TRIES = 60


@dataclass(frozen=True, slots=True)
class Quiz:
    """A prompt and four endings.

    Attributes:
        prompt: what is said, or whose object is asked for.
        endings: claims; of a question only their objects are printed.
        right: index of the fitting one.
        is_question: whether the prompt asks "what".
    """

    prompt: Proposition
    endings: tuple[Proposition, ...]
    right: int
    is_question: bool


def _draw_quiz(draw: Draw, number: int) -> Quiz | None:
    draft = _draw_question(draw) if draw.chance(0.5) else _draw_script(draw)
    if draft is None:
        return None
    prompt, endings, is_question = draft
    right = number % CHOICES
    ordered = (*endings[1 : right + 1], endings[0], *endings[right + 1 :])
    return Quiz(prompt, ordered, right, is_question)


def _draw_question(draw: Draw) -> tuple[Proposition, list[Proposition], bool] | None:
    claim = complete(draw.generator, _frame_of(draw, asked_verbs(draw.domain)), _BARE)
    if not draw.admits(claim):
        return None
    endings = [claim]
    for _ in range(_TRIES):
        other = complete(draw.generator, _frame_of(draw, asked_verbs(draw.domain)), _BARE)
        taken = {ending.object for ending in endings}
        if other.object not in taken and other.object not in PLAUSIBLE_OBJECTS[claim.verb]:
            endings.append(replace(claim, object=other.object))
        if len(endings) == CHOICES:
            return claim, endings, True
    return None


def _draw_script(draw: Draw) -> tuple[Proposition, list[Proposition], bool] | None:
    cues = SCRIPTS[draw.domain]
    cue = cues[int(draw.generator.integers(len(cues)))]
    right = _draw_ending(draw, cue.verbs, None)
    if right is None:
        return None
    prompt = Proposition(right.agent, "be", quality=cue.state, place=cue.place, domain=draw.domain)
    if not draw.admits(prompt):
        return None
    endings = [right]
    for _ in range(_TRIES):
        other = cues[int(draw.generator.integers(len(cues)))]
        verbs = tuple(verb for verb in other.verbs if not cue.allows(verb))
        ending = _draw_ending(draw, verbs, right.agent) if verbs else None
        if ending and ending.verb not in {known.verb for known in endings}:
            endings.append(ending)
        if len(endings) == CHOICES:
            return prompt, endings, False
    return None


def _draw_ending(draw: Draw, verbs: Sequence[str], agent: str | None) -> Proposition | None:
    frame = _frame_of(draw, verbs)
    claim = complete(draw.generator, frame, _BARE)
    if agent:
        claim = replace(claim, agent=agent)
    fits = claim.agent in frame.agents and claim.agent != claim.object
    return claim if fits and draw.admits(claim) else None


def _frame_of(draw: Draw, verbs: Sequence[str]) -> Frame:
    verb = pick(draw.generator, tuple(verbs))
    return next(frame for frame in frames(draw.domain) if frame.verb == verb)


@cache
def _items(split: Split, seed: int) -> tuple[Quiz, ...]:
    return collect("choice", split, seed, INTERMEDIATE, _draw_quiz)


def build_choice(language: str, split: Split, seed: int) -> tuple[Example, ...]:
    """Returns prompts with four endings each, the right one in every place in turn."""
    grammar = GRAMMARS[language]
    return tuple(
        Example(
            name := f"{split}-{number:05d}",
            language,
            MultipleChoice(_prompt(grammar, item), tuple(_ending(grammar, item, e) for e in item.endings)),
            ChoiceGold(item.right),
            name,
            item.prompt.domain,
            PROVENANCE,
        )
        for number, item in enumerate(_items(split, seed))
    )


def _prompt(grammar: Grammar, item: Quiz) -> str:
    if item.is_question:
        return grammar.write(grammar.question("what", item.prompt))
    return grammar.write(grammar.sentence((item.prompt, PLAIN)))


def _ending(grammar: Grammar, item: Quiz, ending: Proposition) -> str:
    if item.is_question:
        return grammar.write(grammar.fragment(grammar.object(ending, PLAIN)))
    return grammar.write(grammar.sentence((ending, PLAIN)))
