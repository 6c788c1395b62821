"""Runs one stage: examples in, a Hugging Face checkpoint in a folder out."""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from transformers import PreTrainedModel

from harness.errors import EmptyEvaluationSetError
from harness.fingerprint import fingerprint
from harness.formats.base import FORMATS
from harness.formats.limits import Limits
from harness.formats.tokenization import TextEncoder
from harness.models.builder import build_from_scratch, build_on_encoder, pick_device
from harness.models.checkpoints import CheckpointFolder, load_text_encoder
from harness.models.network import Network
from harness.models.randomness import isolated_seed, limited_threads
from harness.seeds import derive_seed
from harness.task_spec import TaskSpec
from harness.training.fine_tuning import fine_tune
from harness.training.optimiser import ReportStep
from harness.training.pretraining import pretrain
from harness.training.stage import RECORD, Stage
from harness.training.tokenizer import save_tokenizer, train_tokenizer
from harness.types import Example, PlainText


def run_stage(
    stage: Stage,
    task: TaskSpec,
    examples: Sequence[Example],
    *,
    parent: CheckpointFolder | None,
    folder: Path,
    on_step: ReportStep,
) -> None:
    """Trains a stage and writes ``config.json``, weights, tokenizer and ``stage.json`` to ``folder``.

    Raises:
        EmptyEvaluationSetError: if there is nothing to train on.
        RunError: if the loss is not finite.
    """
    if not examples:
        raise EmptyEvaluationSetError(
            "no training examples",
            place=f"task {task.name}, train",
            remedy="check the file, the limit and the subset",
        )
    started = time.monotonic()
    with limited_threads(stage.settings.threads), isolated_seed(_seed_of(stage)):
        if parent is None:
            loss = _pretrain(stage, examples, folder, on_step)
        else:
            loss = _fine_tune(stage, task, examples, parent, folder, on_step)
    record = {
        "stage": asdict(stage),
        "fingerprint": stage.fingerprint,
        "lineage": [one.fingerprint for one in stage.lineage()],
        "examples": len(examples),
        "examples_fingerprint": fingerprint([example.id for example in examples]),
        "final_loss": round(loss, 6),
        "seconds": round(time.monotonic() - started, 2),
    }
    (folder / RECORD).write_text(json.dumps(record, indent=1, ensure_ascii=False) + "\n", "utf-8")


def _pretrain(stage: Stage, examples: Sequence[Example], folder: Path, on_step: ReportStep) -> float:
    assert stage.masked is not None
    assert stage.shape is not None
    texts = [example.payload for example in examples if isinstance(example.payload, PlainText)]
    parts = [part for text in texts for part in (text.text, text.translation) if part is not None]
    tokenizer = train_tokenizer(parts, vocabulary_size=stage.masked.vocabulary_size)
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
    model = build_from_scratch(
        stage.shape, vocabulary_size=encoder.vocabulary_size, pad_id=pad_id, seed=_seed_of(stage)
    )
    network = Network(_place(model), encoder)
    settings = stage.settings.resolved(len(texts))
    loss = pretrain(network, texts, settings, stage.masked, seed=_seed_of(stage), on_step=on_step)
    _save(model, folder)
    return loss


def _fine_tune(
    stage: Stage,
    task: TaskSpec,
    examples: Sequence[Example],
    parent: CheckpointFolder,
    folder: Path,
    on_step: ReportStep,
) -> float:
    form = FORMATS.get(task.format, place=f"task {task.name}")
    settings = stage.settings.resolved(len(examples))
    seed = _seed_of(stage)
    encoder = load_text_encoder(parent, settings.limits)
    model = build_on_encoder(
        parent, form.head, outputs=form.count_outputs(task), labels=task.labels, seed=seed
    )
    network = Network(_place(model), encoder)
    loss = fine_tune(network, task, examples, settings, seed=seed, on_step=on_step)
    _save(model, folder)
    for name in ("tokenizer.json", "tokenizer_config.json", "special_tokens_map.json"):
        if (parent.path / name).is_file():
            (folder / name).write_bytes((parent.path / name).read_bytes())
    return loss


def _seed_of(stage: Stage) -> int:
    return derive_seed(stage.seed, stage.kind, stage.task)


def _place(model: PreTrainedModel) -> PreTrainedModel:
    placed: PreTrainedModel = model.to(pick_device())  # type: ignore[arg-type]
    return placed


def _save(model: PreTrainedModel, folder: Path) -> None:
    model.float().save_pretrained(folder, safe_serialization=True)
