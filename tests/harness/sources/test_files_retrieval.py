"""Tatoeba, BUCC, Mewsli-X and XQuAD-R in their publishers' layouts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from pydantic import TypeAdapter

from harness.errors import DataFileError
from harness.sources.catalogue import CatalogueSource
from harness.sources.files import Layout
from harness.sources.files.reading import FileReading
from harness.tasks import TASKS
from harness.types import Candidate, LabelGold, NoGold, ParallelPair, Query, RelevantGold


def read_pool(folder, name, task, language, **settings):
    reader = TypeAdapter(Layout).validate_python(settings)
    reading = FileReading(TASKS.get(task), language, language, folder.root / name, folder.root)
    return list(reader.read_pool(reading))


def refuse(folder, message, name, task, language="de", **settings):
    with pytest.raises(DataFileError) as caught:
        folder.read(name, task, language, **settings)
    assert str(caught.value) == f"{folder.root}/{message}"


class TestParallelLines:
    SETTINGS = {"layout": "parallel_lines", "english": "x.eng"}  # noqa: RUF012 - never changed

    def test_a_sentence_stands_beside_its_translation(self, folder):
        folder.write("x.jpn", "彼は手紙を書く。\n 雨だ。\n")
        folder.write("x.eng", "He writes a letter.\nIt rains.\n")
        first, second = folder.read("x.jpn", "tatoeba", "ja", **self.SETTINGS)
        assert first.payload == ParallelPair("彼は手紙を書く。", "He writes a letter.")
        assert second.payload.query == "雨だ。"
        assert (second.id, second.group, second.gold) == ("row-2", "row-2", LabelGold("row-2"))
        assert read_pool(folder, "x.jpn", "tatoeba", "ja", **self.SETTINGS) == []

    def test_xtremes_sorted_english_asks_without_a_gold_answer(self, folder):
        folder.write("de-en.de", "Er schreibt.\nEs regnet.\n")
        folder.write("x.eng", "A. It rains.\nHe writes.\n")
        settings = {**self.SETTINGS, "aligned": False}
        first, _ = folder.read("de-en.de", "tatoeba", "de", **settings)
        assert (first.payload, first.gold) == (Query("A. It rains."), NoGold())
        pool = read_pool(folder, "de-en.de", "tatoeba", "de", **settings)
        assert pool == [Candidate("row-1", "de", "Er schreibt."), Candidate("row-2", "de", "Es regnet.")]

    @pytest.mark.parametrize(
        ("sentences", "english", "message"),
        [
            (
                "a\n",
                "a\nb\n",
                "x.de:2: the file ends at line 1, before the one that it is aligned with; "
                "fetch the files of one release.",
            ),
            ("a\n\n", "a\nb\n", "x.de:2: the line is empty; fetch the files of one release."),
            ("a\nb\n", "a\n \n", "x.eng:2: the line is empty; fetch the files of one release."),
        ],
    )
    def test_files_that_do_not_fit_are_refused(self, folder, sentences, english, message):
        folder.write("x.de", sentences)
        folder.write("x.eng", english)
        refuse(folder, message, "x.de", "tatoeba", **self.SETTINGS)


class TestBucc:
    SETTINGS = {"layout": "bucc", "english": "x.en"}  # noqa: RUF012 - never changed

    @pytest.fixture
    def files(self, folder):
        folder.write("x.zh", "zh-1\t他写信。\nzh-2\t下雨了。\n")
        folder.write("x.en", "en-1\tHe reads.\nen-2\tHe writes.\n")
        return folder

    def test_queries_and_pool(self, files):
        files.write("x.gold", "zh-1\ten-2\n")
        settings = {**self.SETTINGS, "gold": "x.gold"}
        first, second = files.read("x.zh", "bucc2018", "zh", **settings)
        assert (first.id, first.payload, first.gold) == ("zh-1", Query("他写信。"), RelevantGold(("en-2",)))
        assert second.gold == RelevantGold(())
        pool = read_pool(files, "x.zh", "bucc2018", "zh", **settings)
        assert pool == [Candidate("en-1", "en", "He reads."), Candidate("en-2", "en", "He writes.")]

    def test_without_a_list_of_pairs_there_is_no_gold(self, files):
        assert {one.gold for one in files.read("x.zh", "bucc2018", "zh", **self.SETTINGS)} == {NoGold()}

    @pytest.mark.parametrize(
        ("line", "message"),
        [
            ("zh-9\ten-1", "id 'zh-9' is of no sentence in the files that the list belongs to; "
                           "fetch the files of one release."),
            ("zh-1\ten-9", "id 'en-9' is of no sentence in the files that the list belongs to; "
                           "fetch the files of one release."),
            ("zh-1", "the line has 1 columns, not two ids; part them by one tab."),
            ("zh-1\ten-1\t1", "the line has 3 columns, not two ids; part them by one tab."),
            ("\ten-1", "a column is empty; fetch the file again."),
        ],
    )  # fmt: skip
    def test_malformed_pairs_are_refused(self, files, line, message):
        files.write("x.gold", f"zh-2\ten-1\n{line}\n")
        refuse(files, f"x.gold:2: {message}", "x.zh", "bucc2018", "zh", **self.SETTINGS, gold="x.gold")

    def test_a_line_without_an_id_is_refused(self, files):
        files.write("x.zh", "他写信。\n")
        message = "x.zh:1: the line has 1 columns, not an id and a text; part them by one tab."
        refuse(files, message, "x.zh", "bucc2018", "zh", **self.SETTINGS)


class TestParallelMining:
    SETTINGS = {"layout": "parallel_mining", "english": "x.en", "unpaired": 0.25}  # noqa: RUF012

    @pytest.fixture
    def files(self, folder):
        folder.write("x.de", "".join(f"Satz {i}\n" for i in range(1, 401)))
        folder.write("x.en", "".join(f"Sentence {i}\n" for i in range(1, 401)))
        return folder

    def test_a_part_of_both_sides_has_no_counterpart(self, files):
        queries = files.read("x.de", "ntrex", "de", **self.SETTINGS)
        pool = {one.id for one in read_pool(files, "x.de", "ntrex", "de", **self.SETTINGS)}
        relevant = [name for one in queries for name in one.gold.ids]
        assert set(relevant) < pool
        assert len(set(relevant)) == len(relevant)
        paired, alone, distractors = len(relevant), len(queries) - len(relevant), len(pool) - len(relevant)
        assert paired + alone + distractors == 400
        assert abs(alone - 100) < 30
        assert abs(distractors - 100) < 30
        assert all(one.gold.ids in ((), (f"en-{one.id.removeprefix('row-')}",)) for one in queries)

    def test_lines_are_chosen_by_number(self, files):
        whole = files.read("x.de", "ntrex", "de", **self.SETTINGS)
        part = files.read("x.de", "ntrex", "de", **self.SETTINGS, first=101, last=200)
        assert part == [one for one in whole if 101 <= one.provenance.line <= 200]

    def test_a_range_beyond_the_file_is_refused(self, files):
        message = (
            "x.de: the file ends at line 400, before line 500; mend 'first' and 'last' in the catalogue."
        )
        refuse(files, message, "x.de", "ntrex", **self.SETTINGS, last=500)


TEXT = "Prolog. Herr {Smith} kam {heute} an. Smith ging."
ARTICLE = {
    "context": {"document_id": "d1", "document_title": "t", "document_url": "u", "language": "de",
                "text": TEXT, "sentence_spans": [{"start": 0, "end": 7}, {"start": 8, "end": 36},
                                                 {"start": 37, "end": 48}]},
    "mentions": [{"example_id": "m1", "entity_id": "Q1",
                  "mention_span": {"start": 14, "end": 19, "text": "Smith"}},
                 {"example_id": "m2", "entity_id": "Q2",
                  "mention_span": {"start": 37, "end": 42, "text": "Smith"}}],
}  # fmt: skip
ENTITY = {"entity_id": "Q1", "title": "史密斯", "description": "史密斯是人。\n他很高。",
          "description_url": "u", "description_language": "zh",
          "sentence_spans": [{"start": 0, "end": 6}, {"start": 7, "end": 11}]}  # fmt: skip


class TestMewslix:
    SETTINGS = {"layout": "mewslix_jsonl", "entities": "entities.jsonl"}  # noqa: RUF012 - never changed

    @pytest.fixture
    def files(self, folder):
        other = {**ARTICLE, "context": {**ARTICLE["context"], "language": "en"}}
        folder.write("m.jsonl", json.dumps(other) + "\n" + json.dumps(ARTICLE) + "\n")
        folder.write("entities.jsonl", json.dumps(ENTITY) + "\n")
        return folder

    def test_a_mention_asks_with_its_sentence_as_the_baseline_does(self, files):
        first, second = files.read("m.jsonl", "mewslix", "de", **self.SETTINGS)
        assert first.payload == Query("Smith: Herr { { Smith } } kam (heute) an.")
        assert second.payload == Query("Smith: { Smith } ging.")
        assert (first.id, first.gold, first.group) == ("m1", RelevantGold(("Q1",)), "d1")
        assert second.group == "d1"
        assert {one.provenance.line for one in (first, second)} == {2}

    def test_entities_are_their_descriptions_in_any_language(self, files):
        pool = read_pool(files, "m.jsonl", "mewslix", "de", **self.SETTINGS)
        assert pool == [Candidate("Q1", "zh", "史密斯是人。 他很高。")]

    @pytest.mark.parametrize(
        ("context", "message"),
        [
            ({"text": ""}, "article 'd1' has no text; restore the texts with the publisher's "
                           "get-mewsli-x.sh, which writes wikinews_mentions-*.jsonl."),
            ({"text": "x" + TEXT}, "mention 'm1' is not at character 14 of its article; "
                                   "restore the texts again."),
            ({"sentence_spans": [{"start": 0, "end": 16}, {"start": 16, "end": 48}]},
             "mention 'm1' crosses the border of a sentence; mend sentence_spans."),
        ],
    )  # fmt: skip
    def test_articles_that_do_not_fit_are_refused(self, files, context, message):
        article = {**ARTICLE, "context": {**ARTICLE["context"], **context}}
        files.write("m.jsonl", json.dumps(article))
        refuse(files, f"m.jsonl:1: {message}", "m.jsonl", "mewslix", **self.SETTINGS)


def squad(*paragraphs):
    return json.dumps({"data": [{"paragraphs": [paragraph]} for paragraph in paragraphs]})


def paragraph(context, breaks, *questions):
    qas = [{"id": name, "question": f"{name}?", "answers": [{"text": "x", "answer_start": start}]}
           for name, start in questions]  # fmt: skip
    return {"context": context, "sentence_breaks": breaks, "sentences": [], "qas": qas}


class TestXquadR:
    SETTINGS = {"layout": "xquad_r", "pool": "{language}.json", "languages": ("en", "zh")}  # noqa: RUF012

    @pytest.fixture
    def files(self, folder):
        folder.write("en.json", squad(paragraph("A b. C d.", [[0, 4], [5, 9]], ("q1", 7), ("q2", 0)),
                                      paragraph("E. E.", [[0, 2], [3, 5]], ("q3", 3))))  # fmt: skip
        folder.write("zh.json", squad(paragraph("甲乙。丙丁。", [[0, 3], [3, 6]], ("q1", 4), ("q2", 1)),
                                      paragraph("戊。", [[0, 2]], ("q3", 0))))  # fmt: skip
        return folder

    def test_right_are_the_sentences_of_all_languages(self, files):
        first, second, third = files.read("zh.json", "lareqa", "zh", **self.SETTINGS)
        assert (first.payload, first.gold) == (Query("q1?"), RelevantGold(("en-1-1", "zh-1-1")))
        assert second.gold == RelevantGold(("en-1-0", "zh-1-0"))
        assert third.gold == RelevantGold(("en-2-0", "en-2-1", "zh-2-0")), "equal to the letter, as in LAReQA"
        assert [one.group for one in (first, second, third)] == ["q1", "q1", "q3"]

    def test_candidates_are_sentences_in_their_paragraphs(self, files):
        pool = read_pool(files, "zh.json", "lareqa", "zh", **self.SETTINGS)
        assert len(pool) == 7
        assert pool[1] == Candidate("en-1-1", "en", "C d.", "A b. C d.")
        assert pool == read_pool(files, "en.json", "lareqa", "en", **self.SETTINGS)

    def test_an_answer_outside_all_sentences_is_refused(self, files):
        files.write("zh.json", squad(paragraph("甲乙。丙丁。", [[0, 3]], ("q1", 4))))
        message = "zh.json: question 'q1': the answer at character 4 starts in no sentence; " \
                  "mend sentence_breaks or answer_start."  # fmt: skip
        refuse(files, message, "zh.json", "lareqa", "zh", **self.SETTINGS)

    def test_a_question_that_the_pool_does_not_answer_is_refused(self, files):
        files.write("th.json", squad(paragraph("ก", [[0, 1]], ("q9", 0))))
        message = "th.json: question 'q9' has no answer in the pool's files; fetch the files of one release."
        refuse(files, message, "th.json", "lareqa", "th", **self.SETTINGS)


CATALOGUE = """
entries:
  - task: lareqa
    language: [en, zh]
    split: test
    file: "{language}.json"
    prefix: x-
    reader: {layout: xquad_r, pool: "{language}.json", languages: [en, zh]}
