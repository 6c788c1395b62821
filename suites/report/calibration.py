"""How perturbations move the probabilities of a model, as ``report.json`` holds it."""

from __future__ import annotations

from pydantic import Field

from suites.report.spread import ReportPart


class CalibrationShift(ReportPart):
    """Half the Brier score of a model, clean and perturbed, on the examples that a perturbation changed.

    Points from 0 (certain and right) to 100 (certain and wrong): a *rise* is for the worse.
    There is an entry wherever predictions have probabilities and something was changed.
    """

    model: str
    arm: str
    task: str
    language: str
    perturbation: str
    severity: int
    n: int
    n_groups: int
    clean: float
    perturbed: float
    shift: float = Field(description="perturbed - clean: above 0, the probabilities became worse")
    low: float | None = Field(description="95 % interval of the shift, by cluster")
    high: float | None
    test: str
    p_value: float
    p_adjusted: float
    significant: bool = Field(description="after correction over all shifts of the report")
    at_chance: bool = Field(description="clean is not above the constant answer, so a shift says nothing")
    notes: tuple[str, ...]
