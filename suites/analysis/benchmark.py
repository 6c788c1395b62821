"""Scores of a benchmark as its authors average them: over a task's languages, then over tasks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from statistics import fmean

from harness.metrics import score
from harness.task_spec import Benchmark
from harness.tasks import TASKS
from suites.analysis.groups import GroupScore, measure_spread
from suites.analysis.rounding import tidy_or_none
from suites.analysis.scores import ModelScores
from suites.report.benchmark import BenchmarkMean, TaskMean


def average_benchmarks(models: Sequence[ModelScores]) -> tuple[BenchmarkMean, ...]:
    """Returns the means of every benchmark that an arm was evaluated on, one for each seed.

    Models with a part of the intermediate data only are left out. Source of the averages:
    XTREME's ``evaluate.py``, unweighted throughout.
    """
    found: dict[tuple[str, str, int], list[TaskMean]] = {}
    for scores in models:
        if scores.model.severity == 0:
            for benchmark in scores.task.benchmarks:
                key = (benchmark.name, scores.model.arm, scores.model.seed)
                found.setdefault(key, []).append(_average_languages(scores, benchmark))
    return tuple(_average_tasks(*key, tuple(means)) for key, means in found.items())


def _average_languages(scores: ModelScores, benchmark: Benchmark) -> TaskMean:
    parts = scores.metrics if scores.task.format == "span_qa" else scores.metrics[:1]
    inside = tuple(code for code in benchmark.languages if code in scores.model.languages)
    found = [
        GroupScore(
            language,
            fmean(score(part.metric, scores.clean(language, part)) for part in parts),
            len(scores.clean(language, parts[0]).ids),
        )
        for language in inside
    ]
    points = [one.score for one in found]
    return TaskMean(
        task=scores.task.name,
        metrics=tuple(part.metric.name for part in parts),
        score=tidy_or_none(fmean(points)) if points else None,
        languages=inside,
        missing=tuple(code for code in benchmark.languages if code not in inside),
        outside=tuple(code for code in scores.model.languages if code not in benchmark.languages),
        limit=scores.model.limit,
        spread=measure_spread(found),
    )


def _average_tasks(name: str, arm: str, seed: int, means: tuple[TaskMean, ...]) -> BenchmarkMean:
    lacks = tuple(_list_missing(name, means))
    points = [mean.score for mean in means if mean.score is not None]
    return BenchmarkMean(
        benchmark=name,
        arm=arm,
        seed=seed,
        tasks=means,
        score=None if lacks else tidy_or_none(fmean(points)),
        verdict=_judge(lacks, means),
    )


def _judge(lacks: tuple[str, ...], means: tuple[TaskMean, ...]) -> str:
    if lacks:
        return f"not computable: missing {'; '.join(lacks)}"
    if any(mean.limit for mean in means):
        return "all tasks in all languages, on samples: not comparable with published scores"
    return "all tasks in all languages"


def _list_missing(name: str, means: Sequence[TaskMean]) -> Iterator[str]:
    there = {mean.task for mean in means}
    wanted = (task.name for task in TASKS if any(one.name == name for one in task.benchmarks))
    absent = [task for task in wanted if task not in there]
    if absent:
        yield ", ".join(absent)
    for mean in means:
        if mean.missing:
            yield f"{mean.task} in {', '.join(mean.missing)}"
