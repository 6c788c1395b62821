"""What a run says at its end in the terminal: a table per task, then one sentence per question."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from suites.report import wording as say
from suites.report.cell import Cell
from suites.report.fairness_table import tell_briefly
from suites.report.language_count import LanguageCount
from suites.report.leakage import Leakage
from suites.report.model import ArmComparison, Baseline, ModelCard, Report
from suites.report.robustness import ArmRobustness
from suites.report.robustness_table import describe_stress, tell_robustness
from suites.report.spread import GroupScores, Spread
from suites.report.views import (
    MEAN,
    Grid,
    build_grid,
    choose_deciding,
    choose_group_scores,
    choose_headline_models,
    choose_language_counts,
    find_worst_cell,
    group_languages,
    keep_headline_metrics,
    list_tasks,
)

_COUNTS = 3
"""Stresses whose count of languages the terminal shows; the files have all."""
_WIDE = 100
"""Columns from which on a table has names of languages and intervals of drops."""
_NOTES = 3
"""Notes on coverage that the terminal shows; the files have all."""


@dataclass(frozen=True, slots=True)
class _TaskRows:
    """What the table of one task shows; keys are language codes."""

    model: ModelCard
    grid: Grid
    baselines: Mapping[str, Baseline]
    gains: Mapping[str, ArmComparison]
    overlaps: tuple[str, ...]
    leaks: Mapping[str, Leakage]
    groups: tuple[GroupScores, ...]
    chance: tuple[Baseline, ...]
    fairness: str
    counts: tuple[LanguageCount, ...]
    wanted: float
    robustness: tuple[ArmRobustness, ...]


def print_summary(report: Report, console: Console) -> None:
    """Prints, per task, how each language fares, and then the answers.

    A task's table shows the arm that the last comparison calls the candidate (the
    last arm where there is none), with most intermediate data and the first seed.
    """
    focus = keep_headline_metrics(report)
    for task in list_tasks(focus):
        for view in _choose_rows(focus, choose_deciding(report, task), task):
            console.print(_build_table(view, narrow=console.width < _WIDE))
            for line in _list_remarks(view):
                console.print(Padding(line, (0, 0, 0, 1)))
            console.print()
    for note in _list_left_out(report.coverage_notes):
        console.print(Text.assemble(("Note:", "bold"), " ", note))
    for name, score in _list_benchmarks(report):
        console.print(Text.assemble((f"{name}:", "bold"), " ", score))
    for answer in report.answers:
        console.print(Text.assemble((answer.question, "bold"), " ", answer.sentence))


def _list_left_out(notes: Sequence[str]) -> Iterator[str]:
    """Yields the first notes on coverage, and how many more there are."""
    yield from notes[:_NOTES]
    if more := notes[_NOTES:]:
        yield f"{len(more)} more on what was left out stand{'s' if len(more) == 1 else ''} in report.md"


def _list_benchmarks(report: Report) -> Iterator[tuple[str, str]]:
    """Yields what there is a mean of, and its score; benchmarks without any once, the details being long."""
    for mean in report.benchmarks:
        if mean.score is not None:
            score = f"{say.format_points(mean.score)}, {mean.verdict}"
            yield f"{mean.benchmark}, {mean.arm}, seed {mean.seed}", score
    lacking = dict.fromkeys(mean.benchmark for mean in report.benchmarks if mean.score is None)
    for benchmark in lacking:
        yield (
            benchmark,
            "its mean is not computable, for tasks or languages are missing; report.md names them",
        )


def _choose_rows(report: Report, deciding: Sequence[Baseline], task: str) -> tuple[_TaskRows, ...]:
    models = choose_headline_models(report, task)
    if not models:
        return ()
    comparisons = [row for row in report.arm_comparisons if row.task == task]
    pairs = tuple(dict.fromkeys((row.baseline_arm, row.candidate_arm) for row in comparisons))
    by_arm = {model.arm: model for model in models}
    chosen = pairs[-1] if pairs else ("", models[-1].arm)
    model = by_arm.get(chosen[1], models[-1])
    gains = {row.language: row for row in comparisons if (row.baseline_arm, row.candidate_arm) == chosen}
    baselines = {row.language: row for row in report.baselines if row.model == model.name}
    overlaps = tuple(
        one.sentence for one in report.overlaps if one.target_task == task and one.arm in (*chosen, model.arm)
    )
    leaks = {one.language: one for one in report.leakage if one.model == model.name and one.caution}
    groups = choose_group_scores(report, model)
    fairness = tell_briefly(report, model.arm, task)
    chance = tuple(row for row in deciding if row.model == model.name and not row.above)
    counts = choose_language_counts(report, model)
    return (
        _TaskRows(
            *(model, build_grid(report, model), baselines, gains, overlaps, leaks, groups, chance),
            fairness=fairness,
            counts=counts,
            wanted=report.signature.wanted_drop,
            robustness=tuple(one for one in report.robustness if one.task == task),
        ),
    )


def _build_table(view: _TaskRows, *, narrow: bool) -> Table:
    first = next(iter(view.gains.values()), None)
    arms = (first.baseline_arm, first.candidate_arm) if first else (view.model.arm,)
    scored: Iterable[ArmComparison | Baseline] = (*view.gains.values(), *view.baselines.values())
    metric = next((row.metric for row in scored), "score")
    table = Table(title=_literal(f"{view.model.task} ({metric}, points)"), title_justify="left", box=None)
    table.collapse_padding = narrow
    table.add_column("language", no_wrap=True, max_width=18)
    for arm in (*arms, "constant"):
        table.add_column(_literal(arm), justify="right", overflow="ellipsis", max_width=10)
    if first:
        table.add_column("gain", justify="right", no_wrap=True)
    table.add_column("falls most under", overflow="fold", min_width=11, max_width=20)
    table.add_column("drop", justify="right", no_wrap=True)
    for language in _order_languages(view):
        table.add_row(*_build_row(view, language, narrow=narrow))
    return table


def _literal(text: str) -> Text:
    return Text(text)


def _order_languages(view: _TaskRows) -> tuple[str, ...]:
    families = group_languages((*view.baselines.values(), *view.gains.values(), *view.grid.cells.values()))
    languages = tuple(language for family in families for language in family.languages)
    return (*languages, MEAN) if MEAN in view.gains else languages


def _build_row(view: _TaskRows, language: str, *, narrow: bool) -> list[Text]:
    baseline, gain = view.baselines.get(language), view.gains.get(language)
    row = [language if narrow else say.name_language(language)]
    if view.gains:
        row += [say.format_points(gain.baseline if gain else None)]
        row += [say.format_points(gain.candidate if gain else None)]
    else:
        row += [say.format_points(baseline.score if baseline else None)]
    row += [say.format_points(baseline.baseline if baseline else None)]
    if view.gains:
        row += [_describe_gain(gain)]
    return [_literal(text) for text in (*row, *_describe_worst(view, language, narrow=narrow))]


def _describe_gain(gain: ArmComparison | None) -> str:
    if gain is None:
        return say.MISSING
    interval = say.format_interval(gain.gain_low, gain.gain_high)
    return f"{say.format_signed(gain.gain)} {interval}{_mark(gain)}"


def _describe_worst(view: _TaskRows, language: str, *, narrow: bool) -> tuple[str, str]:
    baseline = view.baselines.get(language)
    if baseline is not None and not baseline.above:
        return ("at chance", say.MISSING)
    worst = find_worst_cell(view.grid, language)
    if worst is None:
        return (say.MISSING, say.MISSING)
    estimate = say.format_points(worst.drop)
    if not narrow:
        estimate = say.format_estimate(worst.drop, worst.drop_low, worst.drop_high)
    return (say.spell_name(worst.perturbation), f"{estimate}{_mark(worst)}")


def _mark(item: Cell | ArmComparison) -> str:
    star = "*" if item.significant else " "
    return f"{star}‡" if isinstance(item, Cell) and item.gold_in_doubt else star


def _list_remarks(view: _TaskRows) -> Iterator[Text]:
    """Yields what stands under a table, a line for each thing that is said."""
    said = (
        *(_tell_columns(view), _tell_chance(view), _tell_counts(view), _tell_reach(view)),
        *_tell_groups(view),
        *(view.fairness, *_tell_robustness(view)),
    )
    for line in said:
        if line:
            yield Text(line, style="dim")
    for sentence in view.overlaps:
        yield Text(f"Overlap: {sentence}.", style="yellow")
    if view.leaks:
        yield Text(_tell_leaks(view.leaks), style="yellow")


def _tell_columns(view: _TaskRows) -> str:
    seeds = max((row.seeds for row in view.gains.values()), default=0)
    scores = f"Scores and gain: mean of {seeds} seed{'s' if seeds != 1 else ''}. " if seeds else ""
    worst = (
        f"Drop: {view.model.arm}, seed {view.model.seed}, largest of {len(view.grid.columns)} perturbations."
    )
    doubt = any(cell.gold_in_doubt for cell in view.grid.cells.values())
    return f"{scores}{worst} * significant.{' ‡ gold in doubt.' if doubt else ''}"


def _tell_robustness(view: _TaskRows) -> Iterator[str]:
    """Yields a line for each family of perturbations, with all arms."""
    for family in dict.fromkeys(one.perturbation_family for one in view.robustness):
        rows = [one for one in view.robustness if one.perturbation_family == family]
        arms = "; ".join(f"{one.arm} {tell_robustness(one)}" for one in rows)
        yield f"All severities ({describe_stress(rows[0])}): {arms}."


def _tell_leaks(leaks: Mapping[str, Leakage]) -> str:
    """Returns in how many languages test examples leak, and the language where most do."""
    whole = max(leaks, key=lambda code: leaks[code].leaked_share)
    part = max(leaks, key=lambda code: leaks[code].shared_share - leaks[code].leaked_share)
    shares = leaks[whole].leaked_share, leaks[part].shared_share - leaks[part].leaked_share
    most = ", ".join(
        f"{words} at most {say.format_number(100 * share, 1)} % ({code})"
        for words, share, code in zip(("whole", "in part"), shares, (whole, part), strict=True)
        if share > 0
    )
    count = f"{len(leaks)} language{'' if len(leaks) == 1 else 's'}"
    return f"Test examples that stand in training data as well, in {count}: {most}."


def _tell_chance(view: _TaskRows) -> str:
    """Returns what puts languages at chance where that is not the metric of the table."""
    shown = {row.metric for row in view.baselines.values()}
    rows = [row for row in view.chance if row.metric not in shown]
    if not rows:
        return ""
    scores = ", ".join(
        f"{row.language} {say.format_points(row.score)} (constant {say.format_points(row.baseline)})"
        for row in rows
    )
    return f"At chance by {say.spell_name(rows[0].metric)}, which decides: {scores}."


def _tell_counts(view: _TaskRows) -> str:
    """Returns the stresses that lower the score in most languages, and in how many."""
    most = sorted(view.counts, key=lambda one: one.least, reverse=True)[:_COUNTS]
    told = ", ".join(
        f"{say.spell_name(one.perturbation)} ({one.severity}) {one.least} of {one.tested}"
        for one in most
        if one.least
    )
    if not told:
        return "No language surely falls (95 %)." if most else ""
    return f"Falls in at least so many languages (95 % confidence): {told}."


def _tell_reach(view: _TaskRows) -> str:
    """Returns what the largest drops that are not significant might hide."""
    worst = (find_worst_cell(view.grid, language) for language in _order_languages(view))
    told = [(cell.language, say.describe_reach(cell, view.wanted)) for cell in worst if cell is not None]
    lacking = "; ".join(f"{language} ({reach})" for language, reach in told if reach)
    return f"Not significant: {lacking}." if lacking else ""


def _tell_groups(view: _TaskRows) -> Iterator[str]:
    """Yields the worst language and domain of the model: clean, and where its mean is lowest under stress.

    Controls, which break the gold on purpose, are no stress.
    """
    controls = {one.perturbation for one in view.grid.cells.values() if one.validity_source == "control"}
    for kind in ("language", "domain"):
        found = [one for one in view.groups if one.kind == kind]
        clean = [one.clean for one in found if one.perturbed is None and one.clean.worst_score is not None]
        parts = [f"clean {_name_worst(one)}" for one in clean[:1]]
        stressed = [
            (one.perturbed, f"{say.spell_name(one.perturbation)} ({one.severity})")
            for one in found
            if one.perturbed is not None
            and one.perturbed.worst_score is not None
            and one.perturbation not in controls
        ]
        if stressed:
            lowest, name = min(stressed, key=lambda one: one[0].mean)
            parts.append(f"{name} {_name_worst(lowest)}")
        if parts:
            yield f"Worst {kind}, {view.model.arm}, seed {view.model.seed}: {', '.join(parts)}."


def _name_worst(spread: Spread) -> str:
    return (
        f"{spread.worst_group} {say.format_points(spread.worst_score)} (n {say.format_count(spread.worst_n)})"
    )