"""


class TestCatalogue:
    def test_languages_share_one_pool_and_prefixes_reach_the_gold(self, folder):
        write_xquad_r(folder)
        source = CatalogueSource(folder.write("catalogue.yaml", CATALOGUE), data_root=folder.root)
        task = TASKS.get("lareqa")
        pools = [source.load_pool(task, language, "test") for language in ("en", "zh")]
        assert pools[0] is pools[1]
        names = {candidate.id for candidate in pools[0]}
        assert all(set(one.gold.ids) <= names for one in source.load(task, "zh", "test"))
        assert all(name.startswith("x-") for name in names)

    def test_a_candidate_stands_once(self, folder):
        write_xquad_r(folder)
        text = CATALOGUE + CATALOGUE.replace("entries:\n", "")
        source = CatalogueSource(folder.write("catalogue.yaml", text), data_root=folder.root)
        with pytest.raises(DataFileError) as caught:
            source.load_pool(TASKS.get("lareqa"), "zh", "test")
        assert str(caught.value) == (
            f"{folder.root}/en.json: candidate 'x-en-1-0' stands twice in the pool; "
            "give the entries different prefixes or mend the file."
        )


def write_xquad_r(folder) -> Path:
    folder.write("en.json", squad(paragraph("A b. C d.", [[0, 4], [5, 9]], ("q1", 7))))
    return folder.write("zh.json", squad(paragraph("甲乙。丙丁。", [[0, 3], [3, 6]], ("q1", 4))))
