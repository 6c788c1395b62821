"""A prompt and the choices that may follow it: HellaSwag, Cosmos QA, CommonsenseQA, (X)COPA, Social IQa."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from string import ascii_uppercase
from typing import Annotated, ClassVar, Literal, TypeAlias

from pydantic import BeforeValidator, Field, field_validator

from harness.errors import LabelError
from harness.sources.rows.adapter import (
    Row,
    RowAdapter,
    Rows,
    get_any_text,
    get_scalar,
    get_text,
    get_texts,
    get_value,
)
from harness.sources.rows.reading import Reading
from harness.types import ChoiceGold, Example, FormatName, Gold, MultipleChoice, NoGold

_SLOT = re.compile(r"\{([^{}]+)\}")
_OWN = "{choice}"
_Labelled: TypeAlias = tuple[Sequence[str], Sequence[str]]
"""Texts of the choices, and the labels that they bear in the data (none where they bear none)."""

_COUNTING = {
    "index": "count choices from 0",
    "number": "count choices from 1",
    "letter": "name choices A, B, C …",
    "label": "give one of the choices this label",
}


class Choices(RowAdapter):
    """Reads one example per row; those with the same prompt form a group.

    Attributes:
        prompt: the prompt, in which ``{column}`` stands for the text of a column:
            ``"{context} {question}"``.
        choices: columns of the choices, one each; or one column with a list of texts, a list of
            records ``{label, text}``, or a record of two lists ``{label: […], text: […]}``.
        choice: form of a choice, in which ``{choice}`` stands for its text and ``{column}`` for
            that of a column, which may be blank here: ``"{ctx_b} {choice}"``.
        gold: column of the right choice; none for data published without it.
        gold_as: how it is told: by ``index`` (from 0), ``number`` (from 1), ``letter`` (from A),
            or by the ``label`` that the choice bears in the data, which is the name of its column
            where it has one of its own.
        words: columns → their values → what to put into the prompt instead; a value that is
            not among them is refused.
    """

    formats: ClassVar[tuple[FormatName, ...]] = ("multiple_choice",)

    kind: Literal["choices"] = "choices"
    prompt: str
    choices: Annotated[
        tuple[str, ...],
        BeforeValidator(lambda value: (value,) if isinstance(value, str) else value),
        Field(min_length=1),
    ]
    choice: str = "{choice}"
    gold: str | None
    gold_as: Literal["index", "number", "letter", "label"] = "index"
    words: dict[str, dict[str, str]] = Field(default_factory=dict)

    @field_validator("prompt")
    @classmethod
    def _names_a_column(cls, template: str) -> str:
        if not _SLOT.search(template):
            raise ValueError(f"{template!r} names no column; write one as {{column}}")
        return template

    @field_validator("choice")
    @classmethod
    def _holds_the_choice(cls, template: str) -> str:
        if template.count(_OWN) != 1:
            raise ValueError(f"{template!r} does not hold {_OWN} once; write it where the choice stands")
        return template

    def read_rows(self, rows: Rows, reading: Reading) -> Iterator[Example]:
        """Yields one example per row; see ``RowAdapter.read_rows``."""
        groups: dict[str, str] = {}
        for ordinal, line, row in self.number(rows, reading):
            texts, labels = self._read_choices(row, line, reading)
            prompt = self._fill_prompt(row, line, reading)
            name = self.name_example(row, ordinal, line, reading)
            yield Example(
                id=name,
                language=reading.language,
                payload=MultipleChoice(prompt, self._fill_choices(row, texts, line, reading)),
                gold=self._find_gold(row, labels or _count(self.gold_as, len(texts)), line, reading),
                group=groups.setdefault(self.find_group(row, prompt, line, reading), name),
                domain=self.find_domain(row, line, reading),
                provenance=reading.provenance(line),
            )

    def _read_choices(self, row: Row, line: int, reading: Reading) -> _Labelled:
        columns = [reading.expand(column) for column in self.choices]
        if len(columns) > 1:
            found = [get_text(row, column, line, reading) for column in columns]
            return found, columns if self.gold_as == "label" else ()
        texts, labels = _unpack(row, columns[0], line, reading)
        if len(texts) < 2:
            problem = f"column {columns[0]!r} holds {len(texts)} choices"
            raise reading.fault(problem, "give every row at least two", row=line)
        return texts, labels if self.gold_as == "label" else ()

    def _fill_prompt(self, row: Row, line: int, reading: Reading) -> str:
        def say(column: str) -> str:
            text = get_text(row, column, line, reading)
            if column not in self.words:
                return text
            if text not in self.words[column]:
                problem = f"column {column!r} holds {text!r}, not one of {', '.join(self.words[column])}"
                raise reading.fault(problem, f"add it to 'words' in {reading.settings}", row=line)
            return self.words[column][text]

        return _fill(reading.expand(self.prompt), say).strip()

    def _fill_choices(self, row: Row, texts: Sequence[str], line: int, reading: Reading) -> tuple[str, ...]:
        def say(column: str) -> str:
            return get_any_text(row, column, line, reading)

        before, _, after = reading.expand(self.choice).partition(_OWN)
        before, after = _fill(before, say), _fill(after, say)
        return tuple((before + text + after).strip() for text in texts)

    def _find_gold(self, row: Row, names: Sequence[str], line: int, reading: Reading) -> Gold:
        if self.gold is None:
            return NoGold()
        raw = get_scalar(row, reading.expand(self.gold), line, reading)
        if raw not in names:
            problem = f"{raw!r} is not the {self.gold_as} of one of the {len(names)} choices"
            remedy = f"{_COUNTING[self.gold_as]} or set 'gold_as' in {reading.settings}"
            raise LabelError(problem, place=reading.locate(line), remedy=remedy)
        return ChoiceGold(names.index(raw))


def _fill(template: str, say: Callable[[str], str]) -> str:
    return _SLOT.sub(lambda slot: say(slot[1]), template)


def _count(how: str, size: int) -> Sequence[str]:
    """Returns what choices are called that bear no labels of their own."""
    if how == "letter":
        return tuple(ascii_uppercase[:size])
    start = 1 if how == "number" else 0
    return [str(start + place) for place in range(size)] if how != "label" else ()


def _unpack(row: Row, column: str, line: int, reading: Reading) -> _Labelled:
    value = get_value(row, column, line, reading)
    if isinstance(value, Mapping):
        return get_texts(value, "text", line, reading), get_texts(value, "label", line, reading)
    if isinstance(value, list) and all(isinstance(record, Mapping) for record in value):
        texts = [get_text(record, "text", line, reading) for record in value]
        return texts, [get_text(record, "label", line, reading) for record in value]
    return get_texts(row, column, line, reading), ()
