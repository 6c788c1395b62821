"""What commands write to standard output: a table for people, JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, is_dataclass

import typer
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text


def show_json(value: object) -> None:
    """Writes a value as JSON; dataclasses become objects."""
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2, default=_as_mapping))


def show_table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Writes a table; the first column is never wrapped, since its names are to be copied."""
    table = Table(*columns, box=None, header_style="bold", pad_edge=False)
    table.columns[0].no_wrap = True
    for row in rows:
        table.add_row(*row)
    Console(markup=False).print(table)


def show_lines(lines: Iterable[tuple[int, str]]) -> None:
    """Writes lines, each indented by a number of columns and wrapped within what is left of the terminal."""
    console = Console(highlight=False)
    for indent, text in lines:
        console.print(Padding(Text(text), (0, 0, 0, indent), expand=False))


def _as_mapping(value: object) -> dict[str, object]:
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    raise TypeError(f"{type(value).__name__} has no JSON form")
