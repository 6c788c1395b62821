"""Options of the commands that compute; none of them changes a result."""

from __future__ import annotations

from typing import Annotated, TypeAlias

import typer

Workers: TypeAlias = Annotated[
    int, typer.Option("--workers", min=0, help="Processes; 0 = one per processor.")
]
TokenBudget: TypeAlias = Annotated[
    int, typer.Option("--token-budget", min=1, help="Tokens per inference batch, padding included.")
]
DryRun: TypeAlias = Annotated[bool, typer.Option("--dry-run", help="Print the plan and stop.")]
