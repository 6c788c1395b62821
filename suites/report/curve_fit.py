"""Learning curves as ``report.json`` holds them: fits of scores and drops over training-set sizes."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from suites.report.spread import ReportPart


class FitNumber(ReportPart):
    """A number with its 95 % interval."""

    value: float
    low: float
    high: float


class FormError(ReportPart):
    """How far one form's predictions of held-out sizes were from what was measured, in points."""

    form: Literal["last_value", "log_linear", "pow2", "pow3"]
    largest: float = Field(description="at the largest size, fitted without it")
    top_two: float | None = Field(
        description="mean at the two largest sizes, fitted without either; null below six sizes"
    )
    mean: float = Field(description="over all these predictions; forms are ranked by it")


class FitPoint(ReportPart):
    """A place on the fitted curve with its 95 % band, in points."""

    examples: int
    value: float
    low: float
    high: float
    beyond: bool = Field(description="larger than any size that was trained; never more than twice it")


class CurveStep(ReportPart):
    """The change from one size to the next, paired by seed and test cluster."""

    smaller: int
    larger: int
    change: FitNumber = Field(description="points, at the larger size less at the smaller")
    p_value: float
    p_adjusted: float = Field(description="by Holm over the steps of the curve")
    against: bool = Field(description="significant, and against the curve")


class CurveFit(ReportPart):
    """A learning curve: which form predicts, and what it says.

    Errors are 100 less the score, or the drop itself; the power law is error = a·n^(-b) + c.
    """

    form: Literal["last_value", "log_linear", "pow2", "pow3"] = Field(
        description="the one that predicted held-out sizes best"
    )
    enough: bool = Field(description="at least 6 sizes and 3 seeds")
    seeds: int
    a: FitNumber | None = Field(description="of the power law, points times examples^b")
    b: FitNumber | None = Field(description="its exponent; null where the curve may be flat")
    c: FitNumber | None = Field(
        description="its floor, points: what more data do not take away; null below four sizes"
    )
    held_out: tuple[FormError, ...] = Field(description="the best predictor first")
    line: tuple[FitPoint, ...] = Field(description="of the best form, to twice the largest size")
    steps: tuple[CurveStep, ...]
    cautions: tuple[str, ...]
    sentence: str


class DropCurve(ReportPart):
    """Drop against the amount of training data: does a model with more of them fall less, or further?"""

    task: str
    arm: str
    scaling: str
    scaled_phase: Literal["intermediate", "target", "evaluation"]
    axis: str
    language: str = Field(description="'mean' of the zero-shot languages; a code where there is no mean")
    metric: str
    perturbation: str
    severity: int
    n: int = Field(description="examples that are compared at every size, over the languages")
    n_groups: int
    seeds: int
    examples: tuple[int, ...] = Field(description="training-set sizes")
    drops: tuple[float, ...] = Field(description="points, mean over seeds")
    slope: FitNumber = Field(description="points per doubling of the size, with its 95 % interval")
    p_value: float
    p_adjusted: float = Field(description="over all slopes of the report")
    p_permutation: float = Field(description="of sizes that change places within seeds: a cross-check")
    significant: bool
    fit: CurveFit | None
    notes: tuple[str, ...]
    sentence: str


class CurveComparison(ReportPart):
    """One curve less another at the same sizes, seeds and test examples."""

    task: str
    scaling: str
    scaled_phase: Literal["intermediate", "target", "evaluation"]
    language: str
    metric: str
    quantity: Literal["score", "drop"]
    first: str = Field(description="arm and condition, in words")
    second: str
    seeds: int
    examples: tuple[int, ...]
    slope: FitNumber | None = Field(description="difference, points per doubling; null: see notes")
    slope_p: float | None
    slope_p_adjusted: float | None = Field(description="over slopes and levels of all compared curves")
    level: FitNumber | None = Field(description="difference of the means over sizes, points")
    level_p: float | None
    level_p_adjusted: float | None
    significant: bool = Field(description="slope or level, after correction")
    notes: tuple[str, ...]
