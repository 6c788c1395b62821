"""``crosswind check``: does all of a catalogue load, train and evaluate?"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from harness.errors import RequestError
from harness.sources.catalogue import CatalogueSource
from harness.store.atomic import write_atomically
from harness.store.stages import locate_home
from suites.cli.options import Data, DataRoot
from suites.data import DataAccess
from suites.rehearsal import Rehearsal, Rehearser, render_rehearsals
from suites.resource_check import LoadedResources, read_resources, render_resources

TITLE = """# Every task of a catalogue

Written by `crosswind check`: every file read to its last row, and some examples of every task taken
through training and evaluation with a tiny encoder, on one machine. The scores only show that
all of it runs; they say nothing about the tasks.

"""


def command(
    *,
    data: Data = None,
    data_root: DataRoot = None,
    task: Annotated[list[str] | None, typer.Option("--task", help="Only this task; repeatable.")] = None,
    out: Annotated[Path | None, typer.Option("--out", help="Markdown file to write.")] = None,
) -> int:
    """Reads every set and word list and rehearses every task; exit code 2 if something is wrong with one.

    Raises:
        RequestError: if there is no catalogue.
    """
    if data is None:
        raise RequestError(
            "there is no catalogue to check", place="--data", remedy="name one with --data or CROSSWIND_DATA"
        )
    rehearser = Rehearser(DataAccess(data, data_root), locate_home())
    rehearsals = list(_report(rehearser.run(task or rehearser.source.tasks())))
    resources = [] if task else list(_report_resources(rehearser.source))
    text = TITLE + render_rehearsals(rehearsals) + render_resources(resources)
    if out is None:
        typer.echo(text, nl=False)
    else:
        write_atomically(out, text.encode())
    problems = [one.problem for one in rehearsals] + [one.problem for one in resources]
    return 2 if any(problems) else 0


def _report(rehearsals: Iterator[Rehearsal]) -> Iterator[Rehearsal]:
    for one in rehearsals:
        rows = sum(item.rows for item in one.sets)
        typer.echo(f"{one.task.name}: {rows:,} rows; {one.problem or 'fine'}", err=True)
        yield one


def _report_resources(source: CatalogueSource) -> Iterator[LoadedResources]:
    for one in read_resources(source):
        what = f"noisy examples of {one.task}" if one.task else "word lists"
        typer.echo(f"{what} in {one.language}: {one.problem or 'fine'}", err=True)
        yield one
