"""Every declared data set is read from a table with the hub's columns and types, at its revision."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import pytest
from datasets import ClassLabel, Features, List, Value

from harness.errors import RequestError
from harness.sources.hub.declaration import HubData, HubSplit
from harness.sources.hub.revisions import CONVERTED
from harness.sources.hub.source import HubSource
from harness.tasks import TASKS, find_hub_data
from harness.types import (
    Answer,
    AnswersGold,
    ChoiceGold,
    Gold,
    LabelGold,
    MultipleChoice,
    ParallelPair,
    Payload,
    SpanQA,
    TaggedTokens,
    TagsGold,
    TextPair,
)
from suites.data import DataAccess

TEXT, NUMBER, TEXTS = Value("string"), Value("int32"), List(Value("string"))
NLI = ClassLabel(names=["entailment", "neutral", "contradiction"])
NAMES = ["O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "I-LOC"]
WORDS = ["NOUN", "PUNCT", "ADP", "NUM", "SYM", "SCONJ", "ADJ", "PART", "DET", "CCONJ", "PROPN", "PRON"]
WORDS += ["X", "ADV", "INTJ", "VERB", "AUX"]
WNUT = ("corporation", "creative-work", "group", "location", "person", "product")
ANSWERS = {"text": List(TEXT), "answer_start": List(NUMBER)}


@dataclass(frozen=True)
class Published:
    """One row of a table of the hub, with the types of its columns, and what becomes of it."""

    features: dict[str, Any]
    row: dict[str, Any]
    payload: Payload
    gold: Gold
    id: str = "row-1"


def pair(first: str, second: str, label: Any, value: Any, gold: str, **more: tuple[Any, Any]) -> Published:
    columns = {first: (TEXT, "a"), second: (TEXT, "b"), "label": (label, value), **more}
    features = {name: kind for name, (kind, _) in columns.items()}
    row = {name: cell for name, (_, cell) in columns.items()}
    return Published(features, row, TextPair("a", "b"), LabelGold(gold))


def question(id_: str, *, title: bool = True, start: int = 4) -> Published:
    features = {
        "id": TEXT,
        "context": TEXT,
        "question": TEXT,
        "answers": ANSWERS,
        **({"title": TEXT} if title else {}),
    }
    answers = {"text": ["five"], "answer_start": [start]}
    row = {"id": id_, "context": "six five", "question": "q", "answers": answers, "title": "t"}
    row = {name: row[name] for name in features}
    return Published(features, row, SpanQA("six five", "q"), AnswersGold((Answer("five", 4),)), id_)


def sentence(column: str, names: list[str], tag: str, **more: tuple[Any, Any]) -> Published:
    features = {
        "tokens": TEXTS,
        column: List(ClassLabel(names=names)),
        **{name: kind for name, (kind, _) in more.items()},
    }
    row = {"tokens": ["Ada"], column: [names.index(tag)], **{name: cell for name, (_, cell) in more.items()}}
    return Published(features, row, TaggedTokens(("Ada",)), TagsGold((tag,)))


def choice(
    features: dict[str, Any],
    row: dict[str, Any],
    gold: tuple[Any, str, Any],
    prompt: str,
    choices: list[str],
    **named: Any,
) -> Published:
    kind, column, value = gold
    right, id_ = named.get("right", 2), named.get("id_", "row-1")
    features, row = {**features, column: kind}, {**row, column: value}
    return Published(features, row, MultipleChoice(prompt, tuple(choices)), ChoiceGold(right), id_)


ENDINGS = ["e0", "e1", "e2", "e3"]
LETTERED = {"label": list("ABCDE"), "text": [*ENDINGS, "e4"]}
CAUSES = dict.fromkeys(("premise", "choice1", "choice2", "question"), TEXT)
HELLASWAG = {
    "ind": (NUMBER, 4), "activity_label": (TEXT, "x"), "ctx_a": (TEXT, "A man sits."), "ctx_b": (TEXT, "he"),
    "ctx": (TEXT, "A man sits. he"), "endings": (TEXTS, ENDINGS), "source_id": (TEXT, "activitynet~v_1"),
    "split": (TEXT, "train"), "split_type": (TEXT, "indomain"), "label": (TEXT, "3"),
}  # fmt: skip

# What is known of the hub's tables: by repository, or by repository and what the configuration begins with.
TABLES: dict[str, Published] = {
    "facebook/xnli": pair("premise", "hypothesis", NLI, 1, "neutral"),
    "nyu-mll/multi_nli": pair("premise", "hypothesis", NLI, 2, "contradiction", genre=(TEXT, "fiction")),
    "stanfordnlp/snli": pair("premise", "hypothesis", NLI, 0, "entailment"),
    "facebook/anli": pair("premise", "hypothesis", NLI, 2, "contradiction", uid=(TEXT, "u")),
    "nyu-mll/glue": pair(
        "question1", "question2", ClassLabel(names=["not_duplicate", "duplicate"]), 1, "paraphrase"
    ),
    "google-research-datasets/paws": replace(
        pair("sentence1", "sentence2", ClassLabel(names=["0", "1"]), 1, "paraphrase", id=(NUMBER, 7)), id="7"
    ),
    "google-research-datasets/paws-x": replace(
        pair("sentence1", "sentence2", ClassLabel(names=["0", "1"]), 0, "different", id=(NUMBER, 7)), id="7"
    ),
    "clue/clue": pair(
        "sentence1", "sentence2", ClassLabel(names=[*reversed(NLI.names)]), 0, "contradiction"
    ),
    "nala-cub/americas_nli": pair("premise", "hypothesis", NLI, 1, "neutral", language=(TEXT, "aym")),
    "rajpurkar/squad": question("5733be28"),
    "rajpurkar/squad_v2": question("56be85543"),
    "google/xquad": question("56beb4343aeaaa14008c925b", title=False, start=6),
    "google/xtreme MLQA": question("a4968ca8a18de16aa3859be760e43dbd3af3fce9", start=5),
    "google/xtreme PAN-X": sentence("ner_tags", NAMES, "B-PER", langs=(TEXTS, ["en"])),
    "google/xtreme udpos": sentence("pos_tags", WORDS, "PROPN"),
    "google/xtreme tatoeba": Published(
        dict.fromkeys(("source_sentence", "target_sentence", "source_lang", "target_lang"), TEXT),
        {"source_sentence": "ja", "target_sentence": "yes ", "source_lang": "deu", "target_lang": "eng"},
        ParallelPair("ja", "yes"),
        LabelGold("row-1"),
    ),
    "unimelb-nlp/wikiann": sentence("ner_tags", NAMES, "I-LOC", langs=(TEXTS, ["az"]), spans=(TEXTS, [])),
    "masakhane/masakhaner2": sentence("ner_tags", [*NAMES, "B-DATE", "I-DATE"], "B-ORG", id=(TEXT, "0")),
    "leondz/wnut_17": sentence(
        "ner_tags",
        ["O", *(f"{begin}-{kind}" for kind in WNUT for begin in "BI")],
        "I-product",
        id=(TEXT, "0"),
    ),
    "google-research-datasets/tydiqa": question("{name}--12-0"),
    "Rowan/hellaswag": Published(
        {name: kind for name, (kind, _) in HELLASWAG.items()},
        {name: cell for name, (_, cell) in HELLASWAG.items()},
        MultipleChoice("A man sits.", ("he e0", "he e1", "he e2", "he e3")),
        ChoiceGold(3),
    ),
    "allenai/cosmos_qa": choice(
        dict.fromkeys(("id", "context", "question", "answer0", "answer1", "answer2", "answer3"), TEXT),
        {"id": "x", "context": "c.", "question": "q?", **{f"answer{n}": e for n, e in enumerate(ENDINGS)}},
        (NUMBER, "label", 2), "c. q?", ENDINGS, id_="x",
    ),
    "tau/commonsense_qa": choice(
        {"id": TEXT, "question": TEXT, "question_concept": TEXT, "choices": {"label": TEXTS, "text": TEXTS}},
        {"id": "x", "question": "q?", "question_concept": "k", "choices": LETTERED},
        (TEXT, "answerKey", "C"), "q?", LETTERED["text"], id_="x",
    ),
    "lighteval/siqa": choice(
        dict.fromkeys(("context", "question", "answerA", "answerB", "answerC"), TEXT),
        {"context": "c.", "question": "q?", "answerA": "e0", "answerB": "e1", "answerC": "e2"},
        (TEXT, "label", "3"), "c. q?", ENDINGS[:3],
    ),
    "aps/super_glue": choice(
        {**CAUSES, "idx": NUMBER},
        {"premise": "p.", "choice1": "e0", "choice2": "e1", "question": "cause", "idx": 3},
        (ClassLabel(names=["choice1", "choice2"]), "label", 1),
        "p. What was the cause?", ENDINGS[:2], right=1,
    ),
    "cambridgeltl/xcopa": choice(
        {**CAUSES, "idx": NUMBER, "changed": Value("bool")},
        {"premise": "p.", "choice1": "e0", "choice2": "e1", "question": "effect", "idx": 3, "changed": False},
        (NUMBER, "label", 1), "p. What was the effect?", ENDINGS[:2], right=1, id_="3",
    ),
}  # fmt: skip

CASES = [
    pytest.param(task.name, data, split, id=f"{task.name}-{data.repository}-{split}")
    for task in TASKS
    for data in find_hub_data(task.name)
    for split in data.splits
]


def find_table(data: HubData) -> Published:
    return TABLES.get(data.repository) or TABLES[f"{data.repository} {data.config.partition('.')[0]}"]


def fill(value: Any, language: str) -> Any:
    return value.replace("{name}", language) if isinstance(value, str) else value


@pytest.mark.parametrize(("task", "data", "split"), CASES)
def test_it_is_read_at_its_revision(task, data, split, hub, monkeypatch):
    table, language = find_table(data), data.languages_of(split)[-1]
    names = {"en": "english", "te": "telugu"}
    row = {column: [fill(value, names.get(language, ""))] for column, value in table.row.items()}
    content = hub.to_parquet(row, Features(table.features))
    config, name = data.config_of(language), data.splits[split].name
    if data.revision == CONVERTED:
        hub.add(data.repository, {f"{config}/{name}/0000.parquet": content}, branch=CONVERTED)
    else:
        pinned = data.revision if data.revision != "main" else ""
        hub.add_tables(data.repository, {(config, name): content}, commit=pinned)
    small = replace(data, splits={split: HubSplit(name, 1)}, languages=(language,))
    monkeypatch.setattr("harness.sources.hub.source.find_hub_data", lambda _: (small,))
    (example,) = HubSource().load(TASKS.get(task), language, split)
    assert (example.payload, example.gold) == (table.payload, table.gold)
    assert example.id == data.prefix + fill(table.id, names.get(language, ""))
    assert any(f"/revision/{data.revision}" in line for line in hub.requests)


@pytest.mark.parametrize(
    "task", [task for task in TASKS if find_hub_data(task.name)], ids=lambda task: task.name
)
def test_its_languages_are_the_tasks(task):
    for data in find_hub_data(task.name):
        for split in data.splits:
            languages = data.languages_of(split)
            assert set(languages) <= {*task.languages, *task.train_languages}
            assert set(data.codes) <= set(data.languages)
            assert len({data.config_of(language) for language in languages}) in (1, len(languages))


def test_tydiqa_is_never_read_whole(hub, monkeypatch):
    (data,) = find_hub_data("tydiqa")
    ids = ["english--1-0", "finnish--2-0", "english--3-0", "swahili--4-0"]
    row = question("").row
    columns = {**{name: [value] * 4 for name, value in row.items()}, "id": ids}
    content = hub.to_parquet(columns, Features(question("").features))
    hub.add_tables(data.repository, {(data.config, "train"): content}, commit=data.revision)
    small = replace(data, splits={"train": HubSplit("train", 4)})
    monkeypatch.setattr("harness.sources.hub.source.find_hub_data", lambda _: (small,))
    tydiqa = TASKS.get("tydiqa")
    assert [e.id for e in HubSource().load(tydiqa, "en", "train")] == ["english--1-0", "english--3-0"]
    assert [e.id for e in HubSource().load(tydiqa, "sw", "train")] == ["swahili--4-0"]


@pytest.mark.parametrize("name", ["bucc2018", "ccg", "udpos"])
def test_what_the_hub_cannot_give_is_refused_with_the_reason(name):
    problem, _, remedy = TASKS.get(name).unavailable.partition("; ")
    with pytest.raises(RequestError) as error:
        DataAccess().source_of(TASKS.get(name))
    assert (error.value.problem, error.value.remedy) == (problem, remedy)


def test_sentences_that_could_not_be_translated_count_as_in_the_benchmark(hub, monkeypatch):
    data = find_hub_data("pawsx")[0]
    columns = {
        "id": [1, 2, 3, 4],
        "sentence1": ["a", "NS", "NSA", "d"],
        "sentence2": ["b", "b", "b", ""],
        "label": [0] * 4,
    }
    content = hub.to_parquet(columns, Features(TABLES[data.repository].features | {"id": NUMBER}))
    hub.add_tables(data.repository, {("zh", "test"): content}, commit=data.revision)
    small = replace(data, splits={"test": HubSplit("test", 4)})
    monkeypatch.setattr("harness.sources.hub.source.find_hub_data", lambda _: (small,))
    assert [e.id for e in HubSource().load(TASKS.get("pawsx"), "zh", "test")] == ["1", "2", "3", "4"]
