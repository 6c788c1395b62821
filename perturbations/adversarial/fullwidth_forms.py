"""Full-width and half-width forms, as East Asian keyboards and old encodings have them."""

from __future__ import annotations

import unicodedata

import regex

from harness.types import NotApplicable
from perturbations.base import PerturbationSpec
from perturbations.characters import Alternatives, replace_characters
from perturbations.declare import declare_perturbation
from perturbations.edits import Proposal
from perturbations.setting import Setting
from perturbations.subject import Subject

_OTHER_WIDTH = {chr(code): chr(code + 0xFEE0) for code in range(0x21, 0x7F)}
_OTHER_WIDTH |= {wide: narrow for narrow, wide in _OTHER_WIDTH.items()}
_HALF_KATAKANA = {unicodedata.normalize("NFKC", chr(code)): chr(code) for code in range(0xFF61, 0xFFA0)}
_NARROW = regex.compile(r"[\uff61-\uff9f]+")


class _OtherWidths(Alternatives):
    def derive(self, cluster: str) -> tuple[str, ...]:
        """A voiced katakana is one wide character and two narrow ones."""
        if cluster in _OTHER_WIDTH:
            return (_OTHER_WIDTH[cluster],)
        if _NARROW.fullmatch(cluster):
            return (unicodedata.normalize("NFKC", cluster),)
        parts = unicodedata.normalize("NFD", cluster)
        narrow = "".join(_HALF_KATAKANA.get(part, "") for part in parts)
        return (narrow,) if len(narrow) == len(parts) else ()


_WIDTHS = _OtherWidths()


@declare_perturbation(
    PerturbationSpec(
        name="fullwidth_forms",
        family="adversarial",
        description=(
            "ASCII letters, digits and punctuation become full-width, katakana half-width, and the other way "
            "round."
        ),
        label_policy="To a reader the forms are the same characters; answers stay as they are.",
    )
)
def fullwidth_forms(subject: Subject, setting: Setting) -> Proposal | NotApplicable:
    """Replaces characters that exist in another width."""
    return replace_characters(subject, setting, _WIDTHS, lacking="no character with another width")
