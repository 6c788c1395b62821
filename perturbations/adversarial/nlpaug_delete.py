"""nlpaug's deletions of letters."""

from __future__ import annotations

from harness.types import NotApplicable
from perturbations.base import PerturbationSpec
from perturbations.declare import declare_perturbation
from perturbations.edits import Proposal
from perturbations.nlpaug_adapter import LABEL_POLICY, replace_by_nlpaug
from perturbations.setting import Setting
from perturbations.subject import Subject


@declare_perturbation(
    PerturbationSpec(
        name="nlpaug_delete",
        family="adversarial",
        description="Words lose letters by nlpaug.",
        label_policy=LABEL_POLICY,
        scripts=("Latin", "Cyrillic", "Greek", "Hebrew"),
        unit="words",
    )
)
def nlpaug_delete(subject: Subject, setting: Setting) -> Proposal | NotApplicable:
    """Gives words to nlpaug's RandomCharAug."""
    return replace_by_nlpaug(subject, setting, "RandomCharAug", action="delete")
