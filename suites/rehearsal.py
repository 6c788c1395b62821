"""Every task of a catalogue from its files to a score, with a tiny encoder: proof that all of it runs.

The encoder is pre-trained for some steps on the catalogue's own plain text, or on the embedded
benchmark's; a few training and evaluation examples of each task then go through the same code
as an experiment. The scores say nothing about the task.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

import numpy as np

from harness.errors import CrosswindError, UnknownNameError
from harness.metrics import METRICS
from harness.models.shape import EncoderShape
from harness.scores import Predictor
from harness.sources.catalogue import CatalogueSource
from harness.task_spec import TaskSpec
from harness.tasks import TASKS
from harness.training.settings import MaskedLMSettings, TrainingSettings
from harness.training.stage import DataReference, Stage, name_code
from harness.types import EvaluationSet, Split
from suites.config import RetrievalConfig
from suites.data import MINI_PREFIX, DataAccess, list_evaluation_splits, refuse_unanswered
from suites.expand import settle_retrieval
from suites.training import TrainStage, locate_stage

TRAINED_EXAMPLES = 200
EVALUATED_EXAMPLES = 100
SPLITS: tuple[Split, ...] = ("train", "dev", "test")

_SHAPE = EncoderShape(layers=2, hidden=32, heads=2, intermediate=64, positions=256)
_SETTINGS = TrainingSettings(steps=8, batch_size=16, max_length=128)
_PRETRAINING = TrainingSettings(steps=30, batch_size=16, max_length=64)
_TEXTS_PER_LANGUAGE = 200


@dataclass(frozen=True, slots=True)
class LoadedSet:
    """One split of a task in one language, read to its last row.

    Attributes:
        rows: examples.
        pool: candidates that queries are answered from.
        seconds: that reading took.
    """

    task: str
    split: Split
    language: str
    rows: int
    pool: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What became of one task.

    Attributes:
        task: which.
        sets: all that was read.
        evaluated: the split that was evaluated; empty where there is nothing to train on or to evaluate.
        seconds: of training and evaluation.
        scores: of each language, in points of the task's first metric.
        problem: why it did not come that far; empty if it did.
    """

    task: TaskSpec
    sets: tuple[LoadedSet, ...] = ()
    evaluated: Split | Literal[""] = ""
    seconds: float = 0.0
    scores: tuple[tuple[str, float], ...] = ()
    problem: str = ""


