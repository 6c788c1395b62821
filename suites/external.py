"""Checkpoints made elsewhere: named in a plan by what their files hold."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from harness.errors import CheckpointError
from harness.models.checkpoints import CheckpointFolder, open_checkpoint, require_head
from harness.training.stage import RECORD
from suites.data import find_task
from suites.encoders import as_stage
from suites.expand import Request, assemble_plan, check_suites, place_model, require_role
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
    check_suites(request, [model.task for model in models])
    placed = tuple(place_model(model, request, main=True, first=True) for model in models)
    return assemble_plan(placed, request, title=title)


def _plan_checkpoint(name: str, task: str | None, request: Request) -> PlannedModel:
    folder = open_checkpoint(name, offline=request.offline)
    spec = find_task(task or _read_task(folder), place=f"--model {name}")
    require_role(spec, "target", place=f"--model {name}")
    require_head(folder, spec)
    label = Path(name).name
    stage = as_stage(folder)
    unique = f"{label}/{spec.name}/{stage.content[:6]}"
    return PlannedModel(unique, label, spec.name, 0, "", 0, 1.0, stage)


def _read_task(folder: CheckpointFolder) -> str:
    record = folder.path / RECORD
    try:
        return str(json.loads(record.read_text("utf-8"))["stage"]["task"])
    except FileNotFoundError:
        problem, place = "the checkpoint does not say which task it was tuned on", folder.path
    except (ValueError, KeyError, TypeError):
        problem, place = "the record names no task", record
    raise CheckpointError(problem, place=str(place), remedy="name it with --task")
