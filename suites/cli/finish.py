"""How every command that ends in a report says so."""

from __future__ import annotations

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
    print_summary(report, Console())
    typer.echo(f"\nReport: {folder / 'report.html'}")
