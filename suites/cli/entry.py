"""Dispatch: reads the verb, imports its module alone, and turns errors into sentences."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Sequence
from typing import Annotated

import typer
from typer.main import get_command

from harness import __version__
from harness.errors import UnknownNameError
from suites.cli.failures import INTERRUPTED, INTERRUPTED_SENTENCE, explain
from suites.cli.options import Debug, flatten_options
from suites.cli.verbs import VERBS

_SUMMARY = "A wind tunnel for cross-lingual language models."
_EXIT_CODES = (
    "Exit codes: 0 done or passed, 1 gate failed, 2 the request is wrong, "
    "3 gate inconclusive, 4 the run failed."
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command and returns its exit code.

    Args:
        arguments: what follows ``crosswind`` on the command line; those of the process by default.
    """
    given = list(sys.argv[1:] if arguments is None else arguments)
    try:
        code = _run(given)
    except KeyboardInterrupt:
        code = INTERRUPTED
    except Exception as error:
        if "--debug" in given:
            traceback.print_exc()
        sentence, code = explain(error)
        typer.echo(sentence, err=True)
    if code == INTERRUPTED:
        typer.echo(INTERRUPTED_SENTENCE, err=True)
    return code


def _run(arguments: list[str]) -> int:
    chosen = next((word for word in arguments if not word.startswith("-")), None)
    if chosen is not None and chosen not in VERBS:
        raise UnknownNameError("command", chosen, VERBS, place="crosswind")
    command = get_command(_build_app(chosen))
    # outside standalone mode typer returns the command's value, and 130 after Ctrl-C
    code = command.main(args=arguments, prog_name="crosswind", standalone_mode=False)
    return int(code or 0)


def _build_app(chosen: str | None) -> typer.Typer:
    """An application in which only the chosen verb is more than its line of help."""
    app = typer.Typer(add_completion=False, help=_SUMMARY, epilog=_EXIT_CODES)
    app.callback(invoke_without_command=True)(_global_options)
    for verb in VERBS.values():
        command = flatten_options(verb.load()) if verb.name == chosen else _do_nothing
        app.command(verb.name, help=verb.summary, epilog=f"Example: {verb.example}")(command)
    return app


def _do_nothing() -> None:
    """Stands for a verb that was not called, so that ``--help`` imports none of them."""


def _global_options(
    context: typer.Context,
    *,
    version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False,
    debug: Debug = False,
) -> None:
    del debug  # read from the arguments by ``main``, whether or not they can be parsed
    if version:
        typer.echo(f"crosswind {__version__}")
    elif context.invoked_subcommand is None:
        typer.echo(context.get_help())
