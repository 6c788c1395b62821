"""Examples from a hub on the loopback, through the real clients."""

from __future__ import annotations

import gzip
import json
from dataclasses import replace
from itertools import islice

import pytest
from datasets import ClassLabel, Features, Value
from huggingface_hub import constants

from harness.errors import DataFileError, LabelError, RequestError
from harness.sources.hub.batches import BATCH
from harness.sources.hub.declaration import HubSplit
from harness.sources.hub.source import HubSource
from harness.sources.rows.pairs import Pairs
from harness.tasks import TASKS
from harness.types import Example, LabelGold, Provenance, TextPair

NLI = TASKS.get("xnli")
REPOSITORY = "lab/pairs"
PLACE = f"task xnli, {REPOSITORY}"
FILE = "en/test-00000-of-00001.parquet"

pytestmark = pytest.mark.usefixtures("declared", "hub")


def load(source, language="en", split="test", task=NLI):
    return source.load(task, language, split)


class TestReading:
    def test_rows_become_examples(self, published):
        place = f"{REPOSITORY}@{published[:8]}/en/test"
        assert load(HubSource()) == (
            Example(
                "row-1", "en", TextPair("a", "h"), LabelGold("entailment"), "row-1", "", Provenance(place, 1)
            ),
            Example(
                "row-2",
                "en",
                TextPair("b", "h"),
                LabelGold("contradiction"),
                "row-2",
                "",
                Provenance(place, 2),
            ),
        )

    @pytest.mark.usefixtures("published")
    def test_each_language_has_its_configuration(self):
        assert [e.payload.first for e in load(HubSource(), "de")] == ["ä", "b"]

    def test_only_the_files_of_the_split_are_fetched(self, published, hub):
        load(HubSource())
        assert [line for line in hub.requests if ".parquet" in line] == [
            f"HEAD /datasets/{REPOSITORY}/resolve/{published}/{FILE}",
            f"HEAD /cdn/{REPOSITORY}/{published}/{FILE}",
            f"GET /cdn/{REPOSITORY}/{published}/{FILE}",
        ]

    def test_a_class_without_a_name_can_be_left_out(self, hub, table):
        hub.add_tables(REPOSITORY, {("en", "test"): table("a", "b", labels=(-1, 1))})
        assert [e.gold for e in load(HubSource())] == [LabelGold("neutral")]

    def test_a_class_that_is_not_the_tasks_is_refused(self, hub):
        features = Features(
            {
                "premise": Value("string"),
                "hypothesis": Value("string"),
                "label": ClassLabel(names=["yes", "no"]),
            }
        )
        columns = {"premise": ["a"], "hypothesis": ["h"], "label": [0]}
        commit = hub.add_tables(REPOSITORY, {("en", "test"): hub.to_parquet(columns, features)})
        with pytest.raises(LabelError) as error:
            load(HubSource())
        assert str(error.value) == (
            f"{REPOSITORY}@{commit[:8]}/en/test:1: label 'yes' is not one of "
            "entailment, neutral, contradiction; map it under 'labels' in "
            "the task's declaration or mend the file."
        )

    def test_several_files_are_read_in_order(self, hub, table):
        files = {f"en/test-0000{n}-of-00002.parquet": table(text) for n, text in ((1, "b"), (0, "a"))}
        card = b"---\nconfigs:\n- config_name: en\n  data_files:\n  - {split: test, path: en/test-*}\n---\n"
        hub.add(REPOSITORY, {**files, "README.md": card})
        assert [e.payload.first for e in load(HubSource())] == ["a", "b"]

    def test_gzipped_json_lines_are_read(self, hub):
        rows = [{"premise": "a", "hypothesis": "b", "label": "neutral"}]
        content = gzip.compress("\n".join(map(json.dumps, rows)).encode())
        card = (
            b"---\nconfigs:\n- config_name: en\n  data_files:\n  - {split: test, path: test.jsonl.gz}\n---\n"
        )
        hub.add(REPOSITORY, {"test.jsonl.gz": content, "README.md": card})
        assert [e.gold for e in load(HubSource())] == [LabelGold("neutral")]

    def test_several_data_sets_feed_one_split(self, hub, table, declared):
        hub.add_tables(REPOSITORY, {("en", "test"): table("a")})
        hub.add_tables("lab/more", {("en", "test"): table("b")})
        declared.several({"prefix": "one-"}, {"repository": "lab/more", "prefix": "two-"})
        assert [(e.id, e.group) for e in load(HubSource())] == [("one-row-1",) * 2, ("two-row-1",) * 2]

    def test_an_id_that_stands_twice_is_refused(self, hub, table, declared):
        commit = hub.add_tables(REPOSITORY, {("en", "test"): table("a")})
        declared.several({}, {})
        place = f"{REPOSITORY}@{commit[:8]}/en/test:1"
        with pytest.raises(DataFileError, match=f"^{place}: id 'row-1' stands twice; "):
            load(HubSource())

    def test_rows_of_one_table_can_be_of_several_languages(self, hub, declared):
        columns = {
            "id": ["english-1", "german-1", "english-2"],
            "premise": ["a", "ä", "b"],
            "label": ["neutral"] * 3,
        }
        hub.add_tables(REPOSITORY, {("all", "test"): hub.to_parquet(columns)})
        rows = Pairs(first="premise", label="label", id="id", where={"id": "{code}-.*"})
        declared.change(config="all", codes={"en": "english", "de": "german"}, rows=rows)
        assert [e.id for e in load(HubSource())] == ["english-1", "english-2"]
        assert [e.id for e in load(HubSource(), "de")] == ["german-1"]

    def test_no_more_than_a_batch_is_read_ahead(self, hub, table):
        content = table(*(f"text {n}" for n in range(3 * BATCH)))
        hub.add_tables(REPOSITORY, {("en", "test"): content})
        stream = HubSource().stream(NLI, "en", "test")
        assert [e.id for e in islice(stream, 2)] == ["row-1", "row-2"]
        assert sum(1 for _ in stream) == 3 * BATCH - 2


