"""Under what a set was scored, and checks of a table of such scores."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias

from harness.errors import EmptyEvaluationSetError, RequestError

CLEAN: Final = 0
CONSTANT: Final = -1


@dataclass(frozen=True, slots=True, order=True)
class Condition:
    """A perturbation at a severity.

    Severity 0 (``CLEAN``) is the clean score over the languages that the perturbation is
    compared in, and -1 (``CONSTANT``) the constant answer's score there.
    """

    perturbation: str
    severity: int


WORST: Final = Condition("worst case", 1)
"""The least that an example scores, clean or under any perturbation."""

Scores: TypeAlias = Mapping[Condition, float]
"""Points (or whatever unit) by condition."""


def list_severities(scores: Scores) -> dict[str, tuple[int, ...]]:
    """Returns each perturbation's severities from 1 up, names and severities in order.

    Raises:
        EmptyEvaluationSetError: if there is no perturbed score.
        RequestError: if a score is not finite, or a perturbation has no clean score (a grid of
            severities alone).
    """
    found: dict[str, list[int]] = {}
    for one in sorted(scores):
        if not math.isfinite(scores[one]):
            raise RequestError(
                f"score {scores[one]} under {one.perturbation} at severity {one.severity}",
                place="scores of robustness",
                remedy="leave the condition out",
            )
        if one.severity > CLEAN:
            found.setdefault(one.perturbation, []).append(one.severity)
    if not found:
        raise EmptyEvaluationSetError(
            "no perturbed score", place="scores of robustness", remedy="give at least one perturbation"
        )
    for name in found:
        if Condition(name, CLEAN) not in scores:
            raise RequestError(
                f"{name} has severities and no clean score",
                place="scores of robustness",
                remedy="score the clean examples as severity 0",
            )
    return {name: tuple(severities) for name, severities in found.items()}
