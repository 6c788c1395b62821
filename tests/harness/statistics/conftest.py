"""Makers of score matrices, shared by the tests of statistics."""

from __future__ import annotations

import numpy as np
import pytest

from harness.metrics import METRICS
from harness.scores import ScoreMatrix
from harness.statistics.simulation.draws import draw_spans as simulate_spans


def build_matrix(statistics, groups=None, ids=None):
    """Rows as given; a vector of 0/1 (or graded) values gets its column of ones."""
    statistics = np.asarray(statistics, dtype=np.float64)
    if statistics.ndim == 1:
        statistics = np.column_stack([statistics, np.ones(len(statistics))])
    ids = tuple(ids) if ids is not None else tuple(f"e{i:05d}" for i in range(len(statistics)))
    return ScoreMatrix(ids, tuple(map(str, groups)) if groups is not None else ids, statistics)


@pytest.fixture(scope="session")
def make_matrix():
    return build_matrix


@pytest.fixture(scope="session")
def accuracy():
    return METRICS.get("accuracy")


@pytest.fixture(scope="session")
def span_f1():
    return METRICS.get("span_f1")


@pytest.fixture(scope="session")
def squad_f1():
    return METRICS.get("squad_f1")


@pytest.fixture(scope="session")
def draw_spans():
    """Right, predicted and gold spans of n sentences."""

    def draw(rng, n, recall=0.8, gold=None):
        return simulate_spans(rng, rng.poisson(2.0, n) if gold is None else gold, recall, false=0.4)

    return draw
