"""Neighbouring letters in the wrong order."""

from __future__ import annotations

from harness.types import NotApplicable
from perturbations.base import PerturbationSpec
from perturbations.characters import swap_characters
from perturbations.declare import declare_perturbation
from perturbations.edits import Proposal
from perturbations.setting import Setting
from perturbations.subject import Subject


@declare_perturbation(
    PerturbationSpec(
        name="character_swap",
        family="adversarial",
        description="Neighbouring letters of a word change places, each with its marks.",
        label_policy=(
            "Words with two letters in the wrong order are read almost as fast; digits and answers in the "
            "context stay as they are, and so do negators that are listed (French ne would be en)."
        ),
        version=2,
    )
)
def character_swap(subject: Subject, setting: Setting) -> Proposal | NotApplicable:
    """Swaps disjoint pairs of different neighbours; both letters of a pair count as edited."""
    return swap_characters(subject, setting)
