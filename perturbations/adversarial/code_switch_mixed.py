"""Words in several other languages."""

from __future__ import annotations

from harness.types import NotApplicable
from perturbations.base import PerturbationSpec
from perturbations.declare import declare_perturbation
from perturbations.edits import Proposal
from perturbations.setting import Setting
from perturbations.subject import Subject, Word
from perturbations.translation import find_lexicons, translate_word
from perturbations.words import replace_words


@declare_perturbation(
    PerturbationSpec(
        name="code_switch_mixed",
        family="adversarial",
        description="Words become their dictionary translation, each into a language drawn for it alone.",
        label_policy=(
            "A word and its translation mean the same for a reader of all the languages; a word with several "
            "senses may get the wrong one. Answers and tagged entities stay, and a token keeps its tag."
        ),
        unit="words",
        version=2,
        needs="lexicons",
    )
)
def code_switch_mixed(subject: Subject, setting: Setting) -> Proposal | NotApplicable:
    """Translates a share of all words, of those that some lexicon knows."""
    lexicons = find_lexicons(setting, subject.language)
    if isinstance(lexicons, NotApplicable):
        return lexicons
    if len(lexicons) < 2:
        return NotApplicable(f"the only lexicon from {subject.language} is into {lexicons[0].target}")

    def translate(word: Word) -> list[str]:
        found = (translate_word(word, lexicon) for lexicon in lexicons)
        return [text for text in found if text]

    lacking = f"no word is in a lexicon from {subject.language}"
    return replace_words(subject, setting, translate, lacking=lacking)
