"""Names of another region."""

from __future__ import annotations

from harness.types import NotApplicable
from perturbations.base import PerturbationSpec
from perturbations.declare import declare_perturbation
from perturbations.draws import Draws
from perturbations.edits import Proposal
from perturbations.entities import Name, find_listed, find_tagged, replace_names
from perturbations.names import KINDS, draw_name, find_region
from perturbations.setting import Setting
from perturbations.subject import Subject


@declare_perturbation(
    PerturbationSpec(
        name="entity_swap",
        family="adversarial",
        description=(
            "Persons, places and organisations get names of one other region per example, which is drawn, "
            "from faker's lists in the same script; of a type that they lack, other names of the user's "
            "gazetteer. In running text the gazetteer tells what is a name."
        ),
        label_policy=(
            "The type stays, and a name is replaced everywhere or nowhere, never in answers; a label that "
            "hangs on what is known of a name (Paris is in France) or on its gender may not hold. Pairs of "
            "translations, whose other side would keep the name, are excluded."
        ),
        formats=("classification", "multiple_choice", "tagging", "span_qa", "masked_lm"),
        unit="entities",
        needs="gazetteer",
    )
)
def entity_swap(subject: Subject, setting: Setting) -> Proposal | NotApplicable:
    """Replaces names that are tagged, or that the gazetteer lists."""
    tagged, listed = subject.tokens is not None, setting.context.names
    if not (tagged or listed):
        return NotApplicable(f"no gazetteer of {subject.language} is given")
    names = find_tagged(subject) if tagged else find_listed(subject, listed)
    if not names:
        return NotApplicable(
            "no entity" if tagged else "no name of the gazetteer that can be replaced throughout"
        )
    draws = setting.draws.split("names")
    region = draws.fraction()

    def rename(name: Name) -> str:
        found = _find_name(subject.language, name, region, draws) or _find_listed(setting, name, draws)
        return found if found.casefold() != name.text.casefold() else ""

    return replace_names(subject, setting, names, rename, lacking="no other name of its type")


def _find_name(language: str, name: Name, region: float, draws: Draws) -> str:
    kind = KINDS.get(name.kind.upper(), "")
    found = find_region(language, kind, region) if kind else ""
    return draw_name(found, kind, len(name.text.split(" ")), draws) if found else ""


def _find_listed(setting: Setting, name: Name, draws: Draws) -> str:
    """A name of the gazetteer, as many words long if there is one, without doubtful white space."""
    size = len(name.text.split(" "))
    others = [
        one
        for one in setting.context.resources.gazetteer.get(name.kind, ())
        if one == " ".join(one.split()) and one and one != name.text
    ]
    alike = [one for one in others if len(one.split(" ")) == size]
    return draws.pick(alike or others) if others else ""
