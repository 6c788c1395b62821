"""Which parts of a report stand together on a page; nothing is computed, only chosen and ordered."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from suites.report.cell import Cell
from suites.report.curves import Curve
from suites.report.language_count import LanguageCount
from suites.report.leakage import Leakage
from suites.report.model import ArmComparison, Baseline, ModelCard, Report
from suites.report.spread import GroupScores
from suites.report.wording import format_count, spell_name

MEAN = "mean"


@dataclass(frozen=True, slots=True)
class FamilyRows:
    """Languages of one family, in the order in which the report names them."""

    family: str
    languages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """One model's cells on a task, each perturbation at its highest severity.

    Attributes:
        columns: ``(perturbation, severity)`` in the report's order.
        cells: ``(language, perturbation)`` to cell; a missing key was not run.
    """

    model: ModelCard
    rows: tuple[FamilyRows, ...]
    columns: tuple[tuple[str, int], ...]
    cells: dict[tuple[str, str], Cell]


def list_tasks(report: Report) -> tuple[str, ...]:
    """Returns the names of all tasks that any part of the report speaks of, in its order."""
    parts = (report.models, report.baselines, report.cells, report.arm_comparisons, report.curves)
    return tuple(dict.fromkeys(item.task for part in parts for item in part))


def name_headline_metrics(report: Report) -> dict[str, str]:
    """Returns each task's headline metric: the first that the report names for it."""
    metrics: dict[str, str] = {}
    for part in (report.baselines, report.cells, report.arm_comparisons, report.curves):
        for item in part:
            metrics.setdefault(item.task, item.metric)
    return metrics


def choose_deciding(report: Report, task: str) -> tuple[Baseline, ...]:
    """Returns a task's comparisons with the constant answer by the metric that decides who is above it."""
    return tuple(row for row in report.baselines if row.task == task and row.metric == row.decided_by)


def keep_headline_metrics(report: Report) -> Report:
    """Returns the report with one metric a task, for views that have one number a place."""
    metrics = name_headline_metrics(report)
    return report.model_copy(
        update={
            "baselines": tuple(row for row in report.baselines if row.metric == metrics[row.task]),
            "cells": tuple(cell for cell in report.cells if cell.metric == metrics[cell.task]),
            "arm_comparisons": tuple(
                row for row in report.arm_comparisons if row.metric == metrics[row.task]
            ),
            "robustness": tuple(
                one for one in report.robustness if one.metric == metrics.get(one.task, one.metric)
            ),
            "group_scores": tuple(
                one for one in report.group_scores if one.metric == metrics.get(one.task, one.metric)
            ),
            "curves": tuple(curve for curve in report.curves if curve.metric == metrics[curve.task]),
            "drop_curves": tuple(
                one for one in report.drop_curves if one.metric == metrics.get(one.task, one.metric)
            ),
            "curve_comparisons": tuple(
                one for one in report.curve_comparisons if one.metric == metrics.get(one.task, one.metric)
            ),
        }
    )


def group_languages(items: Iterable[Cell | Baseline | ArmComparison]) -> tuple[FamilyRows, ...]:
    """Returns languages grouped by family, both in order of first appearance; means are left out."""
    families: dict[str, dict[str, None]] = {}
    for item in items:
        if item.language != MEAN:
            families.setdefault(item.language_family, {})[item.language] = None
    return tuple(FamilyRows(family, tuple(languages)) for family, languages in families.items())


def choose_headline_models(report: Report, task: str) -> tuple[ModelCard, ...]:
    """Returns one model per arm: the one with all data as they are and the first seed."""
    chosen: dict[str, ModelCard] = {}
    for model in report.models:
        if model.task != task:
            continue
        best = chosen.get(model.arm)
        if best is None or _rank(model) < _rank(best):
            chosen[model.arm] = model
    return tuple(chosen.values())


def _rank(model: ModelCard) -> tuple[bool, float, int]:
    return (model.severity > 0, -model.intermediate_share, model.seed)


