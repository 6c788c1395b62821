"""The same texts as people wrote them with noise."""

from __future__ import annotations

from harness.types import NotApplicable
from perturbations.base import PerturbationSpec
from perturbations.declare import declare_perturbation
from perturbations.differences import find_differences
from perturbations.edits import Proposal
from perturbations.setting import Setting
from perturbations.subject import Subject

_ALL = 5


@declare_perturbation(
    PerturbationSpec(
        name="recorded_noise",
        family="adversarial",
        description=(
            "Texts become those of a recorded noisy twin; severity is how many fifths of their differences "
            "stay, 5 is the twin as recorded."
        ),
        label_policy=(
            "People made the noise, or it was mined from their edits, and the set's authors kept the gold; "
            "differences within answers are left out. Only examples with a twin are compared."
        ),
        unit="texts",
        needs="recorded",
    )
)
def recorded_noise(subject: Subject, setting: Setting) -> Proposal | NotApplicable:
    """Makes a share of the differences, in words, between an example and its twin; units are words."""
    recorded = setting.context.resources.recorded
    if not recorded:
        return NotApplicable(f"no recorded noisy texts in {subject.language}")
    twin = recorded.get(subject.example.id)
    if twin is None:
        return NotApplicable("no noisy twin was recorded for this example")
    found = [
        edit
        for passage in subject.passages
        for edit in find_differences(passage, twin.get(passage.field, passage.segments.text), subject.tokens)
    ]
    if not found:
        return NotApplicable(f"its noisy twin does not differ{subject.bounds}")
    size = (
        setting.draws.count(len(found) * setting.severity / _ALL) if setting.severity < _ALL else len(found)
    )
    edits = tuple(found[at] for at in setting.draws.sample(len(found), size))
    return Proposal(edits, len(edits), max(len(subject.words()), len(found)))
