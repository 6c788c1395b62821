"""nlpaug's OCR confusions."""

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
        name="nlpaug_ocr",
        family="adversarial",
        description="Words get nlpaug's OCR confusions, which are of Latin letters and digits.",
        label_policy=LABEL_POLICY,
        scripts=("Latin",),
        unit="words",
    )
)
def nlpaug_ocr(subject: Subject, setting: Setting) -> Proposal | NotApplicable:
    """Gives words to nlpaug's OcrAug."""
    return replace_by_nlpaug(subject, setting, "OcrAug")
