"""What a hub refuses, what it no longer has, and what is not read from it: one sentence each."""

from __future__ import annotations

import pytest
from huggingface_hub import constants

from harness.errors import EmptyEvaluationSetError, RequestError
from harness.sources.hub.declaration import HubSplit
from harness.sources.hub.source import HubSource
from harness.sources.rows.pairs import Pairs
from harness.tasks import TASKS

NLI = TASKS.get("xnli")
REPOSITORY = "lab/pairs"
PLACE = f"task xnli, {REPOSITORY}"

pytestmark = pytest.mark.usefixtures("declared", "hub")


def load(language: str = "en", split: str = "test"):
    return HubSource().load(NLI, language, split)


def refused(language: str = "en", split: str = "test") -> str:
    with pytest.raises(RequestError) as error:
        load(language, split)
    assert error.value.exit_code == 2
    return str(error.value)


def test_a_data_set_that_does_not_exist():
    assert refused() == (
        f"{PLACE}@main: the hub has no such data set; check the id, log in with `hf auth login` "
        "if it is private, or name local files with --data."
    )


@pytest.mark.usefixtures("published")
def test_a_gated_data_set(hub):
    hub.repositories[REPOSITORY].gated = True
    assert refused() == (
        f"{PLACE}@main: the data set is gated; accept the terms on its page of the hub and log in "
        "with `hf auth login`."
    )


@pytest.mark.usefixtures("published")
def test_a_revision_that_does_not_exist(declared):
    declared.change(revision="v2")
    assert refused() == (
        f"{PLACE}@v2: the hub has no such revision; declare a revision that exists, "
        "or name local files with --data."
    )


def test_a_configuration_that_does_not_exist(published, declared):
    declared.change(config="{language}-{name}")
    assert refused() == (
        f"{PLACE}@{published[:8]}: unknown configuration 'en-English'; choose one of de, en."
    )


def test_a_split_that_does_not_exist(published, declared):
    declared.change(splits={"test": HubSplit("testing")})
    assert refused() == (f"{PLACE}@{published[:8]}, en: unknown split 'testing'; did you mean 'test'.")


def test_a_split_whose_files_are_gone(hub):
    card = b"---\nconfigs:\n- config_name: en\n  data_files:\n  - {split: test, path: en/test-*}\n---\n"
    commit = hub.add(REPOSITORY, {"README.md": card})
    assert refused() == (
        f"{PLACE}@{commit[:8]}, en/test: no file is like en/test-*; name local files with --data instead."
    )


def test_a_script_is_refused_before_it_is_fetched(hub):
    commit = hub.add(REPOSITORY, {"pairs.py": b"raise SystemExit('it ran')", "README.md": b"# Pairs"})
    assert refused() == (
        f"{PLACE}@{commit[:8]}: the data come out of a script (pairs.py), which is never run; "
        "name local files with --data, or declare its branch refs/convert/parquet."
    )
    assert not any("pairs.py" in line for line in hub.requests)


def test_files_whose_values_would_have_to_be_guessed(hub):
    card = b"---\nconfigs:\n- config_name: en\n  data_files:\n  - {split: test, path: test.csv}\n---\n"
    hub.add(REPOSITORY, {"test.csv": b"premise,label\nNone,neutral\n", "README.md": card})
    assert "files of the kind csv are not read from the hub; name local files with --data." in refused()


def test_columns_that_changed(published, declared):
    declared.change(rows=Pairs(first="sentence1", label="label"))
    assert refused() == (
        f"{REPOSITORY}@{published[:8]}/en/test:1: there is no column 'sentence1'; "
        "name one of premise, hypothesis, notes, label in the task's declaration."
    )


def test_a_table_of_another_length(published, declared):
    declared.change(splits={"test": HubSplit("test", 3)})
    assert refused() == (
        f"{REPOSITORY}@{published[:8]}/en/test: 2 rows where 3 were published; remove it from the hub cache "
        "to fetch it again, or name local files with --data."
    )


def test_a_table_without_a_row(hub, table):
    hub.add_tables(REPOSITORY, {("en", "test"): table("a", labels=(-1,))})
    with pytest.raises(EmptyEvaluationSetError):
        load()


def test_a_language_that_has_no_such_split():
    assert refused("de", "train") == (
        "task xnli, language de, split train: the hub's data set has no such split; "
        "choose from test: en, de; train: en, or name its files with --data."
    )


def test_a_task_that_declares_nothing(declared):
    declared.several()
    assert refused() == (
        "task xnli, language en, split test: no data set on the hub is declared; "
        "name its files with --data or CROSSWIND_DATA (docs/adding-a-task.md shows how)."
    )


def test_a_hub_that_does_not_answer(monkeypatch):
    monkeypatch.setattr(constants, "ENDPOINT", "http://127.0.0.1:9")
    assert refused() == (
        f"{PLACE}@main: the hub does not answer (ConnectError); check the network, use --offline "
        "if the data were fetched before, or name local files with --data."
    )
