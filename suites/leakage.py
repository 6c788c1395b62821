"""Which test examples of a plan stand in the training data of its models: searched once, then kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from harness.errors import DataFileError, RequestError
from harness.executors.jobs import Job, ReportProgress
from harness.fingerprint import fingerprint, fingerprint_code
from harness.leakage.examples import SetLeakage, find_leakage
from harness.store.atomic import write_atomically
from harness.training.stage import DataReference, Rescaling, Stage, StageKind
from harness.types import EvaluationSet, text_fields
from suites.data import DataAccess, find_task
from suites.plan import Plan, PlannedModel
from suites.training import read_examples

LEAKAGE_FILE = "leakage.json"
CODE = ("harness.leakage", "suites.leakage")
_FOLDER = "leakage"
_CHARACTERS_AT_ONCE = 16_000_000


@dataclass(frozen=True, slots=True)
class TrainingSet:
    """All examples of one task that a stage is trained on, or that decided when it stopped.

    Attributes:
        phase: of the stage.
        task: name.
        data: by language.
        rescaling: what a scaling made of the data.
    """

    phase: StageKind
    task: str
    data: tuple[DataReference, ...]
    rescaling: Rescaling | None = None

    @property
    def fingerprint(self) -> str:
        """Names the examples, whatever they are used for."""
        return fingerprint((self.data, self.rescaling))

    @property
    def stops(self) -> bool:
        """Whether these are development data, by which early stopping decides."""
        return any(one.split == "dev" for one in self.data)

    @property
    def languages(self) -> tuple[str, ...]:
        """Of the examples, in order."""
        return tuple(dict.fromkeys(one.language for one in self.data))


@dataclass(frozen=True, slots=True)
class EvaluatedSet:
    """The examples of one language that a model is evaluated on.

    ``fingerprint`` is that of the data before ``limit`` chooses among them.
    """

    task: str
    language: str
    fingerprint: str
    limit: int = 0


@dataclass(frozen=True, slots=True)
class SearchedPair:
    """A training set in which a test set was looked for.

    Attributes:
        training: where.
        evaluated: what for.
        found: what stands there; None if the training data could not be read.
        unread: why they could not.
    """

    training: TrainingSet
    evaluated: EvaluatedSet
    found: SetLeakage | None
    unread: str = ""


PAIRS_ADAPTER = TypeAdapter(tuple[SearchedPair, ...])
_FOUND = TypeAdapter(SetLeakage)


@dataclass(frozen=True, slots=True)
class FindLeakage:
    """The work of looking for test sets in one training set."""

    training: TrainingSet
    evaluated: tuple[EvaluatedSet, ...]
    access: DataAccess
    store_root: Path

    def run(self, report: ReportProgress) -> None:
        """Writes one result a test set into the store."""
        training = self.training
        task = self.access.complete(find_task(training.task, place="plan"))
        done = 0
        for group in self._load():
            examples = read_examples(task, training.data, self.access, rescaling=training.rescaling)
            found = find_leakage([evaluation for _, evaluation in group], examples)
            for (evaluated, _), its in zip(group, found, strict=True):
                write_atomically(_locate(self.store_root, training, evaluated), _FOUND.dump_json(its))
            done += len(group)
            report(done, len(self.evaluated))

    def _load(self) -> Iterator[list[tuple[EvaluatedSet, EvaluationSet]]]:
        """Yields the test sets in groups that fit into memory; the training data are read once a group."""
        group: list[tuple[EvaluatedSet, EvaluationSet]] = []
        characters = 0
        for evaluated in self.evaluated:
            task = find_task(evaluated.task, place="plan")
            evaluation = self.access.load_evaluation(task, evaluated.language, limit=evaluated.limit)
            group.append((evaluated, evaluation))
            characters += sum(len(text) for e in evaluation.examples for _, text in text_fields(e.payload))
            if characters > _CHARACTERS_AT_ONCE:
                yield group
                group, characters = [], 0
        if group:
            yield group


def list_training_sets(model: PlannedModel) -> tuple[TrainingSet, ...]:
    """Returns all that is known to have been trained on or stopped by, from the first phase to the last."""
    return tuple(
        TrainingSet(stage.kind, name, data, _rescaling_of(stage, name, split))
        for stage in model.stage.history()
        for name in stage.tasks
        for split in ("train", "dev")
        if (data := tuple(one for one in stage.data if (one.task, one.split) == (name, split)))
    )


def _rescaling_of(stage: Stage, task: str, split: str) -> Rescaling | None:
    """Development data and text for masked-LM are left as they are."""
    scaled = split == "train" and find_task(task, place="plan").format != "masked_lm"
    return stage.rescaling if scaled else None


def list_evaluated_sets(model: PlannedModel, plan: Plan) -> tuple[EvaluatedSet, ...]:
    """Returns the test sets of a model."""
    data = dict(plan.data)
    return tuple(
        EvaluatedSet(model.task, language, data[f"{model.task}/{language}/test"], model.limit)
        for language in model.languages
    )


def list_leakage_jobs(plan: Plan, access: DataAccess, store_root: Path) -> tuple[Job, ...]:
    """Returns one job a training set, over all test sets of the models that were trained on it."""
    return tuple(
        Job(
            f"leakage {training.fingerprint}",
            f"look for test examples in {training.task}, {training.phase}",
            FindLeakage(training, missing, access, store_root),
        )
        for training, evaluated in _pair(plan).items()
        if not _explain_unread(training, access)
        and (missing := tuple(one for one in evaluated if not _locate(store_root, training, one).is_file()))
    )


def write_leakage(plan: Plan, access: DataAccess, store_root: Path, folder: Path) -> None:
    """Writes what was found into a run's folder, where a report finds it without data or store."""
    pairs: list[SearchedPair] = []
    for training, evaluated in _pair(plan).items():
        unread = _explain_unread(training, access)
        for one in evaluated:
            file = _locate(store_root, training, one)
            found = None if unread else _FOUND.validate_json(file.read_bytes())
            pairs.append(SearchedPair(training, one, found, unread))
    write_atomically(folder / LEAKAGE_FILE, PAIRS_ADAPTER.dump_json(tuple(pairs), indent=1))


