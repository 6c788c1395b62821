"""Means by benchmark, as ``report.json`` holds them."""

from __future__ import annotations

from pydantic import Field

from suites.report.spread import ReportPart, Spread


class TaskMean(ReportPart):
    """A task's clean score as a benchmark counts it: the unweighted mean over its languages."""

    task: str
    metrics: tuple[str, ...] = Field(description="whose mean is the score; F1 and exact match for questions")
    score: float | None = Field(description="over 'languages'; null where none was evaluated")
    languages: tuple[str, ...] = Field(description="of the benchmark, evaluated")
    missing: tuple[str, ...] = Field(description="of the benchmark, not evaluated")
    outside: tuple[str, ...] = Field(description="evaluated, but not of the benchmark: not in the mean")
    limit: int = Field(description="at most so many examples a language; 0 = all")
    spread: Spread | None = Field(None, description="over the languages")


class BenchmarkMean(ReportPart):
    """One arm's score on a benchmark: the unweighted mean over its tasks."""

    benchmark: str
    arm: str
    seed: int
    tasks: tuple[TaskMean, ...]
    score: float | None = Field(description="null unless every task has every language")
    verdict: str = Field(description="what the score covers, or why there is none")
