"""A run from top to bottom: plan → checkpoints → predictions → report."""

from __future__ import annotations

import os
import resource
import sys
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from pydantic import ValidationError

from harness.errors import DataFileError, RequestError
from harness.executors.jobs import Job
from harness.executors.local import run_jobs
from harness.executors.ranks import count_processes
from harness.store.atomic import write_atomically
from harness.store.stages import StageStore, locate_home
from harness.training.stage import Stage
from perturbations.base import find_scaling
from suites.analysis import build_report
from suites.analysis.references import freeze_reference
from suites.analysis.settings import DEFAULTS, AnalysisSettings, keep_settings
from suites.audit.exchange import check_versions
from suites.audit.ratings import RATINGS_FILE, read_ratings
from suites.data import DataAccess
from suites.evaluate import EvaluateModel, predictions_path
from suites.frozen.read import FrozenSets
from suites.leakage import list_leakage_jobs, read_leakage, write_leakage
from suites.mce_reference import REFERENCE_FILE, check_reference, read_reference
from suites.plan import PLAN_ADAPTER, Plan, PlannedModel
from suites.progress import watch
from suites.report.folder import write_report
from suites.report.model import Report, RunRecord
from suites.training import TrainStage

PLAN_FILE = "plan.json"
RECORD_FILE = "run.json"


@dataclass(frozen=True, slots=True)
class RunOptions:
    """Where and how a plan is run, and how its numbers are judged; nothing here changes a score.

    Attributes:
        out: folder that runs are written to.
        workers: processes; 0 = one per processor (one in all where an accelerator does the work).
        token_budget: tokens per inference batch.
        frozen: the frozen sets that the plan was bound to; None where it was to none.
        ratings: a ``validity.json`` for the report; None: the run's own, if it has one.
        analysis: the correction, and the drop that the study wants to see.
    """

    out: Path = Path("runs")
    workers: int = 0
    token_budget: int = 4096
    frozen: FrozenSets | None = None
    ratings: Path | None = None
    analysis: AnalysisSettings = DEFAULTS


def run_plan(plan: Plan, access: DataAccess, options: RunOptions) -> tuple[Report, Path]:
    """Runs what is missing of a plan and writes its report; returns it and its folder.

    Raises:
        RequestError: in one of several processes that torchrun started.
        CrosswindError: whatever goes wrong; finished stages and predictions are kept.
    """
    _refuse_several_processes()
    started = time.monotonic()
    folder = options.out / f"{plan.title}-{plan.fingerprint}"
    write_atomically(folder / PLAN_FILE, PLAN_ADAPTER.dump_json(plan, indent=1))
    keep_settings(options.analysis, folder)
    if options.ratings is not None:
        keep_ratings(options.ratings, folder)
    jobs = list_jobs(plan, access, folder, options)
    workers = choose_workers(options.workers)
    with watch(len(jobs), sum(job.cost for job in jobs)) as watcher:
        run_jobs(jobs, workers=workers, watcher=watcher)
    write_leakage(plan, access, locate_home(), folder)
    record = RunRecord(
        created=datetime.now(UTC).isoformat(timespec="seconds"),
        folder=str(folder),
        wall_seconds=round(time.monotonic() - started, 1),
        peak_memory_mib=round(_peak_memory_mib(workers), 1),
    )
    write_atomically(folder / RECORD_FILE, record.model_dump_json(indent=1).encode())
    return render_run(folder), folder


def _refuse_several_processes() -> None:
    if count_processes() > 1:
        raise RequestError(
            f"{count_processes()} processes would each make the whole run",
            place="torchrun",
            remedy="train with `crosswind train` under torchrun, then run the suites by one process",
        )


def render_run(folder: Path) -> Report:
    """Builds and writes the report of a finished run from its predictions, ratings and reference of mCE."""
    record = _read_record(folder / RECORD_FILE)
    plan = _read_plan(folder / PLAN_FILE)
    rated = folder / RATINGS_FILE
    ratings = read_ratings(rated) if rated.is_file() else None
    frozen = folder / REFERENCE_FILE
    reference = read_reference(frozen) if frozen.is_file() else None
    leakage = read_leakage(folder)
    report = build_report(plan, folder, record, leakage=leakage, ratings=ratings, reference=reference)
    write_report(report, folder)
    return report


def keep_ratings(source: Path, folder: Path) -> None:
    """Copies a ``validity.json`` into a run's folder, where every later rendering finds it.

    Raises:
        RequestError: if it cannot be used, or is of other versions of the perturbations.
    """
    check_versions(read_ratings(source)[0], place=str(source))
    write_atomically(folder / RATINGS_FILE, source.read_bytes())


