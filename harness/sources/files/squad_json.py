"""SQuAD's nested JSON, in which XQuAD, MLQA and TyDiQA-GoldP come too."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Literal

from pydantic import BaseModel

from harness.sources.files.reading import FileReader, FileReading, read_json
from harness.sources.rows import Rows
from harness.sources.rows.questions import QuestionRules, Questions
from harness.types import Example, FormatName


class _Answer(BaseModel):
    text: str
    answer_start: int


class _Question(BaseModel):
    id: str
    question: str
    answers: list[_Answer]


class _Paragraph(BaseModel):
    context: str
    qas: list[_Question]


class _Article(BaseModel):
    title: str = ""
    paragraphs: list[_Paragraph]


class _Articles(BaseModel):
    data: list[_Article]


class SquadJson(QuestionRules, FileReader):
    """Reads articles, paragraphs and the questions about these, as rows of the ``questions`` adapter."""

    formats: ClassVar[tuple[FormatName, ...]] = Questions.formats

    layout: Literal["squad_json"]

    def read(self, reading: FileReading) -> Iterator[Example]:
        """Yields one example per question, numbered from 1; see ``FileReader.read``."""
        rules = {name: getattr(self, name) for name in QuestionRules.model_fields}
        adapter = Questions(title="title", **rules)
        return adapter.read_rows(_rows(read_json(reading.path, _Articles)), reading)


def _rows(articles: _Articles) -> Rows:
    number = 0
    for article in articles.data:
        for paragraph in article.paragraphs:
            for number, question in enumerate(paragraph.qas, number + 1):  # noqa: B020 - counts on
                yield (
                    number,
                    {
                        "title": article.title,
                        "context": paragraph.context,
                        "id": question.id,
                        "question": question.question,
                        "answers": [
                            {"text": a.text, "answer_start": a.answer_start} for a in question.answers
                        ],
                    },
                )
