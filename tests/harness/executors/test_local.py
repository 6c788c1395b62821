"""Jobs run in the order of their graph, here or in processes, and fail as one."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from harness.errors import RequestError, RunError, UnknownNameError
from harness.executors.jobs import Job
from harness.executors.local import run_jobs

sys.path.insert(0, str(Path(__file__).parent))  # worker processes are started with the same path
from executor_work import Append, Die, Refuse


@dataclass
class Notebook:
    events: list[str] = field(default_factory=list)

    def start(self, job: Job) -> None:
        self.events.append(f"start {job.name}")

    def step(self, job: Job, done: int, total: int) -> None:
        self.events.append(f"step {job.name} {done}/{total}")

    def finish(self, job: Job) -> None:
        self.events.append(f"finish {job.name}")


def make_graph(folder: Path) -> list[Job]:
    return [
        Job("c", "c", Append(folder, "c", ("a", "b")), after=("a", "b")),
        Job("a", "a", Append(folder, "a"), cost=1),
        Job("b", "b", Append(folder, "b", ("a",)), after=("a",), cost=5),
        Job("d", "d", Append(folder, "d"), cost=9),
    ]


@pytest.mark.parametrize("workers", [1, 2])
def test_every_job_runs_after_those_it_waits_for(tmp_path: Path, workers: int) -> None:
    notebook = Notebook()
    run_jobs(make_graph(tmp_path), workers=workers, watcher=notebook)
    assert {p.name: p.read_text("utf-8") for p in tmp_path.iterdir()} == dict.fromkeys("abcd", "")
    assert next(iter(notebook.events)) == "start d"  # the costliest that is ready
    assert sorted(e for e in notebook.events if e.startswith("finish")) == [f"finish {n}" for n in "abcd"]


@pytest.mark.parametrize("workers", [1, 2])
def test_an_error_keeps_its_kind_and_words_across_processes(tmp_path: Path, workers: int) -> None:
    jobs = [Job("x", "x", Refuse()), Job("y", "y", Append(tmp_path, "y"), after=("x",))]
    with pytest.raises(RequestError, match="recipe: unknown task 'xnly'; did you mean 'xnli'") as caught:
        run_jobs(jobs, workers=workers, watcher=Notebook())
    assert type(caught.value) is UnknownNameError
    assert not (tmp_path / "y").exists()


def test_a_dead_worker_is_a_failed_run(tmp_path: Path) -> None:
    jobs = [Job("x", "x", Die()), Job("y", "y", Append(tmp_path, "y"), after=("x",))]
    with pytest.raises(RunError, match=r"a worker process died, .* run the same command again"):
        run_jobs(jobs, workers=2, watcher=Notebook())


def test_nothing_to_do_is_no_error() -> None:
    notebook = Notebook()
    run_jobs([], workers=2, watcher=notebook)
    assert notebook.events == []
