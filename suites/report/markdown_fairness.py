"""The section of ``report.md`` on fairness over languages and families."""

from __future__ import annotations

from suites.report.fairness_table import (
    ASSOCIATIONS_HEADER,
    ASSOCIATIONS_LEAD,
    HEADER,
    LEAD,
    TEXT_COLUMNS,
    list_associations,
    list_fairness,
    list_variances,
    tell_empty,
    tell_underpowered,
)
from suites.report.markdown_text import escape_markdown, tabulate
from suites.report.model import Report


def render_fairness(report: Report) -> list[str]:
    """Returns the lines of the section; none where nothing was summarised."""
    rows = list_fairness(report)
    if not rows:
        return []
    table = tabulate(
        HEADER, [[escape_markdown(text) for text in row.cells] for row in rows], text_columns=TEXT_COLUMNS
    )
    said = [
        f"- {', '.join(map(escape_markdown, row.cells[:TEXT_COLUMNS]))}: {escape_markdown(row.sentence)}"
        f"{''.join(f' ({escape_markdown(note)})' for note in row.notes)}"
        for row in rows
    ]
    told = [
        f"- {escape_markdown(text)}"
        for text in (tell_empty(report), *list_variances(report), tell_underpowered(report))
        if text
    ]
    associations = [[escape_markdown(text) for text in row] for row in list_associations(report)]
    asked = ["", ASSOCIATIONS_LEAD, "", *tabulate(ASSOCIATIONS_HEADER, associations, text_columns=4)]
    return [
        *("## Are languages served alike?", "", LEAD, "", *table, "", "### In words", "", *said, *told),
        *(asked if associations else []),
    ]
