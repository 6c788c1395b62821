"""Small files in the layouts of their publishers, read by the catalogue for these, whole and damaged."""

import json
from pathlib import Path

import pytest

from harness.errors import DataFileError, LabelError
from harness.sources.catalogue import CatalogueSource
from harness.tasks import TASKS
from harness.types import MultipleChoice, TextPair

CATALOGUE = Path(__file__).parents[2] / "catalogues" / "published-layouts.yaml"


def lines(*records):
    return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)


def table(*rows, separator="\t"):
    return "".join(separator.join(row) + "\n" for row in rows)


def snli(pair, label, **more):
    return {
        "annotator_labels": [label], "captionID": "37.jpg#0", "gold_label": label, "pairID": pair,
        "sentence1": "A man sleeps.", "sentence1_parse": "(ROOT (S))", "sentence2": f"He {pair}.", **more,
    }  # fmt: skip


def mnli(pair, label):
    return snli(pair, label, genre="slate", promptID="1")


def anli(uid, label):
    return {
        "uid": uid, "context": "Ada wrote.", "hypothesis": f"Ada {uid}.", "label": label, "model_label": "n",
        "emturk": True, "genre": "wiki", "reason": "", "tag": "",
    }  # fmt: skip


def ocnli(id_, label):
    return {
        "level": "easy", "sentence1": "他来了", "sentence2": "他走了", "label": label, "genre": "lit",
        "prem_id": "lit_1", "id": id_,
    }  # fmt: skip


XNLI = ("language", "gold_label", "sentence1_parse", "sentence1", "sentence2", "promptID", "pairID", "genre")


def xnli(code, label, pair):
    return code, label, "( )", f"{code} one", f"{code} two", "1", pair, "travel"


QQP = ("id", "qid1", "qid2", "question1", "question2", "is_duplicate")
PAWS = ("id", "sentence1", "sentence2", "label")


ENDINGS = ("one", "two", "three", "four")


def hellaswag(ind, label, begun=""):
    return {
        "ind": ind, "activity_label": "Juggling", "ctx_a": "A man sits.", "ctx_b": begun, "split": "train",
        "ctx": f"A man sits. {begun}".strip(), "split_type": "indomain", "label": label,
        "endings": ENDINGS, "source_id": "activitynet~v_1",
    }  # fmt: skip


COSMOS = ("id", "context", "question", "answer0", "answer1", "answer2", "answer3", "label")
CONCEPTS = [{"label": label, "text": f"place {label}"} for label in "ABCDE"]


def commonsenseqa(id_, key):
    question = {"question_concept": "ferret", "choices": CONCEPTS, "stem": "Where?"}
    return {"answerKey": key, "id": id_, "question": question}


SOCIAL = {"context": "Kai won.", "question": "How?", "answerA": "a", "answerB": "b", "answerC": "c"}


def copa(idx, question, label):
    return {
        "premise": "It rained.", "choice1": "Wet.", "choice2": "Dry.", "question": question,
        "label": label, "idx": idx,
    }  # fmt: skip


def read(folder, task, language, split, files):
    for name, text in files.items():
        folder.write(name, text)
    source = CatalogueSource(CATALOGUE, data_root=folder.root)
    return source.load(TASKS.get(task), language, split)


SNLI_FILE, MNLI_FILE = "snli_1.0/snli_1.0_train.jsonl", "multinli_1.0/multinli_1.0_train.jsonl"
ROUNDS = {f"anli_v1.0/R{i}/train.jsonl": lines(anli("u1", label)) for i, label in enumerate("enc", 1)}


