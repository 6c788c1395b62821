"""Words in another language."""

from __future__ import annotations

from harness.seeds import derive_entropy
from harness.types import Edit, Example, NotApplicable
from perturbations.base import PerturbationSpec
from perturbations.declare import Setting, declare_perturbation
from perturbations.edits import Proposal
from perturbations.translation import find_translations
from perturbations.units import choose


@declare_perturbation(
    PerturbationSpec(
        name="code_switch",
        family="adversarial",
        description="Words become their dictionary translation into one other language per example.",
        label_policy=(
            "A word and its translation mean the same for a bilingual reader; a word with several senses may "
            "get the wrong one. Answers and entities stay, and a token keeps its tag."
        ),
    )
)
def code_switch(example: Example, setting: Setting) -> Proposal | NotApplicable:
    """Translates a share of the words that the lexicon knows; the id of the example picks the language."""
    language = example.language
    lexicons = [lexicon for lexicon in setting.context.lexicons if lexicon.source == language]
    if not lexicons:
        return NotApplicable(f"no lexicon from {language}")
    lexicons.sort(key=lambda lexicon: lexicon.target)
    first = derive_entropy(0, "code_switch", example.id) % len(lexicons)
    for lexicon in (*lexicons[first:], *lexicons[:first]):
        known = find_translations(example, lexicon)
        if known:
            chosen = [known[at] for at in choose(len(known), setting.rate, setting.rng)]
            edits = tuple(Edit(word.field, word.start, word.end, text) for word, text in chosen)
            return Proposal(edits, len(edits), len(known))
    return NotApplicable(f"no word is in a lexicon from {language}")
