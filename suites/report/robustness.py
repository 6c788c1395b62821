"""How robust each arm is in a few numbers, as ``report.json`` holds it."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from suites.report.spread import ReportPart


class Measure(ReportPart):
    """A number with its 95 % interval, in the unit that its field says."""

    value: float | None
    low: float | None
    high: float | None
    note: str = Field(description="why something is missing, and cautions; empty for none")


class ArmRobustness(ReportPart):
    """One arm of a task under one family of perturbations, mean over zero-shot languages and training seeds.

    Perturbed scores are of the whole set: an example that a perturbation left as it was, or does not apply
    to, counts with its clean prediction. All arms of a task are measured on the same perturbations,
    severities and languages.
    """

    task: str
    arm: str
    perturbation_family: Literal["adversarial", "domain_shift", "scaling"]
    metric: str
    seeds: int
    perturbations: tuple[str, ...] = Field(description="that every arm and seed has")
    severities: tuple[int, ...] = Field(description="of any of them")
    languages: tuple[str, ...] = Field(description="where any of them changed something")
    changed: float = Field(description="share of attempted examples, a fraction")
    unchanged: float = Field(description="likewise: left as they were, counted with their clean prediction")
    not_applicable: float = Field(description="likewise: not possible, counted with their clean prediction")
    clean: float = Field(description="points, mean over perturbations of the clean score in their languages")
    perturbed: float = Field(description="points, mean over perturbations and severities")
    drop: Measure = Field(description="clean - perturbed, points")
    relative_drop: Measure = Field(description="drop / (clean - constant answer), a fraction")
    mce: Measure = Field(description="mean corruption error, percent of the reference's errors")
    relative_mce: Measure = Field(description="the same of errors beyond the clean ones, percent")
    severity_area: Measure = Field(
        description="area under the score by severity over that of a score that stays clean, a fraction"
    )
    worst_case: Measure = Field(
        description="points: each example counts as where it scores least, clean or under any perturbation"
    )
    worst_of: int = Field(
        description="conditions (perturbation and severity) that worst_case is the least of"
    )
    flip_rate: float | None = Field(description="share of changed examples predicted differently, a fraction")
    broken: float | None = Field(description="share of changed examples whose score fell, a fraction")
    repaired: float | None = Field(description="share of changed examples whose score rose, a fraction")
    flip_floor: float | None = Field(
        description="share of clean predictions that differ between two training seeds; null for one seed"
    )
    effective_robustness: Measure = Field(
        description="points beyond what a line through checkpoints of the first arm leads one to expect"
    )
    notes: tuple[str, ...]
