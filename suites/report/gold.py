"""Whether gold answers survive, gathered over languages for tables: nothing is judged anew."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from suites.report import wording as say
from suites.report.model import Report
from suites.report.validity import GoldValidity

LEAD = (
    "A drop is the model's alone only as far as the gold still holds. Rules that can be checked"
    " (docs/validity.md), or people who rated a blind sample, say of how many changed examples it plausibly"
    " does. Where that is unknown or under 90 %, a drop may be partly due to broken gold, and the ceiling, in"
    " points, is what a reader who is not fooled would reach on those examples. That all rules hold is no"
    " proof."
)
HEADER = ("task", "perturbation", "severity", "source", "gold survives", "lowest", "ceiling", "n", "unknown")


@dataclass(frozen=True, slots=True)
class GoldRow:
    """One perturbation of a task at one severity, over languages; texts as tables show them.

    Attributes:
        cells: one per column of ``HEADER``.
        doubtful: names of the languages where the drop may be partly due to broken gold.
        failures: which rules failed, and how often.
    """

    cells: tuple[str, ...]
    doubtful: tuple[str, ...]
    failures: str


def list_gold(report: Report) -> tuple[GoldRow, ...]:
    """Returns a row for each task, perturbation and severity, in the report's order."""
    groups: dict[tuple[str, str, int], list[GoldValidity]] = {}
    for entry in report.validity:
        if entry.n + entry.unknown or entry.source == "control":
            groups.setdefault((entry.task, entry.perturbation, entry.severity), []).append(entry)
    return tuple(_gather(entries) for entries in groups.values())


def _gather(entries: Sequence[GoldValidity]) -> GoldRow:
    first = entries[0]
    shares = [(one.share, one) for one in entries if one.share is not None]
    n = sum(one.n for _, one in shares)
    survived = sum(share * one.n for share, one in shares)
    least = min(shares, key=lambda pair: pair[0], default=None)
    ceilings = [one.ceiling for one in entries if one.ceiling is not None]
    cells = (
        first.task,
        say.spell_name(first.perturbation),
        str(first.severity),
        say.join_words(tuple(dict.fromkeys(one.source for one in entries))),
        say.format_percent(survived / n) if n else say.MISSING,
        f"{say.format_percent(least[0])} ({least[1].language})" if least else say.MISSING,
        say.format_points(min(ceilings, default=None)),
        say.format_count(n),
        say.format_count(sum(one.unknown for one in entries)),
    )
    doubtful = tuple(say.name_language(one.language) for one in entries if one.in_doubt)
    return GoldRow(cells, doubtful, _tell_failures(entries))


def _tell_failures(entries: Sequence[GoldValidity]) -> str:
    failed: Counter[str] = Counter()
    applied: Counter[str] = Counter()
    for entry in entries:
        for rule in entry.rules:
            failed[rule.rule] += rule.fails
            applied[rule.rule] += rule.holds + rule.fails
    return ", ".join(
        f"{name} {say.format_count(count)} of {say.format_count(applied[name])}"
        for name, count in failed.items()
        if count
    )
