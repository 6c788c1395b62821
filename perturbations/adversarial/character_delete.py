"""Letters left out."""

from __future__ import annotations

from harness.types import NotApplicable
from perturbations.base import PerturbationSpec
from perturbations.characters import delete_characters
from perturbations.declare import declare_perturbation
from perturbations.edits import Proposal
from perturbations.setting import Setting
from perturbations.subject import Subject


@declare_perturbation(
    PerturbationSpec(
        name="character_delete",
        family="adversarial",
        description="Letters are left out, with their marks; of every word at least one stays.",
        label_policy=(
            "A reader restores a missing letter from its word; digits and answers in the context stay as "
            "they are, and so do negators that are listed (never would be ever). A prefix that negates may "
            "be lost, and at severity 5 short words."
        ),
        version=3,
    )
)
def character_delete(subject: Subject, setting: Setting) -> Proposal | NotApplicable:
    """Deletes letters as whole clusters, never digits."""
    return delete_characters(subject, setting)
