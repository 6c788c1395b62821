"""The section of ``report.md`` on robustness by arm."""

from __future__ import annotations

from suites.report.markdown_text import escape_markdown, tabulate
from suites.report.model import Report
from suites.report.robustness_table import (
    HEADER,
    LEAD,
    TEXT_COLUMNS,
    list_robustness,
    list_robustness_notes,
)


def render_robustness(report: Report) -> list[str]:
    """Returns the lines of the section; none where nothing was perturbed."""
    rows = [
        [*map(escape_markdown, row[:TEXT_COLUMNS]), *row[TEXT_COLUMNS:]] for row in list_robustness(report)
    ]
    if not rows:
        return []
    notes = [f"- {escape_markdown(note)}" for note in list_robustness_notes(report)]
    table = tabulate(HEADER, rows, text_columns=TEXT_COLUMNS)
    return ["## Robustness by arm", "", LEAD, "", *table, *(["", *notes] if notes else [])]
