"""Questions about a context that holds their answers: SQuAD, XQuAD, MLQA, TyDiQA-GoldP."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field

from harness.errors import DataFileError
from harness.languages import LANGUAGES
from harness.sources.rows.adapter import Row, RowAdapter, Rows, get_scalar, get_text, get_value, refuse_value
from harness.sources.rows.reading import Reading
from harness.types import Answer, AnswersGold, Example, FormatName, NoGold, SpanQA

_LANGUAGE_NAMES = {language.name.lower(): code for code, language in LANGUAGES.items()}


class QuestionRules(BaseModel):
    """What becomes of questions that are not to be taken at their word.

    Attributes:
        unanswerable: ``keep`` questions without an answer (SQuAD v2), ``drop`` them, or
            ``refuse`` data that have any, because their answers may have been blanked.
        other_languages: what becomes of a question whose id begins with the name of another
            language (``swahili-12-0``): ``drop`` it, or ``refuse`` the data. TyDiQA's training
            set holds all languages, and to read it whole would not be zero-shot.
        blanked: ``keep`` questions whose answers were emptied before publication, without gold
            (XTREME's copies of test sets), or ``refuse`` data that have any.
        ids: ``given``, or ``position`` where they do not tell questions apart.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    unanswerable: Literal["refuse", "drop", "keep"] = "refuse"
    other_languages: Literal["refuse", "drop"] = "refuse"
    blanked: Literal["refuse", "keep"] = "refuse"
    ids: Literal["given", "position"] = "given"


class Questions(QuestionRules, RowAdapter):
    """Reads one question per row; answers must stand at their offsets, in characters.

    Questions about the same context form a group, named after the first of them: parallel
    sets thus share their groups as they share their ids.

    Attributes:
        context: column of the paragraph.
        question: column of the question.
        answers: column of the answers: a record of two lists ``{text: […], answer_start: […]}``,
            or a list of records ``{text, answer_start}``.
        title: column of the article, where contexts may stand in several; part of the group.
        slack: how many characters an answer may stand from its offset, for data whose contexts lost
            surrounding blanks while the offsets stayed. The nearest place counts: it is the right one
            for all 2,725 answers that such stripping moves in ten files of TyDiQA.
    """

    formats: ClassVar[tuple[FormatName, ...]] = ("span_qa",)

    kind: Literal["questions"] = "questions"
    id: str = "id"
    context: str = "context"
    question: str = "question"
    answers: str = "answers"
    title: str | None = None
    slack: int = Field(default=0, ge=0)

    def read_rows(self, rows: Rows, reading: Reading) -> Iterator[Example]:
        """Yields one example per question; see ``RowAdapter.read_rows``."""
        groups: dict[tuple[str, str], str] = {}
        for ordinal, line, row in self.number(rows, reading):
            asked = self.name_example(row, ordinal, line, reading)
            context = get_text(row, reading.expand(self.context), line, reading)
            answers = self._read_answers(row, line, reading)
            if not (self._speaks(asked, reading) and self._admits(asked, answers, reading)):
                continue
            name = asked if self.ids == "given" else f"question-{ordinal}"
            title = get_scalar(row, self.title, line, reading) if self.title else ""
            yield Example(
                id=name,
                language=reading.language,
                payload=SpanQA(context, get_text(row, reading.expand(self.question), line, reading)),
                gold=self._find_gold(asked, answers, context, reading),
                group=groups.setdefault((title, self.find_group(row, context, line, reading)), name),
                domain=self.find_domain(row, line, reading),
                provenance=reading.provenance(line),
            )

    def _speaks(self, asked: str, reading: Reading) -> bool:
        named = _LANGUAGE_NAMES.get(asked.partition("-")[0])
        if named is None and self.other_languages == "drop":
            problem = "its id does not begin with the name of a language, by which others are dropped"
            raise _fault(reading, asked, problem, "use data whose ids do")
        named = named or reading.language
        if named != reading.language and self.other_languages == "refuse":
            problem = f"its id says that it is in {named!r} where {reading.language!r} is read"
            remedy = f"set 'other_languages' to drop in {reading.settings}"
            raise _fault(reading, asked, problem, remedy)
        return named == reading.language

    def _find_gold(
        self, asked: str, answers: list[Answer], context: str, reading: Reading
    ) -> AnswersGold | NoGold:
        if self.blanked == "keep" and answers and not any(answer.text for answer in answers):
            return NoGold()
        found = (self._find_near(answer, context) for answer in answers)
        return AnswersGold(tuple(_check(answer, context, asked, reading) for answer in found))

    def _find_near(self, answer: Answer, context: str) -> Answer:
        """Returns the answer at the nearest place where it stands; as it is if that is too far."""
        for distance in range(self.slack + 1 if answer.text else 0):
            for start in (answer.start - distance, answer.start + distance):
                if start >= 0 and context.startswith(answer.text, start):
                    return Answer(answer.text, start)
        return answer

    def _read_answers(self, row: Row, line: int, reading: Reading) -> list[Answer]:
        column = reading.expand(self.answers)
        value = get_value(row, column, line, reading)
        if isinstance(value, Mapping):
            texts, starts = (get_value(value, key, line, reading) for key in ("text", "answer_start"))
            if not isinstance(texts, list) or not isinstance(starts, list) or len(texts) != len(starts):
                problem = f"the lists of texts and offsets in column {column!r} differ in length"
                raise reading.fault(problem, "mend the row", row=line)
        elif isinstance(value, list):
            texts, starts = (
                [
                    get_value(record, key, line, reading)
                    for record in _as_records(value, column, line, reading)
                ]
                for key in ("text", "answer_start")
            )
        else:
            raise refuse_value(column, value, "a list or record of answers", line, reading)
        return [_as_answer(text, start, line, reading) for text, start in zip(texts, starts, strict=True)]

    def _admits(self, name: str, answers: list[Answer], reading: Reading) -> bool:
        if not answers and self.unanswerable == "refuse":
            remedy = f"set 'unanswerable' to keep or drop in {reading.settings}"
            raise _fault(reading, name, "there is no answer", remedy)
        return bool(answers) or self.unanswerable == "keep"


def _as_records(values: list[object], column: str, line: int, reading: Reading) -> list[Row]:
    records = [value for value in values if isinstance(value, Mapping)]
    if len(records) != len(values):
        raise refuse_value(column, values, "a list of records {text, answer_start}", line, reading)
    return records


def _as_answer(text: object, start: object, line: int, reading: Reading) -> Answer:
    if not isinstance(text, str):
        raise refuse_value("text", text, "a text", line, reading)
    if not isinstance(start, int):
        raise refuse_value("answer_start", start, "a whole number", line, reading)
    return Answer(text, start)


def _check(answer: Answer, context: str, name: str, reading: Reading) -> Answer:
    start, text = answer.start, answer.text
    if not text:
        raise _fault(reading, name, "the answer is empty", "use a file whose answers are not blanked")
    if start >= 0 and context.startswith(text, start):
        return answer
    found = context[max(start, 0) : max(start, 0) + len(text)]
    problem = f"the answer {text!r} is not at character {start}, where {found!r} stands"
    remedy = "mend answer_start"
    if start >= 0 and context.encode().startswith(text.encode(), start):
        remedy = "answer_start counts bytes here: count characters"
    elif found and text.startswith(found):
        problem = f"the context ends within the answer {text!r} at character {start}"
        remedy = "use a file whose contexts are whole"
    raise _fault(reading, name, problem, remedy)


def _fault(reading: Reading, name: str, problem: str, remedy: str) -> DataFileError:
    return reading.fault(f"question {name!r}: {problem}", remedy)
