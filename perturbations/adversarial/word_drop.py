"""Words left out."""

from __future__ import annotations

from harness.types import NotApplicable
from perturbations.base import PerturbationSpec
from perturbations.declare import declare_perturbation
from perturbations.edits import Proposal
from perturbations.setting import Setting
from perturbations.subject import Subject
from perturbations.words import choose_words, drop_tokens, drop_words, find_words, is_free


@declare_perturbation(
    PerturbationSpec(
        name="word_drop",
        family="adversarial",
        description="Words are left out; of a question's paragraph, never of the question.",
        label_policy=(
            "Negators, numbers, tagged entities and answers stay, and every token keeps its tag. A lost word "
            "can change what follows from a sentence, so pairs and choices are excluded."
        ),
        version=3,
        formats=("tagging", "span_qa", "retrieval", "masked_lm"),
        unit="words",
    )
)
def word_drop(subject: Subject, setting: Setting) -> Proposal | NotApplicable:
    """Drops free words, but never all words of an example."""
    words = find_words(subject, "context", "query", "text")
    if isinstance(words, NotApplicable):
        return words
    dropped = choose_words(
        words, setting, lambda word: is_free(word, subject.language), at_most=len(words) - 1
    )
    if dropped is None:
        return NotApplicable("no word that may be dropped")
    tokens = drop_tokens(subject, dropped) if dropped else None
    return Proposal(drop_words(subject, dropped), len(dropped), len(words), tokens)
