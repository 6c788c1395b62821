"""Options of the commands that read suites' evaluation sets without a model."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

import typer

from suites.cli.running import Asked, Files, split_labels
from suites.config import load_suite
from suites.data import DataAccess
from suites.expand import Request
from suites.sets import PlacedTask, place_tasks


@dataclass(frozen=True, slots=True)
class Choice:
    """Which sets of which suites."""

    suite: Annotated[list[str], typer.Argument(help="Suites by name or YAML file.", show_default=False)]
    tasks: Annotated[
        str | None, typer.Option("--tasks", help="Tasks: a,b,…; those that the suites name by default.")
    ] = None
    languages: Annotated[
        str | None, typer.Option("--languages", help="Languages: a,b,…; those of the suites by default.")
    ] = None


def open_request(
    choice: Choice, files: Files, asked: Asked, *, seed: int
) -> tuple[Request, tuple[PlacedTask, ...]]:
    """Returns the suites over the data, and the tasks that were chosen.

    Raises:
        RequestError: if a name is unknown or nothing is left.
    """
    access = DataAccess(files.data, files.data_root, files.offline)
    suites = tuple(load_suite(name) for name in choice.suite)
    request = Request(suites, access, seed=seed, offline=files.offline, services=asked.names)
    return request, place_tasks(request, split_labels(choice.tasks), split_labels(choice.languages))
