"""Progress on standard error: bars with time left on a terminal, a line a job elsewhere."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import (
    BarColumn,
    Progress,
    SpinnerColumn,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)

from harness.executors.jobs import Job
from harness.executors.ranks import is_first_process


class BarWatcher:
    """One bar for the whole run and one for each running job.

    Args:
        progress: the live display.
        total: sum of the costs of all jobs.
    """

    def __init__(self, progress: Progress, total: float) -> None:
        self._progress = progress
        self._all = progress.add_task("all", total=total)
        self._bars: dict[str, TaskID] = {}
        self._shares: dict[str, float] = {}

    def start(self, job: Job) -> None:
        """Adds the job's bar."""
        self._bars[job.name] = self._progress.add_task(f"  {job.label}", total=None)
        self._shares[job.name] = 0.0

    def step(self, job: Job, done: int, total: int) -> None:
        """Moves the job's bar and, by its cost, the whole."""
        self._progress.update(self._bars[job.name], completed=done, total=total)
        self._advance(job, done / total if total else 0.0)

    def finish(self, job: Job) -> None:
        """Removes the job's bar."""
        self._advance(job, 1.0)
        self._progress.remove_task(self._bars.pop(job.name))

    def _advance(self, job: Job, share: float) -> None:
        self._progress.advance(self._all, (share - self._shares[job.name]) * job.cost)
        self._shares[job.name] = share


class LineWatcher:
    """One line for every job that ends, for logs.

    Args:
        console: written to.
        count: number of jobs.
    """

    def __init__(self, console: Console, count: int) -> None:
        self._console, self._count = console, count
        self._begun: dict[str, float] = {}
        self._done = 0

    def start(self, job: Job) -> None:
        """Notes the time."""
        self._begun[job.name] = time.monotonic()

    def step(self, job: Job, done: int, total: int) -> None:
        """Lines are for whole jobs only."""

    def finish(self, job: Job) -> None:
        """Prints the line."""
        self._done += 1
        seconds = time.monotonic() - self._begun[job.name]
        self._console.print(
            f"[{self._done}/{self._count}] {job.label} ({seconds:.1f} s)", markup=False, highlight=False
        )


@contextmanager
def watch(jobs: int, cost: float) -> Iterator[BarWatcher | LineWatcher]:
    """Yields a watcher that suits standard error; of several processes the first one speaks."""
    console = Console(stderr=True, quiet=not is_first_process())
    if not console.is_terminal:
        yield LineWatcher(console, jobs)
        return
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.percentage:>3.0f} %"),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console, transient=True) as progress:
        yield BarWatcher(progress, cost)
