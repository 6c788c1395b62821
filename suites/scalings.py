"""What a suite's scaling makes of a recipe: one variant for each severity, of one phase's data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from harness.errors import RequestError
from harness.fingerprint import fingerprint_code
from harness.training.stage import Rescaling
from harness.types import EvaluationSet, Example, NotApplicable
from perturbations.base import find_scaling
from suites.config import RecipeConfig, SuiteConfig
from suites.data import find_task
from suites.plan import PlannedModel, ScaledPhase

CODE = (
    "perturbations.scaling",
    "perturbations.declare",
    "perturbations.scripts",
    "perturbations.strata",
    "perturbations.wrong_labels",
)
_WHOSE: dict[ScaledPhase, str] = {
    "intermediate": "intermediate",
    "target": "target training",
    "evaluation": "evaluation",
}


@dataclass(frozen=True, slots=True)
class Variant:
    """One severity of a scaling.

    Attributes:
        phase: whose data it changes.
        rescaling: how.
    """

    phase: ScaledPhase
    rescaling: Rescaling

    @property
    def name(self) -> str:
        """As part of a model's name: ``1:4`` of the intermediate data, ``target-noise-10%``."""
        step = find_scaling(self.rescaling.scaling).steps.names[self.rescaling.severity]
        return step if self.phase == "intermediate" else f"{self.phase}-{step}"

    def of(self, phase: ScaledPhase) -> Rescaling | None:
        """Returns the rescaling if it changes the data of a phase."""
        return self.rescaling if self.phase == phase else None

    @property
    def left(self) -> float:
        """Share of the data that stays as it was, a fraction."""
        return find_scaling(self.rescaling.scaling).steps.left[self.rescaling.severity]

    @property
    def size(self) -> float:
        """Size of the rescaled data, a fraction of what they were."""
        return self.left if find_scaling(self.rescaling.scaling).steps.shrinks else 1.0


def phase_of(suite: SuiteConfig) -> ScaledPhase | None:
    """Returns whose data a suite scales; None if it scales none.

    Raises:
        UnknownNameError: for a scaling that does not exist.
        RequestError: if a phase is named for a scaling of evaluation sets.
    """
    if suite.scaling is None:
        return None
    place = f"suite {suite.name}, scaling"
    if find_scaling(suite.scaling.name, place=place).spec.target == "train":
        return suite.scaling.phase or "intermediate"
    if suite.scaling.phase is not None:
        raise RequestError(
            f"{suite.scaling.name!r} scales evaluation sets, which belong to no phase of training",
            place=f"{place}, phase",
            remedy="leave 'phase' out",
        )
    return "evaluation"


def list_variants(
    suites: Iterable[SuiteConfig], phases: Iterable[ScaledPhase], *, seed: int, first: bool
) -> tuple[Variant, ...]:
    """Returns every severity that the suites ask for in some phases, each once.

    Args:
        suites: of the run.
        phases: that the models have.
        seed: of the models.
        first: whether it is their recipe's first.
    """
    code, wanted = fingerprint_code(*CODE), set(phases)
    found: dict[Variant, None] = {}
    for suite in suites:
        phase = phase_of(suite)
        if suite.scaling is None or phase not in wanted or not (first or suite.seeds == "all"):
            continue
        for severity in suite.scaling.severities:
            if severity:
                found[Variant(phase, Rescaling(suite.scaling.name, severity, seed, code))] = None
    return tuple(found)


def asks_for(suite: SuiteConfig, variant: Variant) -> bool:
    """Whether a variant is one of a suite's."""
    return (
        suite.scaling is not None
        and (suite.scaling.name, phase_of(suite)) == (variant.rescaling.scaling, variant.phase)
        and variant.rescaling.severity in suite.scaling.severities
    )


def refuse_scalings(
    suites: Iterable[SuiteConfig], phases: Iterable[ScaledPhase], *, why: str, remedy: str
) -> None:
    """Refuses suites that scale the data of phases that are not there.

    Raises:
        RequestError: naming the suite.
    """
    absent = set(phases)
    for suite in suites:
        phase = phase_of(suite)
        if phase in absent:
            raise RequestError(
                f"it scales {_WHOSE[phase]} data, and {why}", place=f"suite {suite.name}", remedy=remedy
            )


def check_recipes(recipes: Iterable[RecipeConfig], suites: Iterable[SuiteConfig]) -> None:
    """Refuses scalings that cannot be applied to the data of a recipe.

    Raises:
        RequestError: naming the task and its format.
    """
    scaled = [(suite, phase) for suite in suites if (phase := phase_of(suite)) is not None]
    for recipe in recipes:
        for suite, phase in scaled:
            assert suite.scaling is not None
            scaling = find_scaling(suite.scaling.name)
            for name in _list_tasks(recipe, phase):
                kind = find_task(name, place=f"recipe {recipe.name}").format
                if kind not in scaling.spec.formats:
                    raise RequestError(
                        f"{scaling.name!r} is not defined for {kind}, the format of task {name!r}",
                        place=f"suite {suite.name}, scaling",
                        remedy="choose another scaling, or leave the task out of the recipe",
                    )


def rescale_evaluation(evaluation: EvaluationSet, model: PlannedModel, *, seed: int) -> EvaluationSet:
    """Returns the part of an evaluation set that a model is scored on; the pool stays whole.

    Raises:
        RequestError: if the scaling cannot be applied to it.
    """
    if model.phase != "evaluation":
        return evaluation
    scaling = find_scaling(model.scaling)
    parts: list[tuple[Example, ...]] = []
    for examples in (evaluation.examples, evaluation.reserve):
        made = scaling.rescale(examples, severity=model.severity, seed=seed) if examples else ()
        if isinstance(made, NotApplicable):
            raise RequestError(
                f"{scaling.name} cannot be applied: {made.reason}",
                place=f"task {evaluation.task}, {evaluation.language}",
                remedy="choose another scaling, or leave the task out",
            )
        parts.append(made)
    return replace(evaluation, examples=parts[0], reserve=parts[1])


def name_axis(scaling: str, phase: ScaledPhase) -> str:
    """Returns what is counted where scores are drawn against a scaling of a phase."""
    return find_scaling(scaling).steps.axis.format(_WHOSE[phase])


def vary(model: PlannedModel, variant: Variant) -> PlannedModel:
    """Returns a planned model under the name of its variant, with what is left of its data."""
    return replace(
        model,
        name=f"{model.arm}@{variant.name}/{model.name.partition('/')[2]}",
        scaling=variant.rescaling.scaling,
        severity=variant.rescaling.severity,
        share=model.share * (variant.size if variant.phase == "intermediate" else 1.0),
        phase=variant.phase,
        left=variant.left,
    )


def _list_tasks(recipe: RecipeConfig, phase: ScaledPhase) -> Iterator[str]:
    if phase == "intermediate":
        yield from (name for step in recipe.intermediate for name in step.task)
    else:
        yield from (target.task for target in recipe.targets)
    if phase == "evaluation":
        yield from (config.task for config in recipe.retrieval)
