"""Perturbations by name, confined to a part of an example (``name@part``) and one after another (``a+b``)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from harness.errors import RequestError
from harness.types import Edit, Example, NotApplicable, TaggedTokens, text_fields
from perturbations.base import PERTURBATIONS, Perturbation, PerturbationSpec, Shift, refuse_kind
from perturbations.edits import MovedToken, Proposal, apply_edits, edit_payload, growth_of, realise
from perturbations.scopes import Scope, find_scope
from perturbations.setting import Setting

THEN, PART = "+", "@"
"""What stands between perturbations that follow each other, and before the part that one is confined to."""


@dataclass(frozen=True, slots=True)
class Confined:
    """A perturbation of one part of an example: one side of a pair, one choice, tokens of entities."""

    inner: Perturbation
    scope: Scope

    @property
    def spec(self) -> PerturbationSpec:
        """What is declared of the perturbation, for the formats that have such a part."""
        inner = self.inner.spec
        formats = tuple(kind for kind in inner.formats if kind in self.scope.formats)
        where = f"Only {self.scope.description}."
        return replace(inner, name=self.name, formats=formats, description=f"{inner.description} {where}")

    @property
    def name(self) -> str:
        """As it is asked for."""
        return f"{self.inner.name}{PART}{self.scope.name}"

    def propose(self, example: Example, setting: Setting) -> Proposal | NotApplicable:
        """Returns the edits it would make."""
        return self.inner.propose(example, setting._replace(scope=self.scope))


@dataclass(frozen=True, slots=True)
class Sequential:
    """Perturbations one after another, all at one severity; the gold holds as far as it does for each."""

    parts: tuple[Perturbation, ...]

    @property
    def spec(self) -> PerturbationSpec:
        """What all parts declare together."""
        specs = [part.spec for part in self.parts]
        return PerturbationSpec(
            name=self.name,
            family=specs[0].family,
            description=" Then: ".join(spec.description for spec in specs),
            label_policy=" ".join(spec.label_policy for spec in specs),
            formats=tuple(kind for kind in specs[0].formats if all(kind in one.formats for one in specs)),
            scripts=_common_scripts(specs),
            version=sum(spec.version for spec in specs),
            splits_graphemes=any(spec.splits_graphemes for spec in specs),
            unit=specs[0].unit,
            control=any(spec.control for spec in specs),
        )

    @property
    def name(self) -> str:
        """As it is asked for."""
        return THEN.join(part.name for part in self.parts)

    def propose(self, example: Example, setting: Setting) -> Proposal | NotApplicable:
        """Returns the edits of the original that all parts make together.

        What all parts edit counts against the units of the first. It does not apply where one part
        does not.
        """
        together, current = Proposal(), example
        splits = [setting.draws.split(str(number)) for number in range(len(self.parts))]
        for part, draws in zip(self.parts, splits, strict=True):
            proposal = part.propose(current, setting._replace(draws=draws))
            if isinstance(proposal, NotApplicable):
                return NotApplicable(f"{part.name}: {proposal.reason}")
            together = merge_proposals(example, together, proposal)
            realised = realise(example, together)
            if isinstance(realised, NotApplicable):
                return realised
            current = replace(realised, edits=())
        return together


def find_perturbation(name: str, *, place: str = "request") -> Perturbation:
    """Returns the perturbation of a name such as ``homoglyphs@second`` or ``homoglyphs+word_drop``.

    Raises:
        UnknownNameError: if a perturbation or part of examples is not known, with the nearest name.
        RequestError: if it is a shift or a scaling, or there is no format that all of it can be applied to.
    """
    parts = tuple(_find_part(part, place) for part in name.split(THEN))
    found = parts[0] if len(parts) == 1 else Sequential(parts)
    if not found.spec.formats:
        raise RequestError(
            f"no format has all that {name!r} is for",
            place=place,
            remedy="choose other parts or perturbations",
        )
    return found


def find_stress(name: str, *, place: str = "plan") -> Perturbation | Shift:
    """Returns a perturbation or shift, which change evaluation sets.

    Raises:
        UnknownNameError: if there is none of that name.
        RequestError: if it is a scaling, which changes training data.
    """
    if THEN in name or PART in name:
        return find_perturbation(name, place=place)
    found = PERTURBATIONS.get(name, place=place)
    if isinstance(found, Perturbation | Shift):
        return found
    trained = found.spec.target == "train"
    raise RequestError(
        f"{name!r} changes {'training data, not evaluation sets' if trained else 'the number of examples'}",
        place=place,
        remedy="name it under 'scaling' in a suite of family scaling",
    )


def merge_proposals(example: Example, first: Proposal, second: Proposal) -> Proposal:
    """Returns the edits of the example that do what ``second`` does to what ``first`` makes of it."""
    edits = tuple(
        edit
        for field, text in text_fields(example.payload)
        for edit in merge_edits(
            text,
            [one for one in first.edits if one.field == field],
            [one for one in second.edits if one.field == field],
        )
    )
    tokens = _merge_tokens(example, first, second)
    units = first.units or second.units
    return Proposal(edits, min(first.edited + second.edited, units), units, tokens)


class _Place(NamedTuple):
    """Where an edit lies in the text between the two lists, and of which list it is."""

    low: int
    high: int
    late: bool
    edit: Edit


def merge_edits(text: str, first: Sequence[Edit], second: Sequence[Edit]) -> list[Edit]:
    """Returns one list of edits of a text that does what two do in turn.

    Args:
        text: the original.
        first: edits of it, of one field.
        second: edits of what the first make of it.

    Edits of the second list that touch replacements of the first are joined with them.
    """
    if not first or not second:
        return [*first, *second]
    between = apply_edits(text, first)
    late = [_Place(edit.start, edit.end, late=True, edit=edit) for edit in second]
    merged: list[Edit] = []
    shift = 0
    for group in _group(sorted([*_place(first), *late])):
        low, high = group[0].low, max(one.high for one in group)
        inner = [one.edit._replace(start=one.low - low, end=one.high - low) for one in group if one.late]
        growth = sum(growth_of(one.edit) for one in group if not one.late)
        replacement = apply_edits(between[low:high], inner)
        merged.append(Edit(first[0].field, low - shift, high - shift - growth, replacement))
        shift += growth
    return merged


def _place(edits: Sequence[Edit]) -> Iterator[_Place]:
    shift = 0
    for edit in edits:
        low = edit.start + shift
        yield _Place(low, low + len(edit.replacement), late=False, edit=edit)
        shift += growth_of(edit)


def _group(places: Sequence[_Place]) -> Iterator[list[_Place]]:
    """Yields runs that must be one edit: they overlap, or an early and a late one touch."""
    group: list[_Place] = []
    high = -1
    for place in places:
        alike = all(one.late == place.late for one in group)
        if group and (place.low > high or (place.low == high and alike)):
            yield group
            group, high = [], -1
        group.append(place)
        high = max(high, place.high)
    if group:
        yield group


def _merge_tokens(example: Example, first: Proposal, second: Proposal) -> tuple[MovedToken, ...] | None:
    if not isinstance(example.payload, TaggedTokens) or (first.tokens is None and second.tokens is None):
        return None
    between = edit_payload(example.payload, first)
    result = edit_payload(between, second)
    assert isinstance(result, TaggedTokens)
    early = range(len(example.payload.tokens)) if first.tokens is None else [t.source for t in first.tokens]
    late = range(len(result.tokens)) if second.tokens is None else [t.source for t in second.tokens]
    return tuple(MovedToken(early[at], token) for at, token in zip(late, result.tokens, strict=True))


def _common_scripts(specs: Sequence[PerturbationSpec]) -> tuple[str, ...]:
    limited = [spec.scripts for spec in specs if spec.scripts]
    return tuple(script for script in limited[0] if all(script in one for one in limited)) if limited else ()


def _find_part(name: str, place: str) -> Perturbation:
    base, at, part = name.partition(PART)
    found = PERTURBATIONS.get(base, place=place)
    if not isinstance(found, Perturbation):
        raise refuse_kind(found, "a perturbation of text", place)
    return Confined(found, find_scope(part, place=place)) if at else found
