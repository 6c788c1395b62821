"""Learning curves: a score, or a drop, as a function of the amount of training data.

Which form predicts held-out sizes, bootstrap bands over seeds and test examples, extrapolation to at
most twice the largest size, tests of trend and of the difference between two curves.
"""

from __future__ import annotations

from harness.statistics.learning_curves.contrast import Contrast
from harness.statistics.learning_curves.curve import LearningCurve, Ranged, find_obstacle, fit_curve
from harness.statistics.learning_curves.forms import FORMS, FormName
from harness.statistics.learning_curves.power_law import PowerLaw, fit_power_law
from harness.statistics.learning_curves.table import SizeTable, tabulate_drops, tabulate_scores
from harness.statistics.learning_curves.trend import CurveDifference, Trend, compare_curves, measure_trend

__all__ = [
    "FORMS",
    "Contrast",
    "CurveDifference",
    "FormName",
    "LearningCurve",
    "PowerLaw",
    "Ranged",
    "SizeTable",
    "Trend",
    "compare_curves",
    "find_obstacle",
    "fit_curve",
    "fit_power_law",
    "measure_trend",
    "tabulate_drops",
    "tabulate_scores",
]
