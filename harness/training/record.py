"""What a stage's folder says of how it was made: ``stage.json``."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import fmean

import torch
import transformers

from harness.models.device import probe_device
from harness.training.loop import Surroundings
from harness.training.progress import Journal
from harness.training.settings import TrainingSettings
from harness.training.stage import RECORD, Stage


@dataclass(frozen=True, slots=True)
class RunDescription:
    """Where and how a stage was trained; none of it is part of its fingerprint.

    Attributes:
        device: kind and name.
        precision: of the forward pass.
        steps: planned.
        processes: that trained together.
        attention: implementation of it.
        torch, transformers: versions.
        seconds: of this process, data and model included.
        ignored: states of an earlier run that could not be used, and why.
    """

    device: str
    precision: str
    steps: int
    processes: int
    attention: str
    torch: str
    transformers: str
    seconds: float
    ignored: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TrainingSizes:
    """How much a stage was trained on, by task.

    Attributes:
        examples: of each task.
        lost: words or answers among them that no sequence holds (``Format.count_lost``).
    """

    examples: Mapping[str, int]
    lost: Mapping[str, int]


def describe_run(
    settings: TrainingSettings, surroundings: Surroundings, *, attention: str, seconds: float
) -> RunDescription:
    """Returns what is to be said of this run."""
    device = probe_device()
    progress = surroundings.progress
    return RunDescription(
        device=f"{device.kind} {device.name}".strip(),
        precision=settings.precision,
        steps=settings.steps,
        processes=surroundings.processes.count,
        attention=attention,
        torch=torch.__version__,
        transformers=transformers.__version__,
        seconds=round(seconds, 2),
        ignored=tuple(progress.ignored) if progress else (),
    )


def write_record(
    folder: Path, stage: Stage, sizes: TrainingSizes, journal: Journal, run: RunDescription
) -> None:
    """Writes the record; scores are in points."""
    best = journal.best
    record = {
        "stage": asdict(stage),
        "fingerprint": stage.fingerprint,
        "lineage": [one.fingerprint for one in stage.lineage()],
        "examples": sum(sizes.examples.values()),
        "task_examples": dict(sizes.examples),
        "task_lost": dict(sizes.lost),
        "final_loss": round(fmean(journal.losses), 6) if journal.losses else None,
        "steps_done": journal.step,
        "best_step": best.step if best else None,
        "best_score": round(best.score, 4) if best else None,
        "history": [
            {"step": one.step, "score": None if one.score != one.score else round(one.score, 4)}
            for one in journal.history
        ],
        "tokens": journal.tokens,
        "tokens_per_second": round(journal.tokens / journal.seconds, 1) if journal.seconds else None,
        "training_seconds": round(journal.seconds, 2),
        "halvings": journal.halvings,
        "resumed": journal.resumed,
        **asdict(run),
    }
    (folder / RECORD).write_text(json.dumps(record, indent=1, ensure_ascii=False) + "\n", "utf-8")
