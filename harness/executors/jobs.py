"""Jobs and what they say while they run."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol, TypeAlias

ReportProgress: TypeAlias = Callable[[int, int], None]
"""Told (units done, units in all) by a running job."""


class Work(Protocol):
    """What a job does; must be picklable."""

    def run(self, report: ReportProgress) -> None:
        """Does the work; leaves its result on disk."""
        ...


@dataclass(frozen=True, slots=True)
class Job:
    """One unit of work in a graph.

    Attributes:
        name: unique.
        label: for people.
        work: what is done.
        after: names of the jobs that must end first.
        cost: expected seconds, or anything proportional; weighs progress and order.
    """

    name: str
    label: str
    work: Work
    after: tuple[str, ...] = ()
    cost: float = 1.0


class Watcher(Protocol):
    """Whoever shows progress."""

    def start(self, job: Job) -> None:
        """A job has begun."""
        ...

    def step(self, job: Job, done: int, total: int) -> None:
        """A running job has come this far."""
        ...

    def finish(self, job: Job) -> None:
        """A job has ended well."""
        ...
