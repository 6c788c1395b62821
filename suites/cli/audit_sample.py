"""``crosswind audit-sample``: a blind sample for a person to rate."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from suites.audit.sample import draw_sample
from suites.audit.sheet import write_sheet
from suites.cli.options import Seed
from suites.cli.running import Asked, Files
from suites.cli.sets import Choice, open_request


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is written, and how much."""

    out: Annotated[Path, typer.Option("--out", help="CSV file for the rater.", show_default=False)]
    key: Annotated[
        Path | None, typer.Option("--key", help="What the items are; FILE.key.json by default.")
    ] = None
    n: Annotated[int, typer.Option("--n", min=2, help="Items, half of them clean.")] = 50


def command(choice: Choice, files: Files, asked: Asked, sheet: Sheet, *, seed: Seed = 0) -> None:
    """Writes the sheet, and the key that tells its items apart; raters are not to see the key."""
    request, tasks = open_request(choice, files, asked, seed=seed)
    items = draw_sample(request, tasks, n=sheet.n)
    key = sheet.key or sheet.out.with_suffix(".key.json")
    write_sheet(sheet.out, key, items, suites=[suite.name for suite in request.suites], seed=seed)
    fewer = "" if len(items) >= sheet.n else f", not {sheet.n}, for the sets hold no more"
    typer.echo(f"{sheet.out}: {len(items)} items to rate{fewer} (label, and confidence 1 to 3)")
    typer.echo(f"{key}: what they are; keep it from the rater")
