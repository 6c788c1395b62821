"""The plan as a value: every stage and every cell of a run, before anything is computed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from pydantic import TypeAdapter

from harness.fingerprint import fingerprint
from harness.retrieval.rules import RetrievalSettings
from harness.training.stage import Stage

Family: TypeAlias = Literal["adversarial", "domain_shift", "scaling"]
ScaledPhase: TypeAlias = Literal["intermediate", "target", "evaluation"]
"""Whose data a scaling changes: those of a phase of training, or those of the evaluation."""


@dataclass(frozen=True, slots=True)
class Unit:
    """One perturbed evaluation of a model: everything of a cell but the model and its task.

    Attributes:
        suite: that asks for it.
        family: of the perturbation or shift.
        perturbation: its name.
        severity: 0 to 5.
        languages: evaluated.
        paired: whether the same examples are compared, changed and unchanged; a shift has others.
    """

    suite: str
    family: Family
    perturbation: str
    severity: int
    languages: tuple[str, ...]
    paired: bool


@dataclass(frozen=True, slots=True)
class PlannedModel:
    """A checkpoint that will be evaluated on its task.

    Attributes:
        name: unique in the plan.
        arm: the recipe's name.
        task: target task.
        seed: of phases (ii) and (iii).
        scaling: the scaling that changed its data; empty where none did.
        severity: of the scaling; 0 = all data as they are.
        share: number of intermediate examples, a fraction of those that there are; 0 = no intermediate phase.
        stage: the checkpoint.
        languages: evaluated, clean.
        limit: examples per language; 0 = all.
        units: what it is stressed with.
        labels: what its outputs stand for, in their order; empty = as in the task.
        retrieval: how it answers a retrieval task; None for others.
        phase: whose data the scaling changed; None where there is no scaling.
        left: share of these data (or of their labels) that stayed as it was, a fraction.
    """

    name: str
    arm: str
    task: str
    seed: int
    scaling: str
    severity: int
    share: float
    stage: Stage
    languages: tuple[str, ...] = ()
    limit: int = 0
    units: tuple[Unit, ...] = ()
    labels: tuple[str, ...] = ()
    retrieval: RetrievalSettings | None = None
    phase: ScaledPhase | None = None
    left: float = 1.0


@dataclass(frozen=True, slots=True)
class PlannedService:
    """A model that perturbations may ask: its folder and the fingerprint of its files."""

    path: str
    content: str


@dataclass(frozen=True, slots=True)
class PlannedServices:
    """The models that the user gives to perturbations; what is None was not given.

    Attributes:
        mask_filler: proposes words for a place in a text.
        translator: translates.
        reference: measures perplexities and distances, in place of the encoder that a model started from.
    """

    mask_filler: PlannedService | None = None
    translator: PlannedService | None = None
    reference: PlannedService | None = None


NO_SERVICES = PlannedServices()


@dataclass(frozen=True, slots=True)
class Plan:
    """A whole run as a value.

    Attributes:
        title: what the run is called.
        version: of Crosswind.
        suites: names of the suites.
        scalings: names of the scalings among them.
        seed: of the perturbations and permutations.
        models: what is evaluated.
        data: (task/language/split, fingerprint) of everything evaluated on.
        sources: (task/language/split, tables of the hub with their commits) of everything read from there.
        absent: (task, languages) that the suites ask for and the data lack.
        evaluation_code: fingerprint of the code between checkpoint and predictions.
        frozen: sha256 of the manifest of the frozen sets that are read; empty where texts are perturbed anew.
        resources: (task/language, fingerprint) of the word lists that perturbations may draw from.
        services: models that perturbations may ask.
        unfit: (task, perturbations) that the suites ask for and that are for other formats.
        limits: (task, limits by suite) where the suites ask for different numbers of examples.
    """

    title: str
    version: str
    suites: tuple[str, ...]
    scalings: tuple[str, ...]
    seed: int
    models: tuple[PlannedModel, ...]
    data: tuple[tuple[str, str], ...]
    sources: tuple[tuple[str, str], ...]
    absent: tuple[tuple[str, str], ...]
    evaluation_code: str
    frozen: str = ""
    resources: tuple[tuple[str, str], ...] = ()
    services: PlannedServices = NO_SERVICES
    unfit: tuple[tuple[str, str], ...] = ()
    limits: tuple[tuple[str, str], ...] = ()

    @property
    def fingerprint(self) -> str:
        """Names the run: equal plans give equal reports."""
        return fingerprint(self)

    def stages(self) -> tuple[Stage, ...]:
        """Returns every distinct stage, parents before children."""
        found = {stage.fingerprint: stage for model in self.models for stage in model.stage.lineage()}
        return tuple(sorted(found.values(), key=lambda stage: len(list(stage.lineage()))))

    def count_cells(self) -> int:
        """Number of cells, scaling cells not counted."""
        return sum(len(unit.languages) for model in self.models for unit in model.units)


PLAN_ADAPTER = TypeAdapter(Plan)