@pytest.mark.parametrize(
    ("task", "language", "split", "files", "expected"),
    [
        (
            "snli", "en", "train",
            {SNLI_FILE: lines(snli("e", "entailment"), snli("x", "-"), snli("n", "neutral"))},
            [("e", TextPair("A man sleeps.", "He e."), "entailment", ""),
             ("n", TextPair("A man sleeps.", "He n."), "neutral", "")],
        ),
        (
            "mnli", "en", "train", {MNLI_FILE: lines(mnli("n", "neutral"))},
            [("n", TextPair("A man sleeps.", "He n."), "neutral", "slate")],
        ),
        (
            "anli", "en", "train", ROUNDS,
            [(f"r{i}-u1", TextPair("Ada wrote.", "Ada u1."), label, "")
             for i, label in enumerate(("entailment", "neutral", "contradiction"), 1)],
        ),
        (
            "anli_plus", "en", "train",
            {SNLI_FILE: lines(snli("u1", "neutral")), MNLI_FILE: lines(mnli("u1", "neutral")), **ROUNDS},
            [("snli-u1", TextPair("A man sleeps.", "He u1."), "neutral", ""),
             ("mnli-u1", TextPair("A man sleeps.", "He u1."), "neutral", "slate"),
             ("r1-u1", TextPair("Ada wrote.", "Ada u1."), "entailment", ""),
             ("r2-u1", TextPair("Ada wrote.", "Ada u1."), "neutral", ""),
             ("r3-u1", TextPair("Ada wrote.", "Ada u1."), "contradiction", "")],
        ),
        (
            "ocnli", "zh", "train", {"ocnli/train.50k.json": lines(ocnli(0, "neutral"), ocnli(1, "-"))},
            [("0", TextPair("他来了", "他走了"), "neutral", "lit")],
        ),
        (
            "xnli", "sw", "test",
            {"XNLI-1.0/xnli.test.tsv": table(XNLI, xnli("sw", "neutral", "7"), xnli("en", "neutral", "7"))},
            [("7", TextPair("sw one", "sw two"), "neutral", "travel")],
        ),
        (
            "qqp", "en", "train",
            {"QQP/train.tsv": table(QQP, ("0", "1", "2", 'Why "this"?', "Why?", "1"), ("1", "3", "Lost?"),
                                    ("2", "4", "5", "What?", "", "0"))},
            [("row-1", TextPair('Why "this"?', "Why?"), "paraphrase", ""),
             ("row-2", TextPair("What?", ""), "different", "")],
        ),
        (
            "paws", "en", "train", {"paws/final/train.tsv": table(PAWS, ("9", "A to B", "B to A", "0"))},
            [("9", TextPair("A to B", "B to A"), "different", "")],
        ),
        (
            "pawsx", "ko", "test", {"x-final/ko/test_2k.tsv": table(PAWS, ("1", "가", "나", "1"))},
            [("1", TextPair("가", "나"), "paraphrase", "")],
        ),
        (
            "hellaswag", "en", "train",
            {"hellaswag/hellaswag_train.jsonl": lines(hellaswag(4, 3, "he"), hellaswag(5, 0))},
            [("4", MultipleChoice("A man sits.", tuple(f"he {end}" for end in ENDINGS)), 3, "activitynet"),
             ("5", MultipleChoice("A man sits.", ENDINGS), 0, "activitynet")],
        ),
        (
            "cosmosqa", "en", "train",
            {"cosmosqa/train.csv": table(
                COSMOS, ("id##1", '"He said ""no"" ,\nonce ."', "Why ?", *"abcd", "2"), separator=",")},
            [("id##1", MultipleChoice('He said "no" ,\nonce . Why ?', tuple("abcd")), 2, "")],
        ),
        (
            "commonsenseqa", "en", "train",
            {"commonsenseqa/train_rand_split.jsonl": lines(commonsenseqa("f3", "D"))},
            [("f3", MultipleChoice("Where?", tuple(f"place {label}" for label in "ABCDE")), 3, "")],
        ),
        (
            "socialiqa", "en", "train",
            {"socialiqa-train-dev/train.jsonl": lines(SOCIAL, {**SOCIAL, "question": "Why?"}),
             "socialiqa-train-dev/train-labels.lst": "3\n1\n"},
            [("row-1", MultipleChoice("Kai won. How?", ("a", "b", "c")), 2, ""),
             ("row-2", MultipleChoice("Kai won. Why?", ("a", "b", "c")), 0, "")],
        ),
        (
            "copa", "en", "train", {"COPA/train.jsonl": lines(copa(0, "effect", 0), copa(1, "cause", 1))},
            [("0", MultipleChoice("It rained. What was the effect?", ("Wet.", "Dry.")), 0, ""),
             ("1", MultipleChoice("It rained. What was the cause?", ("Wet.", "Dry.")), 1, "")],
        ),
        (
            "xcopa", "qu", "test",
            {"xcopa/data/qu/test.qu.jsonl": lines({**copa(3, "cause", 1), "changed": True})},
            [("3", MultipleChoice("It rained. What was the cause?", ("Wet.", "Dry.")), 1, "")],
        ),
    ],
)  # fmt: skip
def test_each_data_set_is_read_as_it_was_published(folder, task, language, split, files, expected):
    found = read(folder, task, language, split, files)
    golds = [getattr(e.gold, "label", None) or e.gold.index for e in found]
    assert [(e.id, e.payload, gold, e.domain) for e, gold in zip(found, golds, strict=True)] == expected
    assert {example.language for example in found} == {language}


