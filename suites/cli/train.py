"""``crosswind train``: runs a recipe and leaves Hugging Face checkpoints."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from harness.errors import RequestError
from harness.executors.local import run_jobs
from harness.executors.ranks import is_first_process
from harness.store.atomic import new_folder
from harness.store.stages import locate_home
from harness.training.stage import RECORD
from suites.cli.display import show_json
from suites.cli.options import Json, Seed
from suites.cli.preview import show_estimates
from suites.cli.running import DryRun, Files, Workers
from suites.config import RecipeConfig, load_recipe
from suites.data import DataAccess
from suites.estimate import estimate_recipe
from suites.expand import Request, build_plan
from suites.progress import watch
from suites.run import choose_workers, list_training_jobs
from suites.training import locate_stage


@dataclass(frozen=True, slots=True)
class Training:
    """Where checkpoints go, and how they are computed; nothing here changes a result."""

    out: Annotated[Path, typer.Option("--out", help="Folder that checkpoints are copied to.")] = Path(
        "checkpoints"
    )
    workers: Workers = 0
    dry_run: DryRun = False


def command(
    recipe: Annotated[str, typer.Argument(help="A recipe: YAML file or the name of a built-in one.")],
    training: Training,
    files: Files,
    *,
    seed: Seed = 0,
    json: Json = False,
) -> None:
    """Trains every stage that is not in the store, and copies the target checkpoints to ``--out``.

    With several accelerators: torchrun --nproc-per-node N -m suites.cli train …
    """
    access = DataAccess(files.data, files.data_root, files.offline)
    if training.dry_run:
        _preview(load_recipe(recipe), access, seed=seed, json=json)
        return
    plan = build_plan(
        [load_recipe(recipe)], Request((), access, seed=seed, offline=files.offline), title="train"
    )
    jobs = list_training_jobs(plan, access)
    with watch(len(jobs), sum(job.cost for job in jobs)) as watcher:
        run_jobs(jobs, workers=choose_workers(training.workers), watcher=watcher)
    if not is_first_process():
        return
    folders = {model.name: training.out / model.name.replace("/", "-") for model in plan.models}
    for model in plan.models:
        _copy(locate_stage(model.stage, locate_home()), folders[model.name])
    if json:
        show_json({name: str(folder) for name, folder in folders.items()})
        return
    for name, folder in folders.items():
        typer.echo(f"{name}: {folder}")


def _preview(recipe: RecipeConfig, access: DataAccess, *, seed: int, json: bool) -> None:
    from harness.models.device import measure_speed  # torch: only where something is computed

    estimates = estimate_recipe(recipe, access, seed=seed)
    precisions = {estimate.stage.settings.precision for estimate in estimates}
    show_estimates(estimates, {one: measure_speed(one) for one in precisions}, json=json)


def _copy(source: Path, target: Path) -> None:
    """Copies a checkpoint; the store's own is never handed out, and nothing is overwritten.

    Raises:
        RequestError: if something else is there already.
    """
    if target.exists():
        record = target / RECORD
        if record.is_file() and record.read_bytes() == (source / RECORD).read_bytes():
            return
        raise RequestError(
            "the folder exists and holds something else", place=str(target), remedy="name another --out"
        )
    with new_folder(target) as scratch:
        shutil.copytree(source, scratch, dirs_exist_ok=True)
