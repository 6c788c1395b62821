"""A run's rendered report: three files, each replaced in one step or left as it was."""

from __future__ import annotations

from pathlib import Path

from harness.store.atomic import write_atomically
from suites.report.html import render_html
from suites.report.json_file import JSON_FILE, render_json
from suites.report.markdown import render_markdown
from suites.report.model import Report

MARKDOWN_FILE = "report.md"
PAGE_FILE = "report.html"


def write_report(report: Report, folder: Path) -> None:
    """Writes ``report.json``, ``report.md`` and ``report.html`` into a run's folder.

    Everything is rendered before the first file is replaced, and each file is
    replaced atomically, so an interrupted call never leaves half a file.
    """
    rendered = {
        JSON_FILE: render_json(report),
        MARKDOWN_FILE: render_markdown(report),
        PAGE_FILE: render_html(report),
    }
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in rendered.items():
        write_atomically(folder / name, text.encode())
