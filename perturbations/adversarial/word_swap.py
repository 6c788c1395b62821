"""Neighbouring words in the wrong order."""

from __future__ import annotations

from functools import partial

from harness.types import NotApplicable
from perturbations.base import PerturbationSpec
from perturbations.declare import declare_perturbation
from perturbations.edits import Proposal
from perturbations.setting import Setting
from perturbations.subject import Subject, Word
from perturbations.words import are_neighbours, choose_pairs, find_words, is_free, swap_tokens, swap_words


@declare_perturbation(
    PerturbationSpec(
        name="word_swap",
        family="adversarial",
        description="Neighbouring words change places.",
        label_policy=(
            "Negators, numbers, tagged entities and answers stay in place, and tags move with words. Order "
            "can decide whether two sentences mean the same (PAWS), so pairs and choices are excluded."
        ),
        version=3,
        formats=("tagging", "span_qa", "retrieval", "masked_lm"),
        unit="words",
    )
)
def word_swap(subject: Subject, setting: Setting) -> Proposal | NotApplicable:
    """Swaps disjoint pairs of free neighbours; both words of a pair count as edited."""
    words = find_words(subject)
    if isinstance(words, NotApplicable):
        return words
    chosen = choose_pairs(words, setting, partial(_may_swap, subject))
    if chosen is None:
        return NotApplicable("no two neighbouring words that may change places")
    tokens = swap_tokens(subject, chosen) if chosen else None
    return Proposal(swap_words(subject, chosen), 2 * len(chosen), len(words), tokens)


def _may_swap(subject: Subject, first: Word, second: Word) -> bool:
    """Whether two words differ, are free, and nothing but a space stands between them."""
    if first.text == second.text or not are_neighbours(subject, first, second):
        return False
    return is_free(first, subject.language) and is_free(second, subject.language)
