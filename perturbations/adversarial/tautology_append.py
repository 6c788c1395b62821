"""A true clause that says nothing."""

from __future__ import annotations

from harness.types import NotApplicable
from perturbations.appending import append_truism
from perturbations.base import PerturbationSpec
from perturbations.declare import declare_perturbation
from perturbations.edits import Proposal
from perturbations.setting import Setting
from perturbations.subject import Subject
from perturbations.validity import keep_gold_by_construction


@declare_perturbation(
    PerturbationSpec(
        name="tautology_append",
        family="adversarial",
        description='Appends "and true is true" to the hypothesis, once to five times by severity.',
        label_policy=(
            "A clause that is always true changes neither what a sentence says nor what follows from it; "
            "the same in every language of the list (Naik et al. 2018)."
        ),
        formats=("classification",),
        unit="sentences",
    )
)
def tautology_append(subject: Subject, setting: Setting) -> Proposal | NotApplicable:
    """Appends the language's clause without a negator to the last text in reach."""
    return append_truism(subject, setting, negated=False)


keep_gold_by_construction(
    "tautology_append",
    because="What is appended is true of everything, so what follows from the text stays what it was.",
)
