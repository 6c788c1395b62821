"""``crosswind report``: renders a run again from its stored predictions, without a model."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from harness.errors import RequestError
from suites.cli.finish import show_report
from suites.cli.options import Json
from suites.cli.running import RatingsFile
from suites.run import PLAN_FILE, RECORD_FILE, keep_ratings, keep_reference, render_run
from suites.run import write_reference as freeze_arm


def command(
    run: Annotated[Path, typer.Argument(help="A run's folder, e.g. runs/demo-0123456789abcdef.")],
    *,
    validity: RatingsFile = None,
    mce_reference: Annotated[
        Path | None,
        typer.Option("--mce-reference", help="A file of --write-reference, which mCE is to be relative to."),
    ] = None,
    write_reference: Annotated[
        Path | None,
        typer.Option("--write-reference", help="Also write an arm's scores there, as a reference of mCE."),
    ] = None,
    reference_arm: Annotated[
        str, typer.Option("--reference-arm", help="The arm that --write-reference writes.")
    ] = "",
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
    if mce_reference is not None:
        keep_reference(mce_reference, run)
    if write_reference is not None:
        freeze_arm(run, reference_arm, write_reference)
    elif reference_arm:
        raise RequestError(
            f"arm {reference_arm!r} and no file to write",
            place="--reference-arm",
            remedy="give --write-reference FILE as well",
        )
    show_report(render_run(run), run, json=json)
