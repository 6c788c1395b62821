"""Recipes × suites → plan. Pure but for reading the fingerprints of data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from harness import __version__
from harness.errors import RequestError
from harness.fingerprint import fingerprint_code
from harness.training.stage import DataReference, Stage, Subset, name_code
from harness.types import Role
from perturbations.base import PERTURBATIONS, find_scaling
from suites.config import PhaseConfig, PretrainingConfig, RecipeConfig, SuiteConfig
from suites.data import DataAccess, find_task
from suites.encoders import name_checkpoint
from suites.plan import Plan, PlannedModel, Unit

EVALUATION_CODE = (
    "harness.formats",
    "harness.inference",
    "harness.metrics",
    "harness.models",
    "perturbations",
    "suites.data",
    "suites.evaluate",
)


@dataclass(frozen=True, slots=True)
class Request:
    """What was asked for: suites over data, with a seed, on or off the network."""

    suites: tuple[SuiteConfig, ...]
    access: DataAccess
    seed: int = 0
    offline: bool = False


def build_plan(recipes: Sequence[RecipeConfig], request: Request, *, title: str) -> Plan:
    """Expands recipes and suites into stages and cells.

    Raises:
        UnknownNameError: for a task, language or perturbation that does not exist.
        RequestError: if two recipes share a name, or nothing is left to evaluate.
    """
    if len({recipe.name for recipe in recipes}) < len(recipes):
        raise RequestError("two recipes have one name", place="--recipe", remedy="give each arm its own name")
    models = tuple(model for recipe in recipes for model in _expand_recipe(recipe, request))
    return assemble_plan(models, request, title=title)


def assemble_plan(models: tuple[PlannedModel, ...], request: Request, *, title: str) -> Plan:
    """Returns the plan over given models.

    Raises:
        RequestError: if no model has a language to be evaluated in.
    """
    if request.suites and not any(model.languages for model in models):
        raise RequestError(
            "no model has a language to be evaluated in",
            place="suite, languages",
            remedy="name languages that the tasks have (crosswind list tasks)",
        )
    return Plan(
        title=title,
        version=__version__,
        suites=tuple(suite.name for suite in request.suites),
        scalings=tuple(sorted({suite.scaling.name for suite in request.suites if suite.scaling})),
        seed=request.seed,
        models=models,
        data=tuple(sorted(_name_data(models, request.access))),
        absent=tuple(_name_absent(models, request)),
        evaluation_code=fingerprint_code(*EVALUATION_CODE),
    )


def place_model(model: PlannedModel, request: Request, *, main: bool, first: bool) -> PlannedModel:
    """Returns the model with its languages, limit and stress.

    Args:
        model: without them.
        request: suites and data.
        main: whether it has all of the intermediate data, or no intermediate phase.
        first: whether it has its recipe's first seed.
    """
    task = find_task(model.task, place="recipe, targets")
    wanted = [
        suite
        for suite in request.suites
        if (suite.tasks == "all" or model.task in suite.tasks) and (main or suite.family == "scaling")
    ]
    languages = tuple(
        language
        for language in task.languages
        if any(language in _languages_of(model.task, suite, request.access) for suite in wanted)
    )
    limits = [suite.limit for suite in wanted]
    units = _merge(
        unit
        for suite in wanted
        if suite.family == "scaling" or (main and (first or suite.seeds == "all"))
        for unit in _expand_suite(model.task, suite, request.access)
    )
    limit = 0 if not limits or 0 in limits else max(limits)
    return replace(model, languages=languages, limit=limit, units=units)


def _merge(units: Iterable[Unit]) -> tuple[Unit, ...]:
    """One unit for each perturbation and severity, also where two suites name it."""
    merged: dict[tuple[str, int], Unit] = {}
    for unit in units:
        key = (unit.perturbation, unit.severity)
        known = merged.get(key, unit)
        languages = tuple(dict.fromkeys((*known.languages, *unit.languages)))
        merged[key] = replace(known, languages=languages)
    return tuple(merged.values())


def _expand_suite(task_name: str, suite: SuiteConfig, access: DataAccess) -> Iterator[Unit]:
    task_format = find_task(task_name, place="recipe, targets").format
    languages = _languages_of(task_name, suite, access)
    for number, stress in enumerate(suite.perturbations):
        place = f"suite {suite.name}, perturbations[{number}]"
        spec = PERTURBATIONS.get(stress.name, place=place).spec
        if task_format in spec.formats:
            for severity in stress.severities:
                yield Unit(suite.name, spec.family, stress.name, severity, languages)


def _languages_of(task_name: str, suite: SuiteConfig, access: DataAccess) -> tuple[str, ...]:
    task = find_task(task_name, place="recipe, targets")
    return access.select_languages(task, "test", suite.languages)


def _expand_recipe(recipe: RecipeConfig, request: Request) -> Iterator[PlannedModel]:
    encoder = _expand_encoder(recipe, request)
    for number, offset in enumerate(recipe.seeds):
        seed = request.seed + offset
        for subset in (None, *(_subsets(request, seed) if recipe.intermediate else ())):
            start = encoder
            for phase in recipe.intermediate:
                start = _expand_phase("intermediate", phase, start, request, seed=seed, subset=subset)
            for model in _expand_targets(recipe, start, request, seed=seed, subset=subset):
                placed = place_model(model, request, main=subset is None, first=number == 0)
                if placed.languages or not request.suites:
                    yield placed


def _expand_encoder(recipe: RecipeConfig, request: Request) -> Stage:
    if recipe.pretraining is not None:
        return _expand_pretraining(recipe.pretraining, request)
    assert recipe.checkpoint is not None
    return name_checkpoint(recipe.checkpoint, revision=recipe.revision, offline=request.offline)


def _expand_pretraining(config: PretrainingConfig, request: Request) -> Stage:
    task = find_task(config.task, place="recipe, pretraining")
    _require_role(task.roles, "pretraining", task.name)
    return Stage(
        "pretraining",
        task.name,
        data=tuple(
            DataReference(task.name, language, request.access.fingerprint(task, language, "train"))
            for language in request.access.select_languages(task, "train", config.languages)
        ),
        settings=config.training,
        seed=request.seed + config.seed,
        masked=config.masked_lm,
        shape=config.shape,
        limit=config.sentences,
        code=name_code("pretraining"),
    )


def _expand_phase(
    kind: Literal["intermediate", "target"],
    phase: PhaseConfig,
    parent: Stage,
    request: Request,
    *,
    seed: int,
    subset: Subset | None = None,
) -> Stage:
    task = find_task(phase.task, place=f"recipe, {kind}")
    _require_role(task.roles, kind, task.name)
    return Stage(
        kind,
        task.name,
        data=tuple(
            DataReference(task.name, language, request.access.fingerprint(task, language, "train"))
            for language in task.train_languages
        ),
        settings=phase.training,
        seed=seed,
        parent=parent,
        subset=subset,
        limit=phase.limit,
        code=name_code(kind),
    )


def _subsets(request: Request, seed: int) -> Iterator[Subset]:
    for suite in request.suites:
        if suite.scaling is not None:
            place = f"suite {suite.name}, scaling"
            find_scaling(suite.scaling.name, place=place)
            for severity in suite.scaling.severities:
                if severity:
                    yield Subset(
                        suite.scaling.name, severity, seed, fingerprint_code("perturbations.scaling")
                    )


def _expand_targets(
    recipe: RecipeConfig, start: Stage, request: Request, *, seed: int, subset: Subset | None
) -> Iterator[PlannedModel]:
    trained = [(p.task, _expand_phase("target", p, start, request, seed=seed)) for p in recipe.targets]
    untrained = [(find_task(name, place="recipe, retrieval").name, start) for name in recipe.retrieval]
    severity = subset.severity if subset else 0
    share = 0.0 if not recipe.intermediate else 0.5**severity
    arm = recipe.name if not severity else f"{recipe.name}@1:{2**severity}"
    scaling = subset.scaling if subset else ""
    for task, stage in (*trained, *untrained):
        name = f"{arm}/{task}/seed-{seed}"
        yield PlannedModel(name, recipe.name, task, seed, scaling, severity, share, stage)


def _require_role(roles: tuple[Role, ...], role: Role, task: str) -> None:
    if role not in roles:
        raise RequestError(
            f"task {task!r} cannot be used for {role} (its roles: {', '.join(roles)})",
            place="recipe",
            remedy="name a task with that role (crosswind list tasks)",
        )


def _name_data(models: Sequence[PlannedModel], access: DataAccess) -> Iterator[tuple[str, str]]:
    seen: set[str] = set()
    for model in models:
        task = find_task(model.task, place="plan")
        for language in model.languages:
            name = f"{task.name}/{language}/test"
            if name not in seen:
                seen.add(name)
                yield name, access.fingerprint(task, language, "test")


def _name_absent(models: Sequence[PlannedModel], request: Request) -> Iterator[tuple[str, str]]:
    """Languages that a suite asks for and the data lack: left out, and said."""
    for name in dict.fromkeys(model.task for model in models):
        absent = request.access.absent_languages(find_task(name, place="plan"), "test")
        if absent and any(suite.languages == "all" for suite in request.suites):
            yield name, ", ".join(absent)
