"""Predictions are written as XTREME's mock submission has them."""

from __future__ import annotations

import json
import re

import pytest

from harness.sources.xtreme.submission import name_file, render_predictions
from harness.tasks import TASKS, find_xtreme_data
from harness.types import Candidate, Example, NoGold, Query, SpanQA, TaggedTokens, TextPair

PAIR = TextPair("")


def example(name, payload=PAIR):
    return Example(name, "de", payload, NoGold(), name)


def render(task, examples, predictions, pool=()):
    return render_predictions(TASKS.get(task), find_xtreme_data(task), examples, predictions, pool=pool)


def read_lines(text):
    lines = text.splitlines()
    return [example(str(number)) for number in range(len(lines))], lines, ()


def read_tags(text):
    tags = [tuple(part.split("\n")) for part in text.strip().split("\n\n")]
    return [example(str(n), TaggedTokens(one)) for n, one in enumerate(tags)], tags, ()


def read_answers(text):
    answers = json.loads(text)
    return [example(name, SpanQA("", "")) for name in answers], list(answers.values()), ()


def read_ranks(text):
    examples, ranks, _ = read_answers(text)
    return examples, [tuple(ids) for ids in ranks], ()


def read_pairs(text):
    pairs = [line.split("\t") for line in text.splitlines()]
    return [example(left, Query("")) for left, _ in pairs], [(right,) for _, right in pairs], ()


def read_places(text):
    pool = tuple(Candidate(f"row-{place + 1}", "de", "") for place in range(1000))
    examples, lines, _ = read_lines(text)
    return examples, [f"row-{int(place) + 1}" for place in lines], pool


def read_classes(text):
    examples, lines, _ = read_lines(text)
    return examples, [("different", "paraphrase")[int(line)] for line in lines], ()


READERS = {
    "xnli": read_lines, "pawsx": read_classes, "udpos": read_tags, "panx": read_tags,
    "xquad": read_answers, "mlqa": read_answers,
    "tydiqa": read_answers, "bucc2018": read_pairs, "tatoeba": read_places, "mewslix": read_ranks,
}  # fmt: skip


@pytest.mark.parametrize("task", READERS)
def test_every_file_of_the_mock_submission_is_written_byte_for_byte(data_root, task):
    folder = data_root / "xtreme_mock" / "predictions"
    if not folder.is_dir():
        pytest.skip("the data root has no mock submission of XTREME")
    files = sorted((folder / task).iterdir())
    assert len(files) >= 4
    for file in files:
        language = file.stem.removeprefix("test-")
        assert name_file(TASKS.get(task), language) == f"{task}/{file.name}"
        expected = file.read_text("utf-8")
        written = render(task, *READERS[task](expected))
        if READERS[task] is read_answers:  # some are indented by two, one has space at the end of a line
            written, expected = (
                re.sub(r"^ +| +$", "", text, flags=re.MULTILINE) for text in (written, expected)
            )
        assert written == expected, file.name


def test_labels_stand_one_a_line():
    assert render("xnli", [example("a"), example("b")], ["neutral", "entailment"]) == "neutral\nentailment\n"


def test_choices_are_json_lines():
    assert render("xcopa", [example("a"), example("b")], [1, 0]) == '{"label": 1}\n{"label": 0}\n'
    assert name_file(TASKS.get("xcopa"), "et") == "xcopa/test-et.jsonl"


def test_sentences_are_parted_by_an_empty_line():
    assert render("panx", [example("a"), example("b")], [("O", "B-LOC"), ("O",)]) == "O\nB-LOC\n\nO\n"


def test_answers_are_json_in_ascii_in_the_order_of_the_questions():
    text = render("xquad", [example("b"), example("a")], ["Köln", ""])
    assert text == '{\n    "b": "K\\u00f6ln",\n    "a": ""\n}\n'


def test_pairs_that_were_not_mined_have_no_line():
    assert render("bucc2018", [example("de-1"), example("de-2")], [(), ("en-9",)]) == "de-2\ten-9\n"


def test_what_was_retrieved_is_counted_from_the_first_line():
    pool = (Candidate("row-1", "de", "a"), Candidate("row-2", "de", "b"))
    assert render("tatoeba", [example("row-1")], ["row-2"], pool) == "1\n"


def test_one_prediction_for_each_example():
    with pytest.raises(ValueError, match="argument 2 is longer"):
        render("xnli", [example("a")], ["neutral", "neutral"])
