"""BUCC 2018: two monolingual texts with few translations between them, and the list of these."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import ClassVar, Literal

from harness.sources.files.reading import FileReader, FileReading, fault, read_lines
from harness.types import Candidate, Example, FormatName, Gold, NoGold, Query, RelevantGold


class Bucc(FileReader):
    """Reads ``id TAB text`` lines: the language's sentences ask, the English ones are the pool.

    Attributes:
        english: file of the English sentences.
        gold: file of ``id TAB English id`` lines. XTREME's ``download/`` has none for ``test``:
            without one the examples have no gold answer.
    """

    formats: ClassVar[tuple[FormatName, ...]] = ("retrieval",)

    layout: Literal["bucc"]
    english: str
    gold: str | None = None

    def read(self, reading: FileReading) -> Iterator[Example]:
        """Yields one example per sentence of the language; see ``FileReader.read``."""
        answers = self._read_gold(reading)
        for line, name, text in _read_sentences(reading.path):
            yield Example(
                id=name,
                language=reading.language,
                payload=Query(text),
                gold=_gold_of(name, answers),
                group=name,
                provenance=reading.provenance(line),
            )

    def read_pool(self, reading: FileReading) -> Iterator[Candidate]:
        """Yields the English sentences."""
        for _, name, text in _read_sentences(reading.beside(self.english)):
            yield Candidate(name, "en", text)

    def pool_files(self, reading: FileReading) -> tuple[Path, ...]:
        """Returns the file of English sentences."""
        return (reading.beside(self.english),)

    def companions(self, reading: FileReading) -> tuple[Path, ...]:
        """Returns the English sentences and the gold pairs."""
        gold = () if self.gold is None else (reading.beside(self.gold),)
        return (reading.beside(self.english), *gold)

    def _read_gold(self, reading: FileReading) -> Mapping[str, list[str]] | None:
        if self.gold is None:
            return None
        path = reading.beside(self.gold)
        queries = {name for _, name, _ in _read_sentences(reading.path)}
        candidates = {name for _, name, _ in _read_sentences(reading.beside(self.english))}
        answers: dict[str, list[str]] = defaultdict(list)
        for line, left, right in _read_columns(path, "two ids"):
            strange = left if left not in queries else right if right not in candidates else None
            if strange is not None:
                problem = f"id {strange!r} is of no sentence in the files that the list belongs to"
                raise fault(path, problem, "fetch the files of one release", line=line)
            answers[left].append(right)
        return answers


def _gold_of(name: str, answers: Mapping[str, list[str]] | None) -> Gold:
    return NoGold() if answers is None else RelevantGold(tuple(dict.fromkeys(answers.get(name, ()))))


def _read_sentences(path: Path) -> Iterator[tuple[int, str, str]]:
    return _read_columns(path, "an id and a text")


def _read_columns(path: Path, meaning: str) -> Iterator[tuple[int, str, str]]:
    for line, text in read_lines(path):
        columns = [column.strip() for column in text.split("\t")]
        if len(columns) != 2:
            problem = f"the line has {len(columns)} columns, not {meaning}"
            raise fault(path, problem, "part them by one tab", line=line)
        if not all(columns):
            raise fault(path, "a column is empty", "fetch the file again", line=line)
        yield line, columns[0], columns[1]
