"""What two processes do together in ``test_processes``: run by torchrun, not collected."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from pathlib import Path

import torch
from torch import nn

sys.path.insert(0, str(Path(__file__).parent))

from conftest import PAIRS, SETTINGS, TAGS, give, make_tags

from harness.models.builder import build_on_encoder
from harness.models.checkpoints import open_checkpoint
from harness.models.network import Network
from harness.models.tokenizers import load_text_encoder
from harness.training.accumulation import Accumulator
from harness.training.encoded import encode_set
from harness.training.fine_tuning import TaskObjective
from harness.training.loop import Surroundings
from harness.training.processes import Processes, join_processes
from harness.training.progress import Progress
from harness.training.run_stage import run_stage
from harness.training.settings import EarlyStopping, Mixture
from harness.training.stage import Stage

SEVERAL = Stage(
    "intermediate",
    "pairs+tags",
    settings=replace(SETTINGS, steps=20, early_stopping=EarlyStopping(every=4, patience=3)),
    mixture=Mixture("uniform"),
)
SINGLE = Stage("target", "tags", settings=replace(SETTINGS, steps=16))
UNEVEN = 17
"""Examples: a batch of eight is even, the last of an epoch has one example, for one process only."""


def train(stage: Stage, root: Path, checkpoint: Path, processes: Processes, *, stop: int = 0) -> None:
    """Trains a stage in a folder that the first process alone has."""
    folder = root / f"{stage.kind}-{processes.count}" if processes.is_first and not stop else None
    if folder is not None:
        folder.mkdir()
    tasks = [give(task, dev=9) for task in (PAIRS, TAGS)][: len(stage.task.split("+"))]
    if stage is SINGLE:
        tasks = [give(TAGS, make_tags()[:UNEVEN])]

    def on_step(step: int, _steps: int, _loss: float) -> None:
        if stop and step == stop:
            raise InterruptedError

    progress = Progress(root / f"progress-{stage.kind}-{processes.count}", stage.fingerprint, seconds=0)
    around = Surroundings(root / "store", on_step, progress, processes)
    run_stage(stage, tasks, parent=open_checkpoint(str(checkpoint)), folder=folder, surroundings=around)


def fail_in_one(root: Path, checkpoint: Path, processes: Processes) -> dict[str, object]:
    """One step in which memory runs out in the last process alone."""
    parent = open_checkpoint(str(checkpoint))
    model = build_on_encoder(parent, "sequence", outputs=2, labels=PAIRS.labels, seed=0)
    network = Network(model, load_text_encoder(parent, SETTINGS.limits))
    data = encode_set(give(PAIRS).train, network.encoder, root=root / "store")
    batch = TaskObjective(network, data, SETTINGS, seed=0).batch(0)
    accumulator = Accumulator(nn.ModuleList([model]), SETTINGS, processes, seed=0)
    parts = accumulator.cut(batch)
    if processes.count > 1 and not processes.is_first:
        parts[0].loss = lambda: (_ for _ in ()).throw(torch.OutOfMemoryError("CUDA out of memory"))  # type: ignore[method-assign]
    loss = accumulator.compute(batch, parts, 0)
    norm = nn.utils.clip_grad_norm_(model.parameters(), 1e9)
    return {
        "loss": float(loss),
        "norm": float(norm),
        "parts": accumulator.parts,
        "tokens": accumulator.tokens,
    }


def main() -> None:
    """Trains two stages, one of them with an interruption, and one step without memory."""
    root, checkpoint = Path(sys.argv[1]), Path(sys.argv[2])
    with join_processes() as processes:
        train(SEVERAL, root, checkpoint, processes)
        try:
            train(SINGLE, root, checkpoint, processes, stop=7)
        except InterruptedError:
            processes.share([0.0])
        train(SINGLE, root, checkpoint, processes)
        found = fail_in_one(root, checkpoint, processes)
        name = f"found-{processes.count}-{processes.rank}.json"
        (root / name).write_text(json.dumps(found), "utf-8")


if __name__ == "__main__":
    main()
