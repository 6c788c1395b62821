"""Slips to neighbouring keys."""

from __future__ import annotations

from harness.types import Example, NotApplicable
from perturbations.base import PerturbationSpec
from perturbations.declare import Setting, declare_perturbation
from perturbations.edits import Proposal
from perturbations.keyboards import find_slips
from perturbations.units import replace_clusters


@declare_perturbation(
    PerturbationSpec(
        name="keyboard_typos",
        family="adversarial",
        description="Letters become a neighbour on the keyboard layout of the language.",
        label_policy=(
            "A reader restores a mistyped letter from its word, and answers in the context stay as they are; "
            "at severity 5 short words may be lost."
        ),
    )
)
def keyboard_typos(example: Example, setting: Setting) -> Proposal | NotApplicable:
    """Replaces letters and vowel signs that have a key by one next to it, of the same kind."""
    language = example.language
    slips = find_slips(language)
    if slips is None:
        return NotApplicable(f"no keyboard layout of letters is recorded for {language}")
    return replace_clusters(
        example,
        slips,
        rate=setting.rate,
        rng=setting.rng,
        lacking=f"no letter with a key of its own in {language}",
    )
