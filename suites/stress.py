"""An evaluation set under stress, whatever kind of stress it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from harness.types import Coverage, EvaluationSet, Example, NotApplicable
from perturbations.base import Shift
from perturbations.compose import find_stress
from perturbations.context import PerturbationContext
from perturbations.coverage import perturb_set
from perturbations.validity import Validity, audit_pairs
from suites.plan import Unit
from suites.predictions import CellKey


@dataclass(frozen=True, slots=True)
class StressedSet:
    """What is predicted for one cell.

    Attributes:
        key: the cell.
        examples: the changed examples, or the shifted set.
        coverage: what became of all examples.
    """

    key: CellKey
    examples: tuple[Example, ...]
    coverage: Coverage


def stress_units(
    evaluation: EvaluationSet, units: Iterable[Unit], *, seed: int, context: PerturbationContext
) -> Iterator[StressedSet]:
    """Yields an evaluation set under each unit that names its language.

    Raises:
        RequestError: if a unit names a scaling, which changes training data.
    """
    for unit in units:
        if evaluation.language in unit.languages:
            yield stress_set(evaluation, unit, seed=seed, context=context)


def stress_set(
    evaluation: EvaluationSet, unit: Unit, *, seed: int, context: PerturbationContext
) -> StressedSet:
    """Applies a perturbation or a shift to an evaluation set.

    Raises:
        RequestError: if the unit names a scaling, which changes training data.
    """
    key = CellKey(evaluation.language, unit.perturbation, unit.severity)
    stress = find_stress(unit.perturbation, place=f"suite {unit.suite}")
    if isinstance(stress, Shift):
        shifted = stress.shift(evaluation, severity=unit.severity, seed=seed, context=context)
        return _count_shifted(evaluation, shifted, key)
    found = perturb_set(evaluation, stress, severity=unit.severity, seed=seed, context=context)
    return StressedSet(key, tuple(after for _, after in found.pairs), found.coverage)


def audit_stressed(evaluation: EvaluationSet, stressed: StressedSet) -> Validity:
    """Returns what can be checked of whether the gold of a stressed set survived.

    Examples without edits are originals, of this set or of wherever a shift found them.
    """
    originals = {example.id: example for example in (*evaluation.reserve, *evaluation.examples)}
    pairs = ((originals[e.id] if e.edits else e, e) for e in stressed.examples)
    return audit_pairs(pairs, stressed.key.perturbation)


def _count_shifted(
    evaluation: EvaluationSet, shifted: EvaluationSet | NotApplicable, key: CellKey
) -> StressedSet:
    """For a shift, "changed" are the examples of the shifted set, "unchanged" those it has fewer."""
    total = len(evaluation.examples)
    if isinstance(shifted, NotApplicable):
        return StressedSet(key, (), Coverage(total, 0, 0, total, 0.0, ((shifted.reason, total),)))
    own = {example.id for example in evaluation.examples}
    brought = Counter(example.domain for example in shifted.examples if example.id not in own)
    size = len(shifted.examples)
    lost = 1 - (size - brought.total()) / total
    coverage = Coverage(total, size, total - size, 0, lost, brought=tuple(sorted(brought.items())))
    return StressedSet(key, shifted.examples, coverage)
