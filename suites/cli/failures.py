"""Errors as a person meets them: one sentence with place, cause and remedy, and an exit code."""

from __future__ import annotations

import typer

from harness.errors import CrosswindError, RequestError, RunError

INTERRUPTED = 130
"""Exit code after Ctrl-C, as shells have it."""

INTERRUPTED_SENTENCE = "Interrupted; finished stages are kept, and the same command goes on from there."


def explain(error: Exception) -> tuple[str, int]:
    """Returns the sentence to print and the exit code for any error."""
    if isinstance(error, typer.TyperException):
        error = _as_request(error)
    if isinstance(error, CrosswindError):
        return str(error), error.exit_code
    cause = f"{type(error).__name__}: {error}".rstrip(": .").replace("\n", " ")
    return f"This is a bug in Crosswind ({cause}); run again with --debug to see where.", RunError.exit_code


def _name_value(error: typer.TyperException) -> str:
    """The value that an option was given, where the message leaves it out."""
    found = getattr(error.__cause__, "errors", None)
    return f" (got {found()[0]['input']!r})" if callable(found) else ""


def _as_request(error: typer.TyperException) -> RequestError:
    """A mistake in the command line in the words of all other mistakes."""
    context = getattr(error, "ctx", None)
    place = context.command_path if context is not None else "crosswind"
    near = getattr(error, "possibilities", None)
    remedy = f"did you mean {near[0]!r}" if near else f"see `{place} --help`"
    text = error.message if near is not None or not error.message else error.format_message()
    problem = (text or error.format_message()).rstrip(".").replace("\n", " ") + _name_value(error)
    return RequestError(problem[:1].lower() + problem[1:], place=place, remedy=remedy)
