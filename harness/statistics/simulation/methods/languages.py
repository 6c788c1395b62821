"""Methods over languages: families as units, the worst group, and what treats languages as independent."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Final

import numpy as np

from harness.statistics.estimate import Estimate, t_test
from harness.statistics.fairness.families import average_families
from harness.statistics.fairness.worst import find_worst
from harness.statistics.simulation.method import Answer, Method
from harness.statistics.simulation.methods.paired import judge_p
from harness.statistics.simulation.samples import Languages


def _family_flip(sample: Languages, key: str) -> Iterator[Answer]:
    found = average_families(sample.estimates, seed=0, key=key)
    if found.p_value is not None and found.low is not None and found.high is not None:
        yield judge_p(found.p_value)
        yield Answer("covered", float(found.low <= sample.mean <= found.high))


def _family_t(sample: Languages, key: str) -> Iterator[Answer]:
    found = average_families(sample.estimates, seed=0, key=key)
    if found.p_value_t is not None:
        yield judge_p(found.p_value_t)


def _naive(sample: Languages, key: str) -> Iterator[Answer]:
    """Every language taken for independent of the others."""
    del key  # nothing is drawn
    values = sample.estimates.values
    error = float(values.std(ddof=1)) / math.sqrt(len(values))
    yield judge_p(t_test(Estimate(float(np.mean(values)), error, len(values) - 1.0, len(values))))


def _worst(sample: Languages, key: str) -> Iterator[Answer]:
    found = find_worst(sample.estimates, seed=0, key=key)
    if found.low is not None and found.high is not None:
        yield Answer("covered", float(found.low <= sample.worst <= found.high))


def _naive_worst(sample: Languages, key: str) -> Iterator[Answer]:
    """The interval of the language that happens to be the lowest."""
    del key  # nothing is drawn
    place = int(np.argmin(sample.estimates.values))
    half = 1.96 * float(sample.estimates.standard_errors()[place])
    yield Answer("covered", float(abs(sample.estimates.values[place] - sample.worst) <= half))


def _has_mean(sample: Languages) -> bool:
    return not math.isnan(sample.mean)


def _has_worst(sample: Languages) -> bool:
    return not math.isnan(sample.worst)


LANGUAGES: Final[tuple[Method[Languages], ...]] = (
    Method(
        "family_sign_flip",
        "sign-flip over family means, t interval",
        Languages,
        _family_flip,
        _has_mean,
    ),
    Method("family_t", "t over family means", Languages, _family_t, _has_mean),
    Method("languages_t", "t over languages as if independent", Languages, _naive, _has_mean, used=False),
    Method(
        "worst_group",
        "selection-aware interval of the worst language",
        Languages,
        _worst,
        _has_worst,
        conservative=True,
    ),
    Method(
        "worst_plain",
        "plain interval of the lowest language",
        Languages,
        _naive_worst,
        _has_worst,
        used=False,
    ),
)
