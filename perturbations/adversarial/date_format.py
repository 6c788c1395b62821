"""Dates in another form."""

from __future__ import annotations

from harness.types import NotApplicable
from perturbations.base import PerturbationSpec
from perturbations.dates import date_pattern, write_dates
from perturbations.declare import declare_perturbation
from perturbations.edits import Proposal
from perturbations.figures import find_figures, rewrite
from perturbations.setting import Setting
from perturbations.subject import Subject


@declare_perturbation(
    PerturbationSpec(
        name="date_format",
        family="adversarial",
        description=(
            "Dates with day, month and year are written as 2020-12-30, 30.12.2020, 12/30/2020 or in the "
            "words of the language; the rate is of dates."
        ),
        label_policy=(
            "The day is the same, and only dates with one reading are read and written. A date is written "
            "alike in all texts of an example, and as it was where an answer holds it or an entity."
        ),
        unit="numbers",
        version=2,
    )
)
def date_format(subject: Subject, setting: Setting) -> Proposal | NotApplicable:
    """Rewrites dates of the Gregorian calendar."""
    language = subject.language
    found = find_figures(subject, date_pattern(language))
    return rewrite(
        subject, setting, found, lambda text: write_dates(text, language), lacking="no date with one reading"
    )
