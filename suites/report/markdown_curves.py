"""The section of ``report.md`` on learning curves."""

from __future__ import annotations

from suites.report.curve_rows import LEAD, list_curve_tables
from suites.report.markdown_text import escape_markdown, tabulate
from suites.report.model import Report


def render_learning_curves(report: Report) -> list[str]:
    """Returns the lines of the section; none where no amount of training data was scaled."""
    tables = list_curve_tables(report)
    if not tables:
        return []
    lines = ["## Learning curves", "", LEAD]
    for table in tables:
        rows = [[escape_markdown(text) for text in row] for row in table.rows]
        lines += [
            "",
            f"### {table.title}",
            "",
            *tabulate(table.header, rows, text_columns=table.text_columns),
        ]
    return lines
