"""SQuAD's nested JSON, and the same questions in a flat list."""

import json

import pytest

from harness.errors import DataFileError
from harness.types import Answer, AnswersGold, SpanQA

CONTEXT = "Zürich liegt am See. Die Stadt heißt Zürich."


def nested(*questions, context=CONTEXT, title="Zürich"):
    return json.dumps(
        {"version": "1.1", "data": [{"title": title, "paragraphs": [{"context": context, "qas": questions}]}]}
    )


def question(id_="q1", text="See", start=16, answers=None):
    found = [{"text": text, "answer_start": start}] if answers is None else answers
    return {"id": id_, "question": "Wo?", "answers": found}


SQUAD = {"layout": "squad_json"}


def as_flat(unanswerable="refuse"):
    rows = {"kind": "questions", "title": "title", "unanswerable": unanswerable}
    return {"layout": "table", "container": "json", "rows": rows}


def test_questions_of_a_paragraph_form_a_group_named_after_the_first(folder):
    two = [{"text": "Zürich", "answer_start": 0}, {"text": "Zürich", "answer_start": 37}]
    folder.write("x.json", nested(question(), question("q2", answers=two)))
    first, second = folder.read("x.json", "xquad", "de", **SQUAD)
    assert first.payload == SpanQA(CONTEXT, "Wo?")
    assert first.gold == AnswersGold((Answer("See", 16),))
    assert second.gold == AnswersGold((Answer("Zürich", 0), Answer("Zürich", 37)))
    assert (first.id, second.id, first.group, second.group) == ("q1", "q2", "q1", "q1")


def test_the_flat_list_reads_the_same(folder):
    rows = [
        {"id": "q1", "title": "Zürich", "context": CONTEXT, "question": "Wo?",
         "answers": {"text": ["See"], "answer_start": [16]}},
        {"id": "q2", "title": "Zürich", "context": CONTEXT, "question": "Wann?",
         "answers": {"text": [], "answer_start": []}},
    ]  # fmt: skip
    folder.write("flat.json", json.dumps(rows))
    folder.write("nested.json", nested(question()))
    flat = folder.read("flat.json", "squad", **as_flat("drop"))
    (other,) = folder.read("nested.json", "squad", **SQUAD)
    assert [(e.payload, e.gold, e.group) for e in flat] == [(other.payload, other.gold, other.group)]
    kept = folder.read("flat.json", "squad", **as_flat("keep"))
    assert [example.gold.answers for example in kept] == [(Answer("See", 16),), ()]


def test_offsets_count_characters_beyond_the_basic_plane_as_one(folder):
    folder.write("x.json.gz", nested(question(text="b", start=2), context="𐍈a b"[0:2] + "b"))
    (example,) = folder.read("x.json.gz", "xquad", **SQUAD)
    assert example.gold.answers == (Answer("b", 2),)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            nested(question(start=15)),
            ": question 'q1': the answer 'See' is not at character 15, where ' Se' stands; "
            "mend answer_start.",
        ),
        (
            nested(question(start=17)),
            ": question 'q1': the answer 'See' is not at character 17, where 'ee.' stands; "
            "answer_start counts bytes here: count characters.",
        ),
        (
            nested(question(start=-28)),
            ": question 'q1': the answer 'See' is not at character -28, where 'Zür' stands; "
            "mend answer_start.",
        ),
        (
            nested(question(start=900)),
            ": question 'q1': the answer 'See' is not at character 900, where '' stands; mend answer_start.",
        ),
        (
            nested(question(text="", start=0)),
            ": question 'q1': the answer is empty; use a file whose answers are not blanked.",
        ),
        (
            nested(question(answers=[])),
            ": question 'q1': there is no answer; set 'unanswerable' to keep or drop in the catalogue.",
        ),
        (
            nested({"id": "q1", "answers": []}),
            ": data[0].paragraphs[0].qas[0].question: Field required; mend the record.",
        ),
        (
            nested(question(start="far")),
            ": data[0].paragraphs[0].qas[0].answers[0].answer_start: Input should be a valid integer, "
            "unable to parse string as an integer; mend the record.",
        ),
        (
            '{"data": [\n{]}',
            ": Invalid JSON: key must be a string at line 2 column 2; mend the record.",
        ),
    ],
)
def test_each_fault_is_named_with_its_question_or_key(folder, text, message):
    path = folder.write("x.json", text)
    with pytest.raises(DataFileError) as caught:
        folder.read("x.json", "xquad", "de", **SQUAD)
    assert str(caught.value) == f"{path}{message}"
