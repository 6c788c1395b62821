"""An evaluation set under stress, whatever kind of stress it is."""

from __future__ import annotations

from dataclasses import dataclass

from harness.types import BilingualLexicon, Coverage, EvaluationSet, Example
from perturbations.base import PERTURBATIONS
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


def stress_set(
    evaluation: EvaluationSet, unit: Unit, *, seed: int, lexicons: tuple[BilingualLexicon, ...]
) -> StressedSet:
    """Applies a perturbation or a shift to an evaluation set."""
    key = CellKey(evaluation.language, unit.perturbation, unit.severity)
    stress = PERTURBATIONS.get(unit.perturbation, place=f"suite {unit.suite}")
