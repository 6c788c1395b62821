"""The section of ``report.md`` on the worst groups: languages, and domains where examples have them."""

from __future__ import annotations

from suites.report import wording as say
from suites.report.markdown_text import escape_markdown, tabulate
from suites.report.model import Report
from suites.report.spread import SMALLEST_GROUP, GroupScores, Spread
from suites.report.views import (
    choose_group_scores,
    choose_headline_models,
    describe_groups,
    list_tasks,
)

_HEADER = (
    *("task", "model", "data", "mean over", "too small"),
    *("clean mean", "10th percentile", "worst", "perturbed mean", "10th percentile", "worst"),
)
_LEAD = (
    "Beside every mean over languages or domains: the worst of them and the 10th percentile (linear"
    f" interpolation). Groups of fewer than {SMALLEST_GROUP} examples count for the mean only, and are named."
    " A perturbation is compared on the examples that it changed, a shift with the whole clean set."
)


def render_groups(report: Report) -> list[str]:
    """Returns the lines of the section; none where nothing is averaged."""
    models = [model for task in list_tasks(report) for model in choose_headline_models(report, task)]
    rows = [_render_row(model.name, one) for model in models for one in choose_group_scores(report, model)]
    if not rows:
        return []
    return ["## Worst groups", "", _LEAD, "", *tabulate(_HEADER, rows, text_columns=5)]


def _render_row(model: str, one: GroupScores) -> list[str]:
    condition = say.spell_name(one.perturbation)
    small = dict.fromkeys((*one.clean.too_small, *(one.perturbed.too_small if one.perturbed else ())))
    return [
        escape_markdown(one.task),
        escape_markdown(model),
        escape_markdown(f"{condition} ({one.severity})" if one.severity else condition),
        escape_markdown(describe_groups(one)),
        escape_markdown(", ".join(small)) or say.MISSING,
        *_render_spread(one.clean),
        *(_render_spread(one.perturbed) if one.perturbed else [say.MISSING] * 3),
    ]


def _render_spread(spread: Spread) -> list[str]:
    worst = say.MISSING
    if spread.worst_score is not None:
        n = say.format_count(spread.worst_n)
        name = escape_markdown(spread.worst_group)
        worst = f"{name} {say.format_points(spread.worst_score)}<br><sub>n {n}</sub>"
    return [say.format_points(spread.mean), say.format_points(spread.percentile_10), worst]
