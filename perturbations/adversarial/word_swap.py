"""Neighbouring words in the wrong order."""

from __future__ import annotations

from harness.types import NotApplicable
from perturbations.base import PerturbationSpec
from perturbations.declare import declare_perturbation
from perturbations.edits import Proposal
from perturbations.setting import Setting
from perturbations.subject import Subject, Word
from perturbations.words import are_neighbours, find_words, is_free, swap_tokens, swap_words


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
    wanted = setting.draws.count(len(words) * setting.rate / 2)
    pairs: dict[int, tuple[Word, Word]] = {}
    seen = False
    for number in setting.draws.order(len(words) - 1):
        first, second = words[number], words[number + 1]
        if first.text == second.text or not are_neighbours(subject, first, second):
            continue
        if is_free(first, subject.language) and is_free(second, subject.language):
            seen = True
            if len(pairs) >= wanted:
                break
            if pairs.keys().isdisjoint((number - 1, number, number + 1)):
                pairs[number] = (first, second)
    if not seen:
        return NotApplicable("no two neighbouring words that may change places")
    chosen = [pairs[number] for number in sorted(pairs)]
    tokens = swap_tokens(subject, chosen) if chosen else None
    return Proposal(swap_words(subject, chosen), 2 * len(chosen), len(words), tokens)
