"""Stages as values: what determines a checkpoint, and the name that follows from it. Torch-free."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Literal, TypeAlias

from harness.fingerprint import fingerprint, fingerprint_code
from harness.models.shape import EncoderShape
from harness.training.settings import MaskedLMSettings, Mixture, TrainingSettings

StageKind: TypeAlias = Literal["checkpoint", "pretraining", "intermediate", "target"]

_SHARED_CODE = (
    "harness.models",
    "harness.formats",
    "harness.seeds",
    "harness.training.accumulation",
    "harness.training.batches",
    "harness.training.encoded",
    "harness.training.loop",
    "harness.training.mixture",
    "harness.training.objectives",
    "harness.training.optimiser",
    "harness.training.precision",
    "harness.training.pretraining",
    "harness.training.processes",
    "harness.training.progress",
    "harness.training.run_stage",
    "harness.training.settings",
    "harness.training.stage_data",
)
_SCORING_CODE = ("harness.inference", "harness.metrics", "harness.training.early_stopping")

RECORD = "stage.json"
"""What a checkpoint's folder says of how it was made."""

CODE: dict[StageKind, tuple[str, ...]] = {
    "checkpoint": (),
    "pretraining": (*_SHARED_CODE, "harness.training.tokenizer"),
    "intermediate": (*_SHARED_CODE, "harness.training.fine_tuning", "harness.training.heads"),
    "target": (*_SHARED_CODE, "harness.training.fine_tuning", "harness.training.heads"),
}
"""Modules whose syntax trees are part of a stage's name."""


@dataclass(frozen=True, slots=True)
class DataReference:
    """Data of a stage by name and content.

    Attributes:
        task, language: whose.
        fingerprint: of the whole split.
        split: ``dev`` only decides when to stop.
        limit: at most so many examples, the first of a seeded order; 0 = all.
    """

    task: str
    language: str
    fingerprint: str
    split: Literal["train", "dev"] = "train"
    limit: int = 0


@dataclass(frozen=True, slots=True)
class Rescaling:
    """What a scaling makes of the training data: a part of them, wrong labels, copies.

    ``code`` is the fingerprint of the code that does it.
    """

    scaling: str
    severity: int
    seed: int
    code: str


@dataclass(frozen=True, slots=True)
class Stage:
    """One phase of a recipe, with all that determines its result.

    Attributes:
        kind: "checkpoint" is an encoder made elsewhere; the others are trained.
        task: what it is trained on, several joined by ``+``; for "checkpoint" the folder or hub id.
        data: the training data, and the development data where ``settings.early_stopping`` asks for them.
        mixture: how the task of a step is drawn; None for a single task.
        settings: hyperparameters.
        seed: of order, initial head and masking.
        parent: the stage whose encoder it starts from; for "checkpoint" the one that left it, where
            its folder says so.
        masked: for "pretraining", and where a masked-LM task is mixed in.
        shape: for "pretraining".
        rescaling: of the data of each task and language; masked-LM text is left as it is.
        content: for "checkpoint" the fingerprint of its files.
        code: fingerprint of the modules that run it.
    """

    kind: StageKind
    task: str
    data: tuple[DataReference, ...] = ()
    settings: TrainingSettings = field(default_factory=TrainingSettings)
    seed: int = 0
    parent: Stage | None = None
    mixture: Mixture | None = None
    masked: MaskedLMSettings | None = None
    shape: EncoderShape | None = None
    rescaling: Rescaling | None = None
    content: str = ""
    code: str = ""

    @property
    def fingerprint(self) -> str:
        """Names the result: equal fingerprints mean equal checkpoints, wherever they lie."""
        if self.kind == "checkpoint":
            return self.content
        parent = self.parent.fingerprint if self.parent else ""
        return fingerprint((replace(self, parent=None), parent))

    @property
    def tasks(self) -> tuple[str, ...]:
        """Names of the tasks that it is trained on, in order."""
        return tuple(dict.fromkeys(one.task for one in self.data if one.split == "train"))

    @property
    def name(self) -> str:
        """The stage's folder in the store."""
        return f"{self.kind}-{self.task}-{self.fingerprint}" if self.kind != "checkpoint" else self.task

    def lineage(self) -> Iterator[Stage]:
        """Yields the stages from the encoder to this one, as they are run: a checkpoint comes first."""
        if self.parent is not None and self.kind != "checkpoint":
            yield from self.parent.lineage()
        yield self

    def history(self) -> Iterator[Stage]:
        """Yields all that was ever trained on the way to this one, also before a checkpoint was left.

        A checkpoint is yielded only where nothing is known of how it was made.
        """
        if self.parent is not None:
            yield from self.parent.history()
        if self.parent is None or self.kind != "checkpoint":
            yield self


def name_code(kind: StageKind, *, early_stopping: bool = False) -> str:
    """Returns the fingerprint of the code that runs a kind of stage (with scores, where these stop it)."""
    return fingerprint_code(*CODE[kind], *(_SCORING_CODE if early_stopping else ()))
