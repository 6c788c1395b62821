"""Shifts of calibration gathered over languages for tables: nothing is tested anew."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import fmean

from suites.report import wording as say
from suites.report.calibration import CalibrationShift
from suites.report.model import Report
from suites.report.views import choose_headline_models, list_tasks

LEAD = (
    "Half the Brier score of the gold, in points: 0 where a model is certain and right, 100 where it is"
    " certain and wrong, so that a rise is for the worse. On the examples that a perturbation changed, at its"
    " highest severity; means over the languages that training did not see (over all, where there are no"
    " others), without those at chance. Tasks whose answers have no such probabilities (questions on a text,"
    " retrieval) are left out."
)
HEADER = ("task", "model", "perturbation", "languages", "clean", "perturbed", "shift", "rises", "at chance")
TEXT_COLUMNS = 3

_SEEN = "en"


def list_calibration(report: Report) -> tuple[tuple[str, ...], ...]:
    """Returns a row, one text per column of ``HEADER``, for each headline model and perturbation."""
    models = [one for task in list_tasks(report) for one in choose_headline_models(report, task)]
    return tuple(_gather(shifts) for model in models for shifts in _group(report.calibration, model.name))


def _group(shifts: Sequence[CalibrationShift], model: str) -> tuple[tuple[CalibrationShift, ...], ...]:
    """One model's shifts by perturbation, those that the table averages."""
    groups: dict[str, list[CalibrationShift]] = {}
    for one in shifts:
        if one.model == model:
            groups.setdefault(one.perturbation, []).append(one)
    return tuple(_choose(found) for found in groups.values())


def _choose(found: Sequence[CalibrationShift]) -> tuple[CalibrationShift, ...]:
    top = max(one.severity for one in found)
    highest = tuple(one for one in found if one.severity == top)
    return tuple(one for one in highest if one.language != _SEEN) or highest


def _gather(shifts: Sequence[CalibrationShift]) -> tuple[str, ...]:
    first = shifts[0]
    fit = [one for one in shifts if not one.at_chance]
    rises = sum(one.significant and one.shift > 0 for one in fit)
    means = [
        fmean(values) if fit else None
        for values in (
            [one.clean for one in fit],
            [one.perturbed for one in fit],
            [one.shift for one in fit],
        )
    ]
    chance = tuple(say.name_language(one.language) for one in shifts if one.at_chance)
    return (
        first.task,
        first.model,
        f"{say.spell_name(first.perturbation)} ({first.severity})",
        say.format_count(len(fit)),
        say.format_points(means[0]),
        say.format_points(means[1]),
        say.MISSING if means[2] is None else say.format_signed(means[2]),
        f"{say.format_count(rises)} of {say.format_count(len(fit))}",
        say.join_words(chance) if chance else say.MISSING,
    )
