"""``report.html``: one self-contained page, safe to open whatever the data say.

Every text is escaped where it is written: by Jinja in the template, by ElementTree
in drawings, by JSON escapes in the embedded data, by ``textContent`` in the script.
A content security policy that allows this page's own style and script, by their
hashes, and nothing else stands behind them.
"""

from __future__ import annotations

from base64 import b64encode
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from importlib.resources import files

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from suites.report import calibration_table, fairness_table, markdown_counts, wording
from suites.report.curve_rows import LEAD as CURVES_LEAD
from suites.report.curve_rows import list_curve_tables
from suites.report.figures import TaskFigures, draw_task
from suites.report.gold import HEADER, LEAD, list_gold
from suites.report.model import Report
from suites.report.page_data import encode_page_data
from suites.report.robustness_table import HEADER as ROBUSTNESS_HEADER
from suites.report.robustness_table import LEAD as ROBUSTNESS_LEAD
from suites.report.robustness_table import list_robustness, list_robustness_notes
from suites.report.spread import GroupScores
from suites.report.views import (
    choose_group_scores,
    choose_headline_models,
    choose_leakage,
    describe_groups,
    describe_sources,
    keep_headline_metrics,
    list_tasks,
)

SCRIPTS = ("dom", "store", "heatmap", "severity", "cells", "examples", "start")
TESTS = {
    "mcnemar_midp": "mid-p McNemar on the examples that only one side got right",
    "cluster_sign_flip": "cluster sign-flip: the sign of each cluster's difference is drawn at random",
    "cluster_t": "cluster-robust t on the linearised score",
    "none": "no test: nothing could be compared",
}


@dataclass(frozen=True, slots=True)
class ArmRow:
    """An arm under one scaling or none, for the list of what was trained.

    ``change`` says what is left of its data.
    """

    arm: str
    change: str
    examples: int
    seeds: tuple[int, ...]
    tasks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Extent:
    """How large the grid is, in counts."""

    tasks: int
    languages: int
    families: int
    perturbations: int
    models: int
    cells: int


def render_html(report: Report) -> str:
    """Returns the whole page, with style, script and data inside."""
    environment = Environment(
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    style, script = _read("page.css"), _join_scripts()
    return environment.from_string(_read("page.html.j2")).render(
        report=report,
        say=wording,
        arms=_list_arms(report),
        extent=_measure_extent(report),
        figures=tuple(_draw_figures(report)),
        training=choose_leakage(report),
        groups=tuple(_list_groups(report)),
        describe_groups=describe_groups,
        fairness=fairness_table,
        counting=markdown_counts,
        cautions=tuple(dict.fromkeys(one.caution for one in report.leakage if one.caution)),
        describe_sources=describe_sources,
        name_languages=_name_languages,
        tests=_count_tests(report),
        notes=_count_notes(report),
        curves_lead=CURVES_LEAD,
        curve_tables=list_curve_tables(keep_headline_metrics(report)),
        calibration=calibration_table,
        gold_lead=LEAD,
        gold_header=HEADER,
        gold=list_gold(report),
        robustness_lead=ROBUSTNESS_LEAD,
        robustness_header=ROBUSTNESS_HEADER,
        robustness=list_robustness(keep_headline_metrics(report)),
        robustness_notes=list_robustness_notes(keep_headline_metrics(report)),
        data=encode_page_data(report),
        style=Markup(style),
        style_hash=_hash(style),
        script=Markup(script),
        script_hash=_hash(script),
    )


def _read(name: str) -> str:
    return files("suites.report").joinpath("templates", name).read_text(encoding="utf-8")


def _join_scripts() -> str:
    body = "\n".join(_read(f"{name}.js") for name in SCRIPTS)
    return f'"use strict";\n(() => {{\n{body}\n}})();\n'


def _hash(text: str) -> str:
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"


def _draw_figures(report: Report) -> list[TaskFigures]:
    return [draw_task(report, task) for task in list_tasks(report)]


def _list_groups(report: Report) -> Iterator[GroupScores]:
    """Yields the spreads of each task's headline models by its headline metric."""
    focus = keep_headline_metrics(report)
    for task in list_tasks(focus):
        for model in choose_headline_models(focus, task):
            yield from choose_group_scores(focus, model)


def _list_arms(report: Report) -> tuple[ArmRow, ...]:
    groups: dict[tuple[str, str, int], tuple[dict[int, None], dict[str, None]]] = {}
    for model in report.models:
        key = (model.arm, wording.describe_scaling(model), model.intermediate_examples)
        seeds, tasks = groups.setdefault(key, ({}, {}))
        seeds[model.seed] = None
        tasks[model.task] = None
    return tuple(ArmRow(*key, tuple(seeds), tuple(tasks)) for key, (seeds, tasks) in groups.items())


def _name_languages(codes: Sequence[str]) -> str:
    return wording.join_words(tuple(map(wording.name_language, codes)))


def _measure_extent(report: Report) -> Extent:
    return Extent(
        tasks=len(list_tasks(report)),
        languages=len({cell.language for cell in report.cells}),
        families=len({cell.language_family for cell in report.cells}),
        perturbations=len({cell.perturbation for cell in report.cells}),
        models=len(report.models),
        cells=len(report.cells),
    )


def _count_tests(report: Report) -> tuple[tuple[str, str, int], ...]:
    counts = Counter(cell.test for cell in report.cells)
    counts.update(row.test for row in report.arm_comparisons)
    return tuple((name, TESTS.get(name, ""), count) for name, count in sorted(counts.items()))


def _count_notes(report: Report) -> tuple[tuple[str, int], ...]:
    counts = Counter(note for cell in report.cells for note in cell.notes)
    counts.update(note for row in report.arm_comparisons for note in row.notes)
    return tuple(counts.items())
