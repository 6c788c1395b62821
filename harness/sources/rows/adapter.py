"""What every adapter shares: the interface, the choice of rows, and checked access to their columns."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Annotated, ClassVar, TypeAlias

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from harness.errors import DataFileError
from harness.sources.rows.reading import Reading
from harness.types import Example, FormatName

Row: TypeAlias = Mapping[str, object]
Rows: TypeAlias = Iterable[tuple[int, Row]]
"""Rows by column name, each with its line in a file or its number in a table, from 1."""


def _with_text_keys(value: object) -> object:
    return {str(key): label for key, label in value.items()} if isinstance(value, Mapping) else value


LabelMap: TypeAlias = Annotated[dict[str, str | None], BeforeValidator(_with_text_keys)]
"""The data's labels → the task's; ``null`` leaves the row out (unlabelled pairs of SNLI and MNLI)."""


def _compiling(pattern: str) -> str:
    try:
        re.compile(pattern)
    except re.error as error:
        raise ValueError(f"{pattern!r} is not a regular expression ({error}); mend it") from None
    return pattern


def _with_a_group(pattern: str) -> str:
    if re.compile(pattern).groups < 1:
        raise ValueError(f"{pattern!r} has no group; put the domain in parentheses")
    return pattern


Pattern: TypeAlias = Annotated[str, AfterValidator(_compiling)]


class RowAdapter(BaseModel, ABC):
    """How rows of one kind become examples, whatever they are stored in.

    Names of columns may hold ``{language}`` and ``{code}``, and dots that lead into nested
    records (``question.stem``).

    Attributes:
        formats: of the examples that it makes.
        where: columns → regular expressions; only rows whose values match them whole are
            read, and counted.
        id: column that names the example; without it examples are ``row-1``, ``row-2`` …, so that
            row-aligned data share ids across languages.
        group: column by whose value examples are grouped, where it is not what the adapter
            groups by itself; a group is named after its first example.
        domain: column of the domain (a genre, a source).
        domain_pattern: regular expression whose first group, searched from the start of that
            column, is the domain; without it all of it is.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    formats: ClassVar[tuple[FormatName, ...]]
    where: dict[str, Pattern] = Field(default_factory=dict)
    id: str | None = None
    group: str | None = None
    domain: str | None = None
    domain_pattern: Annotated[Pattern, AfterValidator(_with_a_group)] | None = None

    @abstractmethod
    def read_rows(self, rows: Rows, reading: Reading) -> Iterator[Example]:
        """Yields the examples of the rows, in their order; holds none back.

        Raises:
            DataFileError: if a column is missing or a value is not as it should be.
            LabelError: if a label is outside the task's set.
        """

    def number(self, rows: Rows, reading: Reading) -> Iterator[tuple[int, int, Row]]:
        """Yields (ordinal from 1, line or row number, row) of the rows that ``where`` lets through."""
        chosen = self._choose(rows, reading) if self.where else rows
        for ordinal, (line, row) in enumerate(chosen, 1):
            yield ordinal, line, row

    def _choose(self, rows: Rows, reading: Reading) -> Rows:
        conditions = [
            (reading.expand(column), re.compile(reading.expand(pattern)))
            for column, pattern in self.where.items()
        ]
        for line, row in rows:
            if all(pattern.fullmatch(get_scalar(row, c, line, reading)) for c, pattern in conditions):
                yield line, row

    def name_example(self, row: Row, ordinal: int, line: int, reading: Reading) -> str:
        """Returns the id of an example."""
        return get_scalar(row, reading.expand(self.id), line, reading) if self.id else f"row-{ordinal}"

    def find_group(self, row: Row, usual: str, line: int, reading: Reading) -> str:
        """Returns what the examples of a row's group have in common: the ``group`` column, or the usual."""
        return get_scalar(row, reading.expand(self.group), line, reading) if self.group else usual

    def find_domain(self, row: Row, line: int, reading: Reading) -> str:
        """Returns the domain of an example, empty where none is declared."""
        if self.domain is None:
            return ""
        value = get_scalar(row, reading.expand(self.domain), line, reading)
        if self.domain_pattern is None:
            return value
        found = re.match(self.domain_pattern, value)
        if found is None:
            problem = f"{value!r} does not match the domain pattern {self.domain_pattern!r}"
            raise reading.fault(problem, f"mend the pattern in {reading.settings}", row=line)
        return found[1]


def get_value(row: Row, column: str, line: int, reading: Reading) -> object:
    """Returns a value of a row; dots in the column lead into nested records.

    Raises:
        DataFileError: if there is no such column.
    """
    if column in row:
        return row[column]
    value: object = row
    for part in column.split("."):
        if not isinstance(value, Mapping) or part not in value:
            names = ", ".join(map(str, row)) or "none"
            remedy = f"name one of {names} in {reading.settings}"
            raise reading.fault(f"there is no column {column!r}", remedy, row=line)
        value = value[part]
    return value


def get_text(row: Row, column: str, line: int, reading: Reading) -> str:
    """Returns a text of a row.

    Raises:
        DataFileError: if the column is missing, or holds no text or a blank one.
    """
    value = row.get(column)
    if isinstance(value, str) and value and not value.isspace():
        return value  # the usual case, checked first: rows come by the million
    if not get_any_text(row, column, line, reading).strip():
        raise reading.fault(f"column {column!r} is blank", "mend the row or leave it out", row=line)
    return get_any_text(row, column, line, reading)


def get_any_text(row: Row, column: str, line: int, reading: Reading) -> str:
    """Returns a text of a row, which may be blank.

    Raises:
        DataFileError: if the column is missing or holds no text.
    """
    value = get_value(row, column, line, reading)
    if not isinstance(value, str):
        raise refuse_value(column, value, "a text", line, reading)
    return value


def get_texts(row: Row, column: str, line: int, reading: Reading) -> Sequence[str]:
    """Returns a list of texts of a row.

    Raises:
        DataFileError: if the column is missing, or holds something else, or a blank text.
    """
    values = get_value(row, column, line, reading)
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        raise refuse_value(column, values, "a list of texts", line, reading)
    if blank := next((place for place, value in enumerate(values, 1) if not value.strip()), 0):
        problem = f"text {blank} of column {column!r} is blank"
        raise reading.fault(problem, "mend the row or leave it out", row=line)
    return values


def get_scalar(row: Row, column: str, line: int, reading: Reading) -> str:
    """Returns a text or a whole number of a row, as text.

    Raises:
        DataFileError: if the column is missing or holds something else.
    """
    value = get_value(row, column, line, reading)
    if not isinstance(value, str | int):
        raise refuse_value(column, value, "a text or a whole number", line, reading)
    return str(value)


def refuse_value(column: str, value: object, wanted: str, line: int, reading: Reading) -> DataFileError:
    """Returns the error for a value of the wrong type."""
    found = "nothing" if value is None else f"{str(value)[:40]!r} ({type(value).__name__})"
    problem = f"column {column!r} holds {found} where {wanted} was expected"
    return reading.fault(problem, f"mend the row or name another column in {reading.settings}", row=line)
