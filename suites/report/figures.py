"""The drawings of one task: arms compared, scores against the constant answer, scaling curves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from suites.report.curves import Curve
from suites.report.model import ArmComparison, Baseline, ModelCard, Report
from suites.report.row_chart import Mark, Row, draw_rows
from suites.report.scaling_chart import LARGE, SMALL, draw_curves
from suites.report.views import (
    MEAN,
    choose_deciding,
    choose_headline_models,
    describe_condition,
    find_at_chance,
    group_curves,
    group_languages,
    keep_headline_metrics,
)
from suites.report.wording import (
    describe_order,
    describe_spread,
    format_count,
    format_interval,
    format_points,
    format_signed,
    join_words,
    name_language,
)


@dataclass(frozen=True, slots=True)
class Forest:
    """Gain per language of one arm over another."""

    baseline_arm: str
    candidate_arm: str
    seeds: int
    drawing: Markup
    overlaps: tuple[str, ...]
    spreads: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether one arm's headline model beats the constant answer, in words."""

    series: int
    arm: str
    seed: int
    at_chance: str


@dataclass(frozen=True, slots=True)
class Panel:
    """A drawing for one language."""

    label: str
    drawing: Markup


@dataclass(frozen=True, slots=True)
class ScalingFigure:
    """One arm's scores against what a scaling leaves; without a drawing there is no mean over languages."""

    arm: str
    axis: str
    drawing: Markup | None
    conditions: tuple[str, ...]
    bands: tuple[str, ...]
    spreads: tuple[str, ...]
    panels: tuple[Panel, ...]


@dataclass(frozen=True, slots=True)
class TaskFigures:
    """Everything drawn for one task; an absent drawing means that the report has no such numbers."""

    task: str
    metric: str
    forests: tuple[Forest, ...]
    standings: tuple[Standing, ...]
    rules: tuple[str, ...]
    deciding: str
    baseline: Markup | None
    scalings: tuple[ScalingFigure, ...]


def draw_task(report: Report, task: str) -> TaskFigures:
    """Returns the drawings of one task by its headline metric, chance by the one that decides."""
    baselines = choose_deciding(report, task)
    report = keep_headline_metrics(report)
    models = choose_headline_models(report, task)
    curves = [curve for curve in report.curves if curve.task == task and curve.points]
    comparisons = [row for row in report.arm_comparisons if row.task == task]
    headlines = [row for row in report.baselines if row.task == task]
    scored: Iterable[Baseline | ArmComparison | Curve] = (*headlines, *comparisons, *curves)
    return TaskFigures(
        task=task,
        metric=next((item.metric for item in scored), "score"),
        forests=_draw_forests(report, task, comparisons),
        standings=tuple(_describe_standing(report, model, index) for index, model in enumerate(models)),
        rules=tuple(dict.fromkeys(row.baseline_rule for row in baselines)),
        deciding=next((row.decided_by for row in baselines), ""),
        baseline=_draw_baseline(task, models, baselines),
        scalings=tuple(_draw_scaling(group) for group in group_curves(curves)),
    )


def _draw_forests(report: Report, task: str, comparisons: list[ArmComparison]) -> tuple[Forest, ...]:
    pairs: dict[tuple[str, str], dict[str, ArmComparison]] = {}
    for row in comparisons:
        pairs.setdefault((row.baseline_arm, row.candidate_arm), {})[row.language] = row
    return tuple(
        Forest(
            before,
            after,
            max(row.seeds for row in rows.values()),
            _draw_forest(task, before, after, rows),
            tuple(
                one.sentence
                for one in report.overlaps
                if one.target_task == task and one.arm in (before, after)
            ),
            (*_tell_spreads(rows), *_tell_order(rows)),
        )
        for (before, after), rows in pairs.items()
    )


