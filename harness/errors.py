"""Every error a user can meet, each with its cause and its cure.

The command line prints ``str(error)`` as one sentence and exits with
``error.exit_code``; nothing else in the project chooses an exit code.
"""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


class CrosswindError(Exception):
    """Base of all errors that Crosswind raises on purpose."""

    exit_code = 4


class RequestError(CrosswindError):
    """The request is wrong: a bad option, name, file or value (exit code 2).

    Cure: what ``remedy`` says.

    Args:
        problem: what is wrong, with the offending value.
        place: where it stands (option, file and line, key).
        remedy: what to do instead, as an imperative clause.
    """

    exit_code = 2

    def __init__(self, problem: str, *, place: str, remedy: str) -> None:
        self.problem, self.place, self.remedy = problem, place, remedy
        super().__init__(f"{place}: {problem}; {remedy}.")

    def __reduce__(self) -> tuple[object, ...]:
        """Lets the error travel between processes, whatever its subclass takes."""
        return _rebuild, (type(self), self.problem, self.place, self.remedy)


class UnknownNameError(RequestError):
    """A task, language, perturbation, suite … that no registry holds.

    Cure: use the nearest name, which the message gives, or list the registry.
    """

    def __init__(self, kind: str, name: str, known: Iterable[str], *, place: str) -> None:
        names = sorted(known)
        near = get_close_matches(name, names, n=1, cutoff=0.5)
        remedy = f"did you mean {near[0]!r}" if near else f"choose one of {', '.join(names) or 'none'}"
        super().__init__(f"unknown {kind} {name!r}", place=place, remedy=remedy)


class DuplicateNameError(CrosswindError):
    """Two declarations claim one name in a registry. Cure: rename one of them."""


class ConfigError(RequestError):
    """A YAML file that does not follow its schema. Cure: mend the key it names."""


class DataFileError(RequestError):
    """A data file that is missing or malformed. Cure: mend the file and line it names."""


class LabelError(DataFileError):
    """A gold label outside the task's set. Cure: map it in the catalogue or mend the file."""


class EmptyEvaluationSetError(RequestError):
    """An evaluation set without a single example. Cure: check file, language and filters."""


class CheckpointError(RequestError):
    """A checkpoint that cannot be used: no weights, a pickle, or the wrong head.

    Cure: point at a folder with ``config.json`` and ``model.safetensors``.
    """


class RunError(CrosswindError):
    """The run failed for a reason outside the request (exit code 4)."""


def _rebuild(kind: type[RequestError], problem: str, place: str, remedy: str) -> RequestError:
    error = kind.__new__(kind)
    RequestError.__init__(error, problem, place=place, remedy=remedy)
    return error
