"""How every command that ends in a report says so."""

from __future__ import annotations

import sys
from pathlib import Path

import typer
from rich.console import Console

from suites.report.json_file import render_json
from suites.report.model import Report
from suites.report.terminal import print_summary


def show_report(report: Report, folder: Path, *, json: bool) -> None:
    """Prints the report as JSON, or the summary table and where the page is."""
    if json:
        typer.echo(render_json(report), nl=False)
        return
    # where there is no terminal to measure (a log, a pipe), the table gets the room that it wants
    print_summary(report, Console(width=None if sys.stdout.isatty() else 100))
    typer.echo(f"\nReport: {folder / 'report.html'}")