def _tell_spreads(rows: Mapping[str, ArmComparison]) -> Iterator[str]:
    """Yields the worst language of either arm, where there is a mean over them."""
    mean = rows.get(MEAN)
    if mean is not None and mean.baseline_spread is not None:
        yield f"{mean.baseline_arm}: {describe_spread(mean.baseline_spread)}."
        yield f"{mean.candidate_arm}: {describe_spread(mean.candidate_spread)}."


def _tell_order(rows: Mapping[str, ArmComparison]) -> Iterator[str]:
    """Yields how the arms' scores over their seeds stand to each other, where there is a mean."""
    mean = rows.get(MEAN)
    if mean is not None and mean.seed_order is not None:
        order = describe_order(mean.seed_order)
        yield f"Over seeds, {mean.candidate_arm} above {mean.baseline_arm}: {order}."


def _draw_forest(task: str, before: str, after: str, rows: dict[str, ArmComparison]) -> Markup:
    lines: list[Row] = []
    for family in group_languages(rows.values()):
        lines.append(Row(family.family))
        lines += [_build_gain(rows[language]) for language in family.languages]
    if MEAN in rows:
        lines += [Row("All zero-shot languages"), _build_gain(rows[MEAN])]
    return draw_rows(
        lines, f"{task}: gain of {after} over {before}", axis=f"gain of {after}, points", zero=True
    )


def _build_gain(row: ArmComparison) -> Row:
    text = f"{format_signed(row.gain)} {format_interval(row.gain_low, row.gain_high)}"
    mark = Mark(row.gain, row.gain_low, row.gain_high, row.significant)
    star = " *" if row.significant else ""
    return Row(name_language(row.language), (mark,), text=text + star, summary=row.language == MEAN)


def _describe_standing(report: Report, model: ModelCard, series: int) -> Standing:
    languages = tuple(map(name_language, find_at_chance(report, model)))
    return Standing(series, model.arm, model.seed, join_words(languages))


def _draw_baseline(task: str, models: tuple[ModelCard, ...], baselines: Sequence[Baseline]) -> Markup | None:
    rows = {(row.model, row.language): row for row in baselines}
    lines: list[Row] = []
    for family in group_languages(baselines):
        lines.append(Row(family.family))
        for language in family.languages:
            found = [rows[model.name, language] for model in models if (model.name, language) in rows]
            if found:
                lines.append(_build_standing(language, found))
    if not any(line.marks for line in lines):
        return None
    return draw_rows(lines, f"{task}: score against the constant answer", axis="score, points", zero=False)


def _build_standing(language: str, found: list[Baseline]) -> Row:
    marks = tuple(Mark(row.score, row.score_low, row.score_high, row.above) for row in found)
    margins = (format_signed(row.margin) if row.above else "at chance" for row in found)
    text = f"{' · '.join(margins)} vs {format_points(found[0].baseline)}"
    return Row(name_language(language), marks, reference=found[0].baseline, text=text)


def _draw_scaling(curves: Sequence[Curve]) -> ScalingFigure:
    first = curves[0]
    main = [curve for curve in curves if curve.language == MEAN]
    title = f"Scaling of {first.task}, {first.arm}, {first.axis}"
    return ScalingFigure(
        arm=first.arm,
        axis=first.axis,
        drawing=draw_curves(main, f"{title}, mean", LARGE) if main else None,
        conditions=tuple(dict.fromkeys(map(describe_condition, curves))),
        bands=tuple(dict.fromkeys(curve.band for curve in curves)),
        spreads=tuple(
            f"{describe_condition(curve)}, {format_count(point.examples)}: {describe_spread(point.spread)}."
            for curve in main
            for point in curve.points
            if point.spread is not None
        ),
        panels=_draw_panels(title, curves),
    )


def _draw_panels(title: str, curves: Sequence[Curve]) -> tuple[Panel, ...]:
    languages: dict[str, list[Curve]] = {}
    for curve in curves:
        if curve.language != MEAN:
            languages.setdefault(curve.language, []).append(curve)
    return tuple(
        Panel(name_language(code), draw_curves(found, f"{title}, {name_language(code)}", SMALL))
        for code, found in languages.items()
    )
