"""Neighbouring words in the wrong order."""

from __future__ import annotations

from harness.types import Example, NotApplicable
from perturbations.base import PerturbationSpec
from perturbations.declare import Setting, declare_perturbation
from perturbations.edits import Proposal
from perturbations.units import Word
from perturbations.words import find_free_words, find_neighbours, swap_tokens, swap_words


@declare_perturbation(
    PerturbationSpec(
        name="word_swap",
        family="adversarial",
        description="Neighbouring words change places.",
        label_policy=(
            "Negators, numbers, entities and answers stay in place, and tags move with words. Order can "
            "decide whether two sentences mean the same (PAWS), so pairs and choices are excluded."
        ),
        formats=("tagging", "span_qa", "retrieval", "masked_lm"),
    )
)
def word_swap(example: Example, setting: Setting) -> Proposal | NotApplicable:
    """Swaps disjoint pairs of free neighbours; both words of a pair count as edited."""
    found = find_free_words(example)
    if isinstance(found, NotApplicable):
        return found
    free = [found.words[at] for at in found.free]
    able = [pair for pair in find_neighbours(example, free) if pair[0].text != pair[1].text]
    units = len({(word.field, word.start) for pair in able for word in pair})
    if not units:
        return NotApplicable("no two neighbouring words that may change places")
    wanted = int(units * setting.rate / 2 + setting.rng.random())
    pairs: list[tuple[Word, Word]] = []
    taken: set[Word] = set()
    for at in setting.rng.permutation(len(able)).tolist():
        if len(pairs) < wanted and taken.isdisjoint(able[at]):
            pairs.append(able[at])
            taken.update(able[at])
    tokens = swap_tokens(example, pairs) if pairs else None
    return Proposal(swap_words(example, pairs), 2 * len(pairs), units, tokens)
