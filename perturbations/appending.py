"""Clauses appended to a text, before the marks that end it."""

from __future__ import annotations

import regex

from harness.types import Edit, NotApplicable
from perturbations.edits import Proposal
from perturbations.resources.truisms import TRUISMS
from perturbations.setting import Setting
from perturbations.subject import Passage, Subject

_TAIL = regex.compile(r"[.!?…。！？।॥؟۔։።။\s]*\Z")


def append_truism(subject: Subject, setting: Setting, *, negated: bool) -> Proposal | NotApplicable:
    """Proposes to append the clause of the language that is always true, with a negator in it or without."""
    clauses = TRUISMS.get(subject.language)
    if clauses is None:
        return NotApplicable(f"no such clause is listed in {subject.language}")
    return append_clause(subject, setting, clauses.negated if negated else clauses.plain)


def append_clause(subject: Subject, setting: Setting, clause: str) -> Proposal | NotApplicable:
    """Proposes to append a clause to the last text in reach, as many times as the severity says.

    The last text is the hypothesis, the second of two sentences, or the text itself; another
    where the perturbation is confined to it.
    """
    if not subject.passages or not subject.passages[-1].segments.text.strip():
        return NotApplicable("there is no text to append to")
    passage = subject.passages[-1]
    place = _find_end(passage)
    joiner = "" if clause[0] in "，、" else " "
    edit = Edit(passage.field, place, place, (joiner + clause) * setting.severity)
    return Proposal((edit,), setting.severity, setting.severity)


def _find_end(passage: Passage) -> int:
    """Where the marks at the end begin, if that is between clusters."""
    text, segments = passage.segments.text, passage.segments
    found = _TAIL.search(text)
    place = found.start() if found else len(text)
    borders = {*segments.starts, len(text)}
    return place if place and place in borders else len(text)
