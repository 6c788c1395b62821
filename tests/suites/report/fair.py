"""Means over families of a realistic report."""

from __future__ import annotations

from collections.abc import Sequence

from harness.languages import family_of
from suites.report.fairness import Fairness, FairnessAssociation, WorstOf
from suites.report.model import ModelCard

NOTE = "5 families: p cannot fall below 2^(1−5) = 0.0625, so it cannot reach 0.05"


def make_worst(kind: str, name: str, value: float) -> WorstOf:
    return WorstOf(
        kind=kind,
        name=name,
        value=value,
        corrected=value + 1,
        low=value - 3,
        high=value + 4,
        contenders=(name, "other"),
    )


def make_association(rho: float | None) -> FairnessAssociation:
    return FairnessAssociation(
        predictor="script other than English has (Unicode)",
        rho=rho,
        p_value=None if rho is None else 0.0312,
        p_adjusted=None if rho is None else 0.0624,
        families=11 if rho else 5,
        rho_within=None,
        p_within=None,
        languages_within=0,
        note="" if rho else "underpowered: 5 families, fewer than 9",
    )


def make_row(model: ModelCard, languages: Sequence[str], metric: str, *, severity: int) -> Fairness:
    families = tuple(sorted({family_of(code) for code in languages}))
    value = 6.5 if severity else 61.25
    return Fairness(
        arm=model.arm,
        task=model.task,
        metric=metric,
        measure="drop" if severity else "score",
        baseline_arm="",
        perturbation="keyboard_typos" if severity else "clean",
        severity=severity,
        seeds=2,
        languages=tuple(languages),
        families=families,
        family_means=tuple(value + place for place in range(len(families))),
        family_mean=value,
        family_mean_low=value - 2,
        family_mean_high=value + 2,
        language_mean=value - 1,
        test="family_sign_flip" if severity else "none",
        p_value=0.0156 if severity else None,
        p_value_t=0.0021 if severity else None,
        p_adjusted=0.0312 if severity else None,
        significant=severity > 0,
        worst=(
            make_worst("language", languages[-1], value - 5),
            make_worst("family", families[-1], value - 4),
        ),
        english=value + 3,
        gap=4.0,
        gap_low=1.5,
        gap_high=6.5,
        sd_observed=3.75,
        sd=3.25,
        gini=None if severity else 0.0412,
        lowest_to_highest=None if severity else 0.81,
        worst_quarter=value - 4,
        variance_between=4.0 if severity else None,
        variance_within=9.0 if severity else None,
        variance_note="weak: variances from 5 families are very uncertain; description, no test",
        associations=(make_association(0.71 if severity else None),),
        sentence=f"Families weighted equally, the mean is {value}.",
        notes=(NOTE,),
    )


def make_fairness(model: ModelCard, languages: Sequence[str], metric: str) -> list[Fairness]:
    """Clean and stressed, once an arm and task (of its first seed)."""
    others = tuple(code for code in languages if code != "en")
    if model.seed != 1:
        return []
    return [make_row(model, others, metric, severity=severity) for severity in (0, 5)]
