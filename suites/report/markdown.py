"""``report.md``: the report as GitHub shows it, answers first."""

from __future__ import annotations

from collections.abc import Sequence

from suites.report import wording as say
from suites.report.cell import Cell
from suites.report.curves import Curve
from suites.report.markdown_calibration import render_calibration
from suites.report.markdown_counts import render_language_counts
from suites.report.markdown_curves import render_learning_curves
from suites.report.markdown_fairness import render_fairness
from suites.report.markdown_groups import render_groups
from suites.report.markdown_robustness import render_robustness
from suites.report.markdown_text import escape_markdown, tabulate
from suites.report.markdown_training import render_training_data
from suites.report.markdown_validity import render_validity
from suites.report.model import ArmComparison, Baseline, ModelCard, Report
from suites.report.spread import Spread
from suites.report.views import (
    Grid,
    build_grid,
    choose_headline_models,
    describe_condition,
    find_at_chance,
    group_curves,
    is_overlapping,
    keep_headline_metrics,
    list_tasks,
    name_headline_metrics,
)


def render_markdown(report: Report) -> str:
    """Returns the report as GitHub-flavoured Markdown, tables by each task's headline metric."""
    focus = keep_headline_metrics(report)
    sections = (
        [f"# {escape_markdown(report.title)}"],
        _render_answers(report),
        _render_reading(report),
        _render_drops(focus),
        render_robustness(focus),
        render_language_counts(report),
        render_groups(focus),
        render_fairness(report),
        render_calibration(report),
        render_validity(report),
        _render_baselines(report),
        _render_benchmarks(report),
        _render_arms(focus),
        _render_scaling(focus),
        render_learning_curves(focus),
        render_training_data(report),
        _render_cautions(report),
        _render_signature(report),
    )
    return "\n\n".join("\n".join(lines) for lines in sections if lines) + "\n"


def _render_answers(report: Report) -> list[str]:
    return [
        f"- **{escape_markdown(answer.question)}** {escape_markdown(answer.sentence)}"
        for answer in report.answers
    ]


def _render_reading(report: Report) -> list[str]:
    alpha = f"{report.signature.alpha:g}"
    return [
        "## How to read it",
        "",
        "- Scores, drops and gains are points from 0 to 100. A drop is clean minus perturbed score on the"
        " same examples: positive means that the model fell. Brackets hold 95 % intervals.",
        f"- `*` marks a drop or gain that is significant at {alpha} after correction over the whole grid"
        f" ({escape_markdown(report.signature.correction)}).",
        "- *would show*, *takes n*: beside a drop that is not significant, the one that would have been found"
        " four times in five, and the examples (clustered as now) that it takes to find one of"
        f" {say.format_points(report.signature.wanted_drop)} points as often: at {alpha} before correction;"
        " after it either is found less often, the more so the larger the grid.",
        "- *at chance*: the clean score is not above the constant answer, so a drop would say nothing."
        " Token accuracy decides for tagging, where one tag for all tokens is no span; the headline metric"
        " for other tasks.",
        f"- `{say.MISSING}`: the perturbation does not apply there, or the cell was not part of the grid;"
        " the reasons stand under *Cautions and coverage*.",
        "- `‡`: whether the gold survives is unknown or under 90 %, so the drop may be partly due to broken"
        " gold; *Do the gold answers survive?* gives the ceiling.",
        "- *n* counts the examples compared; coverage is the share of attempted examples that the"
        " perturbation changed.",
    ]


def _render_drops(report: Report) -> list[str]:
    lines = ["## Drop at the highest severity"]
    for task in list_tasks(report):
        for model in choose_headline_models(report, task):
            grid = build_grid(report, model)
            if grid.cells:
                lines += [
                    "",
                    f"### {escape_markdown(task)}: {_describe_model(model)}",
                    "",
                    *([f"{escape_markdown(model.method)}.", ""] if model.method else []),
                    *_render_grid(grid, report.signature.wanted_drop),
                ]
    if len(lines) == 1:
        return [*lines, "", "The run has no perturbed cells."]
    return [
        *lines,
        "",
        "`report.json` holds every cell: every metric, severity and model.",
    ]


def _describe_model(model: ModelCard) -> str:
    data = f", {say.format_count(model.intermediate_examples)} intermediate examples"
    return f"{escape_markdown(model.arm)}{data if model.intermediate_examples else ''}, seed {model.seed}"


