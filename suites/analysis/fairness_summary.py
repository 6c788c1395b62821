"""From one number a language to a row of the report on fairness."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from harness.errors import RequestError
from harness.statistics.estimate import LIMIT
from harness.statistics.fairness import (
    FamilyMean,
    LanguageEstimates,
    associate_families,
    associate_within,
    average_families,
    differ_in_order,
    differ_in_script,
    find_worst,
    measure_distances,
    measure_gap,
    measure_inequality,
    split_variance,
)
from suites.analysis.languages import PIVOT
from suites.analysis.rounding import tidy, tidy_or_none, tidy_p
from suites.report.fairness import Fairness, FairnessAssociation, WorstOf
from suites.report.wording import format_estimate, format_p, format_points, name_language

SCRIPT = "script other than English has (Unicode)"
ORDER = "order of words other than English has (WALS 81A)"


@dataclass(frozen=True, slots=True)
class Subject:
    """What a row is about.

    Attributes:
        everywhere: all languages that were compared, English among them; None for none.
        languages: the zero-shot ones of these.
        notes: what was left out.
    """

    arm: str
    task: str
    metric: str
    measure: Literal["score", "drop", "gain"]
    baseline_arm: str
    perturbation: str
    severity: int
    seeds: int
    everywhere: LanguageEstimates | None
    languages: tuple[str, ...]
    notes: tuple[str, ...]

    @property
    def key(self) -> str:
        """Names the row's random draws."""
        parts = (self.arm, self.task, self.metric, self.measure, self.perturbation, str(self.severity))
        return "/".join((*parts, "fairness"))


def summarise(subject: Subject, *, seed: int) -> Fairness:
    """Returns the row; where no zero-shot language was compared, one that says so and has no number."""
    known = subject.everywhere
    if known is None or not subject.languages:
        return _make(subject, _leave_empty())
    estimates = known.take(subject.languages)
    mean = average_families(estimates, seed=seed, key=subject.key)
    tested = subject.measure != "score"
    gap = _describe_gap(subject, known)
    worst = tuple(_find_worst(subject, estimates, seed))
    components = split_variance(estimates)
    spread, notes = _describe_spread(subject, estimates)
    return _make(
        subject,
        {
            "languages": subject.languages,
            "families": mean.families,
            "family_means": tuple(map(tidy, mean.means)),
            **_describe_mean(mean, tested=tested),
            **gap,
            **spread,
            "worst": worst,
            "variance_between": tidy_or_none(components.between),
            "variance_within": tidy_or_none(components.within),
            "variance_note": components.note,
            "associations": tuple(_associate(subject, estimates, seed)),
            "sentence": _say(subject, mean, worst),
            "notes": (*subject.notes, *(mean.notes if tested else ()), *notes, *_note_gap(gap)),
        },
    )


def _make(subject: Subject, numbers: Mapping[str, object]) -> Fairness:
    described = {
        "arm": subject.arm,
        "task": subject.task,
        "metric": subject.metric,
        "measure": subject.measure,
        "baseline_arm": subject.baseline_arm,
        "perturbation": subject.perturbation,
        "severity": subject.severity,
        "seeds": subject.seeds,
        "notes": subject.notes,
        "p_adjusted": None,
        "significant": False,
    }
    return Fairness.model_validate({**described, **numbers})


def _leave_empty() -> dict[str, object]:
    numbers = (
        *("family_mean", "family_mean_low", "family_mean_high", "language_mean", "p_value", "p_value_t"),
        *("english", "gap", "gap_low", "gap_high", "sd_observed", "sd", "gini", "lowest_to_highest"),
        *("worst_quarter", "variance_between", "variance_within"),
    )
    empty = ("languages", "families", "family_means", "worst", "associations")
    return {
        **dict.fromkeys(numbers),
        **dict.fromkeys(empty, ()),
        "test": "none",
        "variance_note": "no language",
        "sentence": "No zero-shot language was compared: nothing can be said of languages or families.",
    }


def _describe_mean(mean: FamilyMean, *, tested: bool) -> dict[str, object]:
    low = mean.low if tested or mean.low is None else max(mean.low, 0.0)
    return {
        "family_mean": tidy(mean.value),
        "family_mean_low": tidy_or_none(low),
        "family_mean_high": tidy_or_none(mean.high),
        "language_mean": tidy(mean.language_mean),
        "test": "family_sign_flip" if tested and mean.p_value is not None else "none",
        "p_value": tidy_p(mean.p_value) if tested else None,
        "p_value_t": tidy_p(mean.p_value_t) if tested else None,
    }


def _orient(subject: Subject, estimates: LanguageEstimates) -> LanguageEstimates:
    """The same numbers, low being bad."""
    return estimates.negate() if subject.measure == "drop" else estimates


def _find_worst(subject: Subject, estimates: LanguageEstimates, seed: int) -> Iterator[WorstOf]:
    flipped = subject.measure == "drop"
    sign = -1 if flipped else 1
    kinds: tuple[tuple[Literal["language", "family"], LanguageEstimates], ...] = (
        ("language", estimates),
        ("family", estimates.by_family()),
    )
    for kind, groups in kinds:
        if len(groups.languages) < 2:
            continue
        found = find_worst(_orient(subject, groups), seed=seed, key=f"{subject.key}/{kind}")
        numbers = (
            (found.corrected, found.high, found.low) if flipped else (found.corrected, found.low, found.high)
        )
        corrected, low, high = (tidy_or_none(None if one is None else sign * one) for one in numbers)
        yield WorstOf(
            kind=kind,
            name=found.name,
            value=tidy(sign * found.value),
            corrected=corrected,
            low=low if low is None or subject.measure != "score" else max(low, 0.0),
            high=high if high is None else min(high, LIMIT),
            contenders=found.contenders,
        )


