"""Trials as jobs, in this process or several; results travel by disk as JSON."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter

from harness.errors import RequestError
from harness.executors.jobs import Job, ReportProgress
from harness.executors.local import run_jobs
from harness.statistics.simulation.catalogue import PLACE, find_methods, find_shapes
from harness.statistics.simulation.trials import Measurement, Trial, list_trials, run_trial
from harness.store.atomic import write_atomically
from suites.calibrate.calibration import Calibration
from suites.progress import watch

_ROWS = TypeAdapter(tuple[Measurement, ...])
_STEPS = 50


@dataclass(frozen=True, slots=True)
class Request:
    """What is to be calibrated.

    Attributes:
        methods, shapes: names; all for none.
        repetitions: of every shape and effect.
        seed: of all that is drawn.
    """

    methods: tuple[str, ...] = ()
    shapes: tuple[str, ...] = ()
    repetitions: int = 300
    seed: int = 0


@dataclass(frozen=True, slots=True)
class _TrialWork:
    """One trial by the place of its effect; shapes hold functions and stay in their process."""

    request: Request
    shape: str
    place: int
    file: Path

    def run(self, report: ReportProgress) -> None:
        trial = _list(self.request, (self.shape,))[self.place]
        every = max(1, trial.repetitions // _STEPS)

        def tell(done: int, total: int) -> None:
            if done % every == 0:
                report(done, total)

        rows = run_trial(trial, find_methods(self.request.methods), report=tell)
        write_atomically(self.file, _ROWS.dump_json(rows))


def calibrate(request: Request, *, workers: int = 1) -> Calibration:
    """Returns the rates of all methods asked for in all shapes asked for.

    The number of workers changes no number.

    Raises:
        UnknownNameError: if there is no method or shape of a name; it gives the nearest.
        RequestError: if there are no repetitions, or no method takes what the shapes draw.
    """
    trials = _list(request, request.shapes)
    _refuse_idle(request)
    with tempfile.TemporaryDirectory(prefix="crosswind-calibrate-") as folder:
        jobs = [_plan(request, trials, place, Path(folder)) for place in range(len(trials))]
        with watch(len(jobs), sum(job.cost for job in jobs)) as watcher:
            run_jobs(jobs, workers=workers, watcher=watcher)
        found = [
            row
            for place in range(len(trials))
            for row in _ROWS.validate_json(_file(Path(folder), place).read_bytes())
        ]
    return Calibration(request.seed, request.repetitions, tuple(found))


def _refuse_idle(request: Request) -> None:
    """Raises a RequestError for methods asked for that take nothing that the shapes draw."""
    methods = find_methods(request.methods)
    samples = [
        shape.repeat(shape.effects[0], seed=request.seed, repetition=0)
        for shape in find_shapes(request.shapes)
    ]
    idle = [one.name for one in methods if not any(one.fits(sample) for sample in samples)]
    if idle and (request.methods or len(idle) == len(methods)):
        raise RequestError(
            f"{', '.join(idle)} take{'s' if len(idle) == 1 else ''} nothing that the shapes draw",
            place=PLACE,
            remedy="leave --shape or --method out, and see which go together",
        )


def _list(request: Request, shapes: Sequence[str]) -> tuple[Trial, ...]:
    return list_trials(find_shapes(shapes), repetitions=request.repetitions, seed=request.seed)


def _plan(request: Request, trials: Sequence[Trial], place: int, folder: Path) -> Job:
    trial = trials[place]
    own = sum(other.shape.name == trial.shape.name for other in trials[:place])
    effect = "announced drop" if trial.effect is None else f"{trial.effect:g} {trial.shape.unit}"
    return Job(
        f"{trial.shape.name}/{own}",
        f"{trial.shape.name}, {effect}",
        _TrialWork(request, trial.shape.name, own, _file(folder, place)),
        cost=trial.shape.cost,
    )


def _file(folder: Path, place: int) -> Path:
    return folder / f"{place}.json"
