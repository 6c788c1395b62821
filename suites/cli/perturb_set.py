"""``crosswind perturb-set``: every perturbed evaluation set of suites, written once."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from suites.cli.options import Json, Seed
from suites.cli.running import Asked, Files
from suites.cli.sets import Choice, open_request
from suites.frozen.write import write_frozen


def command(
    choice: Choice,
    files: Files,
    asked: Asked,
    *,
    out: Annotated[Path, typer.Option("--out", help="Folder to write; must not exist.", show_default=False)],
    seed: Seed = 0,
    json: Json = False,
) -> None:
    """Writes one file of JSON Lines for each task, language, perturbation and severity, and a manifest."""
    request, tasks = open_request(choice, files, asked, seed=seed)
    manifest = write_frozen(request, tasks, out)
    if json:
        typer.echo(manifest.model_dump_json(indent=2))
        return
    typer.echo(f"{out}: {len(manifest.sets)} sets of {manifest.examples:,} examples")
