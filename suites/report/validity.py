"""What a report says of the gold answers of perturbed sets."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

ValiditySource = Literal["rules", "construction", "ratings", "control", "clean", "unknown"]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class RuleOutcome(_Part):
    """How often one rule of the validity audit held, failed and did not apply."""

    rule: str
    sentence: str = Field(description="what must hold")
    holds: int
    fails: int
    inapplicable: int


class GoldValidity(_Part):
    """Whether the gold of one perturbed set plausibly survived; the same for every model."""

    task: str
    language: str
    perturbation: str
    severity: int
    source: ValiditySource
    share: float | None = Field(description="survived / n; null where nothing could be checked")
    low: float | None = Field(description="Wilson's 95 % interval of the share")
    high: float | None
    n: int = Field(description="examples checked or rated")
    unknown: int = Field(description="changed examples that no rule about the gold applies to")
    ceiling: float | None
    in_doubt: bool
    construction: str = Field(description="why the perturbation keeps the gold by construction, if it does")
    clean_share: float | None = Field(description="rated clean examples whose gold the raters gave")
    clean_n: int
    rules: tuple[RuleOutcome, ...] = Field(description="rules that applied to any example")
