"""Examples before and after, as ``report.json`` holds them."""

from __future__ import annotations

from suites.report.spread import ReportPart


class Span(ReportPart):
    """A run of text in a before/after pair; ``changed`` runs are marked."""

    text: str
    changed: bool


class WorstExample(ReportPart):
    """An example that a perturbation broke."""

    model: str
    task: str
    language: str
    perturbation: str
    severity: int
    example_id: str
    field: str
    before: tuple[Span, ...]
    after: tuple[Span, ...]
    gold: str
    prediction_before: str
    prediction_after: str
    other_fields: tuple[tuple[str, str], ...]
