"""The networks of a stage: a fresh head for each task, over one encoder."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import cast

from transformers import PreTrainedModel

from harness.errors import RequestError
from harness.formats.base import FORMATS
from harness.models.builder import build_on_encoder, build_with_masked_lm, pick_device, share_encoder
from harness.models.checkpoints import CheckpointFolder
from harness.models.freezing import freeze
from harness.seeds import derive_seed
from harness.task_spec import TaskSpec
from harness.training.settings import TrainingSettings


def build_heads(
    parent: CheckpointFolder, tasks: Sequence[TaskSpec], settings: TrainingSettings, *, seed: int
) -> tuple[PreTrainedModel, ...]:
    """Returns a model for each task, all over the parent's encoder, on the device that trains.

    A masked-LM task has the parent's own head, if it has one; all others start with a new one.

    Raises:
        CheckpointError: if the parent's architecture has no head that a task needs.
        RequestError: if the settings ask the encoder for what it has not.
    """
    single = len(tasks) == 1
    models = tuple(
        _build(parent, task, seed=seed if single else derive_seed(seed, "head", task.name)) for task in tasks
    )
    host = _find_widest(models)
    for model in models:
        if model is not host:
            share_encoder(host, model)
        model.to(pick_device())  # type: ignore[arg-type]
        freeze(model, embeddings=settings.freeze_embeddings, layers=settings.frozen_layers)
        if settings.gradient_checkpointing:
            checkpoint_gradients(model)
    return models


def checkpoint_gradients(model: PreTrainedModel) -> None:
    """Computes activations again in the backward pass.

    Raises:
        RequestError: if the architecture cannot.
    """
    if not model.supports_gradient_checkpointing:
        raise RequestError(
            f"models of type {model.config.model_type} cannot compute activations again",
            place="training, gradient_checkpointing",
            remedy="leave it out and set accumulation",
        )
    # newer versions of transformers warn at the older name
    enable = getattr(model, "activation_checkpointing_enable", None) or model.gradient_checkpointing_enable
    enable({"use_reentrant": False})


def save_stage(models: Sequence[PreTrainedModel], tasks: Sequence[TaskSpec], folder: Path) -> None:
    """Writes the model of a single task, or the encoder of several (under its masked-LM head, if trained)."""
    if len(models) == 1:
        chosen = models[0]
    else:
        hidden = [m for m, task in zip(models, tasks, strict=True) if task.format == "masked_lm"]
        chosen = hidden[0] if hidden else cast("PreTrainedModel", _find_widest(models).base_model)
    chosen.float().save_pretrained(folder, safe_serialization=True)


def _find_widest(models: Sequence[PreTrainedModel]) -> PreTrainedModel:
    """The model whose encoder has all parts: some heads leave out a pooler."""
    return max(models, key=lambda model: len(list(model.base_model.parameters())))


def _build(parent: CheckpointFolder, task: TaskSpec, *, seed: int) -> PreTrainedModel:
    if task.format == "masked_lm":
        return build_with_masked_lm(parent, seed=seed)
    form = FORMATS.get(task.format, place=f"task {task.name}")
    return build_on_encoder(
        parent, form.head, outputs=form.count_outputs(task), labels=task.labels, seed=seed
    )
