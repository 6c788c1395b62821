"""SQuAD-style files not to be taken at their word: mixed languages, blanked answers, repeated ids."""

import json

import pytest

from harness.errors import DataFileError
from harness.sources.catalogue import CatalogueSource
from harness.tasks import TASKS
from harness.types import Answer, AnswersGold, NoGold

SQUAD = {"layout": "squad_json"}
BLANK = [{"text": "", "answer_start": 0}]


def write(folder, *questions):
    """One article of one paragraph a question, as in TyDiQA."""
    data = [
        {
            "paragraphs": [
                {"context": f"{id_} Nairobi", "qas": [{"id": id_, "question": "?", "answers": answers}]}
            ]
        }
        for id_, answers in questions
    ]
    return folder.write("x.json", json.dumps({"version": "1.1", "data": data}))


def answer(id_):
    return [{"text": "Nairobi", "answer_start": len(id_) + 1}]


MIXED = tuple((id_, answer(id_)) for id_ in ("english-12-0", "swahili-7-1", "english--3-2"))


def test_a_training_file_of_several_languages_is_refused(folder):
    path = write(folder, *MIXED)
    with pytest.raises(DataFileError) as caught:
        folder.read("x.json", "tydiqa", "en", **SQUAD)
    assert str(caught.value) == (
        f"{path}: question 'swahili-7-1': its id says that it is in 'sw' where 'en' is read; "
        "set 'other_languages' to drop in the catalogue."
    )


@pytest.mark.parametrize(
    ("language", "ids"), [("en", ["english-12-0", "english--3-2"]), ("sw", ["swahili-7-1"])]
)
def test_the_other_languages_may_be_dropped(folder, language, ids):
    write(folder, *MIXED)
    found = folder.read("x.json", "tydiqa", language, **SQUAD, other_languages="drop")
    assert [example.id for example in found] == ids
    assert {example.language for example in found} == {language}


def test_ids_that_name_no_language_are_in_the_language_asked_for(folder):
    write(
        folder,
        ("56be4db0acb8001400a502ec", answer("56be4db0acb8001400a502ec")),
        ("klingon-1", answer("klingon-1")),
    )
    assert len(folder.read("x.json", "squad", **SQUAD)) == 2


def test_blanked_answers_are_refused_or_kept_without_gold(folder):
    path = write(folder, ("a", BLANK), ("b", answer("b")))
    with pytest.raises(DataFileError) as caught:
        folder.read("x.json", "xquad", "de", **SQUAD)
    remedy = "use a file whose answers are not blanked"
    assert str(caught.value) == f"{path}: question 'a': the answer is empty; {remedy}."
    blanked, answered = folder.read("x.json", "xquad", "de", **SQUAD, blanked="keep")
    assert (blanked.gold, answered.gold) == (NoGold(), AnswersGold((Answer("Nairobi", 2),)))


def test_ids_that_repeat_may_be_replaced_by_positions(folder):
    write(folder, ("0", answer("0")), ("0", answer("0")))
    entry = "entries:\n- task: tydiqa\n  language: en\n  split: train\n  file: x.json\n"
    catalogue = entry + "  reader: {{layout: squad_json{}}}\n"
    task = TASKS.get("tydiqa")
    given = CatalogueSource(folder.write("given.yaml", catalogue.format("")), data_root=folder.root)
    with pytest.raises(DataFileError, match="id '0' stands twice"):
        given.load(task, "en", "train")
    path = folder.write("numbered.yaml", catalogue.format(", ids: position"))
    numbered = CatalogueSource(path, data_root=folder.root).load(task, "en", "train")
    assert [example.id for example in numbered] == ["question-1", "question-2"]
    assert {example.group for example in numbered} == {"question-1"}


def test_mlqa_reads_in_its_own_layout(folder):
    context = "维多利亚湖位于非洲。"
    asked = {"id": "a1", "question": "在哪里？", "answers": [{"text": "非洲", "answer_start": 7}]}
    data = [{"title": "维多利亚湖", "paragraphs": [{"context": context, "qas": [asked]}]}]
    file = "MLQA_V1/test/test-context-zh-question-zh.json"
    folder.write(file, json.dumps({"version": "1.0", "data": data}, ensure_ascii=False))
    entry = (
        "entries:\n- task: mlqa\n  language: zh\n  split: test\n  reader: {layout: squad_json}\n"
        "  file: MLQA_V1/test/test-context-{language}-question-{language}.json\n"
    )
    source = CatalogueSource(folder.write("mlqa.yaml", entry), data_root=folder.root)
    (example,) = source.load(TASKS.get("mlqa"), "zh", "test")
    assert (example.id, example.gold, example.payload.context) == (
        "a1",
        AnswersGold((Answer("非洲", 7),)),
        context,
    )
