"""Letters of another script that look the same."""

from __future__ import annotations

from harness.types import NotApplicable
from perturbations.base import PerturbationSpec
from perturbations.characters import Alternatives, replace_characters
from perturbations.declare import declare_perturbation
from perturbations.edits import Proposal
from perturbations.resources.confusables import find_look_alikes
from perturbations.setting import Setting
from perturbations.subject import Subject

_LOOK_ALIKES = find_look_alikes()


class _Homoglyphs(Alternatives):
    def derive(self, cluster: str) -> tuple[str, ...]:
        return tuple(
            cluster[:at] + other + cluster[at + 1 :]
            for at, letter in enumerate(cluster)
            for other in _LOOK_ALIKES.get(letter, ())
        )


_HOMOGLYPHS = _Homoglyphs()


@declare_perturbation(
    PerturbationSpec(
        name="homoglyphs",
        family="adversarial",
        description="Letters become one of another script that looks the same.",
        label_policy="A reader sees the same text; only code points change, and never in an answer.",
        scripts=("Latin", "Cyrillic", "Greek", "Arabic", "Han"),
    )
)
def homoglyphs(subject: Subject, setting: Setting) -> Proposal | NotApplicable:
    """Replaces letters that have a look-alike; the accents and marks of their cluster stay."""
    return replace_characters(subject, setting, _HOMOGLYPHS, lacking="no letter with a look-alike")
