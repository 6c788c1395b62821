"""Words replaced by synonyms."""

from __future__ import annotations

from harness.types import NotApplicable
from perturbations.base import PerturbationSpec
from perturbations.declare import declare_perturbation
from perturbations.edits import Proposal
from perturbations.setting import Setting
from perturbations.subject import Subject, Word
from perturbations.substitutes import find_listed, keeps_sense, keeps_tag
from perturbations.words import replace_words

_NEAREST = 3  # later synonyms are of rarer senses


@declare_perturbation(
    PerturbationSpec(
        name="synonyms",
        family="adversarial",
        description="Words become one of their first three synonyms in a wordnet that the user's data bring.",
        label_policy=(
            "A synonym means the same where the sense is the right one, which is not checked; function "
            "words, negators, numbers, tagged entities, answers and words that look like the opposite stay. "
            "A part of speech stays true: only words that the evaluation set itself tags so are taken."
        ),
        unit="words",
        version=2,
        needs="synonyms",
    )
)
def synonyms(subject: Subject, setting: Setting) -> Proposal | NotApplicable:
    """Replaces content words that stand in the wordnet as they are written, in any case."""
    known, language = setting.context.resources.synonyms, subject.language
    if not known:
        return NotApplicable(f"no synonyms of {language} are given")

    def find(word: Word) -> list[str]:
        found = find_listed(subject, word, known, lambda one: keeps_sense(word.text, one, language))
        return [one for one in found if keeps_tag(subject, setting, word, one)][:_NEAREST]

    return replace_words(subject, setting, find, lacking="no content word has a synonym")
