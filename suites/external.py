"""Checkpoints made elsewhere: named in a plan by what their files hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from harness.errors import CheckpointError
from harness.models.checkpoints import open_checkpoint, require_head
from suites.data import find_task
from suites.encoders import as_stage
from suites.expand import Request, assemble_plan, check_suites, place_model, refuse_scaling
from suites.phases import require_role
from suites.plan import Plan, PlannedModel


def plan_checkpoints(names: Sequence[str], task: str | None, request: Request, *, title: str) -> Plan:
    """Returns the plan that evaluates given checkpoints.

    Args:
        names: folders or hub ids.
        task: their task; None: each says so in its ``stage.json``.
        request: suites and data.
        title: of the run.

    Raises:
        CheckpointError: if one cannot be used, or does not say what its task is.
    """
    models = tuple(_plan_checkpoint(name, task, request) for name in names)
    refuse_scaling(
        request, why="finished checkpoints are not trained", remedy="give --recipe instead of --model"
    )
    check_suites(request, [model.task for model in models])
    placed = tuple(place_model(model, request, main=True, first=True) for model in models)
    return assemble_plan(placed, request, title=title)


def _plan_checkpoint(name: str, task: str | None, request: Request) -> PlannedModel:
    folder = open_checkpoint(name, offline=request.offline)
    stage = as_stage(folder)
    trained = stage.parent
    named = task or (trained.task if trained else None)
    if named is None:
        raise CheckpointError(
            "the checkpoint does not say which task it was tuned on",
            place=str(folder.path),
            remedy="name it with --task",
        )
    spec = find_task(named, place=f"--model {name}")
    require_role(spec, "target", place=f"--model {name}")
    require_head(folder, spec)
    # folders are often all called "final" or "checkpoint": the weights' fingerprint tells them apart
    label = f"{Path(name).name}-{folder.fingerprint()[:6]}"
    if trained is not None:  # read at the length that it was trained at
        stage = replace(stage, settings=trained.settings)
    unique = f"{label}/{spec.name}"
    return PlannedModel(unique, label, spec.name, 0, "", 0, 1.0, stage)
