"""Words in another case."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

import regex

from harness.types import NotApplicable
from perturbations.base import PerturbationSpec
from perturbations.declare import declare_perturbation
from perturbations.edits import Proposal
from perturbations.setting import Setting
from perturbations.subject import Subject
from perturbations.words import replace_words

_DOTTED_I = ("tr", "az", "crh", "tt")
_HIATUS = regex.compile(r"(?<=[άέόύή])[ιυ]")
_FIRST = regex.compile(r"(?<![\p{L}\p{M}\p{N}'’])\p{L}")
_DUTCH_IJ = regex.compile(r"\bIj")
_CASE_RUN = regex.compile(r"(?:\p{Lu}\p{M}*)+|\P{Lu}+")
_LAST_SIGMA = regex.compile(r"(?<=\p{L}\p{M}*)σ(?![\p{L}\p{M}])")


def find_cases(word: str, language: str) -> tuple[str, ...]:
    """Returns a word in capitals, in small letters, with a first capital and with its cases turned.

    Forms equal to the word are left out. Languages with a dotless i keep its dot apart, Greek words
    in capitals lose their tonos, ß becomes SS, and Dutch ij is one letter.
    """
    lower = lower_case(word, language)
    title = _FIRST.sub(lambda found: _keep_dots(found[0], language).upper(), lower)
    if language == "nl":
        title = _DUTCH_IJ.sub("IJ", title)
    turned = _CASE_RUN.sub(
        lambda found: (lower_case if found[0][0].isupper() else raise_case)(found[0], language), word
    )
    forms = (raise_case(word, language), lower, title, _LAST_SIGMA.sub("ς", turned))
    return tuple(dict.fromkeys(form for form in forms if form != word))


def raise_case(text: str, language: str) -> str:
    """Returns a text in capitals, by the rules of its language."""
    if language == "el" and text != "ή":
        text = _HIATUS.sub(lambda found: "ϊϋ"["ιυ".index(found[0])], unicodedata.normalize("NFC", text))
        text = unicodedata.normalize("NFC", unicodedata.normalize("NFD", text).replace("\u0301", ""))
    return _keep_dots(text, language).upper()


def lower_case(text: str, language: str) -> str:
    """Returns a text in small letters, by the rules of its language; a last Σ becomes ς."""
    if language in _DOTTED_I:
        text = text.replace("I\u0307", "i").replace("I", "ı").replace("İ", "i")
    return text.lower()


def _keep_dots(text: str, language: str) -> str:
    return text.replace("i", "İ") if language in _DOTTED_I else text


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
    )
)
def casing(subject: Subject, setting: Setting) -> Proposal | NotApplicable:
    """Replaces words by one of their other cases."""
    return replace_words(
        subject, setting, lambda word: _find_cases(word.text, subject.language), lacking="no word with a case"
    )
