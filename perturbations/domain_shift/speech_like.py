"""Text as a speech recogniser writes it: lower case, no punctuation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from harness.types import NotApplicable
from perturbations.base import PerturbationSpec
from perturbations.characters import Letters
from perturbations.declare import declare_perturbation
from perturbations.edits import Proposal
from perturbations.lettercase import lower_cluster
from perturbations.marks import find_marks, is_beside_word, is_inner, neighbours_of
from perturbations.setting import Setting
from perturbations.subject import Subject
from perturbations.words import Words

_ALL = 5


@declare_perturbation(
    PerturbationSpec(
        name="speech_like",
        family="domain_shift",
        description=(
            "Capitals become small and punctuation goes, as in transcripts of speech; severity is how many "
            "fifths of them, 5 is all."
        ),
        label_policy=(
            "Words, numbers and the marks within them stay. Where a mark alone makes a question, one takes "
            "it from context, as in speech from the tune. Of tagged tokens those of marks alone stay."
        ),
        unit="texts",
        version=2,
    )
)
def speech_like(subject: Subject, setting: Setting) -> Proposal | NotApplicable:
    """Changes a share of capitals and marks outside answers, which are the units; all at severity 5."""
    letters, draws = Letters(subject), setting.draws
    changes = _find_changes(letters.clusters, subject)
    if not changes:
        return NotApplicable(f"neither capitals nor punctuation{subject.bounds}")
    able = sorted(changes)
    wanted = draws.count(len(able) * setting.severity / _ALL)
    picks = range(len(able)) if setting.severity == _ALL else draws.sample(len(able), min(len(able), wanted))
    chosen = {able[pick]: changes[able[pick]] for pick in picks}
    edits = letters.edit({**chosen, **dict.fromkeys(_find_lone_spaces(letters.clusters, chosen), "")})
    return Proposal(edits, len(chosen), len(able))


def _find_changes(row: Sequence[str], subject: Subject) -> dict[int, str]:
    language, tagged = subject.language, subject.tokens is not None
    changes = {at: low for at, one in enumerate(row) if (low := lower_cluster(row, at, language)) != one}
    if not len(Words(subject)):
        return changes  # of marks alone nothing would be left
    for at in find_marks(row, language):
        if not is_inner(row, at) and (is_beside_word(row, at) or not tagged):
            changes[at] = "" if tagged else _replacement_of(row, at)
    return changes


def _replacement_of(row: Sequence[str], at: int) -> str:
    """Nothing, or a space where a full-width mark is all that parts two words."""
    parts = all(one and not one.isspace() for one in neighbours_of(row, at))
    return " " if parts and row[at] >= "\u3000" else ""


def _find_lone_spaces(row: Sequence[str], chosen: Mapping[int, str]) -> Iterator[int]:
    """Yields the spaces behind marks that stood between two spaces."""
    for at in chosen:
        if not chosen[at] and neighbours_of(row, at) == (" ", " "):
            yield at + 1
