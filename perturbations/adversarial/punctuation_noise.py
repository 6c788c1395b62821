"""Punctuation marks left out, doubled or confused."""

from __future__ import annotations

from collections.abc import Sequence

from harness.types import NotApplicable
from perturbations.base import PerturbationSpec
from perturbations.characters import Letters
from perturbations.declare import declare_perturbation
from perturbations.edits import Proposal
from perturbations.marks import asking_of, find_marks, is_beside_word, is_inner, stops_of
from perturbations.setting import Setting
from perturbations.subject import Subject


@declare_perturbation(
    PerturbationSpec(
        name="punctuation_noise",
        family="adversarial",
        description="Marks of the script's own punctuation are left out, doubled or confused with another.",
        label_policy=(
            "Words stay as they are, and so do marks within words and numbers. Marks of questions and "
            "exclamations are only doubled, as they may be all that tells a question from a statement."
        ),
        unit="marks",
        version=2,
    )
)
def punctuation_noise(subject: Subject, setting: Setting) -> Proposal | NotApplicable:
    """Changes a share of the marks outside answers; a token that is a mark stays a token."""
    letters, draws, language = Letters(subject), setting.draws, subject.language
    row = letters.clusters
    able = [at for at in find_marks(row, language) if not is_inner(row, at)]
    if not able:
        return NotApplicable(f"no punctuation mark that may be changed{subject.bounds}")
    size = min(len(able), draws.count(len(able) * setting.rate))
    picks = draws.sample(len(able), size)
    chosen = {able[pick]: draws.pick(_find_options(row, able[pick], language)) for pick in picks}
    return Proposal(letters.edit(chosen), len(chosen), len(able))


def _find_options(row: Sequence[str], at: int, language: str) -> list[str]:
    mark, stops = row[at], stops_of(language)
    options = [mark * 2]
    if mark in asking_of(language):
        return options
    if is_beside_word(row, at):  # else a token of marks alone could be left empty
        options.append("")
    if mark in stops:
        options.append(stops[(stops.index(mark) + 1) % len(stops)])
    return options
