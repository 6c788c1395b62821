"""Pairs without their premise: what a model then still gets right, it knows from the other text alone."""

from __future__ import annotations

from harness.types import Edit, NotApplicable
from perturbations.base import PerturbationSpec
from perturbations.declare import declare_perturbation
from perturbations.distractors import find_surrounding
from perturbations.edits import Proposal
from perturbations.setting import Setting
from perturbations.subject import Subject

_PLACEHOLDER = "…"


@declare_perturbation(
    PerturbationSpec(
        name="hypothesis_only",
        family="adversarial",
        description="The premise or prompt becomes an ellipsis, at every severity alike.",
        label_policy=(
            "The answer cannot be known any more: a control. A score above chance shows how much "
            "hypotheses or choices give away by themselves (Gururangan et al. 2018)."
        ),
        formats=("classification", "multiple_choice"),
        unit="texts",
        control=True,
    )
)
def hypothesis_only(subject: Subject, _setting: Setting) -> Proposal | NotApplicable:
    """Replaces the first of two texts; nothing is drawn."""
    found = find_surrounding(subject.example)
    if found is None or found[0] not in {passage.field for passage in subject.passages}:
        return NotApplicable("there is no premise beside another text")
    field, text = found
    return Proposal((Edit(field, 0, len(text), _PLACEHOLDER),), 1, 1)
