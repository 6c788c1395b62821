"""What arms of a task are compared on: perturbations, severities and languages that all of them have."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from suites.analysis.languages import zero_shot
from suites.analysis.scores import ModelScores
from suites.plan import Family
from suites.predictions import CellKey

Offer = dict[str, dict[int, set[str]]]
"""Perturbation → severity → languages."""


@dataclass(frozen=True, slots=True)
class Extent:
    """One family of perturbations of a task.

    Attributes:
        family: adversarial or domain shift.
        severities: of each perturbation, ascending.
        languages: where each perturbation changed something, for every model.
        paired: perturbations that keep the examples.
        left_out: what some models have and not all, and what changed nothing; in words.
    """

    family: Family
    severities: Mapping[str, tuple[int, ...]]
    languages: Mapping[str, tuple[str, ...]]
    paired: frozenset[str]
    left_out: tuple[str, ...]

    @property
    def all_languages(self) -> tuple[str, ...]:
        """Languages of any perturbation, in order."""
        return tuple(sorted({language for found in self.languages.values() for language in found}))

    @property
    def all_severities(self) -> tuple[int, ...]:
        """Severities of any perturbation, ascending."""
        return tuple(sorted({one for found in self.severities.values() for one in found}))

    def list_perturbations(self, language: str) -> Iterator[str]:
        """Yields the perturbations that are compared in a language."""
        return (name for name, found in self.languages.items() if language in found)

    def list_paired_languages(self) -> tuple[str, ...]:
        """Returns the languages of any perturbation that keeps the examples."""
        return tuple(
            language
            for language in self.all_languages
            if any(name in self.paired for name in self.list_perturbations(language))
        )

    def list_unpaired(self) -> Iterator[CellKey]:
        """Yields the sets of other examples."""
        for name, languages in self.languages.items():
            if name not in self.paired:
                for language in languages:
                    yield from (CellKey(language, name, severity) for severity in self.severities[name])

    def holds(self, key: CellKey) -> bool:
        """Whether a cell is among those compared."""
        return key.severity in self.severities.get(key.perturbation, ()) and (
            key.language in self.languages[key.perturbation]
        )

    def count_paired(self) -> int:
        """Number of conditions that keep the examples."""
        return sum(len(found) for name, found in self.severities.items() if name in self.paired)


def agree(models: Sequence[ModelScores]) -> tuple[Extent, ...]:
    """Returns what all models of a task have, family by family; families without anything are left out.

    Controls, which do not keep the gold on purpose, are no stress and are left out.
    """
    kinds = {
        unit.perturbation: unit
        for scores in models
        for unit in scores.model.units
        if unit.family != "scaling"
    }
    offers = [_offer(scores) for scores in models]
    found: dict[Family, list[str]] = {}
    for name, unit in kinds.items():
        found.setdefault(unit.family, []).append(name)
    paired = frozenset(name for name, unit in kinds.items() if unit.paired)
    extents = (_agree(family, names, paired, models, offers) for family, names in found.items())
    return tuple(one for one in extents if one.languages)


def has_all(scores: ModelScores, extent: Extent) -> bool:
    """Whether a model was stressed with everything in an extent, so that it can stand beside its arms."""
    offer = _offer(scores)
    return all(
        set(extent.languages[name]) <= offer.get(name, {}).get(severity, set())
        for name, severities in extent.severities.items()
        for severity in severities
    ) and all(scores.table.has(key) for key in extent.list_unpaired())


def _agree(
    family: Family,
    names: Sequence[str],
    paired: frozenset[str],
    models: Sequence[ModelScores],
    offers: Sequence[Offer],
) -> Extent:
    severities: dict[str, tuple[int, ...]] = {}
    languages: dict[str, tuple[str, ...]] = {}
    left_out: list[str] = []
    unshared: list[str] = []
    for name in names:
        common = tuple(sorted(set.intersection(*(set(offer.get(name, {})) for offer in offers))))
        where = [offer[name][severity] for offer in offers for severity in common]
        shared = sorted(set.intersection(*where)) if where else []
        kept = tuple(
            language
            for language in shared
            if all(
                _count_sets(one, name, language, common) >= (1 if name in paired else len(common))
                for one in models
            )
        )
        if kept:
            severities[name], languages[name] = common, kept
        if not common:
            unshared.append(name)
        elif missing := sorted(set(shared) - set(kept)):
            left_out.append(f"{name}: changed nothing in {', '.join(missing)}")
    if unshared:
        left_out.append(f"{', '.join(unshared)}: a control, or not every arm and seed was stressed with it")
    return Extent(family, severities, languages, paired, tuple(left_out))


def _offer(scores: ModelScores) -> Offer:
    wanted = zero_shot(scores.model.languages) or scores.model.languages
    found: Offer = {}
    for unit in scores.model.units:
        for language in unit.languages:
            validity = scores.table.validities.get(CellKey(language, unit.perturbation, unit.severity))
            if language in wanted and not (validity and validity.control):
                found.setdefault(unit.perturbation, {}).setdefault(unit.severity, set()).add(language)
    return found


def _count_sets(scores: ModelScores, name: str, language: str, severities: Sequence[int]) -> int:
    """Number of severities at which a stress changed something, or brought something."""
    return sum(scores.table.has(CellKey(language, name, severity)) for severity in severities)
