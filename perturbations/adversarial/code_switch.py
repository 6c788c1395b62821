"""Words in another language."""

from __future__ import annotations

from harness.types import BilingualLexicon, NotApplicable
from perturbations.base import PerturbationSpec
from perturbations.declare import declare_perturbation
from perturbations.edits import Proposal
from perturbations.setting import Setting
from perturbations.subject import Subject, Word
from perturbations.translation import switch_into_one, translate_word
from perturbations.words import replace_words


@declare_perturbation(
    PerturbationSpec(
        name="code_switch",
        family="adversarial",
        description="Words become their dictionary translation into one other language per example.",
        label_policy=(
            "A word and its translation mean the same for a bilingual reader; a word with several senses may "
            "get the wrong one. Answers and tagged entities stay, and a token keeps its tag."
        ),
        version=3,
        unit="words",
        needs="lexicon",
    )
)
def code_switch(subject: Subject, setting: Setting) -> Proposal | NotApplicable:
    """Translates a share of all words, of those that a lexicon knows; the id of the example picks it."""
    lacking = f"no word is in a lexicon from {subject.language}"

    def switch(lexicon: BilingualLexicon) -> Proposal | NotApplicable:
        def translate(word: Word) -> tuple[str, ...]:
            found = translate_word(word, lexicon)
            return (found,) if found else ()

        return replace_words(subject, setting, translate, lacking=lacking)

    return switch_into_one(subject, setting, switch)
