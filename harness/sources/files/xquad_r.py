"""XQuAD-R, the data of LAReQA: XQuAD whose paragraphs are cut into sentences."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar, Literal

from pydantic import BaseModel, Field

from harness.errors import DataFileError
from harness.sources.files.reading import FileReader, FileReading, fault, read_json
from harness.types import Candidate, Example, FormatName, Query, RelevantGold


class _Answer(BaseModel):
    text: str
    answer_start: int


class _Question(BaseModel):
    id: str
    question: str
    answers: list[_Answer] = Field(min_length=1)


class _Paragraph(BaseModel):
    context: str
    qas: list[_Question]
    sentence_breaks: list[tuple[int, int]]

    def sentences(self) -> list[str]:
        """The sentences in order."""
        return [self.context[start:end] for start, end in self.sentence_breaks]


class _Article(BaseModel):
    paragraphs: list[_Paragraph]


class _Articles(BaseModel):
    data: list[_Article]


class XquadR(FileReader):
    """Reads the questions of one language; the pool are the sentences of all languages.

    A candidate is a sentence and, as its context, the paragraph that it stands in. Right are the
    sentences in which the answer starts, in every language of the pool, and sentences of the
    same paragraph that are equal to them to the letter.

    Attributes:
        pool: file of one language, with ``{language}``.
        languages: of the pool, in its order.
    """

    formats: ClassVar[tuple[FormatName, ...]] = ("retrieval",)

    layout: Literal["xquad_r"]
    pool: str
    languages: tuple[str, ...] = Field(min_length=1)

    def read(self, reading: FileReading) -> Iterator[Example]:
        """Yields one example per question; those on one paragraph form a group. See ``FileReader.read``."""
        relevant: dict[str, list[str]] = {}
        for language, path in zip(self.languages, self.pool_files(reading), strict=True):
            for asked, name in _find_answers(path, language):
                relevant.setdefault(asked, []).append(name)
        number = 0
        for _, paragraph in _read_paragraphs(reading.path):
            for question in paragraph.qas:
                number += 1
                yield Example(
                    id=question.id,
                    language=reading.language,
                    payload=Query(question.question),
                    gold=RelevantGold(self._require(relevant, question.id, reading.path)),
                    group=paragraph.qas[0].id,
                    provenance=reading.provenance(number),
                )

    def read_pool(self, reading: FileReading) -> Iterator[Candidate]:
        """Yields the sentences of all languages, each in its paragraph."""
        for language, path in zip(self.languages, self.pool_files(reading), strict=True):
            for number, paragraph in _read_paragraphs(path):
                for position, sentence in enumerate(paragraph.sentences()):
                    yield Candidate(
                        f"{language}-{number}-{position}", language, sentence.strip(), paragraph.context
                    )

    def pool_files(self, reading: FileReading) -> tuple[Path, ...]:
        """Returns the file of every language."""
        return tuple(reading.root / self.pool.replace("{language}", language) for language in self.languages)

    def companions(self, reading: FileReading) -> tuple[Path, ...]:
        """Returns the file of every language."""
        return self.pool_files(reading)

    def _require(self, relevant: dict[str, list[str]], question: str, path: Path) -> tuple[str, ...]:
        if question not in relevant:
            problem = f"question {question!r} has no answer in the pool's files"
            raise fault(path, problem, "fetch the files of one release")
        return tuple(relevant[question])


def _read_paragraphs(path: Path) -> Iterator[tuple[int, _Paragraph]]:
    """Yields the paragraphs of a file, numbered through."""
    paragraphs = (one for article in read_json(path, _Articles).data for one in article.paragraphs)
    yield from enumerate(paragraphs, 1)


def _find_answers(path: Path, language: str) -> Iterator[tuple[str, str]]:
    """Yields (question id, id of a right candidate)."""
    for number, paragraph in _read_paragraphs(path):
        sentences = paragraph.sentences()
        for question in paragraph.qas:
            answer = sentences[_locate(question, paragraph, path)]
            for position, sentence in enumerate(sentences):
                if sentence == answer:
                    yield question.id, f"{language}-{number}-{position}"


def _locate(question: _Question, paragraph: _Paragraph, path: Path) -> int:
    start = question.answers[0].answer_start
    for position, (low, high) in enumerate(paragraph.sentence_breaks):
        if low <= start < high:
            return position
    raise _outside(question, start, path)


def _outside(question: _Question, start: int, path: Path) -> DataFileError:
    problem = f"question {question.id!r}: the answer at character {start} starts in no sentence"
    return fault(path, problem, "mend sentence_breaks or answer_start")
