"""Whether one arm's scores over its seeds are above another's, as ``report.json`` holds it."""

from __future__ import annotations

from pydantic import Field

from suites.report.spread import ReportPart


class SeedOrder(ReportPart):
    """Almost stochastic order of the candidate above the baseline (Dror et al. 2019)."""

    ratio: float | None = Field(
        description="violation ratio: 0 = above at every quantile, 1 = below; null if all scores are equal"
    )
    upper: float = Field(description="ε_min, its nominal 95 % upper bound; too low below five seeds")
    better: bool = Field(
        description="upper < 0.2 with five seeds or more: the candidate is almost stochastically better"
    )
    cautions: tuple[str, ...] = Field(description="such as that the seeds are too few")
