"""The realised edit rate of one perturbation on the real sentences of one language, and what bounds it."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from harness.types import (
    Coverage,
    EvaluationSet,
    Example,
    LanguageResources,
    NoGold,
    NotApplicable,
    PlainText,
)
from perturbations.base import PERTURBATIONS, Perturbation
from perturbations.context import PerturbationContext, build_context
from perturbations.coverage import perturb_set
from perturbations.draws import DrawKey
from perturbations.setting import EDIT_RATES, Setting

SEED = 0
SENTENCES = 1000
TOLERANCE = 0.2  # share of the nominal rate
FEWEST = 100
"""Edits that must be due for a rate to be judged: of fewer, chance alone can make a fifth more or less."""

SEVERITIES = range(1, len(EDIT_RATES))
NO_RATE = ("sentences", "texts")


@dataclass(frozen=True, slots=True)
class RatedCell:
    """One perturbation in one language.

    Attributes:
        name, language: which.
        coverages: by severity, from 1.
        able: share of the units that it could edit at most, a fraction.
        attainable: by severity, the rate if each text gets its nominal share or else all that it has.
    """

    name: str
    language: str
    coverages: tuple[Coverage, ...]
    able: float = 0.0
    attainable: tuple[float, ...] = ()

    @property
    def applies(self) -> bool:
        """Whether it could be applied to any text."""
        return any(coverage.units for coverage in self.coverages)

    @property
    def refused(self) -> float:
        """Share of the texts that it could not be applied to, a fraction."""
        return self.coverages[0].not_applicable / self.coverages[0].attempted

    @property
    def reason(self) -> str:
        """The commonest reason why it could not be applied; empty if it always could."""
        reasons = self.coverages[0].reasons
        return max(reasons, key=lambda pair: pair[1])[0] if reasons else ""

    def ratio(self, severity: int) -> float:
        """Realised over nominal rate."""
        return self.coverages[severity - 1].realised_rate / EDIT_RATES[severity]

    def is_judged(self, severity: int) -> bool:
        """Whether enough edits were due."""
        return self.coverages[severity - 1].units * EDIT_RATES[severity] >= FEWEST

    def is_outside(self, severity: int) -> bool:
        """Whether the rate is judged, and further from nominal than is allowed."""
        return self.is_judged(severity) and abs(self.ratio(severity) - 1) > TOLERANCE

    @property
    def judged(self) -> tuple[int, ...]:
        """Severities at which enough edits were due."""
        return tuple(severity for severity in SEVERITIES if self.is_judged(severity))

    @property
    def outside(self) -> tuple[int, ...]:
        """Severities whose rate is further from nominal than is allowed."""
        return tuple(severity for severity in SEVERITIES if self.is_outside(severity))

    @property
    def saturated(self) -> bool:
        """Whether what lies outside is, within a tenth, what the texts allow."""
        return all(
            abs(self.coverages[severity - 1].realised_rate / self.attainable[severity - 1] - 1)
            < TOLERANCE / 2
            for severity in self.outside
            if self.attainable[severity - 1]
        )

    @property
    def by_chance(self) -> bool:
        """Whether what lies outside is within three standard deviations, where edits come in pairs."""
        return all(
            abs(self.coverages[severity - 1].edited - due) <= 3 * (2 * due) ** 0.5
            for severity in self.outside
            if (due := self.coverages[severity - 1].units * EDIT_RATES[severity])
        )


class AllThatCan(Setting):
    """A setting that asks for every unit, to learn how many can be edited."""

    __slots__ = ()

    @property
    def rate(self) -> float:
        """All."""
        return 1.0


def list_rated() -> tuple[Perturbation, ...]:
    """Returns the registered perturbations whose severity is a rate."""
    return tuple(
        entry for entry in PERTURBATIONS if isinstance(entry, Perturbation) and entry.spec.unit not in NO_RATE
    )


def list_languages(root: Path) -> tuple[str, ...]:
    """Returns the languages that there are sentences in."""
    return tuple(sorted(path.name.partition(".")[0] for path in (root / "mlm").glob("*.txt.gz")))


def read_sentences(root: Path, language: str) -> EvaluationSet:
    """Returns the first sentences of a language, as plain texts."""
    with gzip.open(root / "mlm" / f"{language}.txt.gz", "rt", encoding="utf-8") as lines:
        return make_set(islice((line.strip() for line in lines if line.strip()), SENTENCES), language)


def make_set(texts: Iterator[str], language: str) -> EvaluationSet:
    """Returns texts as an evaluation set, named by their number."""
    examples = (
        Example(str(number), language, PlainText(text), NoGold(), group=str(number))
        for number, text in enumerate(texts)
    )
    return EvaluationSet("sentences", language, "train", tuple(examples))


def rate_language(
    evaluation: EvaluationSet, resources: LanguageResources, perturbations: tuple[Perturbation, ...]
) -> Iterator[RatedCell]:
    """Yields the cells of one language."""
    context = build_context(evaluation, resources)
    for perturbation in perturbations:
        yield rate_cell(evaluation, perturbation, context)


def rate_cell(
    evaluation: EvaluationSet, perturbation: Perturbation, context: PerturbationContext
) -> RatedCell:
    """Returns one cell; of those with a rate outside, what the texts allow is measured too."""
    coverages = tuple(
        perturb_set(evaluation, perturbation, severity=severity, seed=SEED, context=context).coverage
        for severity in SEVERITIES
    )
    cell = RatedCell(perturbation.name, evaluation.language, coverages)
    if not cell.outside:
        return cell
    able, attainable = measure_bounds(evaluation, perturbation, context)
    return RatedCell(perturbation.name, evaluation.language, coverages, able, attainable)


def measure_bounds(
    evaluation: EvaluationSet, perturbation: Perturbation, context: PerturbationContext
) -> tuple[float, tuple[float, ...]]:
    """Returns the share of units that can be edited, and by severity the rate that texts allow."""
    key = DrawKey(SEED, perturbation.name, perturbation.spec.version, evaluation.language, SEVERITIES[-1])
    found = [
        proposal
        for example in evaluation.examples
        if not isinstance(
            proposal := perturbation.propose(
                example, AllThatCan(SEVERITIES[-1], key.open(example.id), context)
            ),
            NotApplicable,
        )
    ]
    units = sum(proposal.units for proposal in found)
    able = sum(proposal.edited for proposal in found) / units
    attainable = (
        sum(min(proposal.edited, proposal.units * EDIT_RATES[severity]) for proposal in found) / units
        for severity in SEVERITIES
    )
    return able, tuple(attainable)
