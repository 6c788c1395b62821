"""Entities of the same evaluation set in the place of others."""

from __future__ import annotations

from harness.types import NotApplicable
from perturbations.base import PerturbationSpec
from perturbations.declare import declare_perturbation
from perturbations.edits import Proposal
from perturbations.entities import Name, find_tagged, replace_names
from perturbations.setting import Setting
from perturbations.subject import Subject


@declare_perturbation(
    PerturbationSpec(
        name="entity_replacement",
        family="adversarial",
        description="Entities become others of their type from the same evaluation set.",
        label_policy=(
            "The set itself tags the new name with the type, and its tokens are tagged as one entity; a name "
            "that the sentence repeats is replaced everywhere."
        ),
        formats=("tagging",),
        unit="entities",
    )
)
def entity_replacement(subject: Subject, setting: Setting) -> Proposal | NotApplicable:
    """Draws from the names that the sentence does not hold yet."""
    names = find_tagged(subject)
    if not names:
        return NotApplicable("no entity")
    draws = setting.draws.split("names")
    present = {name.text.casefold() for name in names}

    def rename(name: Name) -> str:
        others = setting.context.tagged.entities.get(name.kind, ())
        for at in draws.order(len(others)):
            if others[at].casefold() not in present:
                return others[at]
        return ""

    return replace_names(subject, setting, names, rename, lacking="the set has no other name of its type")
