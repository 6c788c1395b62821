"""Slips to neighbouring keys."""

from __future__ import annotations

from harness.types import NotApplicable
from perturbations.base import PerturbationSpec
from perturbations.characters import replace_characters
from perturbations.declare import declare_perturbation
from perturbations.edits import Proposal
from perturbations.keyboards import find_slips
from perturbations.setting import Setting
from perturbations.subject import Subject


@declare_perturbation(
    PerturbationSpec(
        name="keyboard_typos",
        family="adversarial",
        description="Letters become a neighbour on the keyboard layout of the language.",
        label_policy=(
            "A reader restores a mistyped letter from its word, and answers in the context stay as they are; "
            "at severity 5 short words may be lost."
        ),
        version=3,
    )
)
def keyboard_typos(subject: Subject, setting: Setting) -> Proposal | NotApplicable:
    """Replaces letters and vowel signs that have a key by one next to it, of the same kind."""
    language = subject.language
    slips = find_slips(language)
    if slips is None:
        return NotApplicable(f"no keyboard layout of letters is recorded for {language}")
    return replace_characters(
        subject, setting, slips, lacking=f"no letter with a key of its own in {language}"
    )
