"""Rows of the tables on learning curves, for every form of the report."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from suites.report import wording as say
from suites.report.curve_fit import CurveComparison, CurveFit, DropCurve, FitNumber
from suites.report.curves import Curve
from suites.report.model import Report
from suites.report.views import MEAN, describe_condition

FORM_WORDS = {
    "last_value": "last value",
    "log_linear": "straight over log size",
    "pow2": "power law, no floor",
    "pow3": "power law with floor",
}
LEAD = (
    "Each form was fitted without the largest size (from six sizes on also without the two largest) and"
    " foretold what was held out; the best comes first, with the mean error in points. Nothing is called a"
    " law that a simpler form predicts better than. The power law is error = a·n^(−b) + c; its floor c is"
    " the error, or the drop, that more data do not take away. Slopes are points per doubling of the"
    " training data, with p-values corrected over all of their table."
)


_FITS = (
    *("task", "arm", "language", "data", "held-out errors, points", "cautions"),
    *("floor c", "exponent b"),
)
_DROPS = (
    *("task", "arm", "data", "best form", "notes"),
    *("drops, least data first", "slope", "p", "p, permuted"),
)
_PAIRS = (
    *("task", "language", "first", "second", "notes"),
    *("slope", "p of slope", "mean level", "p of level"),
)


@dataclass(frozen=True, slots=True)
class CurveTable:
    """A table as text; the first ``text_columns`` are words, the others numbers."""

    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    text_columns: int


def list_curve_tables(report: Report) -> tuple[CurveTable, ...]:
    """Returns the tables that have any row: fits of scores, drops, comparisons."""
    drops = tuple(map(_describe_drop, report.drop_curves))
    pairs = tuple(map(_describe_comparison, report.curve_comparisons))
    tables = (
        CurveTable("Which form predicts held-out sizes", _FITS, tuple(_list_fits(report)), 6),
        CurveTable("Does the drop depend on the amount of training data?", _DROPS, drops, 5),
        CurveTable("One curve against another", _PAIRS, pairs, 5),
    )
    return tuple(table for table in tables if table.rows)


def choose_main_curves(report: Report) -> tuple[Curve, ...]:
    """Returns the curves of zero-shot means; where a task has none, those of its languages."""
    averaged = {curve.task for curve in report.curves if curve.language == MEAN}
    return tuple(curve for curve in report.curves if (curve.language == MEAN) == (curve.task in averaged))


def _list_fits(report: Report) -> Iterator[tuple[str, ...]]:
    for curve in choose_main_curves(report):
        fit = curve.fit
        if fit is not None:
            place = (curve.task, curve.arm, say.name_language(curve.language), describe_condition(curve))
            yield (
                *place,
                _describe_forms(fit),
                "; ".join(fit.cautions),
                _describe(fit.c),
                _describe(fit.b, 2),
            )


def _describe_forms(fit: CurveFit) -> str:
    return ", ".join(f"{FORM_WORDS[one.form]} {say.format_points(one.mean)}" for one in fit.held_out)


def _describe_drop(one: DropCurve) -> tuple[str, ...]:
    drops = (
        f"{say.format_count(size)}: {say.format_points(drop)}"
        for size, drop in zip(one.examples, one.drops, strict=True)
    )
    cautions = (*one.notes, *(one.fit.cautions if one.fit else ()))
    return (
        one.task,
        one.arm,
        f"{say.spell_name(one.perturbation)}, severity {one.severity}",
        FORM_WORDS[one.fit.form] if one.fit else say.MISSING,
        "; ".join(cautions),
        ", ".join(drops),
        f"{_describe(one.slope, 2)}{'*' if one.significant else ''}",
        say.format_p(one.p_adjusted),
        say.format_p(one.p_permutation),
    )


def _describe_comparison(one: CurveComparison) -> tuple[str, ...]:
    return (
        one.task,
        say.name_language(one.language),
        one.first,
        one.second,
        "; ".join(one.notes),
        _describe(one.slope, 2),
        say.format_p(one.slope_p_adjusted),
        _describe(one.level),
        say.format_p(one.level_p_adjusted),
    )


def _describe(number: FitNumber | None, decimals: int = 1) -> str:
    if number is None:
        return say.MISSING
    value, low, high = (say.format_number(part, decimals) for part in (number.value, number.low, number.high))
    return f"{value} [{low}, {high}]"
