"""XTREME's ``download/`` folder, as its scripts leave it: every task reads, test sets have no answers."""

from __future__ import annotations

import csv
import io
import json

import pytest

from harness.errors import DataFileError, RequestError
from harness.sources.catalogue import CatalogueSource
from harness.tasks import TASKS, find_xtreme_data
from harness.types import Answer, AnswersGold, ChoiceGold, LabelGold, NoGold, RelevantGold, TagsGold

MEMBERS = {
    task.name
    for task in TASKS
    for one in task.benchmarks
    if one.name == "xtreme" and find_xtreme_data(task.name)
}


def table(*rows):
    """What Python's csv module writes between tabs, as XTREME's preprocessing does."""
    text = io.StringIO()
    csv.writer(text, delimiter="\t").writerows(rows)
    return text.getvalue()


def questions(*asked):
    data = [
        {"paragraphs": [{"context": context, "qas": [{"id": id_, "question": "Q?", "answers": answers}]}]}
        for id_, context, answers in asked
    ]
    return json.dumps({"version": "1.1", "data": data})


def choices(label):
    item = {"premise": "P.", "choice1": "A.", "choice2": "B.", "question": "cause", "label": label, "idx": 0}
    return json.dumps(item) + "\n"


BLANK = [{"answer_start": 0, "text": ""}]
ANSWER = [{"answer_start": 4, "text": "Nile"}]
CONTEXT = "The Nile flows."
MENTION = {
    "context": {
        "document_id": "d", "language": "de", "text": "Der Nil.", "sentence_spans": [{"start": 0, "end": 8}],
    },
    "mentions": [
        {"example_id": "m1", "entity_id": "", "mention_span": {"start": 4, "end": 7, "text": "Nil"}},
    ],
}  # fmt: skip
ENTITY = {
    "entity_id": "Q1", "description": "Nil", "description_language": "de",
    "sentence_spans": [{"start": 0, "end": 3}],
}  # fmt: skip
PARAGRAPH = {
    "context": CONTEXT, "sentence_breaks": [[0, 15]],
    "qas": [{"id": "q", "question": "Q?", "answers": ANSWER}],
}  # fmt: skip

FILES = {
    "xnli/train-en.tsv": table(('He said "no"', "He spoke", "entailment")),
    "xnli/dev-de.tsv": table(("Ja", "Nein", "contradiction")),
    "xnli/test-de.tsv": table(('Er sagte: "Nein"', "Er sprach")),
    "pawsx/dev-de.tsv": table(("Ja", "Jawohl", "1"), ("Ja", "Nein", "0")),
    "pawsx/test-de.tsv": table(("Ja", "Jawohl")),
    "xcopa/val-et.jsonl": choices(1),
    "xcopa/test-et.jsonl": choices(0),
    "udpos/train-en.tsv": "A\tDET\nman\tNOUN\n\nRun\tVERB\n",
    "udpos/test-de.tsv": "zum\nHaus\n\nJa\n",
    "panx/dev-de.tsv": "Köln\tB-LOC\n\nund\tO\n",
    "panx/test-de.tsv": "Köln\n\nund\n",
    "squad/train-v1.1.json": questions(("s1", CONTEXT, ANSWER)),
    "squad/dev-v1.1.json": questions(("s2", CONTEXT, ANSWER)),
    "xquad/xquad.de.json": questions(("x1", CONTEXT, BLANK), ("x2", CONTEXT, BLANK)),
    "mlqa/MLQA_V1/dev/dev-context-de-question-de.json": questions(("m0", CONTEXT, ANSWER)),
    "mlqa/MLQA_V1/test/test-context-de-question-de.json": questions(("m1", CONTEXT, BLANK)),
    "tydiqa/tydiqa-goldp-v1.1-train/tydiqa.goldp.en.train.json": questions(
        ("0", CONTEXT, ANSWER), ("0", CONTEXT, ANSWER)
    ),
    "tydiqa/tydiqa-goldp-v1.1-dev/tydiqa.goldp.fi.dev.json": questions(("finnish-7-1", CONTEXT, BLANK)),
    "bucc2018/de-en.dev.de": "de-1\tJa\nde-2\tNein\n",
    "bucc2018/de-en.dev.en": "en-1\tYes\n",
    "bucc2018/de-en.dev.gold": "de-1\ten-1\n",
    "bucc2018/de-en.test.de": "de-3\tHaus\n",
    "bucc2018/de-en.test.en": "en-3\tHouse\n",
    "tatoeba/de-en.de": "Haus\nJa\n",
    "tatoeba/de-en.en": "House\nYes\n",
    "mewslix/wikinews_mentions/test-de.jsonl": json.dumps(MENTION) + "\n",
    "mewslix/candidate_set_entities.jsonl": json.dumps(ENTITY) + "\n",
    **{
        f"lareqa/xquad-r/{code}.json": json.dumps({"data": [{"paragraphs": [PARAGRAPH]}]})
        for code in TASKS.get("lareqa").languages
    },
}  # fmt: skip


@pytest.fixture
def download(folder):
    for name, text in FILES.items():
        folder.write(f"download/{name}", text)
    return folder.root / "download"


@pytest.fixture
def load(download):
    source = CatalogueSource(download)
    return lambda task, language, split: source.load(TASKS.get(task), language, split)


