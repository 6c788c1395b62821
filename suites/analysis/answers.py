"""One sentence per question, each with its numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from statistics import fmean
from typing import TypeVar

from harness.languages import language as find_language
from harness.statistics.corrections import DEFAULT, find_correction
from suites.analysis.cells import ALPHA
from suites.analysis.curve_answers import tell_fits, tell_trends
from suites.analysis.languages import MEAN, PIVOT
from suites.report import wording as say
from suites.report.cell import Cell
from suites.report.curve_fit import DropCurve
from suites.report.curves import Curve
from suites.report.model import Answer, ArmComparison, Baseline

_MORE_DATA = ("intermediate_subset", "intermediate")

Item = TypeVar("Item", Baseline, ArmComparison, Cell, Curve, DropCurve)


def answer_questions(
    cells: Sequence[Cell],
    baselines: Sequence[Baseline],
    arms: Sequence[ArmComparison],
    curves: Sequence[Curve],
    *,
    drop_curves: Sequence[DropCurve] = (),
    correction: str = DEFAULT,
) -> tuple[Answer, ...]:
    """Returns the answers that the run's data allow, in the words of one metric a task.

    Args:
        cells: of the models with all data as they are.
        baselines: these models against the constant answer.
        arms: arm against arm.
        curves: score against what a scaling leaves of the data.
        drop_curves: drop against the amount of training data.
        correction: the name of the one that the verdicts are by.
    """
    parts = {
        "Is there transfer to lose?": _tell_transfer(_headlines(baselines)),
        "Did the intermediate phase help?": _tell_gains(_headlines(arms)),
        "What hurts most?": _tell_worst_stress(_usable(cells)),
        "Where?": _tell_worst_cells(_usable(cells)),
        "Does more intermediate data help?": _tell_scaling(_headlines(curves), _MORE_DATA),
        "Do more target data or cleaner data help?": _tell_scaling(_headlines(curves), None),
        "How far would more data go?": tell_fits(_headlines(curves)),
        "Does the drop depend on the amount of data?": tell_trends(_headlines(drop_curves)),
        "How much of it is real?": _tell_significance(cells, correction),
    }
    told = {question: tuple(sentences) for question, sentences in parts.items()}
    return tuple(
        Answer(question=question, sentence=_capitalise("; ".join(found)) + ".")
        for question, found in told.items()
        if found
    )


def _tell_transfer(baselines: Sequence[Baseline]) -> Iterator[str]:
    zero_shot = [one for one in baselines if one.language != PIVOT]
    for task, found in _group(zero_shot, lambda one: one.task).items():
        verdicts = {code: all(one.above for one in ones) for code, ones in _group(found, _language).items()}
        above, below = sum(verdicts.values()), [code for code, fine in verdicts.items() if not fine]
        count = f"{above} of {len(verdicts)}"
        by = "" if found[0].decided_by == found[0].metric else f" by {say.spell_name(found[0].decided_by)}"
        text = f"on {task} every arm beats the constant answer{by} in {count} zero-shot languages"
        yield text + (f" (at chance: {_name_all(below)})" if above and below else "")


def _tell_gains(arms: Sequence[ArmComparison]) -> Iterator[str]:
    means = [one for one in arms if one.language == MEAN]
    for one in means:
        verdict = "significant" if one.significant else "not significant"
        yield (
            f"{one.candidate_arm} against {one.baseline_arm} on {one.task}, zero-shot mean: "
            f"{say.format_signed(one.gain)} points of {one.metric} "
            f"{say.format_interval(one.gain_low, one.gain_high)}, {verdict} at {ALPHA} after correction"
            f"{_tell_reach(one)}"
        )
    if means and means[0].seeds < 3:
        seeds = f"{means[0].seeds} seed{'s' if means[0].seeds > 1 else ''}"
        yield f"a claim about these checkpoints only ({seeds} an arm)"


def _tell_reach(one: ArmComparison) -> str:
    """What would have been found, where nothing was."""
    if one.significant or one.minimum_detectable_gain is None:
        return ""
    least = say.format_points(one.minimum_detectable_gain)
    return f" (a gain of {least} would have shown four times in five, before correction)"


def _tell_worst_stress(cells: Sequence[Cell]) -> Iterator[str]:
    for (arm, task), found in _group(_last_arm(cells), lambda cell: (cell.arm, cell.task)).items():
        drops = {
            name: fmean(cell.drop or 0.0 for cell in ones)
            for name, ones in _group(found, lambda cell: cell.perturbation).items()
        }
        name = max(drops, key=lambda name: (drops[name], name))
        worst = [cell for cell in found if cell.perturbation == name]
        if drops[name] <= 0:
            yield f"{arm} on {task} loses to nothing on average over {_count_places(found)} above chance"
            continue
        yield (
            f"{arm} on {task} loses most to {say.spell_name(name)} at severity {worst[0].severity}, "
            f"{say.format_points(drops[name])} points on average over {_count_places(worst)} above chance "
            f"(significant in {sum(cell.significant for cell in worst)} of {len(worst)}"
            f"{_tell_doubt(worst)})"
        )


def _tell_doubt(cells: Sequence[Cell]) -> str:
    doubtful = sum(cell.gold_in_doubt for cell in cells)
    return f", gold in doubt in {doubtful}" if doubtful else ""


def _count_places(cells: Sequence[Cell]) -> str:
    languages, seeds = {cell.language for cell in cells}, {cell.seed for cell in cells}
    words = f"{len(languages)} language{'s' if len(languages) > 1 else ''}"
    return f"{words} and {len(seeds)} seeds" if len(seeds) > 1 else words


def _tell_worst_cells(cells: Sequence[Cell]) -> Iterator[str]:
    for (arm, task), found in _group(_last_arm(cells), lambda cell: (cell.arm, cell.task)).items():
        real = [cell for cell in found if cell.significant and (cell.drop or 0.0) > 0]
        if not real:
            yield f"{arm} on {task} falls nowhere significantly"
            continue
        worst = max(real, key=lambda cell: (cell.drop or 0.0, cell.language))
        yield (
            f"{arm} on {task} falls furthest in {find_language(worst.language).name} under "
            f"{say.spell_name(worst.perturbation)}, by "
            f"{say.format_estimate(worst.drop, worst.drop_low, worst.drop_high)} points (n = {worst.n}"
            f"{', gold in doubt' if worst.gold_in_doubt else ''})"
        )


def _tell_scaling(curves: Sequence[Curve], only: tuple[str, str] | None) -> Iterator[str]:
    """Tells of one scaling and phase, or of all others that change training."""
    for curve in curves:
        key = (curve.scaling, curve.scaled_phase)
        if key != only if only else key == _MORE_DATA or curve.scaled_phase == "evaluation":
            continue
        trained = [point for point in curve.points if point.share > 0]
        if curve.language != MEAN or curve.severity or len(trained) < 2:
            continue
        first, last = trained[0], trained[-1]
        yield (
            f"on {curve.task} ({curve.arm}), from {say.format_count(first.examples)} to "
            f"{say.format_count(last.examples)} {curve.axis}, the zero-shot mean goes from "
            f"{say.format_estimate(first.score, first.low, first.high)} to "
            f"{say.format_estimate(last.score, last.low, last.high)} {curve.metric}"
        )


def _tell_significance(cells: Sequence[Cell], correction: str) -> Iterator[str]:
    tested = [cell for cell in cells if cell.p_value is not None]
    if tested:
        real = sum(cell.significant for cell in tested)
        idle = sum(cell.at_chance for cell in tested)
        rate = find_correction(correction).controls
        counts = (real, len(tested), idle, len(cells) - len(tested))
        differ, among, chance, lacking = map(say.format_count, counts)
        yield (
            f"{differ} of {among} tested cells differ at a {rate} of {ALPHA} over the whole report, "
            f"{chance} are at chance and claim nothing, {lacking} could not be tested"
        )


def _usable(cells: Sequence[Cell]) -> list[Cell]:
    """Cells above chance at the highest severity, by the headline metric; no controls."""
    top: dict[str, int] = {}
    for cell in cells:
        top[cell.perturbation] = max(top.get(cell.perturbation, 0), cell.severity)
    return [
        cell
        for cell in _headlines(cells)
        if cell.perturbation_family != "scaling"
        and cell.validity_source != "control"
        and cell.drop is not None
        and not cell.at_chance
        and cell.severity == top[cell.perturbation]
    ]


def _last_arm(cells: Sequence[Cell]) -> list[Cell]:
    """Cells of the arm that was named last: the one that the question is about."""
    return [cell for cell in cells if cell.arm == cells[-1].arm]


def _headlines(items: Sequence[Item]) -> list[Item]:
    metric: dict[str, str] = {}
    for one in items:
        metric.setdefault(one.task, one.metric)
    return [one for one in items if one.metric == metric[one.task]]


Key = TypeVar("Key", str, tuple[str, str])


def _group(items: Sequence[Item], key: Callable[[Item], Key]) -> dict[Key, list[Item]]:
    found: dict[Key, list[Item]] = {}
    for item in items:
        found.setdefault(key(item), []).append(item)
    return found


def _capitalise(text: str) -> str:
    return text[:1].upper() + text[1:] if text.startswith("on ") else text


def _language(one: Baseline) -> str:
    return one.language


def _name_all(codes: Sequence[str]) -> str:
    return say.join_words(tuple(find_language(code).name for code in codes))
