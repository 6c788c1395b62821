"""SQuAD's JSON, in which XQuAD, MLQA and TyDiQA-GoldP come too, and its flat list of rows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Literal

from pydantic import BaseModel, RootModel, model_validator

from harness.errors import DataFileError
from harness.languages import LANGUAGES
from harness.sources.files.reading import FileReader, FileReading, fault, read_json
from harness.types import Answer, AnswersGold, Example, FormatName, NoGold, SpanQA

_LANGUAGE_NAMES = {language.name.lower(): code for code, language in LANGUAGES.items()}


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


class _AnswerColumns(BaseModel):
    text: list[str]
    answer_start: list[int]

    @model_validator(mode="after")
    def _aligned(self) -> _AnswerColumns:
        if len(self.text) != len(self.answer_start):
            raise ValueError("text and answer_start differ in length")
        return self


class _Row(BaseModel):
    id: str
    title: str = ""
    context: str
    question: str
    answers: _AnswerColumns


class _Rows(RootModel[list[_Row]]):
    pass


class SquadJson(FileReader):
    """Reads questions about paragraphs; answers must stand at their offsets, in characters.

    Questions about the same paragraph form a group, named after the first of them:
    parallel sets thus share their groups as they share their ids.

    Attributes:
        rows: ``nested`` is SQuAD's own layout (articles, paragraphs, questions); ``flat`` a
            list of questions with their context, as the Hugging Face releases print it.
        unanswerable: ``keep`` questions without an answer (SQuAD v2), ``drop`` them, or
            ``refuse`` a file that has any, because its answers may have been blanked.
        other_languages: what becomes of a question whose id begins with the name of another
            language (``swahili-12-0``): ``drop`` it, or ``refuse`` the file. TyDiQA's training
            file holds all languages, and to read it whole would not be zero-shot.
        blanked: ``keep`` questions whose answers were emptied before publication, without gold
            (XTREME's copies of test sets), or ``refuse`` a file that has any.
        ids: ``given``, or ``position`` where they do not tell questions apart.
    """

    formats: ClassVar[tuple[FormatName, ...]] = ("span_qa",)

    layout: Literal["squad_json"]
    rows: Literal["nested", "flat"] = "nested"
    unanswerable: Literal["refuse", "drop", "keep"] = "refuse"
    other_languages: Literal["refuse", "drop"] = "refuse"
    blanked: Literal["refuse", "keep"] = "refuse"
    ids: Literal["given", "position"] = "given"

    def read(self, reading: FileReading) -> Iterator[Example]:
        """Yields one example per question; see ``FileReader.read``."""
        groups: dict[tuple[str, str], str] = {}
        questions = _flat_questions(reading) if self.rows == "flat" else _nested_questions(reading)
        for number, (title, context, question) in enumerate(questions, 1):
            if not (self._speaks(question, reading) and self._admits(question, reading)):
                continue
            id_ = question.id if self.ids == "given" else f"question-{number}"
            yield Example(
                id=id_,
                language=reading.language,
                payload=SpanQA(context, question.question),
                gold=self._gold(question, context, reading),
                group=groups.setdefault((title, context), id_),
                provenance=reading.provenance(number),
            )

    def _speaks(self, question: _Question, reading: FileReading) -> bool:
        named = _LANGUAGE_NAMES.get(question.id.partition("-")[0], reading.language)
        if named == reading.language:
            return True
        if self.other_languages == "refuse":
            problem = f"its id says that it is in {named!r} where {reading.language!r} is read"
            raise _fault(reading, question, problem, "set 'other_languages' to drop in the catalogue")
        return False

    def _gold(self, question: _Question, context: str, reading: FileReading) -> AnswersGold | NoGold:
        if self.blanked == "keep" and question.answers and not any(one.text for one in question.answers):
            return NoGold()
        return AnswersGold(tuple(_check(answer, context, question, reading) for answer in question.answers))

    def _admits(self, question: _Question, reading: FileReading) -> bool:
        if question.answers:
            return True
        if self.unanswerable == "refuse":
            raise _fault(
                reading, question, "there is no answer", "set 'unanswerable' to keep or drop in the catalogue"
            )
        return self.unanswerable == "keep"


def _nested_questions(reading: FileReading) -> Iterator[tuple[str, str, _Question]]:
    for article in read_json(reading.path, _Articles).data:
        for paragraph in article.paragraphs:
            for question in paragraph.qas:
                yield article.title, paragraph.context, question


def _flat_questions(reading: FileReading) -> Iterator[tuple[str, str, _Question]]:
    for row in read_json(reading.path, _Rows).root:
        pairs = zip(row.answers.text, row.answers.answer_start, strict=True)
        answers = [_Answer(text=text, answer_start=start) for text, start in pairs]
        yield row.title, row.context, _Question(id=row.id, question=row.question, answers=answers)


def _check(answer: _Answer, context: str, question: _Question, reading: FileReading) -> Answer:
    start, text = answer.answer_start, answer.text
    if not text:
        raise _fault(reading, question, "the answer is empty", "use a file whose answers are not blanked")
    if start >= 0 and context.startswith(text, start):
        return Answer(text, start)
    found = context[max(start, 0) : max(start, 0) + len(text)]
    problem = f"the answer {text!r} is not at character {start}, where {found!r} stands"
    remedy = "mend answer_start"
    if start >= 0 and context.encode().startswith(text.encode(), start):
        remedy = "answer_start counts bytes here: count characters"
    raise _fault(reading, question, problem, remedy)


def _fault(reading: FileReading, question: _Question, problem: str, remedy: str) -> DataFileError:
    return fault(reading.path, f"question {question.id!r}: {problem}", remedy)