@pytest.mark.parametrize(
    ("task", "language"),
    [("xnli", "de"), ("pawsx", "de"), ("xcopa", "et"), ("udpos", "de"), ("panx", "de"),
     ("xquad", "de"), ("mlqa", "de"), ("tydiqa", "fi"),
     ("bucc2018", "de"), ("tatoeba", "de"), ("mewslix", "de")],
)  # fmt: skip
def test_test_sets_have_no_answers(load, task, language):
    assert {example.gold for example in load(task, language, "test")} == {NoGold()}


@pytest.mark.parametrize(
    ("task", "language", "split", "golds"),
    [
        ("xnli", "en", "train", [LabelGold("entailment")]),
        ("xnli", "de", "dev", [LabelGold("contradiction")]),
        ("pawsx", "de", "dev", [LabelGold("paraphrase"), LabelGold("different")]),
        ("xcopa", "et", "dev", [ChoiceGold(1)]),
        ("udpos", "en", "train", [TagsGold(("DET", "NOUN")), TagsGold(("VERB",))]),
        ("panx", "de", "dev", [TagsGold(("B-LOC",)), TagsGold(("O",))]),
        ("squad", "en", "dev", [AnswersGold((Answer("Nile", 4),))]),
        ("xquad", "en", "train", [AnswersGold((Answer("Nile", 4),))]),
        ("mlqa", "de", "dev", [AnswersGold((Answer("Nile", 4),))]),
        ("tydiqa", "en", "train", [AnswersGold((Answer("Nile", 4),))] * 2),
        ("bucc2018", "de", "dev", [RelevantGold(("en-1",)), RelevantGold(())]),
    ],
)
def test_training_and_development_sets_have_answers(load, task, language, split, golds):
    assert [example.gold for example in load(task, language, split)] == golds


def test_quotes_are_those_of_csv(load):
    assert load("xnli", "en", "train")[0].payload.first == 'He said "no"'
    assert load("xnli", "de", "test")[0].payload.first == 'Er sagte: "Nein"'


def test_ids_that_preprocessing_cut_are_positions(load):
    assert [example.id for example in load("tydiqa", "en", "train")] == ["question-1", "question-2"]
    assert [example.id for example in load("tydiqa", "fi", "test")] == ["finnish-7-1"]


def test_sentences_are_searched_in_the_order_of_their_file(download):
    source, task = CatalogueSource(download), TASKS.get("tatoeba")
    assert [one.text for one in source.load_pool(task, "de", "test")] == ["Haus", "Ja"]
    assert [one.payload.text for one in source.load(task, "de", "test")] == ["House", "Yes"]


def test_lareqa_keeps_its_answers(load):
    (example,) = load("lareqa", "de", "test")
    assert len(example.gold.ids) == 11


def test_only_languages_whose_files_are_there_are_offered(download):
    source = CatalogueSource(download)
    assert source.available("xnli") == {"train": ("en",), "dev": ("de",), "test": ("de",)}
    assert "pl" not in source.available("udpos")["test"]


def test_every_declared_task_of_xtreme_is_found(download):
    assert set(CatalogueSource(download).tasks()) >= MEMBERS
    assert len(MEMBERS) == 9


def test_the_folder_above_serves_as_well(download, folder, monkeypatch):
    monkeypatch.setenv("CROSSWIND_DATA_ROOT", "/nowhere")
    source = CatalogueSource(folder.root)
    assert source.root == download
    assert len(source.load(TASKS.get("udpos"), "en", "train")) == 2


def test_a_catalogue_in_the_folder_goes_before_its_files(folder, download):
    folder.write("download/catalogue.yaml", (
        "entries:\n- task: panx\n  language: de\n  split: test\n  file: panx/dev-de.tsv\n"
        "  reader: {layout: token_tags}\n"
    ))  # fmt: skip
    assert CatalogueSource(download).tasks() == ("panx",)


def test_of_two_files_of_a_split_the_first_is_read(folder, download):
    whole = {**MENTION, "mentions": [{**MENTION["mentions"][0], "entity_id": "Q1"}]}
    folder.write("download/mewslix/wikinews_mentions-test.jsonl", json.dumps(whole) + "\n")
    source, task = CatalogueSource(download), TASKS.get("mewslix")
    assert [example.gold for example in source.load(task, "de", "test")] == [NoGold()]
    (download / "mewslix/wikinews_mentions/test-de.jsonl").unlink()
    assert [e.gold for e in CatalogueSource(download).load(task, "de", "test")] == [RelevantGold(("Q1",))]


def test_a_folder_with_nothing_to_read_says_what_to_name(folder):
    with pytest.raises(RequestError) as caught:
        CatalogueSource(folder.root)
    remedy = "name a catalogue, a folder that holds catalogue.yaml, or XTREME's download folder"
    assert str(caught.value) == f"{folder.root}: there is neither a catalogue nor a file of XTREME; {remedy}."


def test_a_malformed_file_of_the_layout_is_named_with_its_line(folder, download):
    path = folder.write("download/xnli/dev-fr.tsv", "Oui\tNon\n")
    with pytest.raises(DataFileError, match=rf"^{path}:1: 2 columns where 3 were expected"):
        CatalogueSource(download).load(TASKS.get("xnli"), "fr", "dev")
