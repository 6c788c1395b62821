"""Questions about a context that holds their answers: SQuAD, XQuAD, MLQA, TyDiQA-GoldP."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import ClassVar, Literal

from harness.errors import DataFileError
from harness.sources.rows.adapter import Row, RowAdapter, Rows, get_scalar, get_text, get_value, refuse_value
from harness.sources.rows.reading import Reading
from harness.types import Answer, AnswersGold, Example, FormatName, SpanQA


class Questions(RowAdapter):
    """Reads one question per row; answers must stand at their offsets, in characters.

    Questions about the same context form a group, named after the first of them: parallel
    sets thus share their groups as they share their ids.

    Attributes:
        context: column of the paragraph.
        question: column of the question.
        answers: column of the answers: a record of two lists ``{text: […], answer_start: […]}``,
            or a list of records ``{text, answer_start}``.
        title: column of the article, where contexts may stand in several; part of the group.
        unanswerable: ``keep`` questions without an answer (SQuAD v2), ``drop`` them, or
            ``refuse`` data that have any, because their answers may have been blanked.
    """

    formats: ClassVar[tuple[FormatName, ...]] = ("span_qa",)

    kind: Literal["questions"]
    id: str = "id"
    context: str = "context"
    question: str = "question"
    answers: str = "answers"
    title: str | None = None
    unanswerable: Literal["refuse", "drop", "keep"] = "refuse"

    def read_rows(self, rows: Rows, reading: Reading) -> Iterator[Example]:
        """Yields one example per question; see ``RowAdapter.read_rows``."""
        groups: dict[tuple[str, str], str] = {}
        for ordinal, line, row in self.number(rows, reading):
            name = self.name_example(row, ordinal, line, reading)
            context = get_text(row, reading.expand(self.context), line, reading)
            answers = self._read_answers(row, line, reading)
            if not self._admits(name, answers, reading):
                continue
            title = get_scalar(row, self.title, line, reading) if self.title else ""
            yield Example(
                id=name,
                language=reading.language,
                payload=SpanQA(context, get_text(row, reading.expand(self.question), line, reading)),
                gold=AnswersGold(tuple(_check(answer, context, name, reading) for answer in answers)),
                group=groups.setdefault((title, self.find_group(row, context, line, reading)), name),
                domain=self.find_domain(row, line, reading),
                provenance=reading.provenance(line),
            )

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
                [get_value(record, key, line, reading) for record in _as_records(value, column, line, reading)]
                for key in ("text", "answer_start")
            )
        else:
            raise refuse_value(column, value, "answers", line, reading)
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
    raise _fault(reading, name, problem, remedy)


def _fault(reading: Reading, name: str, problem: str, remedy: str) -> DataFileError:
    return reading.fault(f"question {name!r}: {problem}", remedy)
