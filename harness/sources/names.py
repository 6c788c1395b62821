"""What every part of a catalogue says alike: one or several names, each of them known."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, TypeAlias, TypeVar

from pydantic import AfterValidator, BeforeValidator, Field

from harness.errors import UnknownNameError
from harness.languages import language as find_language
from harness.sources.yaml_schema import restate
from harness.tasks import TASKS

T = TypeVar("T")


def require_known(find: Callable[[str], T], name: str) -> T:
    """Returns what a registry holds under a name.

    Raises:
        ValueError: if it holds nothing, in the form in which validators report to ``load_yaml``.
    """
    try:
        return find(name)
    except UnknownNameError as error:
        raise restate(error) from None


def _as_tuple(value: object) -> object:
    return (value,) if isinstance(value, str) else value


def _known_tasks(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(require_known(TASKS.get, name).name for name in names)


def _known_languages(codes: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(require_known(find_language, code).code for code in codes)


OneOrMore: TypeAlias = Annotated[tuple[str, ...], BeforeValidator(_as_tuple), Field(min_length=1)]
"""A name, or a list of names."""

Tasks: TypeAlias = Annotated[OneOrMore, AfterValidator(_known_tasks)]
"""One task or several."""

Languages: TypeAlias = Annotated[OneOrMore, AfterValidator(_known_languages)]
"""One language or several."""
