"""Words in another case."""

from __future__ import annotations

from functools import lru_cache

import regex

from harness.types import NotApplicable
from perturbations.base import PerturbationSpec
from perturbations.declare import declare_perturbation
from perturbations.edits import Proposal
from perturbations.lettercase import lower_case, raise_case, write_title
from perturbations.setting import Setting
from perturbations.subject import Subject
from perturbations.words import replace_words

_CASE_RUN = regex.compile(r"(?:\p{Lu}\p{M}*)+|\P{Lu}+")
_LAST_SIGMA = regex.compile(r"(?<=\p{L}\p{M}*)σ(?![\p{L}\p{M}])")


def find_cases(word: str, language: str) -> tuple[str, ...]:
    """Returns a word in capitals, in small letters, with a first capital and with its cases turned.

    Forms equal to the word are left out. Languages with a dotless i keep its dot apart, Greek words
    in capitals lose their tonos, ß becomes SS, and Dutch ij is one letter.
    """
    lower = lower_case(word, language)
    turned = _CASE_RUN.sub(
        lambda found: (lower_case if found[0][0].isupper() else raise_case)(found[0], language), word
    )
    forms = (raise_case(word, language), lower, write_title(word, language), _LAST_SIGMA.sub("ς", turned))
    return tuple(dict.fromkeys(form for form in forms if form != word))


_find_cases = lru_cache(maxsize=65536)(find_cases)


@declare_perturbation(
    PerturbationSpec(
        name="casing",
        family="adversarial",
        description="Words become upper-case, lower-case, title-case or have their cases swapped.",
        label_policy=(
            "Readers know a word in any case, and tokens keep tags; what case alone tells apart (US, us) "
            "hangs on its sentence."
        ),
        scripts=("Latin", "Cyrillic", "Greek", "Armenian"),
        unit="words",
        version=2,
    )
)
def casing(subject: Subject, setting: Setting) -> Proposal | NotApplicable:
    """Replaces words by one of their other cases."""
    return replace_words(
        subject, setting, lambda word: _find_cases(word.text, subject.language), lacking="no word with a case"
    )
