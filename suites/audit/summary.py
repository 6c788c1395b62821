"""What ``crosswind audit`` says of one set, in words that fit a narrow terminal."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from harness.types import Coverage
from suites.report import wording as say
from suites.report.validity import GoldValidity, RuleOutcome

UNCHANGED = "nothing was chosen to be changed"


@dataclass(frozen=True, slots=True)
class AuditedSet:
    """What the rules say of a perturbed set, and what became of its examples."""

    gold: GoldValidity
    coverage: Coverage

    @property
    def name(self) -> str:
        """Perturbation and severity, as they are written in a suite."""
        return f"{self.gold.perturbation} {self.gold.severity}"

    @property
    def verdict(self) -> str:
        """The share that survives, with its interval and what it is of; why, where there is none."""
        gold = self.gold
        if gold.share is not None and gold.low is not None and gold.high is not None:
            interval = say.format_interval(100 * gold.low, 100 * gold.high)
            share = f"{say.format_percent(gold.share)} {interval} of {say.format_count(gold.n)}"
            return share if gold.ceiling == 100 else f"{share}, ceiling {say.format_points(gold.ceiling)}"
        if not self.coverage.changed:
            return "unknown: nothing was changed"
        control = gold.source == "control"
        return "not kept, on purpose: a control" if control else "unknown: no rule about the gold applies"

    def explain(self) -> Iterator[str]:
        """Yields what a reader needs to believe the verdict: failures, what is unknown, what was left."""
        gold, coverage = self.gold, self.coverage
        failed = [_tell_rule(rule) for rule in gold.rules if rule.fails]
        if failed:
            yield f"rules that failed: {', '.join(failed)}"
        if gold.unknown:
            yield f"unknown of {say.format_count(gold.unknown)}: no rule about the gold applies to them"
        if not coverage.changed:
            left = [*coverage.reasons, *([(UNCHANGED, coverage.unchanged)] if coverage.unchanged else ())]
            of = say.format_count(coverage.attempted)
            yield from (f"{say.format_count(n)} of {of} left as they are: {reason}" for reason, n in left)


def _tell_rule(rule: RuleOutcome) -> str:
    return f"{rule.rule} {say.format_count(rule.fails)} of {say.format_count(rule.holds + rule.fails)}"
