"""``crosswind audit``: whether gold answers plausibly survive, by rules."""

from __future__ import annotations

from collections.abc import Iterator

from suites.analysis.validity import describe_validity
from suites.cli.display import show_json, show_table
from suites.cli.options import Json, Seed
from suites.cli.running import Asked, Files
from suites.cli.sets import Choice, open_request
from suites.expand import Request
from suites.report import wording as say
from suites.report.validity import GoldValidity, RuleOutcome
from suites.sets import PlacedTask, stress_sets
from suites.stress import audit_stressed

_COLUMNS = ("set", "survives", "n", "unknown", "ceiling", "rules")


def command(choice: Choice, files: Files, asked: Asked, *, seed: Seed = 0, json: Json = False) -> None:
    """Perturbs the sets of suites and checks every changed example against its original."""
    request, tasks = open_request(choice, files, asked, seed=seed)
    entries = [entry for placed in tasks for entry in _audit(request, placed)]
    if json:
        show_json([entry.model_dump(mode="json") for entry in entries])
    else:
        show_table(_COLUMNS, [_describe(entry) for entry in entries])


def _audit(request: Request, placed: PlacedTask) -> Iterator[GoldValidity]:
    for evaluation, stressed in stress_sets(placed, request):
        for one in stressed:
            yield describe_validity(placed.task.name, one.key, audit_stressed(evaluation, one))


def _describe(entry: GoldValidity) -> tuple[str, ...]:
    interval = say.format_interval(*(None if x is None else 100 * x for x in (entry.low, entry.high)))
    return (
        f"{entry.task}/{entry.language}/{entry.perturbation} {entry.severity}",
        entry.source if entry.share is None else f"{say.format_percent(entry.share)} {interval}",
        say.format_count(entry.n),
        say.format_count(entry.unknown),
        say.format_points(entry.ceiling),
        ", ".join(_tell_rule(rule) for rule in entry.rules) or say.MISSING,
    )


def _tell_rule(rule: RuleOutcome) -> str:
    return f"{rule.rule} ({rule.fails} of {rule.holds + rule.fails})" if rule.fails else rule.rule
