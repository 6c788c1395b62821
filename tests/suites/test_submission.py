"""``crosswind predict``: a tiny checkpoint answers files of XTREME's layout, and the files have its form."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from harness.formats.base import FORMATS
from harness.models.builder import build_from_scratch, build_on_encoder
from harness.models.checkpoints import open_checkpoint
from harness.models.shape import EncoderShape
from harness.tasks import TASKS
from harness.training.tokenizer import save_tokenizer, train_tokenizer
from suites.cli import main

TEXTS = ("Das Haus ist alt.", "Ja, der Mann liest.", "The house is old.", "Yes, the man reads.")
BLANK = [{"answer_start": 0, "text": ""}]


@pytest.fixture(scope="module")
def encoder(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("encoder")
    tokenizer = train_tokenizer(TEXTS, vocabulary_size=120)
    shape = EncoderShape(layers=2, hidden=16, heads=2, intermediate=32, positions=64)
    build_from_scratch(shape, vocabulary_size=tokenizer.get_vocab_size(), pad_id=1, seed=0).save_pretrained(
        folder
    )
    save_tokenizer(tokenizer, folder, max_length=64)
    return folder


@pytest.fixture
def tuned(encoder, tmp_path):
    """Gives the encoder the head of a task."""

    def make(name: str) -> Path:
        task, folder = TASKS.get(name), tmp_path / f"model-{name}"
        form = FORMATS.get(task.format)
        model = build_on_encoder(
            open_checkpoint(str(encoder)),
            form.head,
            outputs=form.count_outputs(task),
            labels=task.labels,
            seed=0,
        )
        model.save_pretrained(folder)
        for file in encoder.iterdir():
            if file.name.startswith("tokenizer"):
                (folder / file.name).write_bytes(file.read_bytes())
        return folder

    return make


@pytest.fixture
def download(tmp_path) -> Path:
    asked = [
        {
            "paragraphs": [
                {"context": TEXTS[n], "qas": [{"id": f"q{n}", "question": "Wer?", "answers": BLANK}]}
            ]
        }
        for n in (0, 1)
    ]
    files = {
        "xnli/test-de.tsv": "Das Haus\tJa\r\nDer Mann\tNein\r\n",
        "xnli/test-fr.tsv": "Oui\tNon\r\n",
        "pawsx/test-de.tsv": "Ja\tNein\r\n",
        "panx/test-de.tsv": "Das\nHaus\n\nJa\n",
        "xquad/xquad.de.json": json.dumps({"data": asked}),
        "tatoeba/de-en.de": f"{TEXTS[0]}\n{TEXTS[1]}\n",
        "tatoeba/de-en.en": f"{TEXTS[2]}\n{TEXTS[3]}\n",
        "bucc2018/de-en.dev.de": "de-1\tJa\nde-2\tDas Haus\n",
        "bucc2018/de-en.dev.en": "en-1\tYes\nen-2\tThe man\n",
        "bucc2018/de-en.dev.gold": "de-1\ten-1\n",
        "bucc2018/de-en.test.de": "de-3\tHaus\nde-4\tMann\n",
        "bucc2018/de-en.test.en": "en-3\tHouse\nen-4\tMan\n",
    }
    for name, text in files.items():
        path = tmp_path / "download" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
    return tmp_path / "download"


def predict(model: Path, task: str, data: Path, *more: str) -> tuple[int, Path]:
    out = model.parent / "submission"
    arguments = ["predict", "--model", model, "--task", task, "--data", data, "--out", out, *more]
    return main([str(argument) for argument in (*arguments, "--max-length", "32")]), out


def test_labels_of_every_language_are_written_and_named(tuned, download, capsys):
    code, out = predict(tuned("xnli"), "xnli", download, "--json")
    assert code == 0
    german, french = (out / "xnli" / f"test-{language}.tsv" for language in ("de", "fr"))
    assert json.loads(capsys.readouterr().out) == [str(german), str(french)]
    assert len(german.read_text().splitlines()) == 2
    assert set(german.read_text().splitlines()) <= set(TASKS.get("xnli").labels)
    assert french.read_text() in {f"{label}\n" for label in TASKS.get("xnli").labels}


def test_labels_are_those_of_the_benchmark(tuned, download):
    code, out = predict(tuned("pawsx"), "pawsx", download)
    assert code == 0
    assert (out / "pawsx/test-de.tsv").read_text() in {"0\n", "1\n"}


def test_a_language_may_be_named(tuned, download):
    code, out = predict(tuned("xnli"), "xnli", download, "--language", "fr")
    assert code == 0
    assert [path.name for path in (out / "xnli").iterdir()] == ["test-fr.tsv"]


def test_tags_stand_as_the_tokens_of_the_file(tuned, download):
    code, out = predict(tuned("panx"), "panx", download)
    assert code == 0
    lines = (out / "panx/test-de.tsv").read_text().split("\n")
    assert [line in TASKS.get("panx").labels for line in lines] == [True, True, False, True, False]


def test_questions_are_answered_from_their_paragraphs(tuned, download):
    code, out = predict(tuned("xquad"), "xquad", download)
    assert code == 0
    answers = json.loads((out / "xquad/test-de.json").read_text())
    assert list(answers) == ["q0", "q1"]
    assert all(answers[f"q{n}"] in TEXTS[n] for n in (0, 1))


def test_sentences_are_found_by_their_places(encoder, download, tmp_path):
    code, out = predict(tmp_path / "x", "tatoeba", download, "--model", str(encoder))
    assert code == 0
    assert set((out / "tatoeba/test-de.tsv").read_text().splitlines()) <= {"0", "1"}
    assert (out / "tatoeba/test-de.tsv").read_text().count("\n") == 2


def test_pairs_are_mined_with_the_threshold_of_the_development_set(encoder, download, tmp_path):
    code, out = predict(tmp_path / "x", "bucc2018", download, "--model", str(encoder))
    assert code == 0
    pairs = [line.split("\t") for line in (out / "bucc2018/test-de.tsv").read_text().splitlines()]
    assert {left for left, _ in pairs} <= {"de-3", "de-4"}
    assert {right for _, right in pairs} <= {"en-3", "en-4"}


@pytest.mark.parametrize(
    ("task", "more", "sentence"),
    [
        (
            "xnli_genre",
            (),
            "--task: XTREME takes no predictions of task 'xnli_genre'; name one of bucc2018, mewslix, mlqa, "
            "panx, pawsx, tatoeba, tydiqa, udpos, xcopa, xnli, xquad.",
        ),
        ("xnli", ("--language", "fi"), "--language: unknown language 'fi'; did you mean 'vi'."),
    ],
)
def test_what_cannot_be_submitted_is_refused(tuned, download, capsys, task, more, sentence):
    code, _ = predict(tuned("xnli"), task, download, *more)
    assert (code, capsys.readouterr().err.strip()) == (2, sentence)


def test_to_score_what_has_no_answers_is_refused_before_the_model_runs(tuned, download, capsys):
    arguments = ["run", "adversarial", "--model", tuned("xnli"), "--task", "xnli", "--data", download]
    assert main([str(argument) for argument in (*arguments, "--max-length", "32")]) == 2
    assert capsys.readouterr().err.startswith(
        "task xnli, language de: the test set was published without its answers; score another copy "
    )
