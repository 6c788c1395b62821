"""Letters stored in another order than they are shown, by Unicode's controls of direction."""

from __future__ import annotations

import regex

from harness.types import NotApplicable
from perturbations.base import PerturbationSpec
from perturbations.characters import Alternatives
from perturbations.declare import declare_perturbation
from perturbations.edits import Proposal
from perturbations.neighbours import replace_pairs
from perturbations.setting import Setting
from perturbations.subject import Subject

_LEFT_TO_RIGHT = regex.compile(
    r"[[\p{Latin}\p{Cyrillic}\p{Greek}\p{Armenian}\p{Georgian}\p{Ethiopic}\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}"
    r"\p{Thai}\p{Lao}]&&\p{L}&&\p{Bidi_Class=L}]",
    regex.VERSION1,
)
_RIGHT_TO_LEFT = regex.compile(r"[\p{Hebrew}&&\p{L}]", regex.VERSION1)

_BACKWARDS = {
    "left to right": ("\u200e\u2066\u202e", "\u202c\u2069\u200e"),  # LRM LRI RLO ... PDF PDI LRM
    "right to left": ("\u200f\u2067\u202d", "\u202c\u2069\u200f"),  # RLM RLI LRO ... PDF PDI RLM
}
"""An override turns the pair round, an isolate hides that from the text around it, and the marks make the
isolate behave as a letter there (UAX #9, rules P2, X5 and N1)."""


class _Directions(Alternatives):
    def derive(self, cluster: str) -> tuple[str, ...]:
        if _LEFT_TO_RIGHT.match(cluster):
            return ("left to right",)
        return ("right to left",) if _RIGHT_TO_LEFT.match(cluster) else ()


_DIRECTIONS = _Directions()


@declare_perturbation(
    PerturbationSpec(
        name="bidi_controls",
        family="adversarial",
        description=(
            "Neighbouring letters change places, between controls of direction that show them as before (the"
            " reorderings of Boucher et al., 2022)."
        ),
        label_policy=(
            "A reader sees the same text, by the Unicode Bidirectional Algorithm; controls are balanced in "
            "each pair, so within each token. Answers stay as they are."
        ),
        scripts=(
            *("Latin", "Cyrillic", "Greek", "Armenian", "Georgian", "Ethiopic"),
            *("Han", "Japanese", "Hangul", "Thai", "Lao", "Hebrew"),
        ),
    )
)
def bidi_controls(subject: Subject, setting: Setting) -> Proposal | NotApplicable:
    """Stores pairs of letters backwards; letters that join or stack would be drawn apart and are left out."""
    return replace_pairs(
        subject, setting, _DIRECTIONS, _turn, lacking="no two different letters side by side"
    )


def _turn(first: str, second: str) -> tuple[str, str]:
    opened, closed = _BACKWARDS[_DIRECTIONS[first][0]]
    return opened + second, first + closed
