"""Options that mean the same in every command, and option groups as dataclasses.

A command may take a dataclass whose fields are typer arguments and options;
``flatten_options`` shows the fields to typer and hands the command the value.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import MISSING, Field, fields, is_dataclass
from inspect import Parameter, Signature, signature
from pathlib import Path
from typing import Annotated, TypeAlias, get_type_hints

import typer

from suites.cli.verbs import Command

Json: TypeAlias = Annotated[bool, typer.Option("--json", help="Print JSON on standard output.")]
Seed: TypeAlias = Annotated[int, typer.Option("--seed", min=0, help="Seed of everything that is random.")]
Out: TypeAlias = Annotated[Path, typer.Option("--out", help="Folder that runs are written to.")]
Offline: TypeAlias = Annotated[bool, typer.Option("--offline", help="Never touch the network.")]
Data: TypeAlias = Annotated[
    Path | None,
    typer.Option("--data", envvar="CROSSWIND_DATA", help="Catalogue file, or folder that holds data."),
]
DataRoot: TypeAlias = Annotated[
    Path | None,
    typer.Option("--data-root", envvar="CROSSWIND_DATA_ROOT", help="Folder that catalogue paths start from."),
]
Debug: TypeAlias = Annotated[bool, typer.Option("--debug", help="Show the traceback of an error.")]

_DEBUG = Parameter("debug", Parameter.KEYWORD_ONLY, default=False, annotation=Debug)


def flatten_options(command: Command) -> Command:
    """Returns the command with each dataclass parameter replaced by its fields, and with ``--debug``."""
    hints = get_type_hints(command, include_extras=True)
    groups = {name: hint for name, hint in hints.items() if isinstance(hint, type) and is_dataclass(hint)}

    def call(*, debug: bool, **values: object) -> int | None:
        del debug  # read by the entry point, which must know it before parsing succeeds
        for name, group in groups.items():
            values[name] = group(**{field.name: values.pop(field.name) for field in fields(group)})
        return command(**values)

    parameters = [
        flat
        for name, parameter in signature(command).parameters.items()
        for flat in (_spread(groups[name]) if name in groups else [_keyword(parameter, hints[name])])
    ]
    call.__signature__ = Signature([*parameters, _DEBUG])  # type: ignore[attr-defined]  # typer reads it
    call.__annotations__ = {parameter.name: parameter.annotation for parameter in (*parameters, _DEBUG)}
    return call


def _spread(group: type) -> Iterator[Parameter]:
    hints = get_type_hints(group, include_extras=True)
    for field in fields(group):
        yield Parameter(
            field.name, Parameter.KEYWORD_ONLY, default=_default(field), annotation=hints[field.name]
        )


def _keyword(parameter: Parameter, hint: object) -> Parameter:
    return parameter.replace(kind=Parameter.KEYWORD_ONLY, annotation=hint)


def _default(field: Field[object]) -> object:
    if field.default_factory is not MISSING:
        return field.default_factory()
    return Parameter.empty if field.default is MISSING else field.default
