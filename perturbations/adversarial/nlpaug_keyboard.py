"""nlpaug's keyboard typos."""

from __future__ import annotations

from harness.types import NotApplicable
from perturbations.base import PerturbationSpec
from perturbations.declare import declare_perturbation
from perturbations.edits import Proposal
from perturbations.nlpaug_adapter import LABEL_POLICY, replace_by_nlpaug
from perturbations.setting import Setting
from perturbations.subject import Subject

_LAYOUTS = ("de", "en", "es", "fr", "he", "it", "nl", "pl", "tr", "uk")


@declare_perturbation(
    PerturbationSpec(
        name="nlpaug_keyboard",
        family="adversarial",
        description="Words get nlpaug's keyboard typos, where it has a layout of the language.",
        label_policy=LABEL_POLICY,
        scripts=("Latin", "Cyrillic", "Hebrew"),
        unit="words",
    )
)
def nlpaug_keyboard(subject: Subject, setting: Setting) -> Proposal | NotApplicable:
    """Gives words to nlpaug's KeyboardAug."""
    if subject.language not in _LAYOUTS:
        return NotApplicable(f"nlpaug has no keyboard layout for {subject.language}")
    return replace_by_nlpaug(
        subject, setting, "KeyboardAug", lang=subject.language, include_special_char=False
    )
