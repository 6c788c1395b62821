from __future__ import annotations

import pytest

from harness.errors import ConfigError, DataFileError, RequestError
from harness.tasks import TASKS

XNLI, PANX = TASKS.get("xnli"), TASKS.get("panx")
ROWS = "{kind: pairs, first: p, second: h, label: l, labels: {0: entailment, 1: neutral, '-': null}}"
CLEAN = (
    "{task: xnli, language: [en, de], split: test, file: '{language}.tsv', prefix: x-, limit: 1, "
    f"reader: {{layout: table, rows: {ROWS}}}}}"
)
NOISY = (
    "{kind: recorded, task: [xnli], language: [en, fr], file: noisy.tsv, "
    f"reader: {{layout: table, rows: {ROWS}}}}}"
)
HEAD = "p\th\tl\n"


@pytest.fixture
def load(catalogue, write):
    def read(clean, noisy, *, language="en", task=XNLI):
        write("en.tsv", HEAD + clean)
        write("noisy.tsv", HEAD + noisy)
        return catalogue(NOISY, entries=(CLEAN,)).load_resources(language, task).recorded

    return read


def test_noisy_texts_go_by_the_id_of_their_clean_twin(load):
    found = load(
        "a dog\tan animal\t0\nb\tc\t1\nd\te\t-\nf\tg\t1\n",
        "a dgo\tan animal\t0\nb\tc\t1\nd\te\t-\nf\tgg\t1\n",
    )
    assert found == {
        "x-row-1": {"first": "a dgo", "second": "an animal"},
        "x-row-4": {"first": "f", "second": "gg"},
    }, "the whole clean set, also what a limit leaves out; rows without noise are no noise"


def test_other_tasks_and_languages_have_none(load):
    assert load("a\tb\t0\n", "c\tb\t0\n", task=PANX) == {}
    assert load("a\tb\t0\n", "c\tb\t0\n", task=None) == {}
    assert load("a\tb\t0\n", "c\tb\t0\n", language="de") == {}


@pytest.mark.parametrize(
    ("noisy", "message"),
    [
        ("c\tb\t0\n", ": 1 examples where the clean set has 2;"),
        (
            "c\tb\t0\nd\te\t0\n",
            ":3: not the gold answer or the fields of example 'x-row-2' of the clean set;",
        ),
    ],
)
def test_rows_that_are_not_the_twins_of_the_clean_ones_are_refused(load, tmp_path, noisy, message):
    with pytest.raises(DataFileError) as caught:
        load("a\tb\t0\nd\te\t1\n", noisy)
    remedy = "give the twin of the clean set, row by row, or drop the entry."
    assert str(caught.value) == f"{tmp_path / 'noisy.tsv'}{message} {remedy}"


def test_a_noisy_set_without_its_clean_twin_is_refused(load):
    with pytest.raises(RequestError, match=r"task 'xnli' has no split 'test' in language 'fr'; choose from"):
        load("a\tb\t0\n", "c\tb\t0\n", language="fr")


def test_a_layout_of_another_format_is_refused(catalogue):
    with pytest.raises(ConfigError, match=r"layout 'conllu' does not give classification examples, which"):
        catalogue("{kind: recorded, task: xnli, language: en, file: x, reader: {layout: conllu}}")


def test_the_clean_set_is_part_of_the_fingerprint(catalogue, write):
    write("en.tsv", HEAD + "a\tb\t0\n")
    write("noisy.tsv", HEAD + "c\tb\t0\n")
    source = catalogue(NOISY, entries=(CLEAN,))
    names = [source.fingerprint_resources("en", task) for task in (None, PANX, XNLI)]
    write("en.tsv", HEAD + "aa\tb\t0\n")
    assert names[:2] == ["", ""]
    assert source.fingerprint_resources("en", XNLI) != names[2]
