"""Letters typed twice."""

from __future__ import annotations

from harness.types import NotApplicable
from perturbations.base import PerturbationSpec
from perturbations.characters import Alternatives, replace_characters
from perturbations.declare import declare_perturbation
from perturbations.edits import Proposal
from perturbations.setting import Setting
from perturbations.subject import Subject


class _Doubled(Alternatives):
    def derive(self, cluster: str) -> tuple[str, ...]:
        return (cluster + cluster,) if cluster[:1].isalpha() else ()


_DOUBLED = _Doubled()


@declare_perturbation(
    PerturbationSpec(
        name="character_repeat",
        family="adversarial",
        description="Letters are typed twice, with their marks.",
        label_policy=(
            "A reader passes over a doubled letter; digits and answers in the context stay as they are. "
            "A few words are told apart by a double letter alone, which the sentence has to settle."
        ),
    )
)
def character_repeat(subject: Subject, setting: Setting) -> Proposal | NotApplicable:
    """Doubles letters as whole clusters, never digits."""
    return replace_characters(subject, setting, _DOUBLED, lacking="no letter")
