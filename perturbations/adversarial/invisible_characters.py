"""Characters without a shape, between the letters of a word."""

from __future__ import annotations

import regex

from harness.types import NotApplicable
from perturbations.base import PerturbationSpec
from perturbations.characters import Alternatives
from perturbations.declare import declare_perturbation
from perturbations.edits import Proposal
from perturbations.neighbours import replace_before
from perturbations.setting import Setting
from perturbations.subject import Subject

_ZWSP, _ZWNJ, _ZWJ, _WORD_JOINER, _SOFT_HYPHEN = "\u200b", "\u200c", "\u200d", "\u2060", "\u00ad"

_UNSEEN = (
    # Scripts that are hyphenated; joiners at most touch a ligature.
    (
        r"\p{Latin}\p{Cyrillic}\p{Greek}\p{Armenian}\p{Georgian}",
        (_ZWSP, _ZWNJ, _ZWJ, _WORD_JOINER, _SOFT_HYPHEN),
    ),
    (r"\p{Hebrew}\p{Ethiopic}\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}", (_ZWSP, _ZWNJ, _ZWJ, _WORD_JOINER)),
    # A zero-width space is the border of a word here; joiners mean nothing in the first two scripts alone.
    (r"\p{Thai}\p{Lao}", (_ZWNJ, _WORD_JOINER)),
    (r"\p{Khmer}\p{Myanmar}", (_WORD_JOINER,)),
)
_JOINERS_MEAN = (_ZWSP, _WORD_JOINER)
"""For Arabic, whose letters joiners connect, Indian scripts, whose conjuncts they form, and others."""

_SETS = tuple((regex.compile(f"[{scripts}]"), marks) for scripts, marks in _UNSEEN)
_WORDLIKE = regex.compile(r"[\p{L}\p{N}]")
_OPEN_END = regex.compile(r"[\p{InSC=Virama}\p{InSC=Invisible_Stacker}\p{Cf}]$")


class _Unseen(Alternatives):
    def derive(self, cluster: str) -> tuple[str, ...]:
        """A cluster and what may follow it; nothing after a virama, which joins, or another such mark."""
        if not _WORDLIKE.match(cluster) or _OPEN_END.search(cluster):
            return ()
        marks = next((marks for scripts, marks in _SETS if scripts.match(cluster)), _JOINERS_MEAN)
        return tuple(cluster + mark for mark in marks)


_UNSEEN_AFTER = _Unseen()


@declare_perturbation(
    PerturbationSpec(
        name="invisible_characters",
        family="adversarial",
        description=(
            "Zero-width spaces and joiners, word joiners and soft hyphens stand between letters of words, "
            "in each script those that mean nothing there."
        ),
        label_policy="A reader sees the same text; a soft hyphen shows at most where a line ends.",
    )
)
def invisible_characters(subject: Subject, setting: Setting) -> Proposal | NotApplicable:
    """Puts one after a cluster that another of the same word follows."""
    return replace_before(
        subject, setting, _UNSEEN_AFTER, _goes_on, lacking="no two letters of a word side by side"
    )


def _goes_on(_: str, after: str) -> bool:
    return bool(_WORDLIKE.match(after))
