"""Progress: a line for each job in a log, bars that end full on a terminal."""

from __future__ import annotations

import io

import pytest
from rich.console import Console
from rich.progress import Progress

from harness.executors.jobs import Job, ReportProgress
from suites.progress import BarWatcher, LineWatcher, watch


class Nothing:
    def run(self, report: ReportProgress) -> None:
        """Does nothing."""


def job(name: str, cost: float = 1.0) -> Job:
    return Job(name, f"train [{name}]", Nothing(), cost=cost)


def test_a_log_has_one_line_for_each_finished_job():
    console = Console(file=io.StringIO(), width=80)
    watcher = LineWatcher(console, 2)
    one, two = job("a"), job("b")
    watcher.start(one)
    watcher.start(two)
    watcher.step(one, 1, 2)
    assert console.file.getvalue() == ""
    watcher.finish(two)
    watcher.finish(one)
    lines = console.file.getvalue().splitlines()
    assert [line.rpartition(" (")[0] for line in lines] == ["[1/2] train [b]", "[2/2] train [a]"]


@pytest.fixture
def progress() -> Progress:
    return Progress(console=Console(file=io.StringIO(), force_terminal=True, width=80), auto_refresh=False)


def test_the_whole_advances_by_the_cost_of_what_is_done(progress):
    watcher = BarWatcher(progress, 4.0)
    cheap, dear = job("cheap", 1.0), job("dear", 3.0)
    whole = progress.tasks[0]
    watcher.start(cheap)
    watcher.start(dear)
    assert whole.completed == 0
    watcher.step(dear, 50, 100)
    assert whole.completed == pytest.approx(1.5)
    watcher.step(dear, 75, 100)
    assert whole.completed == pytest.approx(2.25)
    watcher.finish(cheap)
    assert whole.completed == pytest.approx(3.25)
    watcher.finish(dear)
    assert whole.completed == pytest.approx(whole.total)
    assert [task.description for task in progress.tasks] == ["all"], "bars of finished jobs are gone"


def test_a_job_of_unknown_length_moves_nothing(progress):
    watcher = BarWatcher(progress, 1.0)
    watcher.start(job("a"))
    watcher.step(job("a"), 0, 0)
    assert progress.tasks[0].completed == 0


def test_a_log_is_written_where_standard_error_is_no_terminal(capsys):
    with watch(1, 1.0) as watcher:
        watcher.start(job("a"))
        watcher.finish(job("a"))
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith("[1/1] train [a] (")
