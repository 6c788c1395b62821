"""XTREME's own mock submission: our metrics give the numbers that its evaluation script is tested for."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy as np
import pytest

from harness.metrics import METRICS, score, score_examples
from harness.types import (
    Answer,
    AnswersGold,
    Example,
    LabelGold,
    RelevantGold,
    TaggedTokens,
    TagsGold,
    TextPair,
)

sys.path.insert(0, str(Path(__file__).parent))
from official_rules import accuracy_points, pair_f1_points, score_mlqa, score_squad_v1

# Means over languages that the script's own test expects of these files.
PUBLISHED = {
    ("pawsx", "accuracy"): 51.42857142857143,
    ("xnli", "accuracy"): 30.666666666666668,
    ("panx", "span_f1"): 57.50793650793652,
    ("udpos", "span_f1"): 70.21746048354693,
    ("tatoeba", "accuracy"): 53.611111111111114,
    ("xquad", "squad_em"): 77.27272727272727,
    ("xquad", "squad_f1"): 79.9586776859504,
    ("mlqa", "mlqa_em"): 57.142857142857146,
    ("mlqa", "mlqa_f1"): 81.76870748299321,
    ("tydiqa", "squad_em"): 88.88888888888889,
    ("tydiqa", "squad_f1"): 97.22222222222223,
}
PAIR = TextPair("")


@pytest.fixture
def mock(data_root):
    folder = data_root / "xtreme_mock"
    if not folder.is_dir():
        pytest.skip("the data root has no mock submission of XTREME")
    return folder


def read_labels(path, language):
    for number, label in enumerate(path.read_text("utf-8").splitlines()):
        yield Example(f"{number}", language, PAIR, LabelGold(label), f"{number}")


def read_tags(path, language):
    for number, sentence in enumerate(path.read_text("utf-8").strip().split("\n\n")):
        tags = tuple(sentence.split("\n"))
        yield Example(f"{number}", language, TaggedTokens(tags), TagsGold(tags), f"{number}")


def read_questions(path, language):
    for article in json.loads(path.read_text("utf-8"))["data"]:
        for paragraph in article["paragraphs"]:
            for asked in paragraph["qas"]:
                gold = AnswersGold(
                    tuple(Answer(one["text"], one["answer_start"]) for one in asked["answers"])
                )
                yield Example(asked["id"], language, PAIR, gold, asked["id"])


READERS = {"panx": read_tags, "udpos": read_tags, "xquad": read_questions, "mlqa": read_questions}
READERS |= {"tydiqa": read_questions}


def read_predictions(path, examples):
    if path.suffix == ".json":
        answers = json.loads(path.read_text("utf-8"))
        return [answers[example.id] for example in examples]
    if isinstance(examples[0].gold, TagsGold):
        return [tuple(part.split("\n")) for part in path.read_text("utf-8").strip().split("\n\n")]
    return path.read_text("utf-8").splitlines()


def scored(mock, task):
    """Yields (language, examples, predictions) of every language of a task."""
    for labels in sorted((mock / "labels" / task).iterdir()):
        language = labels.stem.removeprefix("test-")
        examples = list(READERS.get(task, read_labels)(labels, language))
        yield language, examples, read_predictions(mock / "predictions" / task / labels.name, examples)


@pytest.mark.parametrize(("task", "metric"), PUBLISHED, ids="-".join)
def test_the_mean_over_languages_is_the_published_one(mock, task, metric):
    chosen = METRICS.get(metric)
    points = [score(chosen, score_examples(chosen, e, p)) for _, e, p in scored(mock, task)]
    assert np.mean(points) == pytest.approx(PUBLISHED[task, metric], abs=1e-9)


@pytest.mark.parametrize("task", ["xquad", "tydiqa", "mlqa"])
def test_every_question_scores_as_by_the_published_rules(mock, task):
    metrics = [METRICS.get(f"{'mlqa' if task == 'mlqa' else 'squad'}_{kind}") for kind in ("em", "f1")]
    for language, examples, predictions in scored(mock, task):
        for example, prediction in zip(examples, predictions, strict=True):
            texts = [answer.text for answer in example.gold.answers]
            rules = score_mlqa if task == "mlqa" else lambda found, wanted, _: score_squad_v1(found, wanted)
            found = [metric.measure(example.gold, prediction, language)[0] for metric in metrics]
            assert found == pytest.approx(rules(prediction, texts, language))


def test_mined_pairs_have_the_published_f1(mock):
    metric = METRICS.get("mining_f1")
    points = []
    for labels in sorted((mock / "labels" / "bucc2018").iterdir()):
        gold, found = (
            [tuple(line.split("\t")) for line in path.read_text("utf-8").splitlines()]
            for path in (labels, mock / "predictions" / "bucc2018" / labels.name)
        )
        names = dict.fromkeys(left for left, _ in (*gold, *found))
        wanted, mined = (
            {name: tuple(right for left, right in pairs if left == name) for name in names}
            for pairs in (gold, found)
        )
        rows = [metric.measure(RelevantGold(wanted[name]), mined[name], "de") for name in names]
        points.append(float(metric.finish(np.sum(rows, axis=0))))
        assert points[-1] == pytest.approx(pair_f1_points(gold, found))
    assert np.mean(points) == pytest.approx(55.0)


@pytest.mark.parametrize("task", ["xnli", "pawsx", "tatoeba"])
def test_every_language_has_the_accuracy_of_its_labels(mock, task):
    accuracy = METRICS.get("accuracy")
    for _, examples, predictions in scored(mock, task):
        labels = [example.gold.label for example in examples]
        found = score(accuracy, score_examples(accuracy, examples, predictions))
        assert found == pytest.approx(accuracy_points(labels, predictions))
