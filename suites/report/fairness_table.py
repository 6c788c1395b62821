"""Fairness over families as tables show it: chosen and worded, nothing is computed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from harness.statistics.fairness.association import FEWEST_UNITS
from suites.report import wording as say
from suites.report.fairness import Fairness, FairnessAssociation, WorstOf
from suites.report.model import Report

LEAD = (
    "Languages of one family resemble each other, so families are the units here: each weighs the same, and"
    " p flips the signs of whole families, so that with fewer than six it stays above 0.05 whatever the"
    " interval (docs/statistics.md, section 5). Numbers are points. Intervals of means speak of families like"
    " these; those of gaps, of these languages. The worst is an observed extreme; in brackets lies the truly"
    " worst, whichever it is. Spread is less sampling variance."
)
HEADER = (
    *(
        "arm",
        "task",
        "data",
        "mean over families",
        "over languages",
        "p, corrected",
        "worst language",
        "worst family",
    ),
    *("gap to English", "spread (sd)", "families", "languages"),
)
TEXT_COLUMNS = 3
_FEWEST_FOR_P = 6
"""Families from which on a sign-flip over them can fall below 0.05: 2^(1−6) is 0.031."""
ASSOCIATIONS_LEAD = (
    "Do languages that differ more from English fare otherwise? Spearman's ρ of family means (p by permuting"
    " families), and of languages inside their families (p by permuting these there)."
)
ASSOCIATIONS_HEADER = (
    *("arm", "task", "data", "differs in", "ρ over families", "p", "families"),
    *("ρ within", "p within", "languages", "note"),
)


@dataclass(frozen=True, slots=True)
class FairnessRow:
    """One row: a text for each column of ``HEADER``, what it says in a sentence, and its notes."""

    cells: tuple[str, ...]
    sentence: str
    notes: tuple[str, ...]


def list_fairness(report: Report) -> tuple[FairnessRow, ...]:
    """Returns a row for every arm, task and stress with a mean over families, in the report's order."""
    return tuple(
        FairnessRow(_fill(one), one.sentence, one.notes)
        for one in report.fairness
        if one.family_mean is not None
    )


def tell_empty(report: Report) -> str:
    """Returns of which arms and tasks no row is shown, since no language was compared; empty for none."""
    counts = Counter(f"{one.arm} on {one.task}" for one in report.fairness if one.family_mean is None)
    if not counts:
        return ""
    told = ", ".join(f"{who} {count}" for who, count in counts.items())
    return f"Without a row, since no zero-shot language above chance was compared: {told}."


def list_associations(report: Report) -> tuple[tuple[str, ...], ...]:
    """Returns associations over enough families, a text for each column of ``ASSOCIATIONS_HEADER``."""
    return tuple(
        _fill_association(one, part)
        for one in report.fairness
        for part in one.associations
        if part.families >= FEWEST_UNITS
    )


def tell_underpowered(report: Report) -> str:
    """Returns how many associations are not shown, and why; empty for none."""
    few = [part for one in report.fairness for part in one.associations if part.families < FEWEST_UNITS]
    if not few:
        return ""
    lacking = dict.fromkeys(part.note for part in few if part.families == 0)
    count = f"{say.format_count(len(few))} association{'' if len(few) == 1 else 's'}"
    return " ".join(
        (
            f"Underpowered: {count} with distance from English, script or order of words rest on fewer than"
            f" {FEWEST_UNITS} families, and stand in report.json alone.",
            *lacking,
        )
    )


def list_variances(report: Report) -> tuple[str, ...]:
    """Returns sentences on the variance between and within families, clean scores only."""
    return tuple(_tell_variances(report))


def tell_briefly(report: Report, arm: str, task: str) -> str:
    """Returns an arm's clean mean over families and its largest mean drop in a few words; empty for none.

    ``Families weighted equally: score, clean: 61.2 [55.0, 67.4] over 6 families.``
    """
    rows = [
        one for one in report.fairness if (one.arm, one.task) == (arm, task) and one.family_mean is not None
    ]
    scores = [one for one in rows if one.measure == "score"]
    drops = [one for one in rows if one.measure == "drop"]
    several = [one for one in drops if len(one.families) > 1]
    shown = (*scores, *sorted(several, key=lambda one: one.family_mean or 0.0)[-1:])
    said = "; ".join(f"{describe_data(one)}: {_tell_mean(one)}" for one in shown)
    return f"Families weighted equally: {said}." if said else ""


def _tell_mean(one: Fairness) -> str:
    count = len(one.families)
    estimate = say.format_estimate(one.family_mean, one.family_mean_low, one.family_mean_high)
    tested = "" if one.p_adjusted is None else f", p {say.format_p(one.p_adjusted)} corrected"
    if one.p_adjusted is not None and one.p_adjusted > 0.05 and count < _FEWEST_FOR_P:
        tested = ", too few for p < 0.05"
    return f"{estimate} over {count} famil{'y' if count == 1 else 'ies'}{tested}"


def describe_data(one: Fairness) -> str:
    """Returns what the numbers are of: ``score, clean`` or ``drop, homoglyphs (5)``."""
    measure = f"gain over {one.baseline_arm}" if one.measure == "gain" else one.measure
    severity = f" ({one.severity})" if one.severity else ""
    return f"{measure}, {say.spell_name(one.perturbation)}{severity}"


def _fill(one: Fairness) -> tuple[str, ...]:
    worst = {group.kind: _tell_worst(group) for group in one.worst}
    star = " *" if one.significant else ""
    mean = say.format_estimate(one.family_mean, one.family_mean_low, one.family_mean_high)
    return (
        one.arm,
        one.task,
        describe_data(one),
        f"{mean}{star}",
        say.format_points(one.language_mean),
        say.format_p(one.p_adjusted),
        worst.get("language", say.MISSING),
        worst.get("family", say.MISSING),
        say.format_estimate(one.gap, one.gap_low, one.gap_high),
        say.format_points(one.sd),
        say.format_count(len(one.families)),
        say.format_count(len(one.languages)),
    )


def _tell_worst(worst: WorstOf) -> str:
    return f"{worst.name} {say.format_estimate(worst.value, worst.low, worst.high)}"


def _fill_association(one: Fairness, part: FairnessAssociation) -> tuple[str, ...]:
    return (
        one.arm,
        one.task,
        describe_data(one),
        part.predictor,
        say.format_number(part.rho, 2),
        say.format_p(part.p_adjusted),
        say.format_count(part.families),
        say.format_number(part.rho_within, 2),
        say.format_p(part.p_within),
        say.format_count(part.languages_within),
        part.note or say.MISSING,
    )


def _tell_variances(report: Report) -> Iterator[str]:
    for one in report.fairness:
        if one.measure != "score":
            continue
        who = f"{one.arm}, {one.task}"
        if one.variance_between is None or one.variance_within is None:
            yield f"{who}: no variances between and within families ({one.variance_note})"
            continue
        between, within = (value**0.5 for value in (one.variance_between, one.variance_within))
        yield (
            f"{who}: standard deviation {say.format_points(between)} between families and"
            f" {say.format_points(within)} within ({one.variance_note})"
        )
