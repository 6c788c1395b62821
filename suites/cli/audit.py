"""``crosswind audit``: whether gold answers plausibly survive, by rules."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict

from suites.analysis.validity import describe_validity
from suites.audit.summary import AuditedSet
from suites.cli.display import show_json, show_lines
from suites.cli.options import Json, Seed
from suites.cli.running import Asked, Files
from suites.cli.sets import Choice, open_request
from suites.expand import Request
from suites.report.wording import name_language
from suites.sets import PlacedTask, stress_sets
from suites.stress import audit_stressed


def command(choice: Choice, files: Files, asked: Asked, *, seed: Seed = 0, json: Json = False) -> None:
    """Perturbs the sets of suites and checks every changed example against its original."""
    request, tasks = open_request(choice, files, asked, seed=seed)
    found = (one for placed in tasks for one in _audit(request, placed))
    if json:
        show_json([_dump(entry) for entries in found for entry in entries])
        return
    for entries in found:
        _show(entries)


def _audit(request: Request, placed: PlacedTask) -> Iterator[list[AuditedSet]]:
    for evaluation, stressed in stress_sets(placed, request):
        yield [
            AuditedSet(
                describe_validity(placed.task.name, one.key, audit_stressed(evaluation, one)), one.coverage
            )
            for one in stressed
        ]


def _dump(entry: AuditedSet) -> dict[str, object]:
    return entry.gold.model_dump(mode="json") | {"coverage": asdict(entry.coverage)}


def _show(entries: Sequence[AuditedSet]) -> None:
    """A block for each language of a task: a line for each set, and indented under it what explains it."""
    if not entries:
        return
    first = entries[0].gold
    width = max(len(entry.name) for entry in entries)
    show_lines([(0, f"{first.task}, {name_language(first.language)}: of how many changed the gold survives")])
    for entry in entries:
        show_lines([(2, f"{entry.name:<{width}}  {entry.verdict}"), *((6, why) for why in entry.explain())])
