"""``crosswind calibrate``: false-positive rate, power and coverage of every method, by simulation."""

from __future__ import annotations

import os
import shlex
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from harness.store.atomic import write_atomically
from suites.calibrate.calibration import Calibration, list_lines
from suites.calibrate.markdown import render_calibration
from suites.calibrate.simulate import Request, calibrate
from suites.cli.display import show_json, show_lines
from suites.cli.options import Json, Seed
from suites.cli.running import Workers


@dataclass(frozen=True, slots=True)
class Asked:
    """What is simulated."""

    method: Annotated[
        list[str] | None,
        typer.Option("--method", help="Only this method; repeatable; a wrong name lists all."),
    ] = None
    shape: Annotated[
        list[str] | None, typer.Option("--shape", help="Only this shape of data; repeatable; likewise.")
    ] = None
    repetitions: Annotated[
        int, typer.Option("--repetitions", min=1, help="Of every shape and effect; 2,000 for the record.")
    ] = 300
    seed: Seed = 0

    @property
    def request(self) -> Request:
        """The same as a value of the layer below."""
        return Request(tuple(self.method or ()), tuple(self.shape or ()), self.repetitions, self.seed)


def command(
    asked: Asked,
    *,
    workers: Workers = 1,
    out: Annotated[Path | None, typer.Option("--out", help="Markdown file to write.")] = None,
    json: Json = False,
    strict: Annotated[
        bool, typer.Option("--strict", help="Exit code 1 if a method in use misses what it announces.")
    ] = False,
) -> int:
    """Simulates and counts; exit code 0 whatever is found, unless ``--strict``."""
    found = calibrate(asked.request, workers=workers or os.cpu_count() or 1)
    if json:
        show_json({"verdict": found.conclude(), "calibration": found})
    else:
        show_lines(list_lines(found))
    if out is not None:
        page = render_calibration(
            found, command=_spell(asked.request, out), date=datetime.now(UTC).date().isoformat()
        )
        write_atomically(out, page.encode())
    return _exit_code(found, strict=strict)


def _exit_code(found: Calibration, *, strict: bool) -> int:
    return 1 if strict and found.missed else 0


def _spell(request: Request, out: Path) -> str:
    """The command that makes the page again; workers change nothing and are left out."""
    words = ["crosswind", "calibrate", "--repetitions", str(request.repetitions), "--seed", str(request.seed)]
    words += [word for name in request.methods for word in ("--method", name)]
    words += [word for name in request.shapes for word in ("--shape", name)]
    return shlex.join([*words, "--out", out.name])
