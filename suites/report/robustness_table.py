"""The table of robustness by arm, in words, for page and Markdown alike."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from suites.report import wording as say
from suites.report.model import Report
from suites.report.robustness import ArmRobustness, Measure
from suites.report.views import list_tasks

LEAD: Final = (
    "Means over zero-shot languages and training seeds, by the headline metric, on what every arm of a task "
    "was stressed with at all its severities; points unless in %. Perturbed scores are of the whole set: "
    "an example that a perturbation left as it was counts with its clean prediction; cells leave it out. "
    "Brackets hold 95 % intervals; a dash stands where there is no number, with the reason below."
)
HEADER: Final = (
    *(
        "task",
        "arm",
        "stressed with",
        "clean → perturbed",
        "drop",
        "relative drop, %",
        "area by severity, %",
        "worst case",
    ),
    *(
        "flips",
        "broken / repaired",
        "flips between seeds",
        "mCE, %",
        "relative mCE, %",
        "effective robustness",
    ),
    "changed",
)
TEXT_COLUMNS: Final = 3
_NAMED_STRESSES: Final = 2
"""Perturbations that a row names; more are counted."""
_UNSHARED: Final = "no perturbation changed something for every arm and seed"
_NAMED: Final = {
    "drop": "drop",
    "relative_drop": "relative drop",
    "severity_area": "area by severity",
    "worst_case": "worst case",
    "mce": "mCE",
    "relative_mce": "relative mCE",
    "effective_robustness": "effective robustness",
}


def list_robustness(report: Report) -> tuple[tuple[str, ...], ...]:
    """Returns one row of texts per entry, as ``HEADER`` names them; not escaped."""
    return tuple(_describe(one) for one in report.robustness)


def list_robustness_notes(report: Report) -> tuple[str, ...]:
    """Returns what is missing, left out or to be cautious about, each once, and whom it is about."""
    about: dict[str, list[ArmRobustness]] = {}
    for one in report.robustness:
        for note in _list_notes(one):
            about.setdefault(note, []).append(one)
    if report.robustness and report.mce_reference:
        about.setdefault(f"mCE is relative to {report.mce_reference}", [])
    if report.robustness and (bare := set(list_tasks(report)) - {one.task for one in report.robustness}):
        about.setdefault(f"no row for {say.join_words(tuple(sorted(bare)))}: {_UNSHARED}", [])
    return tuple(
        f"{note} ({'; '.join(_name_rows(rows, report))})"
        if rows and len(rows) < len(report.robustness)
        else note
        for note, rows in about.items()
    )


def _name_rows(rows: Sequence[ArmRobustness], report: Report) -> Iterator[str]:
    """Yields whom a note is about: a task alone where all its arms are meant."""
    named: dict[tuple[str, str], list[str]] = {}
    for one in rows:
        named.setdefault((one.task, one.perturbation_family), []).append(one.arm)
    for (task, family), arms in named.items():
        ours = [one for one in report.robustness if (one.task, one.perturbation_family) == (task, family)]
        everyone = () if len(arms) == len(ours) else arms
        yield ", ".join((task, *everyone, say.spell_name(family)))


def tell_robustness(one: ArmRobustness) -> str:
    """Returns one sentence for the terminal: drop, share of what there was to lose, and worst case."""
    parts = [f"drop {_points(one.drop)}"]
    if one.relative_drop.value is not None:
        parts.append(f"{say.format_percent(one.relative_drop.value)} of what there was to lose")
    if one.worst_case.value is not None and one.worst_of > 1:
        parts.append(f"worst case {say.format_points(one.worst_case.value)} (least of {one.worst_of})")
    if one.mce.value is not None:
        parts.append(f"mCE {say.format_points(one.mce.value)}")
    return ", ".join(parts)


def describe_stress(one: ArmRobustness) -> str:
    """Returns what the arm was stressed with: ``adversarial: homoglyphs``, or how many."""
    family, names = say.spell_name(one.perturbation_family), one.perturbations
    if len(names) > _NAMED_STRESSES:
        return f"{family}, {len(names)} perturbations"
    return f"{family}: {say.join_words(tuple(map(say.spell_name, names)))}"


def _describe(one: ArmRobustness) -> tuple[str, ...]:
    worst = _points(one.worst_case)
    return (
        one.task,
        one.arm,
        describe_stress(one),
        f"{say.format_points(one.clean)} → {say.format_points(one.perturbed)}",
        _points(one.drop),
        _percent(one.relative_drop),
        _percent(one.severity_area),
        f"{worst}, of {say.format_count(one.worst_of)}" if one.worst_case.value is not None else worst,
        say.format_percent(one.flip_rate),
        f"{say.format_percent(one.broken)} / {say.format_percent(one.repaired)}",
        say.format_percent(one.flip_floor),
        _points(one.mce),
        _points(one.relative_mce),
        _points(one.effective_robustness),
        say.format_percent(one.changed),
    )


def _points(found: Measure) -> str:
    return say.format_estimate(found.value, found.low, found.high)


def _percent(found: Measure) -> str:
    return say.format_estimate(*(None if one is None else 100 * one for one in _numbers(found)))


def _numbers(found: Measure) -> tuple[float | None, float | None, float | None]:
    return found.value, found.low, found.high


def _list_notes(one: ArmRobustness) -> Iterator[str]:
    """Yields the row's notes, and those of its measures; one that all of them carry once."""
    yield from one.notes
    by_note: dict[str, list[str]] = {}
    for field, name in _NAMED.items():
        if note := getattr(one, field).note:
            by_note.setdefault(note, []).append(name)
    measured = [name for field, name in _NAMED.items() if getattr(one, field).value is not None]
    for note, names in by_note.items():
        who = "every interval" if names == measured and len(names) > 1 else say.join_words(tuple(names))
        yield f"{who}: {note}"
