"""How scores spread over groups, as ``report.json`` holds it beside every mean."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

SMALLEST_GROUP = 30
"""Examples below which a group's score is too uncertain for the group to be called the worst."""


class ReportPart(BaseModel):
    """Anything that a report is made of: frozen, without unknown keys, without infinite numbers."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class Spread(ReportPart):
    """Scores of groups: their mean, their 10th percentile and the worst of them."""

    groups: int = Field(description="how many, small ones among them")
    mean: float = Field(description="unweighted, over all groups")
    percentile_10: float | None = Field(
        description="over groups of at least 30 examples, linearly interpolated; null without any"
    )
    worst_group: str = Field(description="of those of at least 30 examples; empty without any")
    worst_score: float | None
    worst_n: int
    too_small: tuple[str, ...] = Field(description="groups of fewer than 30 examples: in the mean only")


class GroupScores(ReportPart):
    """One model's scores by language or by domain, clean and under one stress."""

    model: str
    arm: str
    task: str
    seed: int
    metric: str
    kind: Literal["language", "domain"]
    languages: tuple[str, ...] = Field(
        description="where something is compared, of the zero-shot languages or, without any, of all; "
        "a domain pools their examples"
    )
    perturbation: str = Field(description="'clean' or the stress applied")
    severity: int
    clean: Spread = Field(description="of the clean examples that the stress is compared with")
    perturbed: Spread | None = Field(description="null where 'clean' is all there is")
