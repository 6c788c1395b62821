"""A graph of jobs on this machine: in this process, or in warm worker processes."""

from __future__ import annotations

import multiprocessing
import os
import queue
import threading
import time
from collections.abc import Iterable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from multiprocessing.context import SpawnContext
from typing import TypeAlias

from harness.errors import RunError
from harness.executors.jobs import Job, ReportProgress, Watcher

Message: TypeAlias = tuple[str, int, int]
POLL_SECONDS = 0.2
_channel: multiprocessing.Queue[Message] | None = None  # of a worker process, set when it starts


def run_jobs(jobs: Sequence[Job], *, workers: int, watcher: Watcher) -> None:
    """Runs every job after those it waits for, the costliest ready job first.

    The result does not depend on the number of workers: jobs leave their results on
    disk and share nothing else.

    Raises:
        RunError: if a worker process dies.
        CrosswindError: whatever a job raises; jobs that run at that time are ended.
    """
    if workers <= 1 or len(jobs) <= 1:
        _run_here(jobs, watcher)
    else:
        _run_in_processes(jobs, workers, watcher)


def _run_here(jobs: Sequence[Job], watcher: Watcher) -> None:
    graph = _Graph(jobs)
    while ready := graph.take(1):
        job = ready[0]
        watcher.start(job)
        job.work.run(lambda done, total, job=job: watcher.step(job, done, total))  # type: ignore[misc]
        watcher.finish(job)
        graph.finished(job)


def _run_in_processes(jobs: Sequence[Job], workers: int, watcher: Watcher) -> None:
    context = multiprocessing.get_context("spawn")
    channel: multiprocessing.Queue[Message] = context.Queue()
    pool = _start_pool(context, workers, channel)
    try:
        _drive(pool, _Graph(jobs), workers, watcher, channel)
    except BrokenProcessPool as error:
        raise RunError(
            "a worker process died, most likely for want of memory; run the same command again to go on, "
            "with fewer --workers."
        ) from error
    finally:
        _stop_pool(pool)


def _drive(
    pool: ProcessPoolExecutor,
    graph: _Graph,
    workers: int,
    watcher: Watcher,
    channel: multiprocessing.Queue[Message],
) -> None:
    running: dict[Future[None], Job] = {}
    while True:
        for job in graph.take(workers - len(running)):
            watcher.start(job)
            running[pool.submit(_work, job)] = job
        if not running:
            return
        done, _ = wait(running, timeout=POLL_SECONDS, return_when=FIRST_COMPLETED)
        _pass_on(channel, {job.name: job for job in running.values()}, watcher)
        for future in done:
            job = running.pop(future)
            future.result()
            watcher.finish(job)
            graph.finished(job)


def _pass_on(channel: multiprocessing.Queue[Message], jobs: dict[str, Job], watcher: Watcher) -> None:
    while True:
        try:
            name, done, total = channel.get_nowait()
        except queue.Empty:
            return
        if name in jobs:
            watcher.step(jobs[name], done, total)


def _start_pool(
    context: SpawnContext, workers: int, channel: multiprocessing.Queue[Message]
) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(
        workers, mp_context=context, initializer=_begin_worker, initargs=(channel, os.getpid())
    )


def _stop_pool(pool: ProcessPoolExecutor) -> None:
    """Ends the workers at once: what they have not finished was never going to be kept."""
    processes = list((pool._processes or {}).values())
    pool.shutdown(wait=False, cancel_futures=True)
    for process in processes:
        process.terminate()
    for process in processes:
        process.join()


def _begin_worker(channel: multiprocessing.Queue[Message], parent: int) -> None:
    global _channel
    _channel = channel
    threading.Thread(target=_end_with_parent, args=(parent,), daemon=True).start()


def _end_with_parent(parent: int) -> None:
    """A worker whose parent was killed would wait for ever."""
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(1)


def _work(job: Job) -> None:
    job.work.run(_throttled(job.name))


def _throttled(name: str) -> ReportProgress:
    last = 0.0

    def report(done: int, total: int) -> None:
        nonlocal last
        now = time.monotonic()
        if _channel is not None and now - last >= POLL_SECONDS:
            last = now
            _channel.put((name, done, total))

    return report


@dataclass
class _Graph:
    """Which jobs may start now."""

    jobs: Iterable[Job]
    _waiting: dict[str, Job] = field(default_factory=dict)
    _open: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._waiting = {job.name: job for job in sorted(self.jobs, key=lambda job: (-job.cost, job.name))}
        self._open = set(self._waiting)

    def take(self, count: int) -> list[Job]:
        """Removes and returns up to ``count`` jobs whose predecessors have ended."""
        ready = [job for job in self._waiting.values() if not self._open.intersection(job.after)][:count]
        for job in ready:
            del self._waiting[job.name]
        return ready

    def finished(self, job: Job) -> None:
        """Frees the jobs that waited for ``job``."""
        self._open.discard(job.name)
