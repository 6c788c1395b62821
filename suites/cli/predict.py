"""``crosswind predict``: a checkpoint's answers in XTREME's submission format, scored by nobody here."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from suites.cli.display import show_json
from suites.cli.options import Json
from suites.cli.running import Files, Labels, TokenBudget, split_labels
from suites.data import DataAccess
from suites.expand import Request
from suites.external import Reading, plan_checkpoint
from suites.submission import choose_languages, write_submission


@dataclass(frozen=True, slots=True)
class Subject:
    """Which checkpoint predicts what."""

    model: Annotated[str, typer.Option("--model", help="A checkpoint: folder or hub id.")]
    task: Annotated[
        str | None, typer.Option("--task", help="Its task; needed where stage.json does not name it.")
    ] = None
    language: Annotated[
        list[str] | None,
        typer.Option("--language", help="A language; may be repeated. All that the data have by default."),
    ] = None
    max_length: Annotated[
        int | None, typer.Option("--max-length", min=1, help="Tokens per sequence that the model reads.")
    ] = None
    labels: Labels = None


def command(
    subject: Subject,
    files: Files,
    *,
    out: Annotated[Path, typer.Option("--out", help="Folder of the submission.")] = Path("submission"),
    token_budget: TokenBudget = 4096,
    json: Json = False,
) -> None:
    """Predicts whole test sets, with or without answers, and writes a file a language."""
    access = DataAccess(files.data, files.data_root, files.offline)
    reading = Reading(subject.task, subject.max_length, labels=split_labels(subject.labels))
    planned = plan_checkpoint(subject.model, reading, Request((), access, offline=files.offline))
    model = choose_languages(planned, access, tuple(subject.language or ()))
    written = write_submission(
        model, access, out, token_budget=token_budget, announce=lambda path: typer.echo(path, err=True)
    )
    if json:
        show_json([str(path) for path in written])
