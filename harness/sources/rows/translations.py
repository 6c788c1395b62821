"""Sentences beside their translations: Tatoeba."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Literal

from harness.sources.rows.adapter import RowAdapter, Rows, get_text
from harness.sources.rows.reading import Reading
from harness.types import Example, FormatName, LabelGold, ParallelPair


class Translations(RowAdapter):
    """Reads one pair per row, each a group of its own: find the translation among those of all rows.

    Attributes:
        sentence: column of the language's sentences.
        english: column of their English translations.
    """

    formats: ClassVar[tuple[FormatName, ...]] = ("retrieval",)

    kind: Literal["translations"] = "translations"
    sentence: str
    english: str

    def read_rows(self, rows: Rows, reading: Reading) -> Iterator[Example]:
        """Yields one example per pair; texts lose surrounding blanks. See ``RowAdapter.read_rows``."""
        columns = [reading.expand(column) for column in (self.sentence, self.english)]
        for ordinal, line, row in self.number(rows, reading):
            name = self.name_example(row, ordinal, line, reading)
            texts = [get_text(row, column, line, reading).strip() for column in columns]
            yield Example(
                id=name,
                language=reading.language,
                payload=ParallelPair(*texts),
                gold=LabelGold(name),
                group=self.find_group(row, name, line, reading),
                domain=self.find_domain(row, line, reading),
                provenance=reading.provenance(line),
            )
