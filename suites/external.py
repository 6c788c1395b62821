"""Checkpoints made elsewhere: named in a plan by what their files hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from harness.errors import CheckpointError
from harness.models.checkpoints import CheckpointFolder, open_checkpoint
from harness.models.labels import require_head
from harness.models.tokenizers import require_length
from harness.retrieval.rules import EmbeddingSettings
from harness.training.settings import TrainingSettings
from harness.training.stage import Stage
from suites.config import RetrievalConfig
from suites.data import find_task
from suites.encoders import as_stage
from suites.expand import (
    Request,
    assemble_plan,
    check_suites,
    place_model,
    settle_retrieval,
)
from suites.omissions import refuse_idle
from suites.phases import require_role
from suites.plan import Plan, PlannedModel
from suites.scalings import list_variants, refuse_scalings, vary


@dataclass(frozen=True, slots=True)
class Reading:
    """How given checkpoints are read, where they do not say it themselves or not rightly.

    Attributes:
        task: that they were tuned on; None: each says so in its ``stage.json``.
        max_length: tokens per sequence; None: as in training, or ``TrainingSettings``' as far as they can.
        stride: tokens that neighbouring windows share; None: likewise.
        labels: what their outputs stand for, in their order; empty: as ``config.json`` says.
    """

    task: str | None = None
    max_length: int | None = None
    stride: int | None = None
    labels: tuple[str, ...] = ()


def plan_checkpoints(names: Sequence[str], reading: Reading, request: Request, *, title: str) -> Plan:
    """Returns the plan that evaluates given checkpoints.

    Args:
        names: folders or hub ids.
        reading: their task, and how they are read.
        request: suites and data.
        title: of the run.

    Raises:
        CheckpointError: if one cannot be used, or does not say what its task is.
        RequestError: if one cannot be read as asked.
    """
    models = tuple(plan_checkpoint(name, reading, request) for name in names)
    check_suites(request, [model.task for model in models])
    refuse_scalings(
        request.suites,
        ("intermediate", "target"),
        why="finished checkpoints are not trained",
        remedy="give --recipe instead of --model",
    )
    variants = (None, *list_variants(request.suites, ("evaluation",), seed=request.seed, first=True))
    placed = tuple(
        place_model(vary(model, variant) if variant else model, request, first=True, variant=variant)
        for model in models
        for variant in variants
    )
    plan = assemble_plan(placed, request, title=title)
    refuse_idle(plan.models, request.suites)
    return plan


def plan_checkpoint(name: str, reading: Reading, request: Request) -> PlannedModel:
    """Returns one given checkpoint, not yet placed on languages and suites.

    Raises:
        CheckpointError: if it cannot be used, or does not say what its task is.
        RequestError: if it cannot be read as asked.
    """
    folder = open_checkpoint(name, offline=request.offline)
    stage = as_stage(folder)
    trained = stage.parent
    named = reading.task or (trained.task if trained else None)
    if named is None:
        raise CheckpointError(
            "the checkpoint does not say which task it was tuned on",
            place=str(folder.path),
            remedy="name it with --task",
        )
    spec = find_task(named, place=f"--model {name}")
    require_role(spec, "target", place=f"--model {name}")
    order = require_head(folder, spec, given=reading.labels)
    # folders are often all called "final" or "checkpoint": the weights' fingerprint tells them apart
    label = f"{Path(name).name}-{folder.fingerprint()[:6]}"
    unique = f"{label}/{spec.name}"
    stage = replace(stage, settings=_settle(folder, trained, reading))
    labels = () if order == spec.labels else order
    embedding = EmbeddingSettings(max_length=reading.max_length or EmbeddingSettings().max_length)
    method = settle_retrieval(RetrievalConfig(task=spec.name, embedding=embedding))
    return PlannedModel(unique, label, spec.name, 0, "", 0, 1.0, stage, labels=labels, retrieval=method)


def _settle(folder: CheckpointFolder, trained: Stage | None, reading: Reading) -> TrainingSettings:
    """Returns settings with the limits that a checkpoint is read with."""
    settings = trained.settings if trained else TrainingSettings()
    length = reading.max_length
    if length is None:
        length = min(settings.max_length, folder.longest_sequence or settings.max_length)
    require_length(folder, length, place="--max-length")
    stride = settings.stride if reading.stride is None else reading.stride
    return replace(settings, max_length=length, stride=stride)
