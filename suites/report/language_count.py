"""In how many languages a stress lowers the score, as ``report.json`` holds it."""

from __future__ import annotations

from pydantic import Field

from suites.report.spread import ReportPart


class LanguageCount(ReportPart):
    """One model under one stress: a count of languages that holds at one level, all together.

    Partial conjunction (Dror et al. 2017): unlike the number of significant cells, it exceeds the
    true number of languages in at most a share ``alpha`` of studies.
    """

    model: str
    arm: str
    task: str
    seed: int
    metric: str
    perturbation: str
    severity: int
    least: int = Field(description="the score falls in at least so many of the languages tested")
    tested: int = Field(description="languages with a test, those at chance among them")
    p_values: tuple[float, ...] = Field(description="of 'at least u languages fall', u = 1 … tested")
    named: tuple[str, ...] = Field(description="languages that fall, by Holm at the same level")
    at_chance: tuple[str, ...] = Field(
        description="tested, but clean is not above the constant answer: never counted as falling"
    )
    untested: tuple[str, ...] = Field(description="languages where nothing could be compared")
    combination: str = Field(description="how p-values were combined: bonferroni or fisher")
    alpha: float
    sentence: str
