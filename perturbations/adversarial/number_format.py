"""Numbers as other places write them."""

from __future__ import annotations

from harness.types import NotApplicable
from perturbations.base import PerturbationSpec
from perturbations.declare import declare_perturbation
from perturbations.edits import Proposal
from perturbations.figures import find_figures, number_pattern, rewrite, write_numbers
from perturbations.setting import Setting
from perturbations.subject import Subject


@declare_perturbation(
    PerturbationSpec(
        name="number_format",
        family="adversarial",
        description=(
            "Numbers with a decimal sign or grouped digits are written as elsewhere: 1,234.5 as 1.234,5 or "
            "1 234,5."
        ),
        label_policy=(
            "The value is the same; what would read as another in the language is not written. A number is "
            "written alike in all texts of an example, and as it was where an answer holds it or an entity."
        ),
        unit="numbers",
    )
)
def number_format(subject: Subject, setting: Setting) -> Proposal | NotApplicable:
    """Rewrites numbers that follow the conventions of the language."""
    found = find_figures(subject, number_pattern(subject.language))
    return rewrite(
        subject,
        setting,
        found,
        lambda text: write_numbers(text, subject.language),
        lacking="no number with a decimal sign or grouped digits",
    )
