"""Training a planned stage: data in, checkpoint in the store."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from harness.errors import RequestError
from harness.executors.jobs import ReportProgress
from harness.executors.ranks import count_processes
from harness.fingerprint import fingerprint
from harness.store.stages import StageStore
from harness.task_spec import TaskSpec
from harness.training.encoded import TrainingData
from harness.training.stage import RECORD, DataReference, Rescaling, Stage, StageKind
from harness.training.stage_data import TaskData
from harness.types import Example, NotApplicable
from perturbations.base import find_scaling
from suites.data import DataAccess, choose, find_task
from suites.estimate import is_at_hand

if TYPE_CHECKING:
    from harness.training.processes import Processes

ENGLISH = "en"


@dataclass(frozen=True, slots=True)
class TrainStage:
    """The work of training one stage whose parent is in the store already."""

    stage: Stage
    access: DataAccess
    store_root: Path

    def run(self, report: ReportProgress) -> None:
        """Trains the stage unless the store holds it.

        Of several processes that torchrun started, the first one asks the store and writes, and
        all of them train.
        """
        store, name = StageStore(self.store_root), self.stage.name
        if count_processes() == 1 and store.holds(name):
            return
        from harness.training.processes import join_processes  # torch: only where training happens

        with join_processes() as processes:

            def make(folder: Path, progress: Path) -> None:
                processes.announce(more=True)
                self._train(folder, progress, processes, report)

            if processes.is_first:
                store.obtain(name, make)
                processes.announce(more=False)
                return
            while processes.hear():
                self._train(None, store.progress_of(name), processes, report)

    def _train(
        self, folder: Path | None, progress: Path, processes: Processes, report: ReportProgress
    ) -> None:
        from harness.models.checkpoints import open_checkpoint
        from harness.training.loop import Surroundings
        from harness.training.progress import Progress
        from harness.training.run_stage import run_stage

        parent = self.stage.parent
        run_stage(
            self.stage,
            load_stage_data(self.stage, self.access),
            parent=open_checkpoint(str(locate_stage(parent, self.store_root))) if parent else None,
            folder=folder,
            surroundings=Surroundings(
                store=self.store_root,
                on_step=lambda step, steps, _loss: report(step, steps),
                progress=Progress(progress, self.stage.fingerprint),
                processes=processes,
            ),
        )


def locate_stage(stage: Stage, store_root: Path) -> Path:
    """Returns the folder of a stage's checkpoint, which may not exist yet."""
    return Path(stage.task) if stage.kind == "checkpoint" else StageStore(store_root).path_of(stage.name)


def count_examples(stage: Stage, store_root: Path, *, kind: StageKind) -> int:
    """Returns how many examples the stages of a kind up to a checkpoint were trained on, text aside."""
    return sum(
        count
        for one in stage.lineage()
        if one.kind == kind
        for task, count in _read_counts(locate_stage(one, store_root) / RECORD).items()
        if find_task(task, place="plan").format != "masked_lm"
    )


def _read_counts(record: Path) -> dict[str, int]:
    counts: dict[str, int] = json.loads(record.read_text("utf-8"))["task_examples"]
    return counts


def load_stage_data(stage: Stage, access: DataAccess) -> tuple[TaskData, ...]:
    """Returns what a stage is trained on and stopped by, task by task; training data are not read yet.

    A rescaling is made of each task and language; text for masked-LM is left as it is.

    Raises:
        RequestError: if development data are not in English: transfer would not be zero-shot.
    """
    return tuple(_load_task(stage, name, access) for name in stage.tasks)


def _load_task(stage: Stage, name: str, access: DataAccess) -> TaskData:
    task = access.complete(find_task(name, place="plan"))
    train, dev = (
        tuple(one for one in stage.data if (one.task, one.split) == (name, split))
        for split in ("train", "dev")
    )
    rescaling = stage.rescaling if task.format != "masked_lm" else None
    data = TrainingData(
        task, fingerprint((train, rescaling)), lambda: read_examples(task, train, access, rescaling=rescaling)
    )
    for one in dev:
        _check_english(one)
    return TaskData(data, tuple(read_examples(task, dev, access, rescaling=None)))


def read_examples(
    task: TaskSpec, references: Iterable[DataReference], access: DataAccess, *, rescaling: Rescaling | None
) -> Iterator[Example]:
    """Yields the examples that references name, of each what its limit leaves and a scaling makes of it.

    Raises:
        RequestError: if the scaling cannot be applied to these data.
    """
    for one in references:
        examples = choose(access.source_of(task).stream(task, one.language, one.split), one.limit)
        if rescaling is None:
            yield from examples
            continue
        scaling = find_scaling(rescaling.scaling)
        made = scaling.rescale(tuple(examples), severity=rescaling.severity, seed=rescaling.seed)
        if isinstance(made, NotApplicable):
            raise RequestError(
                f"{scaling.name} at severity {rescaling.severity} cannot be applied: {made.reason}",
                place=f"task {task.name}, {one.language}",
                remedy="choose another scaling or severity, or leave the task out",
            )
        yield from made


def check_rescalings(stages: Iterable[Stage], access: DataAccess) -> None:
    """Refuses, before anything is trained, scalings that cannot reach their share of data that are at hand.

    Of the severities and seeds of a scaling the strongest and the first stand for all: what it leaves
    is nested. Data that would have to be fetched are looked at when they are trained on.

    Raises:
        RequestError: naming scaling, task and language.
    """
    strongest: dict[tuple[str, tuple[DataReference, ...]], Stage] = {}
    for stage in stages:
        if stage.rescaling is not None:
            known = strongest.setdefault((stage.rescaling.scaling, stage.data), stage)
            if known.rescaling is not None and known.rescaling.severity < stage.rescaling.severity:
                strongest[stage.rescaling.scaling, stage.data] = stage
    for stage in strongest.values():
        for name in stage.tasks:
            task = find_task(name, place="plan")
            if task.format != "masked_lm" and is_at_hand(task, access):
                train = [one for one in stage.data if (one.task, one.split) == (name, "train")]
                deque(
                    read_examples(access.complete(task), train, access, rescaling=stage.rescaling), maxlen=0
                )


def _check_english(reference: DataReference) -> None:
    if reference.language != ENGLISH:
        raise RequestError(
            f"development data in {reference.language!r} would decide when to stop, and transfer would not "
            "be zero-shot",
            place=f"task {reference.task}, early_stopping",
            remedy="name English development data alone",
        )
