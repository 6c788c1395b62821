"""Scores of robustness: how much of a score is kept under many conditions, each with its interval.

Every score here is a smooth function of the scores under single conditions, so that one
linearisation by cluster serves them all (``functional.py``). Formulas, sources and what the
report's words mean: ``docs/statistics.md``.
"""

from __future__ import annotations

from harness.statistics.robustness.condition import CLEAN, CONSTANT, WORST, Condition, Scores
from harness.statistics.robustness.corruption_error import corruption_error, relative_corruption_error
from harness.statistics.robustness.drops import drop_fraction, mean_drop, mean_lost
from harness.statistics.robustness.effective import Checkpoint, effective_robustness
from harness.statistics.robustness.flip_floor import flip_floor
from harness.statistics.robustness.functional import Functional, accumulate, pick
from harness.statistics.robustness.measured import Measured, Unmeasured, average_seeds
from harness.statistics.robustness.ratio import relative_drop_interval
from harness.statistics.robustness.scored_set import Clustering, ScoredSet
from harness.statistics.robustness.severity_area import severity_area
from harness.statistics.robustness.worst_case import has_one_unit, take_worst

__all__ = [
    "CLEAN",
    "CONSTANT",
    "WORST",
    "Checkpoint",
    "Clustering",
    "Condition",
    "Functional",
    "Measured",
    "ScoredSet",
    "Scores",
    "Unmeasured",
    "accumulate",
    "average_seeds",
    "corruption_error",
    "drop_fraction",
    "effective_robustness",
    "flip_floor",
    "has_one_unit",
    "mean_drop",
    "mean_lost",
    "pick",
    "relative_corruption_error",
    "relative_drop_interval",
    "severity_area",
    "take_worst",
]
