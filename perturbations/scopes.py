"""Parts of an example that a perturbation can be confined to: ``keyboard_typos@second``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from harness.errors import UnknownNameError
from harness.types import ChoiceGold, Example, FormatName, TagsGold, text_fields

_Holds: TypeAlias = Callable[[Example, str], bool]
"""``(example, field)`` → whether the field is in the scope."""


@dataclass(frozen=True, slots=True)
class Scope:
    """A part of an example.

    Attributes:
        name: as it stands behind the ``@``.
        formats: formats whose examples have such a part.
        description: what it is, a few words.
        holds: whether a field belongs to it.
        entity: of tagged tokens, whether those inside entities are meant; ``None`` for fields.
    """

    name: str
    formats: tuple[FormatName, ...]
    description: str
    holds: _Holds
    entity: bool | None = None

    def select(self, example: Example) -> list[tuple[str, str]]:
        """Returns ``(field, text)`` of the part."""
        return [pair for pair in text_fields(example.payload) if self.holds(example, pair[0])]

    def select_tokens(self, example: Example) -> frozenset[int]:
        """Returns the indices of the tokens of the part."""
        tags = example.gold.tags if isinstance(example.gold, TagsGold) else ()
        return frozenset(at for at, tag in enumerate(tags) if (tag[:2] in ("B-", "I-")) is self.entity)


def _named(*fields: str) -> _Holds:
    return lambda _example, field: field in fields


def _is_choice(_example: Example, field: str) -> bool:
    return field.startswith("choice.")


def _is_right(example: Example, field: str) -> bool:
    return isinstance(example.gold, ChoiceGold) and field == f"choice.{example.gold.index}"


def _is_wrong(example: Example, field: str) -> bool:
    return _is_choice(example, field) and not _is_right(example, field)


_DECLARED = (
    Scope("first", ("classification",), "the first text of a pair, such as the premise", _named("first")),
    Scope("second", ("classification",), "the second text, such as the hypothesis", _named("second")),
    Scope("prompt", ("multiple_choice",), "the prompt alone", _named("prompt")),
    Scope("choices", ("multiple_choice",), "all choices", _is_choice),
    Scope("right_choice", ("multiple_choice",), "the right choice alone", _is_right),
    Scope("wrong_choices", ("multiple_choice",), "the wrong choices", _is_wrong),
    Scope("question", ("span_qa",), "the question alone", _named("question")),
    Scope("context", ("span_qa",), "the paragraph alone", _named("context")),
    Scope("query", ("retrieval",), "the side that asks", _named("query")),
    Scope("candidate", ("retrieval",), "the side that is searched", _named("candidate")),
    Scope("entities", ("tagging",), "tokens of entities alone", _named("tokens"), entity=True),
    Scope("outside", ("tagging",), "tokens outside entities", _named("tokens"), entity=False),
)

SCOPES = {scope.name: scope for scope in _DECLARED}
"""Name → scope."""


def find_scope(name: str, *, place: str) -> Scope:
    """Returns the scope of that name.

    Raises:
        UnknownNameError: if there is none, with the nearest name.
    """
    if name not in SCOPES:
        raise UnknownNameError("scope", name, tuple(SCOPES), place=place)
    return SCOPES[name]