MAP = "map it under 'labels' in the catalogue or mend the file"
NLI = f"is not one of entailment, neutral, contradiction; {MAP}"
INDEX = "count choices from 0 or set 'gold_as' in the catalogue"


@pytest.mark.parametrize(
    ("task", "language", "split", "files", "error", "message"),
    [
        ("snli", "en", "train", {SNLI_FILE: lines(snli("e", "hidden"))}, LabelError,
         f":1: label 'hidden' {NLI}."),
        ("mnli", "en", "train", {MNLI_FILE: lines(snli("e", "neutral"))}, DataFileError,
         ":1: there is no column 'genre'; name one of annotator_labels, captionID, gold_label, pairID, "
         "sentence1, sentence1_parse, sentence2 in the catalogue."),
        ("anli", "en", "train", {"anli_v1.0/R1/train.jsonl": lines(anli("u1", "entailed"))}, LabelError,
         f":1: label 'entailed' {NLI}."),
        ("ocnli", "zh", "train", {"ocnli/train.50k.json": json.dumps([ocnli(0, "neutral")])}, DataFileError,
          ":1: \"[{'level': 'easy', 'sentence1': '他来了', '\" is not a JSON record; "
         'write {"column": value, …}.'),
        ("xnli", "sw", "test", {"XNLI-1.0/xnli.test.tsv": table(XNLI, xnli("sw", "neutral", "7")[:-1])},
         DataFileError, ":2: 7 columns where 8 were expected; look for a missing or stray separator."),
        ("qqp", "en", "train", {"QQP/train.tsv": table(QQP, ("0", "1", "2", "a", "b", "yes"))}, LabelError,
         f":2: label 'yes' is not one of different, paraphrase; {MAP}."),
        ("pawsx", "ko", "test", {"x-final/ko/test_2k.tsv": table(PAWS, ("1", "가", "", "1"))}, DataFileError,
         ":2: column 'sentence2' is blank; mend the row or leave it out."),
        ("hellaswag", "en", "train", {"hellaswag/hellaswag_train.jsonl": lines(hellaswag(4, 4))}, LabelError,
         f":1: '4' is not the index of one of the 4 choices; {INDEX}."),
        ("hellaswag", "en", "train", {"hellaswag/hellaswag_train.jsonl": lines(hellaswag(4, ""))}, LabelError,
         f":1: '' is not the index of one of the 4 choices; {INDEX}."),
        ("cosmosqa", "en", "train", {"cosmosqa/train.csv": table(COSMOS, ("id", '"He', "?", *"abcd", "2"),
                                                                 separator=",")}, DataFileError,
         ":2: a quoted field is malformed (unexpected end of data); "
         "mend the quotes, or set 'quoting: none' for TSV."),
        ("commonsenseqa", "en", "train",
         {"commonsenseqa/train_rand_split.jsonl": lines(commonsenseqa("f3", "F"))}, LabelError,
         ":1: 'F' is not the label of one of the 5 choices; "
         "give one of the choices this label or set 'gold_as' in the catalogue."),
        ("socialiqa", "en", "train",
         {"socialiqa-train-dev/train-labels.lst": "0\n", "socialiqa-train-dev/train.jsonl": lines(SOCIAL)},
         LabelError, ":1: '0' is not the number of one of the 3 choices; "
         "count choices from 1 or set 'gold_as' in the catalogue."),
        ("socialiqa", "en", "train",
         {"socialiqa-train-dev/train-labels.lst": "1\n2\n", "socialiqa-train-dev/train.jsonl": lines(SOCIAL)},
         DataFileError,
         ": the file ends after 1 rows, before those that it is aligned with; "
         "fetch the files of one release."),
        ("copa", "en", "train", {"COPA/train.jsonl": lines(copa(0, "reason", 0))}, DataFileError,
         ":1: column 'question' holds 'reason', not one of cause, effect; "
         "add it to 'words' in the catalogue."),
    ],
)  # fmt: skip
def test_each_fault_is_named_with_its_place(folder, task, language, split, files, error, message):
    with pytest.raises(error) as caught:
        read(folder, task, language, split, files)
    assert str(caught.value) == f"{folder.root / list(files)[-1]}{message}"


def test_premises_and_prompts_are_groups_across_languages(folder):
    rows = [xnli(code, "neutral", pair) for code in ("en", "sw") for pair in ("7", "8")]
    files = {"XNLI-1.0/xnli.test.tsv": table(XNLI, *rows)}
    groups = [[e.group for e in read(folder, "xnli", code, "test", files)] for code in ("en", "sw")]
    assert groups == [["7", "7"], ["7", "7"]]
