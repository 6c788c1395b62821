"""Punctuation marks left out, doubled or confused."""

from __future__ import annotations

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
    )
)
def punctuation_noise(subject: Subject, setting: Setting) -> Proposal | NotApplicable:
    """Changes a share of the marks outside answers; a token that is a mark stays a token."""
    letters, draws, language = Letters(subject), setting.draws, subject.language
    able = [number for number in find_marks(letters, language) if not is_inner(letters, number)]
    if not able:
        return NotApplicable("no punctuation mark outside words, numbers and answers")
    size = min(len(able), draws.count(len(able) * setting.rate))
    chosen = {
        able[at]: draws.pick(_find_options(letters, able[at], language))
        for at in draws.sample(len(able), size)
    }
    return Proposal(letters.edit(chosen), len(chosen), len(able))


def _find_options(letters: Letters, number: int, language: str) -> list[str]:
    mark, stops = letters.cluster(number), stops_of(language)
    options = [mark * 2]
    if mark in asking_of(language):
        return options
    if is_beside_word(letters, number):  # else a token of marks alone could be left empty
        options.append("")
    if mark in stops:
        options.append(stops[(stops.index(mark) + 1) % len(stops)])
    return options
