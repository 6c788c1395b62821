"""The section of ``report.md`` on whether gold answers survive perturbation."""

from __future__ import annotations

from suites.report import wording as say
from suites.report.gold import HEADER, LEAD, list_gold
from suites.report.markdown_text import escape_markdown, tabulate
from suites.report.model import Report


def render_validity(report: Report) -> list[str]:
    """Returns the lines of the section; none where nothing was perturbed."""
    found = list_gold(report)
    if not found:
        return []
    rows = [
        [escape_markdown(text) for text in (*row.cells, row.failures or say.MISSING, _name(row.doubtful))]
        for row in found
    ]
    table = tabulate((*HEADER, "rules that failed", "in doubt (‡)"), rows, text_columns=4)
    return ["## Do the gold answers survive?", "", LEAD, "", *table]


def _name(languages: tuple[str, ...]) -> str:
    """All by their names, or how many of them where that would fill the table."""
    return f"{len(languages)} languages" if len(languages) > 6 else ", ".join(languages) or say.MISSING
