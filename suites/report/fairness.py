"""Whether languages are served alike, as ``report.json`` holds it."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from suites.report.spread import ReportPart


class WorstOf(ReportPart):
    """The worst language or family: lowest score or gain, largest drop."""

    kind: Literal["language", "family"]
    name: str = Field(description="of the worst as observed")
    value: float = Field(description="points, as observed: too extreme, for it was chosen")
    corrected: float | None = Field(description="points, the same without what being chosen adds; null below")
    low: float | None = Field(
        description="95 % interval of the truly worst number, whichever group has it; null where a group has "
        "one cluster"
    )
    high: float | None
    contenders: tuple[str, ...] = Field(description="groups that may be the worst, the observed worst first")


class FairnessAssociation(ReportPart):
    """Rank correlation of the numbers with something in which languages differ from English."""

    predictor: str = Field(description="what it is, and where it comes from")
    rho: float | None = Field(description="Spearman's, of family means; null where one side is the same")
    p_value: float | None = Field(description="two-sided, families permuted")
    p_adjusted: float | None = Field(description="Benjamini-Hochberg over all associations of the report")
    families: int
    rho_within: float | None = Field(description="of departures from family means; null without any")
    p_within: float | None = Field(description="two-sided, languages permuted inside their families")
    languages_within: int = Field(description="in families of several languages")
    note: str = Field(description="what to know of it; empty for nothing")


class Fairness(ReportPart):
    """One arm on one task: scores, drops or gains over language families, by the headline metric.

    The means of an arm's checkpoints (seeds); of zero-shot languages, the gap apart.
    """

    arm: str
    task: str
    metric: str
    measure: Literal["score", "drop", "gain"] = Field(description="gain: over baseline_arm")
    baseline_arm: str = Field(description="empty unless a gain")
    perturbation: str = Field(description="'clean' or the stress applied, at its highest severity")
    severity: int
    seeds: int = Field(description="checkpoints that are averaged")
    languages: tuple[str, ...] = Field(description="zero-shot languages that count")
    families: tuple[str, ...] = Field(description="their families")
    family_means: tuple[float, ...] = Field(description="points, in the order of families")
    family_mean: float | None = Field(description="points, every family weighted the same")
    family_mean_low: float | None = Field(description="95 %, t over family means; null for one family")
    family_mean_high: float | None
    language_mean: float | None = Field(description="points, every language weighted the same")
    test: str = Field(description="family_sign_flip, or none: scores are not tested")
    p_value: float | None
    p_value_t: float | None = Field(description="t over family means, as a check")
    p_adjusted: float | None = Field(description="Benjamini-Hochberg over all rows with a test")
    significant: bool
    worst: tuple[WorstOf, ...] = Field(description="language and, from two families on, family")
    english: float | None = Field(description="points; null where English was not compared")
    gap: float | None = Field(
        description="how much worse others fare: English less their mean, for drops their mean less English"
    )
    gap_low: float | None = Field(description="95 %, over test items, for these languages")
    gap_high: float | None
    sd_observed: float | None = Field(description="points, over languages")
    sd: float | None = Field(description="the same less sampling variance; 0 where that is all")
    gini: float | None = Field(description="of scores, less sampling variance, a fraction")
    lowest_to_highest: float | None = Field(description="of scores, less sampling variance, a fraction")
    worst_quarter: float | None = Field(description="points, mean of the worst quarter of the languages")
    variance_between: float | None = Field(description="of families, points squared (REML)")
    variance_within: float | None = Field(description="of languages in families, points squared")
    variance_note: str = Field(description="how far to trust them, or why there are none")
    associations: tuple[FairnessAssociation, ...]
    sentence: str = Field(description="what it says, in words")
    notes: tuple[str, ...]