def _render_grid(grid: Grid, wanted: float) -> list[str]:
    columns = [f"{escape_markdown(name)} ({severity})" for name, severity in grid.columns]
    rows = [
        [escape_markdown(family.family), escape_markdown(say.name_language(language))]
        + [_render_cell(grid.cells.get((language, name)), wanted) for name, _ in grid.columns]
        for family in grid.rows
        for language in family.languages
    ]
    return tabulate(("family", "language", *columns), rows, text_columns=2)


def _render_cell(cell: Cell | None, wanted: float) -> str:
    if cell is None or cell.drop is None:
        return say.MISSING
    size = f"<sub>n {say.format_count(cell.n)}, {say.format_percent(cell.coverage)}</sub>"
    if cell.at_chance:
        return f"*at chance*<br>{size}"
    estimate = say.format_estimate(cell.drop, cell.drop_low, cell.drop_high)
    reach = say.describe_reach(cell, wanted)
    below = f"<br>{size}" + (f"<br><sub>{reach}</sub>" if reach else "")
    return f"{estimate}{_star(cell)}{' ‡' if cell.gold_in_doubt else ''}{below}"


def _star(item: Cell | ArmComparison) -> str:
    return r" \*" if item.significant else ""


def _render_baselines(report: Report) -> list[str]:
    models = [model for task in list_tasks(report) for model in choose_headline_models(report, task)]
    names = {model.name for model in models}
    metrics = name_headline_metrics(report)
    rows = [
        _render_baseline(row)
        for row in report.baselines
        if row.model in names and row.metric in (metrics[row.task], row.decided_by)
    ]
    if not rows:
        return []
    header = ("task", "model", "language", "metric", "score", "constant answer", "margin", "n", "clusters")
    rules = dict.fromkeys(
        f"{row.task}: {row.baseline_rule}; {row.decided_by} decides" for row in report.baselines
    )
    return [
        "## Is it above the constant answer?",
        "",
        *(_name_at_chance(report, model) for model in models),
        "",
        *tabulate(header, rows, text_columns=4),
        "",
        *(f"- {escape_markdown(rule)}" for rule in rules),
    ]


def _name_at_chance(report: Report, model: ModelCard) -> str:
    who = f"- {escape_markdown(model.task)}, {_describe_model(model)}"
    languages = tuple(map(say.name_language, find_at_chance(report, model)))
    if not languages:
        return f"{who}: above the constant answer in every language."
    return f"{who}: **at chance in {escape_markdown(say.join_words(languages))}**."


def _render_baseline(row: Baseline) -> list[str]:
    margin = say.format_interval(row.margin_low, row.margin_high)
    verdict = "" if row.above or row.metric != row.decided_by else " at chance"
    return [
        escape_markdown(row.task),
        escape_markdown(row.model),
        escape_markdown(say.name_language(row.language)),
        escape_markdown(row.metric),
        say.format_estimate(row.score, row.score_low, row.score_high),
        say.format_points(row.baseline),
        f"{say.format_signed(row.margin)} {margin}{verdict}",
        say.format_count(row.n),
        say.format_count(row.n_groups),
    ]


def _render_benchmarks(report: Report) -> list[str]:
    if not report.benchmarks:
        return []
    header = ("benchmark", "arm", "seed", "task", "score", "over")
    rows: list[tuple[str, ...]] = []
    for mean in report.benchmarks:
        place = (escape_markdown(mean.benchmark), escape_markdown(mean.arm), str(mean.seed))
        for part in mean.tasks:
            covers = escape_markdown(say.describe_mean(part))
            rows.append((*place, escape_markdown(part.task), say.format_points(part.score), covers))
        rows.append((*place, "**all**", say.format_points(mean.score), escape_markdown(mean.verdict)))
    note = "Unweighted means over languages, then over tasks; questions count by (F1 + exact match) / 2."
    return ["## Benchmarks, on clean data", "", note, "", *tabulate(header, rows, text_columns=4)]


def _render_arms(report: Report) -> list[str]:
    if not report.arm_comparisons:
        return []
    header = ("task", "language", "arms", "before", "after", "gain", "p adjusted", "n", "seeds")
    rows = [_render_arm(row, marked=is_overlapping(report, row)) for row in report.arm_comparisons]
    marks = [f"- † {escape_markdown(one.sentence)}." for one in report.overlaps]
    table = tabulate(header, rows, text_columns=3)
    return ["## One arm against another, on clean data", "", *table, *(["", *marks] if marks else [])]