def build_grid(report: Report, model: ModelCard) -> Grid:
    """Returns a model's language × perturbation grid at each perturbation's highest severity."""
    cells = [cell for cell in report.cells if cell.model == model.name and cell.task == model.task]
    highest: dict[str, int] = {}
    for cell in cells:
        highest[cell.perturbation] = max(cell.severity, highest.get(cell.perturbation, 0))
    chosen = {
        (cell.language, cell.perturbation): cell
        for cell in cells
        if cell.severity == highest[cell.perturbation]
    }
    return Grid(model, group_languages(cells), tuple(highest.items()), chosen)


def find_worst_cell(grid: Grid, language: str) -> Cell | None:
    """Returns the cell with the largest drop in a language, without controls and cells at chance."""
    candidates = [
        cell
        for (code, _), cell in grid.cells.items()
        if code == language
        and cell.drop is not None
        and not cell.at_chance
        and cell.validity_source != "control"
    ]
    return max(candidates, key=lambda cell: cell.drop or 0.0, default=None)


def find_at_chance(report: Report, model: ModelCard) -> tuple[str, ...]:
    """Returns the languages in which a model does not beat the constant answer."""
    return tuple(
        dict.fromkeys(
            row.language
            for row in report.baselines
            if row.model == model.name and row.task == model.task and not row.above
        )
    )


def choose_leakage(report: Report) -> tuple[tuple[ModelCard, tuple[Leakage, ...]], ...]:
    """Returns the entries of each task's headline models, language by language."""
    models = [model for task in list_tasks(report) for model in choose_headline_models(report, task)]
    found = ((model, tuple(one for one in report.leakage if one.model == model.name)) for model in models)
    return tuple((model, entries) for model, entries in found if entries)


def describe_sources(entry: Leakage) -> str:
    """Returns where test examples stand, and how many by text: ``mnli in English (first 12, second 3)``."""
    return "; ".join(
        f"{source.training_set} ("
        + ", ".join(f"{field.field} {format_count(field.exact + field.near)}" for field in source.fields)
        + ")"
        for source in entry.sources
    )


def is_overlapping(report: Report, row: ArmComparison) -> bool:
    """Returns whether the intermediate and target data of one of two compared arms overlap."""
    arms = (row.baseline_arm, row.candidate_arm)
    return any(one.target_task == row.task and one.arm in arms for one in report.overlaps)


def choose_group_scores(report: Report, model: ModelCard) -> tuple[GroupScores, ...]:
    """Returns a model's scores by language and domain: clean, and each stress at its highest severity."""
    found = [one for one in report.group_scores if one.model == model.name]
    highest: dict[tuple[str, str], int] = {}
    for one in found:
        key = (one.kind, one.perturbation)
        highest[key] = max(one.severity, highest.get(key, 0))
    return tuple(one for one in found if one.severity == highest[one.kind, one.perturbation])


def describe_groups(one: GroupScores) -> str:
    """Returns what is averaged: ``7 languages``, or ``5 domains, in 7 languages``."""
    count = max(one.clean.groups, one.perturbed.groups if one.perturbed else 0)
    languages = f"{len(one.languages)} language{'' if len(one.languages) == 1 else 's'}"
    return f"{count} languages" if one.kind == "language" else f"{count} domains, in {languages}"


def choose_language_counts(report: Report, model: ModelCard) -> tuple[LanguageCount, ...]:
    """Returns a model's counts of languages by its task's headline metric, at each highest severity."""
    metric = name_headline_metrics(report).get(model.task)
    found = [one for one in report.language_counts if (one.model, one.metric) == (model.name, metric)]
    highest = {one.perturbation: one.severity for one in sorted(found, key=lambda one: one.severity)}
    return tuple(one for one in found if one.severity == highest[one.perturbation])


def group_curves(curves: Iterable[Curve]) -> tuple[tuple[Curve, ...], ...]:
    """Returns curves by what they share an axis with: task, arm, scaling and phase, in the report's order."""
    groups: dict[tuple[str, str, str, str], list[Curve]] = {}
    for curve in curves:
        key = (curve.task, curve.arm, curve.scaling, curve.scaled_phase)
        groups.setdefault(key, []).append(curve)
    return tuple(map(tuple, groups.values()))


def describe_condition(curve: Curve) -> str:
    """Returns what the scores of a curve were measured on: ``clean``, or perturbation and severity."""
    name = spell_name(curve.perturbation)
    return name if curve.severity == 0 else f"{name}, severity {curve.severity}"
