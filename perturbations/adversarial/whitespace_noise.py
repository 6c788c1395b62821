"""White space of the wrong kind."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from harness.types import Edit, NotApplicable
from perturbations.base import PerturbationSpec
from perturbations.declare import declare_perturbation
from perturbations.edits import Proposal
from perturbations.scripts import script_of
from perturbations.setting import Setting
from perturbations.subject import Passage, Subject, overlaps

_KINDS = (
    "  ",
    "   ",
    "\t",
    "\u00a0",
    " \u00a0",
    "\u2009",
)  # no line break: what is kept line by line would fall apart
_WORDLIKE = regex.compile(r"[\p{L}\p{N}]")


@declare_perturbation(
    PerturbationSpec(
        name="whitespace_noise",
        family="adversarial",
        description=(
            "Spaces between words become two, three, a tab, a thin one, or one that does not break; "
            "between Chinese and Japanese characters spaces appear."
        ),
        label_policy="Words stay as they are, none is joined with another, and answers are left alone.",
        formats=("classification", "multiple_choice", "span_qa", "retrieval", "masked_lm"),
        unit="gaps",
    )
)
def whitespace_noise(subject: Subject, setting: Setting) -> Proposal | NotApplicable:
    """Changes a share of the single spaces, or of the places where Chinese characters touch."""
    dense = script_of(subject.language, subject.text) in ("Han", "Japanese")
    find = _find_joints if dense else _find_spaces
    gaps = [
        (passage.field, start, end)
        for passage in subject.passages
        for start, end in find(passage)
        if not overlaps(start - dense, end + dense, passage.barred)
    ]
    if not gaps:
        return NotApplicable(f"no gap between words{subject.bounds}")
    draws = setting.draws
    size = min(len(gaps), draws.count(len(gaps) * setting.rate))
    kinds = (" ",) if dense else _KINDS
    edits = tuple(Edit(*gaps[at], draws.pick(kinds)) for at in draws.sample(len(gaps), size))
    return Proposal(edits, len(edits), len(gaps))


def _find_spaces(passage: Passage) -> Iterator[tuple[int, int]]:
    """Single spaces between two words or marks that are clusters of their own."""
    segments = passage.segments
    for at in range(1, len(segments.clusters) - 1):
        if segments.clusters[at] == " ":
            yield segments.starts[at], segments.starts[at] + 1


def _find_joints(passage: Passage) -> Iterator[tuple[int, int]]:
    segments = passage.segments
    for at in range(1, len(segments.clusters)):
        if _WORDLIKE.match(segments.clusters[at]) and _WORDLIKE.match(segments.clusters[at - 1]):
            yield segments.starts[at], segments.starts[at]