def _render_arm(row: ArmComparison, *, marked: bool) -> list[str]:
    interval = say.format_interval(row.gain_low, row.gain_high)
    return [
        escape_markdown(row.task),
        escape_markdown(say.name_language(row.language)),
        f"{escape_markdown(row.baseline_arm)} → {escape_markdown(row.candidate_arm)}{' †' if marked else ''}",
        _add_spread(say.format_points(row.baseline), row.baseline_spread),
        _add_spread(say.format_points(row.candidate), row.candidate_spread),
        f"{say.format_signed(row.gain)} {interval}{_star(row)}{_tell_reach(row)}",
        say.format_p(row.p_adjusted),
        say.format_count(row.n),
        f"{row.seeds}{_tell_order(row)}",
    ]


def _tell_order(row: ArmComparison) -> str:
    said = escape_markdown(say.describe_order(row.seed_order))
    return f"<br><sub>{said}</sub>" if said else ""


def _tell_reach(row: ArmComparison) -> str:
    least = row.minimum_detectable_gain
    return "" if row.significant or least is None else f"<br><sub>{say.format_points(least)} would show</sub>"


def _add_spread(text: str, spread: Spread | None) -> str:
    return f"{text}<br><sub>{escape_markdown(say.describe_spread(spread))}</sub>" if spread else text


def _render_scaling(report: Report) -> list[str]:
    if not report.curves:
        return []
    tables = [_render_curves(group) for group in group_curves(report.curves)]
    bands = dict.fromkeys(curve.band for curve in report.curves)
    return [
        "## Score against the data that are left",
        *(line for table in tables for line in table),
        "",
        *(f"- In brackets: {escape_markdown(band)}" for band in bands),
    ]


def _render_curves(curves: Sequence[Curve]) -> list[str]:
    first = curves[0]
    sizes = sorted({point.examples for curve in curves for point in curve.points})
    header = ["task", "language", "data", *(say.format_count(size) for size in sizes)]
    title = escape_markdown(f"{first.task}, {first.arm}: number of {first.axis}")
    return [
        "",
        f"### {title}",
        "",
        *tabulate(header, [_render_curve(curve, sizes) for curve in curves], text_columns=3),
    ]


def _render_curve(curve: Curve, sizes: Sequence[int]) -> list[str]:
    points = {
        point.examples: _add_spread(
            say.format_estimate(point.score, point.low, point.high),
            point.spread,
        )
        for point in curve.points
    }
    return [
        escape_markdown(curve.task),
        escape_markdown(say.name_language(curve.language)),
        escape_markdown(describe_condition(curve)),
        *(points.get(size, say.MISSING) for size in sizes),
    ]


def _render_cautions(report: Report) -> list[str]:
    counted: dict[str, int] = {}
    for part in (report.cells, report.arm_comparisons):
        for item in part:
            for note in item.notes:
                counted[note] = counted.get(note, 0) + 1
    notes = [f"- {escape_markdown(note)}" for note in report.coverage_notes]
    notes += [f"- {escape_markdown(note)} ({say.format_count(count)} ×)" for note, count in counted.items()]
    return ["## Cautions and coverage", "", *notes] if notes else []


def _render_signature(report: Report) -> list[str]:
    signature, run = report.signature, report.run
    rows = [
        ("Crosswind", signature.crosswind),
        ("plan", signature.plan),
        ("suites", ", ".join(signature.suites)),
        ("seeds", ", ".join(map(str, signature.seeds))),
        ("protocol", signature.protocol),
        ("level and correction", f"{signature.alpha:g}, {signature.correction}"),
        ("data", f"{len(signature.data)} sets, fingerprints in report.json"),
        ("frozen sets", signature.frozen or "none: perturbed anew"),
        ("ratings of validity", signature.ratings or "none"),
        ("created", run.created),
        ("wall time", f"{say.format_number(run.wall_seconds, 0)} s"),
        ("peak memory", f"{say.format_number(run.peak_memory_mib, 0)} MiB"),
    ]
    table = tabulate(("", ""), [(name, escape_markdown(value)) for name, value in rows], text_columns=2)
    return ["## How the numbers were made", "", *table]
