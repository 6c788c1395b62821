"""Recipes × suites → plan. Pure but for reading the fingerprints of data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product

from harness import __version__
from harness.errors import RequestError, UnknownNameError
from harness.fingerprint import fingerprint_code
from harness.retrieval.rules import RetrievalSettings, override_query
from harness.training.stage import Stage
from harness.types import Split
from perturbations.base import Perturbation
from perturbations.compose import find_stress
from suites.config import Names, RecipeConfig, RetrievalConfig, SuiteConfig
from suites.data import DataAccess, find_task, list_evaluation_splits
from suites.omissions import name_absent, name_limits, name_unfit, refuse_idle
from suites.phases import expand_encoder, expand_intermediate, expand_target
from suites.plan import Plan, PlannedModel, ScaledPhase, Unit
from suites.scalings import (
    Variant,
    asks_for,
    check_recipes,
    list_variants,
    phase_of,
    refuse_scalings,
    vary,
)
from suites.services import NO_NAMES, ServiceNames, plan_services
from suites.shifts import list_data_of_shifts
from suites.training import check_rescalings

EVALUATION_CODE = (
    "harness.baseline",
    "harness.formats",
    "harness.inference",
    "harness.metrics",
    "harness.models",
    "harness.retrieval",
    "perturbations",
    "suites.contexts",
    "suites.data",
    "suites.evaluate",
    "suites.frozen",
    "suites.measures",
    "suites.predictions",
    "suites.predictors",
    "suites.scalings",
    "suites.services",
    "suites.shifts",
    "suites.stress",
    "suites.training",
)


@dataclass(frozen=True, slots=True)
class Request:
    """What was asked for: suites over data, with a seed, on or off the network."""

    suites: tuple[SuiteConfig, ...]
    access: DataAccess
    seed: int = 0
    offline: bool = False
    services: ServiceNames = NO_NAMES


def build_plan(recipes: Sequence[RecipeConfig], request: Request, *, title: str) -> Plan:
    """Expands recipes and suites into stages and cells.

    Raises:
        UnknownNameError: for a task, language or perturbation that does not exist.
        RequestError: if two recipes share a name, nothing is left to evaluate or to do to it, or a scaling
            cannot be applied to training data that are at hand.
    """
    if len({recipe.name for recipe in recipes}) < len(recipes):
        raise RequestError("two recipes have one name", place="--recipe", remedy="give each arm its own name")
    check_suites(request, [name for recipe in recipes for name in _list_targets(recipe)])
    check_recipes(recipes, request.suites)
    models = tuple(model for recipe in recipes for model in _expand_recipe(recipe, request))
    plan = assemble_plan(models, request, title=title)
    refuse_idle(models, request.suites)
    if not any(recipe.intermediate for recipe in recipes):
        remedy = "add 'intermediate' to a recipe"
        refuse_scalings(request.suites, ("intermediate",), why="no recipe has any", remedy=remedy)
    if not any(recipe.targets for recipe in recipes):
        remedy = "add 'targets' to a recipe"
        refuse_scalings(request.suites, ("target",), why="no recipe has any", remedy=remedy)
    check_rescalings(plan.stages(), request.access)
    return plan


def check_suites(request: Request, tasks: Iterable[str]) -> None:
    """Refuses names in suites that nothing answers to, before anything is computed.

    Args:
        request: the suites.
        tasks: that may be evaluated; a language must be one of theirs.

    Raises:
        UnknownNameError: for a task, language, perturbation or scaling that does not exist.
        RequestError: if a scaling is named as a perturbation, or the other way round, or of a phase that
            it cannot change.
    """
    known = {language for name in tasks for language in find_task(name, place="plan").languages}
    for suite in request.suites:
        place = f"suite {suite.name}"
        for number, name in enumerate(_named(suite.tasks)):
            find_task(name, place=f"{place}, tasks[{number}]")
        for number, code in enumerate(_named(suite.languages)):
            if code not in known:
                raise UnknownNameError("language", code, known, place=f"{place}, languages[{number}]")
        for number, stress in enumerate(suite.perturbations):
            find_stress(stress.name, place=f"{place}, perturbations[{number}]")
        if suite.scaling is not None:
            phase_of(suite)


def _named(names: Names) -> tuple[str, ...]:
    return () if isinstance(names, str) else names


def _list_targets(recipe: RecipeConfig) -> Iterator[str]:
    """Names the tasks that a recipe's models are evaluated on, each of the kind it stands under."""
    for number, target in enumerate(recipe.targets):
        yield _find_target(target.task, place=f"recipe {recipe.name}, targets[{number}]", trained=True)
    for number, config in enumerate(recipe.retrieval):
        yield _find_target(config.task, place=f"recipe {recipe.name}, retrieval[{number}]", trained=False)


