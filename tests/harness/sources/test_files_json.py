"""SQuAD's JSON in both layouts, and HellaSwag's JSON lines."""

import json

import pytest

from harness.errors import DataFileError, LabelError
from harness.types import Answer, AnswersGold, ChoiceGold, MultipleChoice, SpanQA

CONTEXT = "Zürich liegt am See. Die Stadt heißt Zürich."


def nested(*questions, context=CONTEXT, title="Zürich"):
    return json.dumps(
        {"version": "1.1", "data": [{"title": title, "paragraphs": [{"context": context, "qas": questions}]}]}
    )


def question(id_="q1", text="See", start=16, answers=None):
    found = [{"text": text, "answer_start": start}] if answers is None else answers
    return {"id": id_, "question": "Wo?", "answers": found}


SQUAD = {"layout": "squad_json"}


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
    flat = folder.read("flat.json", "squad", **SQUAD, rows="flat", unanswerable="drop")
    (other,) = folder.read("nested.json", "squad", **SQUAD)
    assert [(e.payload, e.gold, e.group) for e in flat] == [(other.payload, other.gold, other.group)]
    kept = folder.read("flat.json", "squad", **SQUAD, rows="flat", unanswerable="keep")
    assert [example.gold.answers for example in kept] == [(Answer("See", 16),), ()]


def test_offsets_count_characters_beyond_the_basic_plane_as_one(folder):
    folder.write("x.json.gz", nested(question(text="b", start=2), context="𐍈a b"[0:2] + "b"))
    (example,) = folder.read("x.json.gz", "xquad", **SQUAD)
    assert example.gold.answers == (Answer("b", 2),)


@pytest.mark.parametrize(
    ("text", "settings", "message"),
    [
        (
            nested(question(start=15)),
            {},
            ": question 'q1': the answer 'See' is not at character 15, where ' Se' stands; "
            "mend answer_start.",
        ),
        (
            nested(question(start=17)),
            {},
            ": question 'q1': the answer 'See' is not at character 17, where 'ee.' stands; "
            "answer_start counts bytes here: count characters.",
        ),
        (
            nested(question(start=-28)),
            {},
            ": question 'q1': the answer 'See' is not at character -28, where 'Zür' stands; "
            "mend answer_start.",
        ),
        (
            nested(question(start=900)),
            {},
            ": question 'q1': the answer 'See' is not at character 900, where '' stands; mend answer_start.",
        ),
        (
            nested(question(text="", start=0)),
            {},
            ": question 'q1': the answer is empty; use a file whose answers are not blanked.",
        ),
        (
            nested(question(answers=[])),
            {},
            ": question 'q1': there is no answer; set 'unanswerable' to keep or drop in the catalogue.",
        ),
        (
            nested({"id": "q1", "answers": []}),
            {},
            ": data[0].paragraphs[0].qas[0].question: Field required; mend the record.",
        ),
        (
            nested(question(start="far")),
            {},
            ": data[0].paragraphs[0].qas[0].answers[0].answer_start: Input should be a valid integer, "
            "unable to parse string as an integer; mend the record.",
        ),
        (
            '{"data": [\n{]}',
            {},
            ": Invalid JSON: key must be a string at line 2 column 2; mend the record.",
        ),
        (
            '[{"id": "1", "context": "a", "question": "b", "answers": {"text": ["a"], "answer_start": []}}]',
            {"rows": "flat"},
            ": [0].answers: Value error, text and answer_start differ in length; mend the record.",
        ),
    ],
)
def test_each_fault_is_named_with_its_question_or_key(folder, text, settings, message):
    path = folder.write("x.json", text)
    with pytest.raises(DataFileError) as caught:
        folder.read("x.json", "xquad", "de", **SQUAD, **settings)
    assert str(caught.value) == f"{path}{message}"


HELLASWAG = {"layout": "hellaswag_jsonl"}


def item(**fields):
    base = {"ind": 4, "endings": ["one", "two"], "label": 1}
    return json.dumps({**base, **fields}) + "\n"


def test_the_published_layout_puts_the_begun_sentence_before_each_ending(folder):
    folder.write(
        "x.jsonl",
        item(ctx="A man sits. he", ctx_a="A man sits.", ctx_b="he", source_id="activitynet~v_1", label="0")
        + item(ind=5, ctx="Wash it.", ctx_a="Wash it.", ctx_b="", source_id="wikihow~2"),
    )
    first, second = folder.read("x.jsonl", "hellaswag", **HELLASWAG)
    assert first.payload == MultipleChoice("A man sits.", ("he one", "he two"))
    assert second.payload == MultipleChoice("Wash it.", ("one", "two"))
    assert (first.gold, second.gold) == (ChoiceGold(0), ChoiceGold(1))
    assert (first.domain, second.domain) == ("activitynet", "wikihow")


def test_the_recast_layout_has_only_the_whole_context(folder):
    folder.write("x.jsonl.gz", item(ctx="A man sits. he") + item(ind=5, ctx="A man sits. he"))
    first, second = folder.read("x.jsonl.gz", "hellaswag", **HELLASWAG)
    assert first.payload == MultipleChoice("A man sits. he", ("one", "two"))
    assert (first.id, second.id, second.group) == ("4", "5", "4")


@pytest.mark.parametrize(
    ("line", "error", "message"),
    [
        (
            item(ctx="a", label=2),
            LabelError,
            "label 2 does not number one of the 2 endings; count endings from 0.",
        ),
        (
            item(ctx="a", label=-1),
            LabelError,
            "label -1 does not number one of the 2 endings; count endings from 0.",
        ),
        (item(), DataFileError, "Value error, neither ctx nor ctx_a is given; mend the record."),
        (
            item(ctx="a", label=""),
            DataFileError,
            "label: Input should be a valid integer, unable to parse string as an integer; mend the record.",
        ),
        ("\n", DataFileError, "Invalid JSON: EOF while parsing a value at line 1 column 0; mend the record."),
    ],
)
def test_each_fault_is_named_with_its_line(folder, line, error, message):
    path = folder.write("x.jsonl", item(ctx="good") + line)
    with pytest.raises(error) as caught:
        folder.read("x.jsonl", "hellaswag", **HELLASWAG)
    assert str(caught.value) == f"{path}:2: {message}"
