"""One sentence per question, each with its numbers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from statistics import fmean
from typing import TypeVar

from harness.languages import language as find_language
from suites.analysis.arms import MEAN, PIVOT
from suites.analysis.cells import ALPHA
from suites.report import wording as say
from suites.report.model import Answer, ArmComparison, Baseline, Cell, Curve

Key = TypeVar("Key")


def answer_questions(
    cells: Sequence[Cell],
    baselines: Sequence[Baseline],
    arms: Sequence[ArmComparison],
    curves: Sequence[Curve],
) -> tuple[Answer, ...]:
    """Returns the answers that the run's data allow."""
    return (
        *_did_it_transfer(baselines),
        *_did_the_intermediate_phase_help(arms),
        *_what_hurts_most(cells),
        *_where_does_it_hurt_most(cells),
        *_does_more_data_help(curves),
        *_how_many_are_real(cells),
    )


def _did_it_transfer(baselines: Sequence[Baseline]) -> Iterator[Answer]:
    headline = _headlines(baselines)
    for task in dict.fromkeys(one.task for one in headline):
        zero_shot = [one for one in headline if one.task == task and one.language != PIVOT]
        if not zero_shot:
            continue
        verdicts = defaultdict(list)
        for one in zero_shot:
            verdicts[one.language].append(one.above)
        above = [code for code, found in verdicts.items() if all(found)]
        below = [code for code, found in verdicts.items() if not all(found)]
        text = (
            f"On {task}, every model beats the constant answer in {len(above)} of {len(verdicts)} languages"
        )
        if below:
            text += f"; in {_name_all(below)} at least one is at chance, so its drops there say nothing"
        yield Answer(question="Is there transfer to lose?", sentence=text + ".")


def _did_the_intermediate_phase_help(arms: Sequence[ArmComparison]) -> Iterator[Answer]:
    seen: set[tuple[str, str]] = set()
    for one in arms:
        if one.language != MEAN or (one.task, one.candidate_arm) in seen:
            continue
        seen.add((one.task, one.candidate_arm))
        verb = "gains" if one.gain >= 0 else "loses"
        real = "significant" if one.significant else "not significant"
        scope = "" if one.seeds >= 3 else f"; a claim about these {one.seeds} checkpoints an arm only"
        yield Answer(
            question="Did the intermediate phase help?",
            sentence=(
                f"On {one.task}, {one.candidate_arm} {verb} {say.format_points(abs(one.gain))} points of "
                f"{one.metric} against {one.baseline_arm} over the zero-shot languages (difference "
                f"{say.format_interval(one.gain_low, one.gain_high)}, {real} at {ALPHA} after "
                f"correction{scope})."
            ),
        )


def _what_hurts_most(cells: Sequence[Cell]) -> Iterator[Answer]:
    for (task, arm), found in _group(_usable(cells), lambda cell: (cell.task, cell.arm)).items():
        drops = _mean_drops(found, lambda cell: cell.perturbation)
        name, drop = max(drops.items(), key=lambda item: (item[1], item[0]))
        worst = [cell for cell in found if cell.perturbation == name]
        real = sum(cell.significant for cell in worst)
        yield Answer(
            question="What hurts most?",
            sentence=(
                f"{arm} on {task} loses most to {say.spell_name(name)} at severity {worst[0].severity}: "
                f"{say.format_points(drop)} points on average over {len(worst)} cells above chance, "
                f"significant in {real} of them."
            ),
        )


def _where_does_it_hurt_most(cells: Sequence[Cell]) -> Iterator[Answer]:
    for (task, arm), found in _group(_usable(cells), lambda cell: (cell.task, cell.arm)).items():
        worst = max(found, key=lambda cell: (cell.drop or 0.0, cell.language))
        size = say.format_estimate(worst.drop, worst.drop_low, worst.drop_high)
        yield Answer(
            question="Where?",
            sentence=(
                f"{arm} on {task} falls furthest in {find_language(worst.language).name} under "
                f"{say.spell_name(worst.perturbation)} at severity {worst.severity}: {size} points "
                f"(n = {worst.n})."
            ),
        )


def _does_more_data_help(curves: Sequence[Curve]) -> Iterator[Answer]:
    for curve in curves:
        trained = [point for point in curve.points if point.share > 0]
        if curve.language != MEAN or curve.severity or len(trained) < 2 or not _is_headline(curve, curves):
            continue
        first, last = trained[0], trained[-1]
        yield Answer(
            question="Does more intermediate data help?",
            sentence=(
                f"On {curve.task}, going from {say.format_count(first.examples)} to "
                f"{say.format_count(last.examples)} intermediate examples moves the zero-shot mean from "
                f"{say.format_estimate(first.score, first.low, first.high)} to "
                f"{say.format_estimate(last.score, last.low, last.high)} {curve.metric} "
                f"({last.seeds} seeds)."
            ),
        )


def _how_many_are_real(cells: Sequence[Cell]) -> Iterator[Answer]:
    tested = [cell for cell in cells if cell.p_value is not None]
    if tested:
        real = sum(cell.significant for cell in tested)
        idle = sum(cell.at_chance for cell in tested)
        yield Answer(
            question="How much of it is real?",
            sentence=(
                f"{real} of {len(tested)} tested cells differ at a false discovery rate of {ALPHA}; {idle} "
                f"cells are at chance and claim nothing; {len(cells) - len(tested)} could not be tested."
            ),
        )


def _usable(cells: Sequence[Cell]) -> list[Cell]:
    """Cells above chance at the highest severity of their perturbation, headline metric, main models."""
    metric: dict[str, str] = {}
    top: dict[str, int] = {}
    for cell in cells:
        metric.setdefault(cell.task, cell.metric)
        top[cell.perturbation] = max(top.get(cell.perturbation, 0), cell.severity)
    return [
        cell
        for cell in cells
        if cell.perturbation_family != "scaling"
        and cell.drop is not None
        and not cell.at_chance
        and cell.metric == metric[cell.task]
        and cell.severity == top[cell.perturbation]
    ]


def _headlines(baselines: Sequence[Baseline]) -> list[Baseline]:
    metric: dict[str, str] = {}
    for one in baselines:
        metric.setdefault(one.task, one.metric)
    return [one for one in baselines if one.metric == metric[one.task]]


def _is_headline(curve: Curve, curves: Sequence[Curve]) -> bool:
    return curve.metric == next(one.metric for one in curves if one.task == curve.task)


def _group(cells: Sequence[Cell], key: Callable[[Cell], Key]) -> dict[Key, list[Cell]]:
    found: dict[Key, list[Cell]] = {}
    for cell in cells:
        found.setdefault(key(cell), []).append(cell)
    return found


def _mean_drops(cells: Sequence[Cell], key: Callable[[Cell], str]) -> dict[str, float]:
    return {name: fmean(cell.drop or 0.0 for cell in found) for name, found in _group(cells, key).items()}


def _name_all(codes: Sequence[str]) -> str:
    return say.join_words(tuple(find_language(code).name for code in codes))