def _find_target(name: str, *, place: str, trained: bool) -> str:
    task = find_task(name, place=place)
    if (task.format != "retrieval") is not trained:
        raise RequestError(
            f"task {name!r} is of format {task.format}",
            place=place,
            remedy=f"name it under {'retrieval' if trained else 'targets'!r} instead",
        )
    return task.name


def assemble_plan(models: tuple[PlannedModel, ...], request: Request, *, title: str) -> Plan:
    """Returns the plan over given models.

    Raises:
        RequestError: if no model has a language to be evaluated in, or two have one name.
    """
    twice = next((name for name, count in Counter(m.name for m in models).items() if count > 1), None)
    if twice is not None:
        raise RequestError(
            f"model {twice!r} stands twice", place="plan", remedy="name each checkpoint, task and seed once"
        )
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
        sources=tuple(_name_sources(models, request.access)),
        absent=tuple(name_absent(models, request.suites, request.access)),
        evaluation_code=fingerprint_code(*EVALUATION_CODE),
        resources=tuple(_name_resources(models, request.access)),
        services=plan_services(request.services, offline=request.offline),
        unfit=tuple(name_unfit(models, request.suites)),
        limits=tuple(name_limits(models, request.suites)),
    )


@dataclass(frozen=True, slots=True)
class Placement:
    """What suites ask of a model on one task, or of the task's evaluation sets.

    Attributes:
        languages: evaluated, clean.
        limit: examples per language; 0 = all.
        units: what they are stressed with.
    """

    languages: tuple[str, ...]
    limit: int
    units: tuple[Unit, ...]


def place_model(
    model: PlannedModel, request: Request, *, first: bool, variant: Variant | None = None
) -> PlannedModel:
    """Returns the model with its languages, limit and stress (see ``place_task``)."""
    placed = place_task(model.task, request, first=first, variant=variant)
    return replace(model, languages=placed.languages, limit=placed.limit, units=placed.units)


def place_task(
    name: str, request: Request, *, first: bool = True, variant: Variant | None = None
) -> Placement:
    """Returns the languages, limit and stress of a task.

    Args:
        name: of the task.
        request: suites and data.
        first: whether it has its recipe's first seed.
        variant: what a scaling changed; None where all data are as they are.
    """
    task = find_task(name, place="recipe, targets")
    suites = [suite for suite in request.suites if suite.tasks == "all" or name in suite.tasks]
    wanted = [suite for suite in suites if variant is None or asks_for(suite, variant)]
    languages = tuple(
        language
        for language in task.languages
        if any(language in _languages_of(name, suite, request.access) for suite in wanted)
    )
    limits = [suite.limit for suite in suites]  # of all: smaller models are compared on the same examples
    units = _merge(
        unit
        for suite in wanted
        if first or suite.seeds == "all"
        for unit in _expand_suite(name, suite, request.access)
    )
    return Placement(languages, 0 if not limits or 0 in limits else max(limits), units)


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
    for stress in suite.perturbations:
        found = find_stress(stress.name)
        paired = isinstance(found, Perturbation)
        if task_format in found.spec.formats:
            for severity in stress.severities:
                yield Unit(suite.name, found.spec.family, stress.name, severity, languages, paired)


def _languages_of(task_name: str, suite: SuiteConfig, access: DataAccess) -> tuple[str, ...]:
    task = find_task(task_name, place="recipe, targets")
    return access.select_languages(task, "test", suite.languages)


