"""Hypothesis strategies that turn a perturbation into the smallest edit that breaks a property.

A property test of a model draws an example as a perturbation would make it; where the property
fails, Hypothesis leaves out perturbations and edits as long as it still fails, and what it
prints is a minimal failing edit. Importing this module needs the ``hypothesis`` package.
"""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import assume
from hypothesis import strategies as st

from harness.types import Example, FormatName, NotApplicable
from perturbations.base import PERTURBATIONS, Perturbation
from perturbations.compose import THEN, find_perturbation
from perturbations.context import PerturbationContext
from perturbations.draws import DrawKey
from perturbations.edits import Proposal, realise
from perturbations.setting import Setting

_NOTHING_KNOWN = PerturbationContext()


def list_applicable(kind: FormatName) -> tuple[str, ...]:
    """Returns the names of the perturbations of a format that are to keep the gold."""
    return tuple(
        entry.name
        for entry in PERTURBATIONS
        if isinstance(entry, Perturbation) and kind in entry.spec.formats and not entry.spec.control
    )


def sequences(names: Sequence[str], *, max_length: int = 3) -> st.SearchStrategy[Perturbation]:
    """Returns sequences of up to ``max_length`` different perturbations; they shrink to the first name.

    Args:
        names: of perturbations, with parts of examples if wanted (``homoglyphs@second``).
        max_length: at most so many.
    """
    parts = st.lists(st.sampled_from(names), min_size=1, max_size=max_length, unique=True)
    return parts.map(lambda chosen: find_perturbation(THEN.join(chosen)))


@st.composite
def edited(
    draw: st.DrawFn,
    example: Example,
    names: Sequence[str],
    *,
    max_length: int = 1,
    context: PerturbationContext = _NOTHING_KNOWN,
) -> Example:
    """Returns the example with some of the edits that a perturbation would make; shrinks to none of them.

    Edits are left out one by one but where tokens change in number or order, which they do
    together. Examples that a drawn perturbation does not apply to are drawn again.

    Args:
        draw: of Hypothesis.
        example: what is edited; its gold travels along.
        names: of perturbations to draw from.
        max_length: at most so many perturbations one after another.
        context: what they may know.
    """
    perturbation = draw(sequences(names, max_length=max_length))
    draws = DrawKey(draw(st.integers(0, 1 << 16)), perturbation.name).open(example.id)
    proposal = perturbation.propose(example, Setting(draw(st.integers(1, 5)), draws, context))
    if isinstance(proposal, NotApplicable):
        assume(False)  # noqa: FBT003 - its only argument
        raise AssertionError("assume(False) does not return")
    outcome = realise(example, draw(_parts(proposal)))
    assume(isinstance(outcome, Example))
    assert isinstance(outcome, Example)
    return outcome


def _parts(proposal: Proposal) -> st.SearchStrategy[Proposal]:
    if proposal.tokens is not None or not proposal.edits:
        return st.sampled_from([Proposal(units=proposal.units), proposal])
    size = len(proposal.edits)
    flags = st.lists(st.booleans(), min_size=size, max_size=size)

    def keep(chosen: list[bool]) -> Proposal:
        kept = tuple(edit for edit, wanted in zip(proposal.edits, chosen, strict=True) if wanted)
        return Proposal(kept, len(kept), proposal.units)

    return flags.map(keep)
