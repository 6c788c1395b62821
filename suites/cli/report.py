"""``crosswind report``: renders a run again from its stored predictions, without a model."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from harness.errors import RequestError
from suites.analysis.settings import keep_settings, read_settings
from suites.cli.finish import show_report
from suites.cli.options import Json
from suites.cli.running import Judging, RatingsFile
from suites.run import PLAN_FILE, RECORD_FILE, keep_ratings, keep_reference, render_run
from suites.run import write_reference as freeze_arm


@dataclass(frozen=True, slots=True)
class Reference:
    """What mCE is relative to, and what other runs may be."""

    mce_reference: Annotated[
        Path | None,
        typer.Option("--mce-reference", help="A file of --write-reference, which mCE is to be relative to."),
    ] = None
    write_reference: Annotated[
        Path | None,
        typer.Option("--write-reference", help="Also write an arm's scores there, as a reference of mCE."),
    ] = None
    reference_arm: Annotated[
        str, typer.Option("--reference-arm", help="The arm that --write-reference writes.")
    ] = ""


@dataclass(frozen=True, slots=True)
class Rejudging:
    """What is called significant, where it is to differ from what the run says."""

    correction: Annotated[
        str | None, typer.Option("--correction", help="bh, holm or by; by default as the run was reported.")
    ] = None
    wanted_drop: Annotated[
        float | None,
        typer.Option("--wanted-drop", min=0.01, max=100, help="Points that the study wants to see."),
    ] = None

    def settle(self, run: Path) -> None:
        """Keeps what was asked for with the run.

        Raises:
            UnknownNameError: if there is no such correction.
        """
        kept = read_settings(run)
        asked = Judging(self.correction or kept.correction, self.wanted_drop or kept.wanted_drop)
        keep_settings(asked.settings, run)


def command(
    run: Annotated[Path, typer.Argument(help="A run's folder, e.g. runs/demo-0123456789abcdef.")],
    reference: Reference,
    judging: Rejudging,
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
    judging.settle(run)
    if validity is not None:
        keep_ratings(validity, run)
    if reference.mce_reference is not None:
        keep_reference(reference.mce_reference, run)
    if reference.write_reference is not None:
        freeze_arm(run, reference.reference_arm, reference.write_reference)
    elif reference.reference_arm:
        raise RequestError(
            f"arm {reference.reference_arm!r} and no file to write",
            place="--reference-arm",
            remedy="give --write-reference FILE as well",
        )
    show_report(render_run(run), run, json=json)
