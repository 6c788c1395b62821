"""Fits of learning curves, as the report holds them, each with a sentence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

import numpy as np

from harness.errors import RequestError
from harness.scores import Metric, ScoreMatrix
from harness.statistics.learning_curves import (
    FORMS,
    Contrast,
    LearningCurve,
    Ranged,
    SizeTable,
    find_obstacle,
    fit_curve,
    tabulate_scores,
)
from suites.analysis.rounding import tidy, tidy_p
from suites.analysis.shared_seeds import share_sizes, take_scores
from suites.report import wording as say
from suites.report.curve_fit import CurveFit, CurveStep, FitNumber, FitPoint, FormError

_BETWEEN = 3
"""Places of the drawn line between neighbouring sizes."""


def fit_scores(
    metric: Metric,
    cells: Mapping[int, Mapping[int, Sequence[ScoreMatrix]]],
    *,
    axis: str,
    seed: int,
    key: str,
) -> tuple[CurveFit | None, str]:
    """Returns the fit of a score, or None and why there is none.

    Args:
        metric: how statistics become points.
        cells: by training-set size, then by seed; one matrix a language.
        axis: what sizes count, in words.
        seed: of the run.
        key: names the curve; replicates depend on ``(seed, key)`` alone.
    """
    try:
        shared = share_sizes(cells, take_scores)
        table = tabulate_scores(metric, shared.sizes, shared.replicates)
    except RequestError as error:
        return None, f"no fit: {error.problem}"
    return fit_table(table, axis=axis, seed=seed, key=key, notes=shared.notes)


def fit_table(
    table: SizeTable, *, axis: str, seed: int, key: str, notes: Sequence[str]
) -> tuple[CurveFit | None, str]:
    """Returns the fit of a table of scores or drops, or None and why there is none."""
    if obstacle := find_obstacle(table):
        return None, f"no fit: {obstacle}"
    curve = fit_curve(table, seed=seed, key=key)
    law = curve.law
    return CurveFit(
        form=curve.form,
        enough=curve.enough,
        seeds=curve.seeds,
        a=round_range(law.a) if law and law.a else None,
        b=round_range(law.b) if law and law.b else None,
        c=round_range(law.c) if law else None,
        held_out=tuple(
            FormError(
                form=one.form,
                largest=tidy(one.largest),
                top_two=None if one.top_two is None else tidy(one.top_two),
                mean=tidy(one.mean),
            )
            for one in curve.held_out
        ),
        line=tuple(_draw_line(curve)),
        steps=tuple(_round_steps(curve)),
        cautions=(*curve.cautions, *notes),
        sentence=_tell(curve, axis),
    ), ""


def round_range(found: Ranged | Contrast) -> FitNumber:
    """Returns a number with its interval as reported."""
    return FitNumber(value=tidy(found.value), low=tidy(found.low), high=tidy(found.high))


def _draw_line(curve: LearningCurve) -> Iterator[FitPoint]:
    """Yields places at equal ratios between the sizes and on to twice the largest.

    Where the last value predicts best there is no curve, and only what follows it is drawn.
    """
    largest = int(curve.sizes[-1])
    ends = [*curve.sizes, 2 * largest] if curve.form != "last_value" else [largest, 2 * largest]
    places = np.concatenate([np.geomspace(low, high, _BETWEEN + 1)[:-1] for low, high in pairwise(ends)])
    for size in dict.fromkeys([*(round(float(place)) for place in places), 2 * largest]):
        found = curve.at(min(max(size, float(curve.sizes[0])), 2.0 * largest))
        yield FitPoint(examples=size, **round_range(found).model_dump(), beyond=size > largest)


def _round_steps(curve: LearningCurve) -> Iterator[CurveStep]:
    for step in curve.steps:
        yield CurveStep(
            smaller=int(step.smaller),
            larger=int(step.larger),
            change=round_range(step.change),
            p_value=tidy_p(step.change.p_value) or 0.0,
            p_adjusted=tidy_p(step.p_adjusted) or 0.0,
            against=step.against,
        )


def _tell(curve: LearningCurve, axis: str) -> str:
    """Returns what the curve says; nothing is called a law that a simpler form predicts better than."""
    best, *others = curve.held_out
    told = f"{FORMS[best.form].words} predicts held-out sizes best, {say.format_points(best.mean)} points off"
    if others:
        told += f" (next, {FORMS[others[0].form].words}: {say.format_points(others[0].mean)})"
    if not curve.enough:
        return f"{told}; {curve.cautions[0]}"
    twice = curve.at(2 * float(curve.sizes[-1]))
    reach = (
        f"{say.format_count(2 * int(curve.sizes[-1]))} {axis} would give a {curve.quantity} of "
        f"{say.format_estimate(twice.value, twice.low, twice.high)}"
    )
    if best.form == "last_value":
        return f"{told}, so no law is claimed"
    if best.form == "pow3" and curve.law:
        return f"{told}; {_tell_floor(curve)}, and {reach}"
    return f"{told}; {reach}"


def _tell_floor(curve: LearningCurve) -> str:
    assert curve.law is not None
    c = curve.law.c
    if curve.quantity == "drop":
        return f"the drop levels off at {say.format_estimate(c.value, c.low, c.high)}"
    return f"the score levels off at {say.format_estimate(100 - c.value, 100 - c.high, 100 - c.low)}"
