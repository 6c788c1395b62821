"""Words left out."""

from __future__ import annotations

from harness.types import Example, NotApplicable
from perturbations.base import PerturbationSpec
from perturbations.declare import Setting, declare_perturbation
from perturbations.edits import Proposal
from perturbations.units import choose
from perturbations.words import drop_tokens, drop_words, find_free_words


@declare_perturbation(
    PerturbationSpec(
        name="word_drop",
        family="adversarial",
        description="Words are left out; of a question's paragraph, never of the question.",
        label_policy=(
            "Negators, numbers, entities and answers stay, and every token keeps its tag. A lost word can "
            "change what follows from a sentence, so pairs and choices are excluded."
        ),
        formats=("tagging", "span_qa", "retrieval", "masked_lm"),
    )
)
def word_drop(example: Example, setting: Setting) -> Proposal | NotApplicable:
    """Drops free words, but never all words of an example."""
    found = find_free_words(example, "context", "query", "text")
    if isinstance(found, NotApplicable):
        return found
    chosen = choose(len(found.free), setting.rate, setting.rng, at_most=len(found.words) - 1)
    dropped = [found.words[found.free[at]] for at in chosen]
    tokens = drop_tokens(example, dropped) if dropped else None
    return Proposal(drop_words(example, dropped), len(dropped), len(found.free), tokens)
