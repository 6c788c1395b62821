"""Missing, malformed and empty data files, and strange labels, are refused with file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from harness.tasks import TASKS
from suites.cli import main

UDPOS = "1\tHello\thello\tINTJ\t_\t_\t0\troot\t_\t_\n\n"
READER = "reader: {layout: conllu}"


@pytest.fixture
def files(tmp_path, edited):
    """A catalogue of one English treebank, and a recipe that is tuned on it; returns both paths."""

    def write(train: str | None, test: str | None = UDPOS) -> tuple[Path, Path]:
        entries = "".join(
            f"- {{task: udpos, language: en, split: {split}, file: {split}.conllu, {READER}}}\n"
            for split in ("train", "test")
        )
        catalogue = tmp_path / "catalogue.yaml"
        catalogue.write_text(f"entries:\n{entries}", "utf-8")
        for split, text in (("train", train), ("test", test)):
            if text is not None:
                (tmp_path / f"{split}.conllu").write_text(text, "utf-8")
        return catalogue, edited("direct", "task: mini_pos", "task: udpos")

    return write


def test_a_task_that_the_hub_lacks_needs_a_catalogue(refused, tiny, edited):
    recipe = edited("direct", "task: mini_pos", "task: udpos")
    assert refused("run", tiny["typos"], "--recipe", recipe) == (
        'task udpos: the hub\'s tables of treebanks hold the words of fused forms ("zu", "dem") where the '
        'benchmark has the forms ("zum"); name CoNLL-U files in a catalogue, or use the task udpos_words.'
    )


def test_a_missing_data_file_is_refused_before_anything_is_trained(refused, tiny, files, tmp_path, own_store):
    catalogue, recipe = files(None)
    assert refused("run", tiny["typos"], "--recipe", recipe, "--data", catalogue) == (
        f"{tmp_path}/train.conllu: there is no such file; check the catalogue and the data root."
    )
    assert not own_store.exists()


def test_a_missing_catalogue_is_refused(refused, tiny, files):
    _, recipe = files(UDPOS)
    assert refused("run", tiny["typos"], "--recipe", recipe, "--data", "none.yaml") == (
        "none.yaml: there is no such file; check the path."
    )


@pytest.mark.parametrize(
    ("train", "complaint"),
    [
        ("1\tHello\thello\n\n", ":1: 3 columns where CoNLL-U has 10; separate the columns by single tabs."),
        (
            UDPOS.replace("INTJ", "GREETING"),
            ":1: label 'GREETING' is not one of ADJ, ADP, ADV, AUX, CCONJ, DET, INTJ, NOUN, NUM, PART, "
            "PRON, PROPN, PUNCT, SCONJ, SYM, VERB, X; "
            "map it under 'labels' in the catalogue or mend the file.",
        ),
        (
            "",
            ": no example of 'udpos' in 'en', split 'train'; check the file, share and label map.",
        ),
    ],
    ids=["malformed", "label", "empty"],
)
def test_a_wrong_data_file_is_refused_with_file_and_line(refused_data, train, complaint, tmp_path):
    assert refused_data(train, UDPOS) == f"{tmp_path}/train.conllu{complaint}"


def test_an_empty_evaluation_set_is_refused(refused_data, tmp_path):
    assert refused_data(UDPOS, "") == (
        f"{tmp_path}/test.conllu: no example of 'udpos' in 'en', split 'test'; "
        "check the file, share and label map."
    )


@pytest.fixture
def refused_data(capsys, make_checkpoint, files, edited, tmp_path):
    """Runs a checkpoint on one-sentence files; returns the last line on standard error."""

    def call(train: str, test: str) -> str:
        catalogue, _ = files(train, test)
        model = make_checkpoint("XLMRobertaForTokenClassification", TASKS.get("udpos").labels)
        suite = edited("typos", "[en, es, zh]", "[en]")
        arguments = ["run", suite, "--model", model, "--task", "udpos", "--data", catalogue]
        code = main([*map(str, arguments), "--out", str(tmp_path / "runs"), "--workers", "1"])
        assert code == 2
        return capsys.readouterr().err.splitlines()[-1]

    return call