def keep_reference(source: Path, folder: Path) -> None:
    """Copies a reference of mCE into a run's folder, where every later rendering finds it.

    Raises:
        RequestError: if it cannot be used for this run.
    """
    check_reference(read_reference(source)[0], _read_plan(folder / PLAN_FILE), place=str(source))
    write_atomically(folder / REFERENCE_FILE, source.read_bytes())


def write_reference(folder: Path, arm: str, target: Path) -> None:
    """Writes one arm of a finished run as a reference of mCE.

    Raises:
        RequestError: if the run has several arms and none is named, or does not have the one named.
    """
    reference = freeze_reference(_read_plan(folder / PLAN_FILE), folder, arm)
    write_atomically(target, f"{reference.model_dump_json(indent=1)}\n".encode())


def _read_plan(file: Path) -> Plan:
    try:
        return PLAN_ADAPTER.validate_json(file.read_bytes())
    except ValidationError as error:
        raise _not_ours(file) from error


def _read_record(file: Path) -> RunRecord:
    try:
        return RunRecord.model_validate_json(file.read_bytes())
    except ValidationError as error:
        raise _not_ours(file) from error


def _not_ours(file: Path) -> DataFileError:
    return DataFileError(
        "the file is not as this version of Crosswind writes it",
        place=str(file),
        remedy="run the suite again into another --out",
    )


def list_jobs(plan: Plan, access: DataAccess, folder: Path, options: RunOptions) -> tuple[Job, ...]:
    """Returns what is left to do: missing predictions, and the missing stages that they need."""
    home = locate_home()
    searches = list_leakage_jobs(plan, access, home)
    processors = os.cpu_count() or 1
    threads = max(1, processors // (options.workers or processors))
    jobs: dict[str, Job] = {}
    for number, model in enumerate(plan.models):
        if predictions_path(folder, number, model).is_file():
            continue
        needed = _missing_stages(model.stage, StageStore(home))
        jobs.update((job.name, job) for job in _training_jobs(needed, access, home))
        work = EvaluateModel(
            *(number, model, access, home, folder, plan.seed, options.token_budget, threads),
            frozen=options.frozen,
            services=plan.services,
        )
        after = tuple(stage.name for stage in needed[-1:])
        jobs[f"evaluate {number}"] = Job(
            f"evaluate {number}", f"evaluate {model.name}", work, after, cost=_evaluation_cost(model)
        )
    return (*jobs.values(), *searches)


def choose_workers(asked: int) -> int:
    """Returns the number of processes: as asked, or one per processor, or one to an accelerator.

    Under torchrun it is this one, whatever was asked for.
    """
    if count_processes() > 1:
        return 1
    accelerated = Path("/dev/nvidiactl").exists()  # torch would know better, and take seconds to say so
    return asked or (1 if accelerated else os.cpu_count() or 1)


def list_training_jobs(plan: Plan, access: DataAccess) -> tuple[Job, ...]:
    """Returns the training that is left to do, evaluation aside.

    Of several processes that train together each would find the store as it is at another
    moment: they go through all stages, and the first one says what is there.
    """
    home = locate_home()
    store = StageStore(home) if count_processes() == 1 else None
    needed = {stage.name: stage for model in plan.models for stage in _missing_stages(model.stage, store)}
    return _training_jobs(list(needed.values()), access, home)


def _training_jobs(stages: list[Stage], access: DataAccess, home: Path) -> tuple[Job, ...]:
    names = {stage.name for stage in stages}
    return tuple(
        Job(
            stage.name,
            f"train {stage.kind} {stage.task}, seed {stage.seed}",
            TrainStage(stage, access, home),
            tuple(parent.name for parent in [stage.parent] if parent is not None and parent.name in names),
            cost=_training_cost(stage),
        )
        for stage in stages
    )


def _missing_stages(stage: Stage, store: StageStore | None) -> list[Stage]:
    """The stages to train before ``stage`` is there, in order; none if it is. Without a store none is."""
    if stage.kind == "checkpoint" or (store is not None and store.holds(stage.name)):
        return []
    return [*(_missing_stages(stage.parent, store) if stage.parent else []), stage]


def _training_cost(stage: Stage) -> float:
    share = 1.0
    if stage.rescaling is not None:
        steps = find_scaling(stage.rescaling.scaling).steps
        share = steps.left[stage.rescaling.severity] if steps.shrinks else 1.0
    return (stage.settings.steps or 100 * stage.settings.epochs * share) / 40


def _evaluation_cost(model: PlannedModel) -> float:
    return (len(model.languages) + sum(len(unit.languages) for unit in model.units)) / 10


def _peak_memory_mib(workers: int) -> float:
    """An upper bound for all processes together: this one, and the largest worker for each."""
    unit = 1 << 20 if sys.platform == "darwin" else 1 << 10
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    largest = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return (own + workers * largest) / unit
