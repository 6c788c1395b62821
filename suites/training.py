"""Training a planned stage: data in, checkpoint in the store."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from harness.executors.jobs import ReportProgress
from harness.store.stages import StageStore
from harness.training.stage import RECORD, Stage
from harness.types import Example
from perturbations.base import find_scaling
from suites.data import DataAccess, find_task


@dataclass(frozen=True, slots=True)
class TrainStage:
    """The work of training one stage whose parent is in the store already."""

    stage: Stage
    access: DataAccess
    store_root: Path

    def run(self, report: ReportProgress) -> None:
        """Trains the stage unless the store holds it."""
        StageStore(self.store_root).obtain(self.stage.name, lambda folder: self._train(folder, report))

    def _train(self, folder: Path, report: ReportProgress) -> None:
        from harness.models.checkpoints import open_checkpoint
        from harness.training.run_stage import run_stage  # torch: only where training happens

        examples = load_stage_examples(self.stage, self.access)
        total = self.stage.settings.count_steps(len(examples))
        parent = self.stage.parent
        run_stage(
            self.stage,
            self.access.complete(find_task(self.stage.task, place="plan")),
            examples,
            parent=open_checkpoint(str(locate_stage(parent, self.store_root))) if parent else None,
            folder=folder,
            on_step=lambda step, _loss: report(step, total),
        )


def locate_stage(stage: Stage, store_root: Path) -> Path:
    """Returns the folder of a stage's checkpoint, which may not exist yet."""
    return Path(stage.task) if stage.kind == "checkpoint" else StageStore(store_root).path_of(stage.name)


def count_intermediate_examples(stage: Stage, store_root: Path) -> int:
    """Returns how many examples the intermediate stages before a checkpoint were trained on."""
    return sum(
        int(json.loads((locate_stage(one, store_root) / RECORD).read_text("utf-8"))["examples"])
        for one in stage.lineage()
        if one.kind == "intermediate"
    )


def load_stage_examples(stage: Stage, access: DataAccess) -> tuple[Example, ...]:
    """Returns exactly the examples that a stage is trained on."""
    examples = tuple(
        example
        for reference in stage.data
        if reference.split == "train"
        for example in access.load_training(
            find_task(reference.task, place="plan"), (reference.language,), limit=reference.limit
        )
    )
    if stage.subset is None:
        return examples
    scaling = find_scaling(stage.subset.scaling)
    return scaling.subset(examples, severity=stage.subset.severity, seed=stage.subset.seed)
