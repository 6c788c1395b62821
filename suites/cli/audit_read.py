"""``crosswind audit-read``: ratings of a blind sample, checked and counted."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from harness.store.atomic import write_atomically
from suites.audit.agreement import count_ratings
from suites.audit.ratings import RATINGS_FILE, Agreement
from suites.audit.sheet import read_key, read_sheet
from suites.cli.options import Json
from suites.report import wording as say


def command(
    sheets: Annotated[list[Path], typer.Argument(help="Filled-in sheets, one for each rater.")],
    *,
    key: Annotated[
        Path | None, typer.Option("--key", help="The sample's key; FILE.key.json of the first by default.")
    ] = None,
    out: Annotated[Path, typer.Option("--out", help="What run and report take by --validity.")] = Path(
        RATINGS_FILE
    ),
    json: Json = False,
) -> None:
    """Counts how often raters gave the gold answer, clean and perturbed; kappa of two."""
    found, digest = read_key(key or sheets[0].with_suffix(".key.json"))
    ratings = count_ratings(found, digest, [read_sheet(sheet, found) for sheet in sheets])
    text = ratings.model_dump_json(indent=1) + "\n"
    write_atomically(out, text.encode())
    if json:
        typer.echo(text, nl=False)
        return
    typer.echo(f"clean: {_tell(ratings.clean)}")
    typer.echo(f"perturbed: {_tell(ratings.perturbed)}")
    if len(sheets) == 2:
        typer.echo(f"Cohen's kappa: {say.format_number(ratings.kappa, 2)} on {ratings.kappa_n} items")
    typer.echo(f"not rated: {ratings.unrated}; written: {out}")


def _tell(agreement: Agreement | None) -> str:
    if agreement is None:
        return "nothing rated"
    share = f"{say.format_number(100 * agreement.share, 1)} %"
    interval = say.format_interval(100 * agreement.low, 100 * agreement.high)
    sure = say.format_number(agreement.confidence, 1)
    return f"{share} {interval} of {agreement.n} items rated as the gold, mean confidence {sure}"
