"""Tests of trend and bands of learning curves."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from harness.statistics.learning_curves import fit_curve, measure_trend
from harness.statistics.simulation.method import Answer, Method
from harness.statistics.simulation.methods.paired import judge_p
from harness.statistics.simulation.samples import Curve

DRAWS: Final = 999


def _trend(sample: Curve, key: str) -> Iterator[Answer]:
    slope = measure_trend(sample.table, seed=0, key=key).slope
    yield judge_p(slope.p_value)
    yield Answer("covered", float(slope.low <= sample.truth <= slope.high))


def _band(sample: Curve, key: str) -> Iterator[Answer]:
    """At twice the largest size, as far as curves are drawn on."""
    found = fit_curve(sample.table, seed=0, key=key, draws=DRAWS).at(2 * float(sample.table.sizes[-1]))
    yield Answer("covered", float(found.low <= sample.truth <= found.high))


def _is_drop(sample: Curve) -> bool:
    return sample.table.quantity == "drop"


def _is_score(sample: Curve) -> bool:
    return sample.table.quantity == "score"


CURVES: Final[tuple[Method[Curve], ...]] = (
    Method("trend", "slope over doublings, as for several seeds", Curve, _trend, _is_drop, conservative=True),
    Method(
        "curve_band",
        f"band of a learning curve at twice the largest size, {DRAWS} draws (1,000 in reports)",
        Curve,
        _band,
        _is_score,
        conservative=True,
    ),
)
