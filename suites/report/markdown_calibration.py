"""The section of ``report.md`` on the probabilities of the models."""

from __future__ import annotations

from suites.report.calibration_table import HEADER, LEAD, TEXT_COLUMNS, list_calibration
from suites.report.markdown_text import escape_markdown, tabulate
from suites.report.model import Report


def render_calibration(report: Report) -> list[str]:
    """Returns the lines of the section; none where no prediction has probabilities."""
    rows = [tuple(map(escape_markdown, row)) for row in list_calibration(report)]
    if not rows:
        return []
    title = "## Do the probabilities become worse?"
    return [title, "", LEAD, "", *tabulate(HEADER, rows, text_columns=TEXT_COLUMNS)]
