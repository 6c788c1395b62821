"""Sentence pairs, and single texts, with a label: XNLI, MultiNLI, QQP, PAWS-X and their like."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import ClassVar, Literal

from pydantic import Field

from harness.sources.rows.adapter import LabelMap, Row, RowAdapter, Rows, get_any_text, get_scalar, get_text
from harness.sources.rows.reading import Reading
from harness.types import Example, FormatName, Gold, LabelGold, NoGold, Provenance, TextPair


class Pairs(RowAdapter):
    """Reads one example per row.

    Examples with the same first text form a group, named after the first of them:
    row-aligned data of several languages thus share their groups as well.

    Attributes:
        first: column of the premise, or first sentence.
        second: column of the hypothesis, or second sentence; none for single texts.
        label: column of the gold label, a text or a whole number; none for data published
            without labels.
        labels: the data's labels → the task's; those not named stay as they are.
        wrapped: whether each text stands in single quotes.
        blank: ``refuse`` a row that has a blank text, ``drop`` it, or ``keep`` it, because the
            published scores count it.
    """

    formats: ClassVar[tuple[FormatName, ...]] = ("classification",)

    kind: Literal["pairs"] = "pairs"
    first: str
    second: str | None = None
    label: str | None
    labels: LabelMap = Field(default_factory=dict)
    wrapped: bool = False
    blank: Literal["refuse", "drop", "keep"] = "refuse"

    def read_rows(self, rows: Rows, reading: Reading) -> Iterator[Example]:
        """Yields one example per row; see ``RowAdapter.read_rows``."""
        read_pair = self._pair_reader(reading)
        find_gold = _GoldFinder(self.label, self.labels, reading).find
        source = reading.source
        groups: dict[str, str] = {}
        for ordinal, line, row in self.number(rows, reading):
            gold = find_gold(row, line)
            pair = None if gold is None else read_pair(row, line)
            if gold is None or pair is None:
                continue
            name = self.name_example(row, ordinal, line, reading)
            yield Example(
                id=name,
                language=reading.language,
                payload=pair,
                gold=gold,
                group=groups.setdefault(self.find_group(row, pair.first, line, reading), name),
                domain=self.find_domain(row, line, reading),
                provenance=Provenance(source, line),
            )

    def _pair_reader(self, reading: Reading) -> Callable[[Row, int], TextPair | None]:
        """Returns what reads the texts of a row; None stands for a row to be left out."""
        read_text = _read_wrapped if self.wrapped else get_any_text if self.blank == "keep" else get_text
        first, second = reading.expand(self.first), reading.expand(self.second or "")

        def read_pair(row: Row, line: int) -> TextPair | None:
            if self.blank == "drop" and (_is_blank(row, first) or (second and _is_blank(row, second))):
                return None
            return TextPair(
                read_text(row, first, line, reading),
                read_text(row, second, line, reading) if second else None,
            )

        return read_pair


class _GoldFinder:
    """The gold answers of rows; equal labels share one, for there may be millions."""

    def __init__(self, column: str | None, labels: LabelMap, reading: Reading) -> None:
        self._column = None if column is None else reading.expand(column)
        self._labels, self._reading = labels, reading
        self._known: dict[str, Gold | None] = {}

    def find(self, row: Row, line: int) -> Gold | None:
        """Returns the gold answer of a row; None if the label map leaves it out."""
        if self._column is None:
            return NoGold()
        raw = get_scalar(row, self._column, line, self._reading)
        if raw not in self._known:
            label = self._labels.get(raw, raw)
            self._known[raw] = None if label is None else LabelGold(self._reading.label(label, line))
        return self._known[raw]


def _is_blank(row: Row, column: str) -> bool:
    value = row.get(column, "")
    return value is None or (isinstance(value, str) and not value.strip())


def _read_wrapped(row: Row, column: str, line: int, reading: Reading) -> str:
    text = get_text(row, column, line, reading)
    if len(text) < 3 or not (text[0] == text[-1] == "'"):
        remedy = f"mend the line or drop 'wrapped' in {reading.settings}"
        raise reading.fault(f"the text {text[:40]!r} is not wrapped in single quotes", remedy, row=line)
    return text[1:-1]
