"""Options of the commands that compute."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, TypeAlias

import typer

from suites.cli.options import Data, DataRoot, Offline

Workers: TypeAlias = Annotated[
    int, typer.Option("--workers", min=0, help="Processes; 0 = one per processor.")
]
TokenBudget: TypeAlias = Annotated[
    int, typer.Option("--token-budget", min=1, help="Tokens per inference batch, padding included.")
]
Labels: TypeAlias = Annotated[
    str | None,
    typer.Option("--labels", help="What the models' outputs stand for, in their order: yes,no,…"),
]
DryRun: TypeAlias = Annotated[bool, typer.Option("--dry-run", help="Print the plan and stop.")]


@dataclass(frozen=True, slots=True)
class Files:
    """Where data come from."""

    data: Data = None
    data_root: DataRoot = None
    offline: Offline = False


def split_labels(labels: str | None) -> tuple[str, ...]:
    """Returns the labels that ``--labels`` names, none if it is not given."""
    return tuple(label.strip() for label in labels.split(",")) if labels else ()
