"""Metrics as sums: one file each; the registry finds them by itself.

A metric reduces an example to k numbers whose totals determine the score, so one
significance module serves all of them.
"""

from __future__ import annotations

from harness.metrics.scoring import score, score_examples
from harness.registry import Registry
from harness.scores import Metric

METRICS: Registry[Metric] = Registry("metric", "harness.metrics")

__all__ = ["METRICS", "declare", "score", "score_examples"]


def declare(metric: Metric) -> Metric:
    """Registers a metric under its name and returns it.

    Raises:
        DuplicateNameError: if the name is taken.
    """
    return METRICS.register(metric.name, metric)
