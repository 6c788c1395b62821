"""Unlabelled texts, for masked-LM pre-training."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Literal

from harness.sources.rows.adapter import RowAdapter, Rows, get_any_text
from harness.sources.rows.reading import Reading
from harness.types import Example, FormatName, NoGold, PlainText


class Lines(RowAdapter):
    """Reads one text per row, named after its line; blank rows, which often part documents, are passed over.

    Attributes:
        text: column of the texts.
        translation: column of their translations, for translation masked-LM; a row without one is
            passed over too.
    """

    formats: ClassVar[tuple[FormatName, ...]] = ("masked_lm",)

    kind: Literal["lines"] = "lines"
    text: str = "text"
    translation: str | None = None

    def read_rows(self, rows: Rows, reading: Reading) -> Iterator[Example]:
        """Yields the texts; see ``RowAdapter.read_rows``."""
        columns = [reading.expand(column) for column in (self.text, self.translation) if column]
        for _, line, row in self.number(rows, reading):
            texts = [get_any_text(row, column, line, reading).strip() for column in columns]
            if not all(texts):
                continue
            name = self.name_example(row, line, line, reading) if self.id else f"line-{line}"
            yield Example(
                id=name,
                language=reading.language,
                payload=PlainText(*texts),
                gold=NoGold(),
                group=self.find_group(row, name, line, reading),
                domain=self.find_domain(row, line, reading),
                provenance=reading.provenance(line),
            )
