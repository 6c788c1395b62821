"""Are languages served alike? Means over families, the worst group, gaps, spread, and what goes with them.

All work on ``LanguageEstimates``, one number a language with the errors that languages share, and
are explained in ``docs/statistics.md``.
"""

from __future__ import annotations

from harness.statistics.fairness.association import (
    Association,
    associate_families,
    associate_languages,
    associate_within,
)
from harness.statistics.fairness.components import Components, split_variance
from harness.statistics.fairness.english import Gap, measure_gap
from harness.statistics.fairness.estimates import LanguageEstimates, LanguageSet, Sides, estimate_languages
from harness.statistics.fairness.families import FamilyMean, average_families
from harness.statistics.fairness.spread import Inequality, measure_inequality
from harness.statistics.fairness.typology import (
    TypologicalDistances,
    differ_in_order,
    differ_in_script,
    measure_distances,
)
from harness.statistics.fairness.worst import WorstGroup, find_worst

__all__ = [
    "Association",
    "Components",
    "FamilyMean",
    "Gap",
    "Inequality",
    "LanguageEstimates",
    "LanguageSet",
    "Sides",
    "TypologicalDistances",
    "WorstGroup",
    "associate_families",
    "associate_languages",
    "associate_within",
    "average_families",
    "differ_in_order",
    "differ_in_script",
    "estimate_languages",
    "find_worst",
    "measure_distances",
    "measure_gap",
    "measure_inequality",
    "split_variance",
]