class Rehearser:
    """Takes tasks of a catalogue through the harness.

    Args:
        access: with a catalogue.
        home: the store's folder.
    """

    def __init__(self, access: DataAccess, home: Path) -> None:
        assert access.catalogue is not None
        self._access, self._home = access, home
        self.source = CatalogueSource(access.catalogue, data_root=access.data_root)
        self._encoder = self._plan_encoder()

    def run(self, names: Iterable[str]) -> Iterator[Rehearsal]:
        """Yields what became of each task; what goes wrong with one is written down.

        Raises:
            UnknownNameError: for a task that the catalogue does not have.
        """
        known = self.source.tasks()
        for name in names:
            if name not in known:
                raise UnknownNameError("task of this catalogue", name, known, place=str(self.source.path))
            yield self._rehearse(TASKS.get(name))

    def _rehearse(self, task: TaskSpec) -> Rehearsal:
        done = Rehearsal(task)
        try:
            task = self._access.complete(task)
            present = self.source.available(task.name)
            for split in SPLITS:
                sets = tuple(self._load(task, split, one) for one in present.get(split, ()))
                done = replace(done, sets=done.sets + sets)
            chosen = next((one for one in SPLITS[::-1] if one in present), SPLITS[-1])
            if chosen == "train" or (task.retrieval is None and "train" not in present):
                return done
            self._train(self._encoder)
            start = time.perf_counter()
            scores = tuple(self._score(task, chosen, present))
            return replace(done, evaluated=chosen, scores=scores, seconds=time.perf_counter() - start)
        except CrosswindError as error:
            return replace(done, problem=str(error).replace(f"{self.source.root}/", ""))

    def _load(self, task: TaskSpec, split: Split, language: str) -> LoadedSet:
        start = time.perf_counter()
        rows = sum(1 for _ in self.source.stream(task, language, split))
        pool = len(self.source.load_pool(task, language, split)) if task.retrieval is not None else 0
        return LoadedSet(task.name, split, language, rows, pool, time.perf_counter() - start)

    def _score(
        self, task: TaskSpec, split: Split, present: Mapping[Split, Sequence[str]]
    ) -> Iterator[tuple[str, float]]:
        languages = present[split]
        sets = {
            one: self._access.load_evaluation(task, one, limit=EVALUATED_EXAMPLES, split=split)
            for one in languages
        }
        for language, evaluation in sets.items():
            refuse_unanswered(task, language, evaluation.examples)
        predictor = self._open(task, sets, present.get("train", ()))
        metric = METRICS.get(task.metrics[0], place=f"task {task.name}")
        for language, evaluation in sets.items():
            answers = predictor.predict(evaluation.examples)
            pairs = zip(evaluation.examples, answers, strict=True)
            measured = [metric.measure(example.gold, answer, language) for example, answer in pairs]
            yield language, float(metric.finish(np.sum(measured, axis=0, dtype=np.float64)))

    def _open(self, task: TaskSpec, sets: Mapping[str, EvaluationSet], trained: Sequence[str]) -> Predictor:
        from harness.inference.predictor import CheckpointPredictor
        from harness.inference.retrieval import RetrievalPredictor
        from harness.models.checkpoints import open_checkpoint  # torch: only where models run

        method = settle_retrieval(RetrievalConfig(task=task.name))
        if method is not None:
            folder = open_checkpoint(str(locate_stage(self._encoder, self._home)))
            return RetrievalPredictor(folder, method, sets, development=self._develop(task, sets))
        data = self._refer(task, trained, limit=TRAINED_EXAMPLES)
        stage = Stage("target", task.name, data, _SETTINGS, parent=self._encoder, code=name_code("target"))
        self._train(stage)
        folder = open_checkpoint(str(locate_stage(stage, self._home)))
        return CheckpointPredictor(folder, task, _SETTINGS.limits)

    def _develop(self, task: TaskSpec, sets: Iterable[str]) -> dict[str, EvaluationSet]:
        if "dev" not in list_evaluation_splits(task):
            return {}
        return {
            one: self._access.load_evaluation(task, one, limit=EVALUATED_EXAMPLES, split="dev")
            for one in sets
        }

    def _plan_encoder(self) -> Stage:
        texts = [name for name in self.source.tasks() if TASKS.get(name).format == "masked_lm"]
        task = TASKS.get(texts[0] if texts else f"{MINI_PREFIX}text")
        languages = self.source.available(task.name)["train"] if texts else task.train_languages
        return Stage(
            "pretraining",
            task.name,
            self._refer(task, languages, limit=_TEXTS_PER_LANGUAGE),
            _PRETRAINING,
            masked=MaskedLMSettings(vocabulary_size=4000),
            shape=_SHAPE,
            code=name_code("pretraining"),
        )

    def _refer(self, task: TaskSpec, languages: Iterable[str], *, limit: int) -> tuple[DataReference, ...]:
        return tuple(
            DataReference(task.name, one, self._access.fingerprint(task, one, "train"), limit=limit)
            for one in languages
        )

    def _train(self, stage: Stage) -> None:
        TrainStage(stage, self._access, self._home).run(lambda _done, _total: None)


def render_rehearsals(rehearsals: Sequence[Rehearsal]) -> str:
    """Returns the tables as Markdown: a line for each task, then one for each set."""
    tasks = [
        "| task | format | languages | train | dev | test | load, s | train → evaluate, s | score |",
        "|---|---|---|--:|--:|--:|--:|--:|---|",
        *(_render_task(one) for one in rehearsals),
    ]
    sets = [
        "| task | split | language | rows | pool | seconds |",
        "|---|---|---|--:|--:|--:|",
        *(_render_set(item) for one in rehearsals for item in one.sets),
    ]
    return "\n".join([*tasks, "", "## Every set", "", *sets, ""])


def _render_task(one: Rehearsal) -> str:
    languages = {item.language for item in one.sets if item.split == one.evaluated or not one.evaluated}
    counts = [sum(item.rows for item in one.sets if item.split == split) for split in SPLITS]
    loading = sum(item.seconds for item in one.sets)
    found = _render_score(one)
    return (
        f"| {one.task.name} | {one.task.format} | {len(languages)} | "
        + " | ".join(f"{count:,}" if count else "–" for count in counts)
        + f" | {loading:.2f} | {one.seconds:.1f} | {found} |"
    )


def _render_score(one: Rehearsal) -> str:
    if one.problem:
        return one.problem.replace("|", "\\|")
    if not one.scores:
        return "–"
    mean = sum(score for _, score in one.scores) / len(one.scores)
    return f"{one.task.metrics[0]} {mean:.1f} on {one.evaluated}"


def _render_set(item: LoadedSet) -> str:
    pool = f"{item.pool:,}" if item.pool else "–"
    return f"| {item.task} | {item.split} | {item.language} | {item.rows:,} | {pool} | {item.seconds:.2f} |"