class TestCache:
    @pytest.mark.usefixtures("published")
    def test_a_second_load_asks_for_nothing(self, hub):
        source = HubSource()
        first = load(source)
        asked = len(hub.requests)
        assert load(source) == first
        assert len(hub.requests) == asked

    @pytest.mark.usefixtures("published")
    def test_offline_reads_what_was_fetched(self, hub):
        first, name = load(HubSource()), HubSource().fingerprint(NLI, "en", "test")
        asked = len(hub.requests)
        offline = HubSource(offline=True)
        assert offline.fingerprint(NLI, "en", "test") == name
        assert load(offline) == first
        assert len(hub.requests) == asked

    @pytest.mark.usefixtures("published")
    def test_offline_may_also_be_the_clients_own(self, hub, monkeypatch):
        load(HubSource())
        asked = len(hub.requests)
        monkeypatch.setattr(constants, "HF_HUB_OFFLINE", True)
        assert len(load(HubSource())) == 2
        assert len(hub.requests) == asked

    def test_offline_names_what_is_missing(self, published, hub):
        load(HubSource())
        asked = len(hub.requests)
        with pytest.raises(RequestError) as error:
            load(HubSource(offline=True), "de")
        assert str(error.value) == (
            f"{PLACE}@{published[:8]}, de/test-00000-of-00001.parquet: it is not in the local cache; "
            "run once with network access and without --offline, or name local files with --data."
        )
        assert error.value.exit_code == 2
        assert len(hub.requests) == asked

    def test_offline_knows_no_branch_that_was_never_asked_for(self):
        with pytest.raises(RequestError, match=f"^{PLACE}@main: it is not in the local cache; run once"):
            HubSource(offline=True).fingerprint(NLI, "en", "test")

    @pytest.mark.usefixtures("published")
    def test_a_download_that_breaks_off_goes_on_where_it_stopped(self, hub, monkeypatch):
        monkeypatch.setattr(constants, "DOWNLOAD_CHUNK_SIZE", 64)
        monkeypatch.setattr("huggingface_hub.file_download.time.sleep", lambda _: None)
        hub.broken.add(FILE)
        assert len(load(HubSource())) == 2
        first, second = hub.ranges
        assert first is None
        assert int(second.removeprefix("bytes=").rstrip("-")) > 0

    def test_a_file_that_was_damaged_is_refused(self, hub):
        commit = hub.add_tables(REPOSITORY, {("en", "test"): b"no table"})
        with pytest.raises(DataFileError, match="en/test: the file cannot be read \\(Parquet"):
            load(HubSource())
        assert commit in hub.repositories[REPOSITORY].commits


class TestRevisions:
    def test_a_commit_is_what_is_asked_for(self, published, hub, table, declared):
        hub.add_tables(REPOSITORY, {("en", "test"): table("changed")})
        declared.change(revision=published)
        assert [e.payload.first for e in load(HubSource())] == ["a", "b"]
        assert not any("main" in line for line in hub.requests)

    def test_a_commit_is_named_without_a_request(self, hub, declared):
        declared.change(revision="0" * 40)
        assert HubSource().describe(NLI, "en", "test") == (f"{REPOSITORY}@{'0' * 40}/en/test",)
        assert hub.requests == []

    def test_a_branch_is_tied_to_the_commit_that_it_stood_for(self, published, hub, table):
        source = HubSource()
        name = source.fingerprint(NLI, "en", "test")
        later = hub.add_tables(REPOSITORY, {("en", "test"): table("changed")})
        assert source.commits == {(REPOSITORY, "main"): published}
        elsewhere = HubSource(commits=source.commits)
        assert [e.payload.first for e in load(elsewhere)] == ["a", "b"]
        assert elsewhere.fingerprint(NLI, "en", "test") == name
        assert HubSource().describe(NLI, "en", "test") == (f"{REPOSITORY}@{later}/en/test",)
        assert HubSource().fingerprint(NLI, "en", "test") != name

    def test_the_branch_that_the_hub_converts_has_its_own_layout(self, hub, table, declared):
        files = {"en/test/0000.parquet": table("a"), "en/test/0001.parquet": table("b")}
        hub.add(REPOSITORY, files, branch="refs/convert/parquet")
        declared.change(revision="refs/convert/parquet")
        assert [e.payload.first for e in load(HubSource())] == ["a", "b"]
        assert [e.payload.first for e in load(HubSource(offline=True))] == ["a", "b"]


class TestFingerprint:
    @pytest.mark.parametrize(
        "change",
        [
            {"repository": "lab/other"},
            {"revision": "1" * 40},
            {"config": "all"},
            {"splits": {"test": HubSplit("validation")}},
            {"codes": {"en": "english"}},
            {"prefix": "x-"},
            {"rows": Pairs(first="hypothesis", label="label")},
        ],
        ids=lambda change: next(iter(change)),
    )
    def test_it_changes_with_the_declaration(self, declared, change):
        declared.change(revision="0" * 40)
        name = HubSource().fingerprint(NLI, "en", "test")
        declared.change(**{"revision": "0" * 40, **change})
        assert HubSource().fingerprint(NLI, "en", "test") != name

    def test_it_changes_with_the_labels(self, declared):
        declared.change(revision="0" * 40)
        fewer = replace(NLI, labels=NLI.labels[:2])
        assert HubSource().fingerprint(NLI, "en", "test") != HubSource().fingerprint(fewer, "en", "test")
