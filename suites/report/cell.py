"""A cell of the grid, as ``report.json`` holds it."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from suites.report.spread import ReportPart
from suites.report.validity import ValiditySource


class Cell(ReportPart):
    """checkpoint × task × language × perturbation × severity."""

    model: str
    arm: str
    task: str
    language: str
    language_family: str
    perturbation_family: Literal["adversarial", "domain_shift", "scaling"]
    perturbation: str
    severity: int = Field(ge=0, le=5)
    metric: str
    n: int
    n_groups: int
    coverage: float = Field(description="changed / attempted examples")
    attempted: int
    unchanged: int
    not_applicable: int
    edit_rate: float = Field(description="mean share of edited units in changed examples, a fraction")
    realised_rate: float = Field(
        description="edited units among all units of examples that it applies to, a fraction; 0 for shifts"
    )
    clean: float | None
    perturbed: float | None
    drop: float | None
    drop_low: float | None
    drop_high: float | None
    relative_drop: float | None = Field(description="drop / (clean - baseline), a fraction; null at chance")
    relative_drop_low: float | None = Field(
        None, description="Fieller's 95 % interval, a fraction; null where that is unbounded"
    )
    relative_drop_high: float | None = None
    at_chance: bool = Field(description="clean is not above the constant answer, so a drop says nothing")
    flip_rate: float | None
    flip_floor: float | None = Field(
        None,
        description="share of clean predictions that differ between two training seeds of the arm, a "
        "fraction: flips that no perturbation made; null for one seed",
    )
    broken: int
    repaired: int
    test: str
    p_value: float | None
    p_adjusted: float | None
    significant: bool
    effect_size: float | None
    effect_size_name: str
    effect_low: float | None = Field(
        None, description="95 % interval of the odds ratio, by cluster; null where an end is unbounded"
    )
    effect_high: float | None = None
    cohen_g: float | None = Field(
        None, description="broken / (broken + repaired) - 0.5; null unless examples are right or wrong"
    )
    standard_error: float | None = Field(None, description="of the drop, points; null for one cluster")
    equivalent_within: float | None = Field(
        None, description="points: two one-sided tests at 0.05 find the drop within ± this"
    )
    minimum_detectable_drop: float | None
    n_needed: int = Field(description="examples that give the observed drop 80 % power; 0 if it is 0")
    n_for_wanted: int | None = Field(
        None, description="examples that give the signature's wanted drop 80 % power; null where unknown"
    )
    seed: int
    validity: float | None = Field(
        None, description="share of the changed examples whose gold plausibly survives, of those checked"
    )
    validity_low: float | None = None
    validity_high: float | None = None
    validity_n: int = Field(0, description="examples checked or rated")
    validity_source: ValiditySource = Field("unknown", description="who says so; clean: nothing was changed")
    ceiling: float | None = Field(
        None, description="points that a reader who is not fooled would reach; null where that is unknown"
    )
    gold_in_doubt: bool = Field(
        default=False,
        description="validity is unknown or below 0.9: the drop may be partly due to broken gold",
    )
    notes: tuple[str, ...]
