"""Words in another form of their paradigm."""

from __future__ import annotations

from harness.types import NotApplicable
from perturbations.base import PerturbationSpec
from perturbations.declare import declare_perturbation
from perturbations.edits import Proposal
from perturbations.negation import has_negator
from perturbations.setting import Setting
from perturbations.subject import Subject, Word
from perturbations.substitutes import find_listed, part_of_speech
from perturbations.words import replace_words


@declare_perturbation(
    PerturbationSpec(
        name="inflections",
        family="adversarial",
        description=(
            "Words become another form of their lemma, as learners err (Tan et al., 2020), by paradigms that "
            "the user's data bring."
        ),
        label_policy=(
            "Readers understand a wrong form from what surrounds it; number and tense may change. Function "
            "words, negators, tagged entities and answers stay, and so does the part of speech, which "
            "paradigms share; forms that negate have paradigms of their own where the data mark them."
        ),
        unit="words",
        version=2,
        needs="inflections",
    )
)
def inflections(subject: Subject, setting: Setting) -> Proposal | NotApplicable:
    """Replaces content words that stand in a paradigm, in any case."""
    known, language = setting.context.resources.inflections, subject.language
    if not known:
        return NotApplicable(f"no inflections of {language} are given")

    def find(word: Word) -> list[str]:
        found = find_listed(subject, word, known, lambda one: not has_negator(one, language))
        return [one for one in found if one != word.text and _may_carry_tag(subject, setting, word, one)]

    return replace_words(subject, setting, find, lacking="no content word has another form")


def _may_carry_tag(subject: Subject, setting: Setting, word: Word, form: str) -> bool:
    """Whether the evaluation set does not contradict that a form has the part of speech of its word."""
    tag = part_of_speech(subject, word)
    return not tag or tag in setting.context.tagged.tags.get(form, (tag,))
