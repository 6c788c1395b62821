"""Misspellings that people made."""

from __future__ import annotations

from harness.types import NotApplicable
from perturbations.base import PerturbationSpec
from perturbations.declare import declare_perturbation
from perturbations.edits import Proposal
from perturbations.lettercase import raise_first
from perturbations.negation import may_negate
from perturbations.setting import Setting
from perturbations.subject import Subject, Word
from perturbations.words import is_free, replace_words


@declare_perturbation(
    PerturbationSpec(
        name="natural_typos",
        family="adversarial",
        description="Words become a misspelling of theirs that people made, from the user's word lists.",
        label_policy=(
            "People wrote them and meant the word, so readers restore it; lists hold some real words for "
            'others ("like" for "luck"). Answers, negators, numbers and tagged entities stay.'
        ),
        unit="words",
        version=2,
        needs="misspellings",
    )
)
def natural_typos(subject: Subject, setting: Setting) -> Proposal | NotApplicable:
    """Misspells a share of all words, of those in the list, which holds few words of most texts."""
    language, listed = subject.language, setting.context.resources.misspellings
    if not listed:
        return NotApplicable(f"no list of misspellings in {language}")

    def misspell(word: Word) -> list[str]:
        found = listed.get(word.text) or listed.get(word.text.lower(), ())
        if not found or not is_free(word, language):
            return []
        usable = [text for text in found if not may_negate(text, language)]
        if word.text[:1].isupper():
            usable = [raise_first(text, language) for text in usable]
        return [text for text in usable if text != word.text]

    return replace_words(
        subject, setting, misspell, lacking=f"no word has a listed misspelling in {language}"
    )
