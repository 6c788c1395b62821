"""Runs of words in another language."""

from __future__ import annotations

from harness.types import BilingualLexicon, NotApplicable
from perturbations.base import PerturbationSpec
from perturbations.declare import declare_perturbation
from perturbations.edits import Proposal
from perturbations.phrases import choose_phrases, edit_phrase
from perturbations.setting import Setting
from perturbations.subject import Subject
from perturbations.translation import switch_into_one
from perturbations.words import find_words, sort_edits


@declare_perturbation(
    PerturbationSpec(
        name="code_switch_phrases",
        family="adversarial",
        description="Runs of 2 to 4 neighbouring words become their dictionary translation, word by word.",
        label_policy=(
            "As for single words, and the order of the original stays, which the other language may not "
            "share; an entry for the whole run goes before its words. Answers, tagged entities and tags stay."
        ),
        unit="words",
        version=2,
        needs="lexicon",
    )
)
def code_switch_phrases(subject: Subject, setting: Setting) -> Proposal | NotApplicable:
    """Translates runs that a lexicon knows until a share of all words is; the id picks the lexicon."""
    words = find_words(subject)
    if isinstance(words, NotApplicable):
        return words

    def switch(lexicon: BilingualLexicon) -> Proposal | NotApplicable:
        phrases = choose_phrases(subject, words, lexicon, setting)
        if phrases is None:
            return NotApplicable(f"no two neighbouring words are in a lexicon from {subject.language}")
        edits = [edit for phrase in phrases for edit in edit_phrase(subject, phrase)]
        edited = sum(len(phrase.words) for phrase in phrases)
        return Proposal(sort_edits(subject, edits), edited, len(words))

    return switch_into_one(subject, setting, switch)
