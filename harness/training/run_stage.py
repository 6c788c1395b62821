"""Runs one stage: examples in, a Hugging Face checkpoint in a folder out."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from torch import nn
from transformers import PreTrainedModel

from harness.errors import RequestError, RunError
from harness.formats.limits import Limits
from harness.formats.tokenization import TextEncoder
from harness.models.builder import build_from_scratch, name_attention, pick_device
from harness.models.checkpoints import CheckpointFolder
from harness.models.network import Network
from harness.models.randomness import isolated_seed, limited_threads
from harness.models.tokenizers import copy_tokenizer, load_text_encoder, require_offsets
from harness.seeds import derive_seed
from harness.training.accumulation import is_out_of_memory
from harness.training.early_stopping import DevelopmentSet, Stopper
from harness.training.encoded import EncodedSet, encode_set
from harness.training.fine_tuning import TaskObjective
from harness.training.heads import build_heads, checkpoint_gradients, save_stage
from harness.training.loop import Surroundings, TrainingLoop
from harness.training.mixture import count_steps, draw_tasks, weigh_tasks
from harness.training.objectives import Course, Objective
from harness.training.precision import resolve_precision
from harness.training.pretraining import EncodedTexts, MaskedLMObjective
from harness.training.record import TrainingSizes, describe_run, write_record
from harness.training.settings import Mixture, TrainingSettings
from harness.training.stage import Stage
from harness.training.stage_data import TaskData
from harness.training.tokenizer import save_tokenizer, train_tokenizer
from harness.types import PlainText


@dataclass(frozen=True, slots=True)
class _Networks:
    """What a stage trains: a model for each task, and the tokenizer that all read through."""

    models: tuple[PreTrainedModel, ...]
    encoder: TextEncoder


def run_stage(
    stage: Stage,
    data: Sequence[TaskData],
    *,
    parent: CheckpointFolder | None,
    folder: Path | None,
    surroundings: Surroundings,
) -> None:
    """Trains a stage and writes ``config.json``, weights, tokenizer and ``stage.json`` to ``folder``.

    A stage of one task leaves its encoder with the task's head. One of several leaves the
    encoder alone, or with the masked-LM head where masked-LM was among them. Of several
    processes the first one writes.

    Args:
        stage: what to train.
        data: its tasks in order.
        parent: whose encoder it starts from; None = from scratch.
        folder: exists and is empty; None in a process that does not write.
        surroundings: reports, progress and processes.

    Raises:
        EmptyEvaluationSetError: if there is nothing to train on.
        RequestError: if the data or the encoder do not allow what the settings ask for.
        RunError: if the loss is not finite, or memory does not suffice.
    """
    started = time.monotonic()
    seed = derive_seed(stage.seed, stage.kind, stage.task)
    with limited_threads(stage.settings.threads), isolated_seed(seed), _memory_in_words():
        if parent is None:
            networks = _build_from_scratch(stage, data, folder, seed=seed)
        else:
            networks = _build_on_parent(stage, data, parent, folder, seed=seed)
        encoded = [_encode(one, networks.encoder, surroundings.store) for one in data]
        sizes = {one.task.name: len(them) for one, them in zip(data, encoded, strict=True)}
        settings = _resolve(stage, list(sizes.values()))
        loop = TrainingLoop(
            nn.ModuleList(networks.models),
            _plan(stage, networks, encoded, settings, seed=seed),
            settings,
            surroundings,
            stopper=_make_stopper(data, networks, settings),
            seed=seed,
        )
        journal = loop.run(stage.fingerprint)
    if folder is not None:
        save_stage(networks.models, [one.task for one in data], folder)
        attention = name_attention(networks.models[0])
        run = describe_run(settings, surroundings, attention=attention, seconds=time.monotonic() - started)
        lost = {them.task.name: them.counts.lost for them in encoded if isinstance(them, EncodedSet)}
        write_record(folder, stage, TrainingSizes(sizes, lost), journal, run)


@contextmanager
def _memory_in_words() -> Iterator[None]:
    try:
        yield
    except (RuntimeError, MemoryError) as error:
        if not is_out_of_memory(error):
            raise
        raise RunError(
            "training: there is not enough memory for the weights and what AdamW keeps of them; "
            "take a smaller encoder or a larger accelerator."
        ) from error


def _resolve(stage: Stage, sizes: Sequence[int]) -> TrainingSettings:
    steps = count_steps(stage.settings, sizes, stage.mixture)
    return replace(stage.settings, steps=steps, precision=resolve_precision(stage.settings.precision))


def _build_on_parent(
    stage: Stage, data: Sequence[TaskData], parent: CheckpointFolder, folder: Path | None, *, seed: int
) -> _Networks:
    encoder = load_text_encoder(parent, stage.settings.limits)
    for one in data:
        require_offsets(encoder, parent, one.task)
    if folder is not None:
        copy_tokenizer(parent, folder)
    return _Networks(build_heads(parent, [one.task for one in data], stage.settings, seed=seed), encoder)


def _build_from_scratch(
    stage: Stage, data: Sequence[TaskData], folder: Path | None, *, seed: int
) -> _Networks:
    assert stage.masked is not None
    assert stage.shape is not None
    texts = (one.payload for part in data for one in part.train.read())
    parts = [
        part
        for text in texts
        if isinstance(text, PlainText)
        for part in (text.text, text.translation)
        if part is not None
    ]
    tokenizer = train_tokenizer(parts, vocabulary_size=stage.masked.vocabulary_size)
    if folder is not None:
        save_tokenizer(tokenizer, folder, max_length=stage.shape.positions)
    pad_id = tokenizer.token_to_id("<pad>")
    assert pad_id is not None
    encoder = TextEncoder(
        tokenizer,
        pad_id=pad_id,
        mask_id=tokenizer.token_to_id("<mask>"),
        segments=1,
        limits=Limits(min(stage.settings.max_length, stage.shape.positions // 2)),  # pairs are joined
    )
    model = build_from_scratch(stage.shape, vocabulary_size=encoder.vocabulary_size, pad_id=pad_id, seed=seed)
    model.to(pick_device())  # type: ignore[arg-type]
    if stage.settings.gradient_checkpointing:
        checkpoint_gradients(model)
    return _Networks((model,), encoder)


def _encode(one: TaskData, encoder: TextEncoder, store: Path) -> EncodedSet | EncodedTexts:
    if one.task.format == "masked_lm":
        return EncodedTexts(one.train, encoder)
    return encode_set(one.train, encoder, root=store)


def _plan(
    stage: Stage,
    networks: _Networks,
    encoded: Sequence[EncodedSet | EncodedTexts],
    settings: TrainingSettings,
    *,
    seed: int,
) -> Course:
    objectives: list[Objective] = []
    for model, data in zip(networks.models, encoded, strict=True):
        network = Network(model, networks.encoder)
        if isinstance(data, EncodedTexts):
            assert stage.masked is not None
            objectives.append(MaskedLMObjective(network, data, settings, stage.masked, seed=seed))
        else:
            objectives.append(TaskObjective(network, data, settings, seed=seed))
    if len(objectives) == 1:
        return Course(objectives, np.zeros(settings.steps, dtype=np.int64))
    shares = weigh_tasks([len(one) for one in encoded], stage.mixture or Mixture())
    return Course(objectives, draw_tasks(shares, steps=settings.steps, seed=seed))


def _make_stopper(
    data: Sequence[TaskData], networks: _Networks, settings: TrainingSettings
) -> Stopper | None:
    if settings.early_stopping is None:
        return None
    sets = [
        DevelopmentSet(Network(model, networks.encoder), one.task, one.dev)
        for one, model in zip(data, networks.models, strict=True)
        if one.task.format != "masked_lm"
    ]
    if not sets:
        raise RequestError(
            "early_stopping is set, and masked-LM has no score to stop by",
            place=f"task {data[0].task.name}",
            remedy="leave early_stopping out of this phase",
        )
    return Stopper(settings.early_stopping, sets)
