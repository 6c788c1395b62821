"""Arms whose data were scaled, and under which stress all their sizes were evaluated."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from perturbations.base import find_scaling
from suites.analysis.scores import MetricColumns, ModelScores
from suites.plan import ScaledPhase
from suites.predictions import CLEAN, CellKey

Sizes = Mapping[float, Sequence[ModelScores]]


@dataclass(frozen=True, slots=True)
class ScaledArm:
    """One arm whose data of one phase are scaled.

    ``sizes`` are its models by the share of the data that stayed as it was; under 0 stand those of
    the first arm without an intermediate phase, where that is what is scaled away.
    """

    task: str
    arm: str
    scaling: str
    phase: ScaledPhase
    sizes: Sizes

    @property
    def sample(self) -> ModelScores:
        """Any model of them, for what all share."""
        return next(iter(self.sizes.values()))[0]

    @property
    def shrinks(self) -> bool:
        """Whether the sizes are amounts of training data, as on a learning curve."""
        return self.phase != "evaluation" and find_scaling(self.scaling).steps.shrinks

    def count(self, scores: ModelScores, members: Sequence[str], part: MetricColumns) -> int:
        """What the axis counts: examples that stayed as they were; of an evaluation, per language."""
        if self.phase == "evaluation":
            return round(sum(len(scores.clean(one, part).ids) for one in members) / len(members))
        table = scores.table
        size = table.intermediate_examples if self.phase == "intermediate" else table.target_examples
        shrinks = find_scaling(self.scaling).steps.shrinks
        return size if shrinks or not scores.model.severity else round(size * scores.model.left)


def list_scaled(models: Sequence[ModelScores]) -> Iterator[ScaledArm]:
    """Yields every task, arm and scaling of a run with its models, the least data first."""
    keys = dict.fromkeys(
        (one.model.task, one.model.arm, one.model.scaling, one.model.phase)
        for one in models
        if one.model.severity
    )
    for task, arm, scaling, phase in keys:
        assert phase is not None
        same = [one for one in models if one.model.task == task]
        sizes: dict[float, list[ModelScores]] = defaultdict(list)
        if phase == "intermediate" and find_scaling(scaling).steps.shrinks:
            untrained = next((one.model.arm for one in same if one.model.share == 0), None)
            sizes[0.0] = [one for one in same if one.model.arm == untrained and not one.model.severity]
        for one in same:
            model = one.model
            if model.arm == arm and (not model.severity or (model.scaling, model.phase) == (scaling, phase)):
                sizes[model.left].append(one)
        yield ScaledArm(
            task, arm, scaling, phase, {left: sizes[left] for left in sorted(sizes) if sizes[left]}
        )


def list_common_stress(sizes: Sizes, members: Sequence[str]) -> list[tuple[str, int]]:
    """Clean, and every stress under which all sizes were evaluated in any of the languages."""
    everyone = [one for models in sizes.values() for one in models]
    units = [{(unit.perturbation, unit.severity) for unit in one.model.units} for one in everyone]
    shared = sorted(set.intersection(*units)) if units else []
    return [(CLEAN, 0), *(stress for stress in shared if find_present(sizes, members, stress))]


def find_present(sizes: Sizes, members: Sequence[str], stress: tuple[str, int]) -> tuple[str, ...]:
    """The languages in which every model was evaluated under a stress."""
    everyone = [one for models in sizes.values() for one in models]
    return tuple(
        language for language in members if all(one.table.has(CellKey(language, *stress)) for one in everyone)
    )