def _expand_recipe(recipe: RecipeConfig, request: Request) -> Iterator[PlannedModel]:
    encoder = expand_encoder(recipe, request.access, seed=request.seed, offline=request.offline)
    phases: list[ScaledPhase] = ["target", "evaluation"]
    if recipe.intermediate:
        phases.insert(0, "intermediate")
    for number, offset in enumerate(recipe.seeds):
        seed, first = request.seed + offset, number == 0
        for variant in (None, *list_variants(request.suites, phases, seed=seed, first=first)):
            changed = variant.of("intermediate") if variant else None
            start = encoder
            for phase in recipe.intermediate:
                start = expand_intermediate(phase, start, request.access, seed=seed, rescaling=changed)
            for model in _expand_targets(recipe, start, request, seed=seed, variant=variant):
                placed = place_model(model, request, first=first, variant=variant)
                if placed.languages or not request.suites:
                    yield placed


def _expand_targets(
    recipe: RecipeConfig, start: Stage, request: Request, *, seed: int, variant: Variant | None
) -> Iterator[PlannedModel]:
    """Yields the models of one seed; of those that no target phase precedes none where that is scaled."""
    changed = variant.of("target") if variant else None
    found = [
        (p.task, expand_target(p, start, request.access, seed=seed, rescaling=changed))
        for p in recipe.targets
    ]
    settled = {config.task: settle_retrieval(config) for config in recipe.retrieval}
    if changed is None:
        found += [(config.task, start) for config in recipe.retrieval]
    share = 1.0 if recipe.intermediate else 0.0
    for task, stage in found:
        model = PlannedModel(
            f"{recipe.name}/{task}/seed-{seed}", recipe.name, task, seed, "", 0, share, stage
        )
        model = replace(model, retrieval=settled.get(task))
        yield vary(model, variant) if variant else model


def settle_retrieval(config: RetrievalConfig) -> RetrievalSettings | None:
    """Returns how a task is answered; None where it is no retrieval task.

    Raises:
        RequestError: if the side that asks is named where the rule leaves no choice.
    """
    rule = find_task(config.task, place="recipe, retrieval").retrieval
    if rule is None:
        return None
    if config.query is not None:
        rule = override_query(rule, config.query, place=f"recipe, retrieval, task {config.task}")
    return RetrievalSettings(rule, config.embedding)


def _name_data(models: Sequence[PlannedModel], access: DataAccess) -> Iterator[tuple[str, str]]:
    seen: set[str] = set()
    for model in models:
        task = find_task(model.task, place="plan")
        for language, split in product(model.languages, list_evaluation_splits(task)):
            name = f"{task.name}/{language}/{split}"
            if name not in seen:
                seen.add(name)
                if split == "test":
                    access.require_answers(task, language)
                yield name, access.fingerprint(task, language, split)
    for other, language, split in list_data_of_shifts(models, access):
        if (name := f"{other}/{language}/{split}") not in seen:
            yield name, access.fingerprint(find_task(other, place="plan"), language, split)


def _name_resources(models: Sequence[PlannedModel], access: DataAccess) -> Iterator[tuple[str, str]]:
    stressed = {(model.task, code) for model in models for unit in model.units for code in unit.languages}
    for name, language in sorted(stressed):
        if found := access.fingerprint_resources(language, find_task(name, place="plan")):
            yield f"{name}/{language}", found


def _name_sources(models: Sequence[PlannedModel], access: DataAccess) -> Iterator[tuple[str, str]]:
    """Ties what the hub gives to its commits, in training as in evaluation."""
    read: set[tuple[str, str, Split]] = {
        (model.task, language, "test") for model in models for language in model.languages
    }
    stages = {stage.fingerprint: stage for model in models for stage in model.stage.lineage()}
    read.update((part.task, part.language, part.split) for stage in stages.values() for part in stage.data)
    read.update(list_data_of_shifts(models, access))
    for name, language, split in sorted(read):
        if tables := access.describe(find_task(name, place="plan"), language, split):
            yield f"{name}/{language}/{split}", "; ".join(tables)
