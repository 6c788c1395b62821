"""Pairs with the premise of another: what a model then still gets right, it did not read the premise for."""

from __future__ import annotations

from harness.types import Edit, NotApplicable
from perturbations.base import PerturbationSpec
from perturbations.declare import declare_perturbation
from perturbations.distractors import find_surrounding, keep_foreign
from perturbations.edits import Proposal
from perturbations.setting import Setting
from perturbations.subject import Subject


@declare_perturbation(
    PerturbationSpec(
        name="premise_swap",
        family="adversarial",
        description="The premise or prompt becomes that of another example, at every severity alike.",
        label_policy=(
            "The answer belongs to another premise: a control. A model that still gives it does not read "
            "premises; of pairs, most are now neutral or different."
        ),
        formats=("classification", "multiple_choice"),
        unit="texts",
        control=True,
    )
)
def premise_swap(subject: Subject, setting: Setting) -> Proposal | NotApplicable:
    """Draws the premise of an example of another cluster."""
    example, draws, pool = subject.example, setting.draws, setting.context.premises
    found = find_surrounding(example)
    if found is None or found[0] not in {passage.field for passage in subject.passages}:
        return NotApplicable("there is no premise beside another text")
    field, text = found
    drawn = (pool[at] for at in draws.order(len(pool)))
    other = next(keep_foreign(example, drawn, text), None)
    if other is None:
        return NotApplicable("no other example has another premise")
    return Proposal((Edit(field, 0, len(text), other),), 1, 1)
