"""``crosswind report``: renders a run again from its stored predictions, without a model."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from harness.errors import RequestError
from suites.cli.finish import show_report
from suites.cli.options import Json
from suites.cli.running import RatingsFile
from suites.run import PLAN_FILE, RECORD_FILE, keep_ratings, render_run


def command(
    run: Annotated[Path, typer.Argument(help="A run's folder, e.g. runs/demo-0123456789abcdef.")],
    *,
    validity: RatingsFile = None,
    json: Json = False,
) -> None:
    """Computes every number again from the stored predictions and writes the report."""
    missing = next((name for name in (PLAN_FILE, RECORD_FILE) if not (run / name).is_file()), None)
    if missing is not None:
        raise RequestError(
            f"no finished run there ({missing} is missing)",
            place=str(run),
            remedy="name a folder under runs/, or finish the run by giving its command again",
        )
    if validity is not None:
        keep_ratings(validity, run)
    show_report(render_run(run), run, json=json)
