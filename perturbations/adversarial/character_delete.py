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
            "they are. A negator may lose the letter that makes it one (never, ever); at severity 5 short "
            "words may be lost."
        ),
    )
)
def character_delete(subject: Subject, setting: Setting) -> Proposal | NotApplicable:
    """Deletes letters as whole clusters, never digits."""
    return delete_characters(subject, setting)