def read_leakage(folder: Path) -> tuple[SearchedPair, ...]:
    """Returns what ``write_leakage`` wrote.

    Raises:
        DataFileError: if it is missing or was written by another version.
    """
    file = folder / LEAKAGE_FILE
    remedy = "finish the run by its own command"
    try:
        return PAIRS_ADAPTER.validate_json(file.read_bytes())
    except FileNotFoundError:
        problem = "there is no such file"
    except ValidationError:
        problem = "the file is not as this version of Crosswind writes it"
    raise DataFileError(problem, place=str(file), remedy=remedy)


def _pair(plan: Plan) -> dict[TrainingSet, tuple[EvaluatedSet, ...]]:
    """Each training set of the plan with the test sets of all models that come after it."""
    evaluated: dict[TrainingSet, dict[EvaluatedSet, None]] = {}
    for model in plan.models:
        for training in list_training_sets(model):
            evaluated.setdefault(training, {}).update(dict.fromkeys(list_evaluated_sets(model, plan)))
    return {training: tuple(sets) for training, sets in evaluated.items()}


def _explain_unread(training: TrainingSet, access: DataAccess) -> str:
    """Says why a training set of a checkpoint cannot be read here; nothing if it can."""
    for one in training.data:
        try:
            here = access.fingerprint(find_task(one.task, place="plan"), one.language, one.split)
        except RequestError:
            return f"the {one.language} training data of {one.task} are not at hand"
        if here != one.fingerprint:
            return f"the {one.language} training data of {one.task} at hand are others than it was trained on"
    return ""


def _locate(store_root: Path, training: TrainingSet, evaluated: EvaluatedSet) -> Path:
    name = fingerprint((training.fingerprint, evaluated, _name_code()))
    return store_root / _FOLDER / f"{name}.json"


@cache
def _name_code() -> str:
    return fingerprint_code(*CODE)
