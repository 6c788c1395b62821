"""Sentences as lists of tokens, each with its tag: WikiANN, MasakhaNER, Universal Dependencies, CCGbank."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar, Literal

from pydantic import Field

from harness.sources.rows.adapter import LabelMap, Row, RowAdapter, Rows, get_texts, get_value, refuse_value
from harness.sources.rows.reading import Reading
from harness.types import Example, FormatName, Gold, NoGold, TaggedTokens, TagsGold


class Tokens(RowAdapter):
    """Reads one sentence per row; each is a group of its own.

    Attributes:
        tokens: column of the tokens, a list or a text in which spaces part them.
        tags: column of the tags, likewise; none for data published without them.
        names: names of the tags that the data give as whole numbers, from 0.
        labels: the data's tags → the task's; those not named stay as they are, and rows with one
            that is mapped to ``null`` are left out.
    """

    formats: ClassVar[tuple[FormatName, ...]] = ("tagging",)

    kind: Literal["tokens"] = "tokens"
    tokens: str
    tags: str | None
    names: tuple[str, ...] = ()
    labels: LabelMap = Field(default_factory=dict)

    def read_rows(self, rows: Rows, reading: Reading) -> Iterator[Example]:
        """Yields one example per row; see ``RowAdapter.read_rows``."""
        for ordinal, line, row in self.number(rows, reading):
            tokens = _split_text(row, reading.expand(self.tokens), line, reading)
            gold = self._find_gold(row, len(tokens), line, reading)
            if gold is None:
                continue
            name = self.name_example(row, ordinal, line, reading)
            yield Example(
                id=name,
                language=reading.language,
                payload=TaggedTokens(tuple(tokens)),
                gold=gold,
                group=self.find_group(row, name, line, reading),
                domain=self.find_domain(row, line, reading),
                provenance=reading.provenance(line),
            )

    def _find_gold(self, row: Row, size: int, line: int, reading: Reading) -> Gold | None:
        if self.tags is None:
            return NoGold()
        tags = [self.labels.get(tag, tag) for tag in self._name_tags(row, line, reading)]
        if len(tags) != size:
            raise reading.fault(f"{size} tokens and {len(tags)} tags", "give every token one tag", row=line)
        known = [tag for tag in tags if tag is not None]
        return TagsGold(tuple(reading.label(tag, line) for tag in known)) if len(known) == size else None

    def _name_tags(self, row: Row, line: int, reading: Reading) -> Sequence[str]:
        assert self.tags is not None
        column = reading.expand(self.tags)
        values = get_value(row, column, line, reading)
        if not isinstance(values, list) or not all(isinstance(value, int) for value in values):
            return _split_text(row, column, line, reading)
        if wrong := [value for value in values if not 0 <= value < len(self.names)]:
            problem = f"tag number {wrong[0]} is not one of the {len(self.names)} under 'names'"
            raise reading.fault(problem, f"name all tags in {reading.settings}, from 0", row=line)
        return [self.names[value] for value in values]


def _split_text(row: Row, column: str, line: int, reading: Reading) -> Sequence[str]:
    value = get_value(row, column, line, reading)
    parts = value.split() if isinstance(value, str) else get_texts(row, column, line, reading)
    if not parts:
        raise refuse_value(column, value, "at least one token", line, reading)
    return parts
