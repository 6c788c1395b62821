"""Scaling curves, as ``report.json`` holds them."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from suites.report.curve_fit import CurveFit
from suites.report.spread import ReportPart, Spread


class CurvePoint(ReportPart):
    """One point of a scaling curve."""

    examples: int = Field(description="what the axis counts; with wrong labels the share of right ones")
    share: float = Field(description="of the data or labels, that stayed as it was; 0 = no intermediate data")
    seeds: int
    score: float
    low: float
    high: float
    seed_scores: tuple[float, ...]
    spread: Spread | None = Field(None, description="over the languages of a mean; null for one language")


class Curve(ReportPart):
    """Score against what a scaling leaves of the data of one phase, English excluded from the mean."""

    task: str
    arm: str = Field(description="whose data are scaled")
    scaling: str = Field(description="its registry name")
    scaled_phase: Literal["intermediate", "target", "evaluation"]
    axis: str = Field(description="what its points count, in words: 'intermediate examples'")
    language: str = Field(description="a code, or 'mean' for the unweighted mean of the zero-shot languages")
    metric: str
    perturbation: str = Field(description="'clean' or the perturbation applied")
    severity: int
    points: tuple[CurvePoint, ...]
    band: str = Field(description="what low and high are, in words")
    fit: CurveFit | None = Field(None, description="over the sizes above 0; null: see no_fit")
    no_fit: str = Field("", description="why there is no fit; empty where there is one")