def _describe_gap(subject: Subject, known: LanguageEstimates) -> dict[str, object]:
    if PIVOT not in known.languages:
        return dict.fromkeys(("english", "gap", "gap_low", "gap_high"))
    found = measure_gap(_orient(subject, known), pivot=PIVOT)
    return {
        "english": tidy(float(known.take([PIVOT]).values[0])),
        "gap": tidy(found.value),
        "gap_low": tidy_or_none(found.low),
        "gap_high": tidy_or_none(found.high),
    }


def _note_gap(gap: Mapping[str, object]) -> Iterator[str]:
    if gap["gap"] is None:
        yield "English was not compared: no gap"
    elif gap["gap_low"] is None:
        yield "a language has one cluster only: no interval of the gap"


def _describe_spread(
    subject: Subject, estimates: LanguageEstimates
) -> tuple[dict[str, object], tuple[str, ...]]:
    found = measure_inequality(_orient(subject, estimates))
    scored = subject.measure == "score"
    quarter = found.bottom_quarter
    flipped = subject.measure == "drop" and quarter is not None
    return {
        "sd_observed": tidy_or_none(found.sd_observed),
        "sd": tidy_or_none(found.sd),
        "gini": tidy_or_none(found.gini) if scored else None,
        "lowest_to_highest": tidy_or_none(found.lowest_to_highest) if scored else None,
        "worst_quarter": tidy_or_none(-quarter if flipped and quarter is not None else quarter),
    }, found.notes


def _associate(subject: Subject, estimates: LanguageEstimates, seed: int) -> Iterator[FairnessAssociation]:
    for name, predictor, note in _list_predictors(subject.languages):
        if not predictor:
            yield FairnessAssociation(
                predictor=name,
                rho=None,
                p_value=None,
                p_adjusted=None,
                families=0,
                rho_within=None,
                p_within=None,
                languages_within=0,
                note=note,
            )
            continue
        key = f"{subject.key}/{name}"
        between = associate_families(estimates, predictor, seed=seed, key=key)
        within = associate_within(estimates, predictor, seed=seed, key=key)
        yield FairnessAssociation(
            predictor=name,
            rho=tidy_or_none(between.coefficient),
            p_value=tidy_p(between.p_value),
            p_adjusted=None,
            families=between.units,
            rho_within=tidy_or_none(within.coefficient),
            p_within=tidy_p(within.p_value),
            languages_within=within.units,
            note="; ".join(
                filter(None, (between.note, f"within: {within.note}" if within.note else "", note))
            ),
        )


def _list_predictors(languages: tuple[str, ...]) -> Iterator[tuple[str, Mapping[str, float], str]]:
    """Yields what languages differ from English in: its name, the numbers, and what lacks."""
    try:
        found = measure_distances(languages)
    except RequestError as error:  # the extra is not installed, which the report says with the remedy
        yield "syntactic distance from English (URIEL+)", {}, str(error)
    else:
        missing = f"not known of {', '.join(found.missing)}" if found.missing else ""
        yield f"syntactic distance from English (URIEL+, {found.source})", found.distances, missing
    yield SCRIPT, differ_in_script(languages), ""
    yield ORDER, differ_in_order(languages), ""


def _say(subject: Subject, mean: FamilyMean, worst: tuple[WorstOf, ...]) -> str:
    languages, families = mean.languages, len(mean.families)
    if languages == 1:
        return f"Only {name_language(subject.languages[0])} was compared: there is no mean over languages."
    what = {"score": "score", "drop": "drop", "gain": f"gain over {subject.baseline_arm}"}[subject.measure]
    who = f"{languages} languages"
    if families == 1:
        return (
            f"All {who} are {mean.families[0]}: the mean {what} is {format_points(mean.language_mean)},"
            " and nothing can be said of families."
        )
    tested = (
        f", p {format_p(mean.p_value)} by sign-flip over families, not corrected"
        if subject.measure != "score"
        else ""
    )
    parts = [
        f"Families weighted equally, the mean {what} is {format_estimate(mean.value, mean.low, mean.high)}"
        f" over {families} families{tested}; {who} weighted equally, {format_points(mean.language_mean)}."
    ]
    parts += [_say_worst(one) for one in worst if one.kind == "language"]
    checkpoints = "checkpoint" if subject.seeds == 1 else f"{subject.seeds} checkpoints"
    return " ".join((*parts, f"It speaks of families like these, for the {checkpoints} at hand."))


def _say_worst(worst: WorstOf) -> str:
    who = f"Worst is {name_language(worst.name)} with {format_points(worst.value)}"
    if worst.low is None:
        return f"{who}."
    others = len(worst.contenders) - 1
    rivals = f"; {others} other{'' if others == 1 else 's'} may be as bad" if others else ""
    return (
        f"{who}; the truly worst lies in {format_estimate(worst.corrected, worst.low, worst.high)}{rivals}."
    )
