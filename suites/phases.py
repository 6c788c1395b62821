"""Phases of a recipe → stages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Protocol

from harness.errors import RequestError, UnknownNameError
from harness.models.shape import EncoderShape
from harness.task_spec import Role, TaskSpec
from harness.training.settings import TrainingSettings
from harness.training.stage import DataReference, Rescaling, Stage, StageKind, name_code
from harness.types import Split
from suites.config import (
    IntermediateConfig,
    MaskedLMPart,
    Names,
    PretrainingConfig,
    RecipeConfig,
    TargetConfig,
)
from suites.data import find_task
from suites.encoders import name_checkpoint

ENGLISH = "en"


class DataNames(Protocol):
    """What expanding a phase must know of data: their names, and which languages there are."""

    def fingerprint(self, task: TaskSpec, language: str, split: Split) -> str:
        """Names the data of one task, language and split."""
        ...

    def select_languages(self, task: TaskSpec, split: Split, wanted: Names) -> tuple[str, ...]:
        """Returns the languages to use, in the task's order."""
        ...


def expand_encoder(recipe: RecipeConfig, access: DataNames, *, seed: int, offline: bool) -> Stage:
    """Returns the stage that gives a recipe its encoder.

    Raises:
        CheckpointError: if it is a checkpoint that cannot be used.
        RequestError: if it cannot read what the phases give it, or is pre-trained on a task or
            language that there is not.
    """
    phases: tuple[IntermediateConfig | TargetConfig, ...] = (*recipe.intermediate, *recipe.targets)
    if recipe.pretraining is not None:
        for phase in phases:
            _require_room(phase, recipe.pretraining.shape)
        return _expand_pretraining(recipe.pretraining, access, seed=seed)
    assert recipe.checkpoint is not None
    lengths = [phase.training.max_length for phase in phases]
    return name_checkpoint(recipe.checkpoint, revision=recipe.revision, offline=offline, lengths=lengths)


def expand_intermediate(
    phase: IntermediateConfig,
    parent: Stage,
    access: DataNames,
    *,
    seed: int,
    rescaling: Rescaling | None = None,
) -> Stage:
    """Returns the stage of one step of phase (ii), of one task or several.

    Raises:
        UnknownNameError: for a task or language that does not exist.
        RequestError: if a task has not that role, or no development data in English to stop by.
    """
    place = "recipe, intermediate"
    tasks = [find_task(name, place=place) for name in phase.task]
    for task in tasks:
        require_role(task, "intermediate", place=place)
    data = [
        reference
        for task in tasks
        for reference in _refer(task, phase.languages or task.train_languages, access, limit=phase.limit)
    ]
    hidden = phase.masked_lm
    if hidden is not None:
        data.extend(_refer_text(hidden, access))
    names = [*phase.task, *([hidden.task] if hidden else [])]
    draft = _draft("intermediate", names, parent, phase.training, seed=seed)
    return replace(
        draft,
        data=(*data, *_refer_dev(tasks, phase.training, access, place=place)),
        mixture=phase.mixture if len(names) > 1 else None,
        masked=hidden.objective if hidden else None,
        rescaling=rescaling,
    )


def expand_target(
    phase: TargetConfig, parent: Stage, access: DataNames, *, seed: int, rescaling: Rescaling | None = None
) -> Stage:
    """Returns the stage of phase (iii).

    Raises:
        UnknownNameError: for a task that does not exist.
        RequestError: if it has not that role, or no development data in English to stop by.
    """
    place = "recipe, target"
    task = find_task(phase.task, place=place)
    require_role(task, "target", place=place)
    data = _refer(task, task.train_languages, access, limit=phase.limit)
    draft = _draft("target", [task.name], parent, phase.training, seed=seed)
    dev = _refer_dev([task], phase.training, access, place=place)
    return replace(draft, data=(*data, *dev), rescaling=rescaling)


def _require_room(phase: IntermediateConfig | TargetConfig, shape: EncoderShape) -> None:
    name, training = phase.task if isinstance(phase.task, str) else "+".join(phase.task), phase.training
    if training.max_length > shape.positions:
        raise RequestError(
            f"sequences of {training.max_length} tokens are more than the {shape.positions} positions of "
            "the encoder",
            place=f"recipe, {name}: max_length",
            remedy="lower it, or raise pretraining.shape.positions",
        )
    if training.frozen_layers > shape.layers:
        raise RequestError(
            f"{training.frozen_layers} layers are more than the encoder's {shape.layers}",
            place=f"recipe, {name}: frozen_layers",
            remedy="lower it",
        )


def require_role(task: TaskSpec, role: Role, *, place: str) -> None:
    """Refuses a task in a part of a recipe that it is not made for.

    Raises:
        RequestError: naming the roles it has.
    """
    if role not in task.roles:
        raise RequestError(
            f"task {task.name!r} cannot be used for {role} (its roles: {', '.join(task.roles)})",
            place=place,
            remedy="name a task with that role (crosswind list tasks)",
        )


def _draft(
    kind: StageKind, tasks: Iterable[str], parent: Stage | None, settings: TrainingSettings, *, seed: int
) -> Stage:
    code = name_code(kind, early_stopping=settings.early_stopping is not None)
    return Stage(kind, "+".join(tasks), settings=settings, seed=seed, parent=parent, code=code)


def _expand_pretraining(config: PretrainingConfig, access: DataNames, *, seed: int) -> Stage:
    place = "recipe, pretraining"
    task = find_task(config.task, place=place)
    require_role(task, "pretraining", place=place)
    _check_languages(task, config.languages, place=f"{place}.languages")
    languages = access.select_languages(task, "train", config.languages)
    return replace(
        _draft("pretraining", [task.name], None, config.training, seed=seed + config.seed),
        data=tuple(_refer(task, languages, access, limit=config.sentences)),
        masked=config.masked_lm,
        shape=config.shape,
    )


def _refer(
    task: TaskSpec, languages: Iterable[str], access: DataNames, *, limit: int, split: Split = "train"
) -> Iterator[DataReference]:
    for language in languages:
        name = access.fingerprint(task, language, split)
        yield DataReference(task.name, language, name, "dev" if split == "dev" else "train", limit)


def _refer_text(part: MaskedLMPart, access: DataNames) -> Iterator[DataReference]:
    place = "recipe, intermediate.masked_lm"
    task = find_task(part.task, place=place)
    require_role(task, "pretraining", place=place)
    _check_languages(task, part.languages, place=f"{place}.languages")
    return _refer(task, access.select_languages(task, "train", part.languages), access, limit=part.sentences)


def _refer_dev(
    tasks: Iterable[TaskSpec], training: TrainingSettings, access: DataNames, *, place: str
) -> Iterator[DataReference]:
    """The English development data that decide when to stop: other languages' would not be zero-shot."""
    if training.early_stopping is None:
        return
    for task in tasks:
        if ENGLISH not in task.languages:
            raise RequestError(
                f"task {task.name!r} has no English development set to stop by",
                place=f"{place}.training.early_stopping",
                remedy="leave early_stopping out of this phase",
            )
        yield from _refer(task, [ENGLISH], access, limit=training.early_stopping.examples, split="dev")


def _check_languages(task: TaskSpec, wanted: tuple[str, ...] | str, *, place: str) -> None:
    for number, code in enumerate(() if isinstance(wanted, str) else wanted):
        if code not in task.languages:
            raise UnknownNameError("language", code, task.languages, place=f"{place}[{number}]")
