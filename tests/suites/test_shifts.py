"""What shifts look at beyond a test set: other data sets under this task's labels, domains of training."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from harness.errors import RequestError
from harness.sources.hub.source import HubSource
from harness.task_spec import TaskSpec
from harness.tasks import TASKS
from harness.training.stage import Stage
from harness.types import LabelGold, NotApplicable, TagsGold
from perturbations.base import PERTURBATIONS
from perturbations.context import PerturbationContext, build_context
from suites.config import StressConfig, SuiteConfig
from suites.data import DataAccess, find_task
from suites.evaluate import EvaluateModel, predictions_path
from suites.expand import Request, assemble_plan, place_model
from suites.frozen.read import open_frozen
from suites.frozen.write import write_frozen
from suites.plan import PlannedModel, Unit
from suites.predictions import CellKey, read_predictions
from suites.sets import place_tasks
from suites.shifts import (
    ShiftData,
    count_training_domains,
    list_data_of_shifts,
    list_siblings,
    load_foreign,
)
from suites.stress import stress_units

CATALOGUE = """
entries:
  - {task: xquad, language: [en, ru], split: test, file: "xquad.{language}.json",
     reader: &squad {layout: squad_json}}
  - {task: mlqa, language: en, split: test, file: mlqa.en.json, reader: *squad}
  - {task: tydiqa, language: [en, ko], split: test, file: "tydiqa.{language}.json", reader: *squad}
  - {task: panx, language: en, split: test, file: panx.tsv, reader: {layout: token_tags}}
  - {task: wnut17, language: en, split: dev, file: wnut.tsv, reader: {layout: token_tags}}
  - task: [xnli, xnli_genre]
    language: en
    split: test
    file: xnli.tsv
    reader: &pairs
      layout: table
      rows: {kind: pairs, first: a, second: b, label: label, domain: genre}
  - {task: xnli_genre, language: en, split: train, file: train.tsv, reader: *pairs}
  - task: xnli
    language: en
    split: train
    file: train.tsv
    reader: {layout: table, rows: {kind: pairs, first: a, second: b, label: label}}
"""


def write_questions(path: Path, name: str, count: int) -> None:
    answer = {"text": name, "answer_start": 0}
    paragraphs = [
        {"context": f"{name} {i}", "qas": [{"id": f"q{i}", "question": "Who?", "answers": [answer]}]}
        for i in range(count)
    ]
    path.write_text(json.dumps({"data": [{"title": name, "paragraphs": paragraphs}]}), "utf-8")


@pytest.fixture
def access(tmp_path: Path) -> DataAccess:
    for name, count in [("xquad.en", 6), ("xquad.ru", 4), ("mlqa.en", 9), ("tydiqa.en", 2), ("tydiqa.ko", 3)]:
        write_questions(tmp_path / f"{name}.json", name, count)
    (tmp_path / "panx.tsv").write_text("Ann\tB-PER\nleft\tO\n", "utf-8")
    (tmp_path / "wnut.tsv").write_text(
        "ann\tB-person\nlee\tI-person\nat\tO\nacme\tB-corporation\nband\tB-group\nx\tI-group\n"
        "phone\tB-product\nsong\tI-creative-work\nrome\tB-location\n",
        "utf-8",
    )
    rows = [
        "genre\ta\tb\tlabel",
        "fiction\tx\ty\tneutral",
        "travel\tx\tz\tentailment",
        "slate\tp\tq\tneutral",
    ]
    (tmp_path / "xnli.tsv").write_text("\n".join(rows) + "\n", "utf-8")
    (tmp_path / "train.tsv").write_text("\n".join([*rows, "slate\tp\tr\tneutral"]) + "\n", "utf-8")
    (tmp_path / "catalogue.yaml").write_text(CATALOGUE, "utf-8")
    return DataAccess(tmp_path / "catalogue.yaml", tmp_path)


def task(name: str) -> TaskSpec:
    return find_task(name, place="test")


def model_of(name: str, *perturbations: str, languages: tuple[str, ...]) -> PlannedModel:
    units = tuple(Unit("s", "domain_shift", one, 5, languages, paired=False) for one in perturbations)
    stage = Stage("checkpoint", "encoder", content="c")
    return PlannedModel("m", "m", name, 0, "", 0, 1.0, stage, languages, 0, units)


def complete(access: DataAccess, name: str, *perturbations: str, language: str = "en", limit: int = 0):
    evaluation = access.load_evaluation(task(name), language, limit=limit)
    units = model_of(name, *perturbations, languages=(language,)).units
    return evaluation, ShiftData(task(name), units, limit, access).complete(evaluation)


def shift(evaluation, name: str, severity: int):
    found = PERTURBATIONS.get(name)
    return found.shift(evaluation, severity=severity, seed=0, context=PerturbationContext())


class TestForeign:
    def test_examples_of_siblings_carry_their_names(self, access):
        found = load_foreign(task("xquad"), "en", access, limit=0)
        assert [example.domain for example in found] == ["mlqa"] * 9 + ["tydiqa"] * 2
        assert len({example.id for example in found}) == 11
        for example in found:
            assert example.id.startswith(f"{example.domain}/")
            assert example.group.startswith(f"{example.domain}/")
            assert example.provenance.source.startswith(example.domain)
            assert example.gold.answers[0].text == f"{example.domain}.en"

    def test_a_limit_holds_for_each_source(self, access):
        found = load_foreign(task("xquad"), "en", access, limit=3)
        assert [example.domain for example in found] == ["mlqa"] * 3 + ["tydiqa"] * 2

    def test_languages_that_one_alone_has_are_not_applicable(self, access):
        assert list_siblings(task("xquad"), "ru", access) == ()
        _, evaluation = complete(access, "xquad", "other_source", language="ru")
        reason = "no other data set for this task is at hand in ru"
        assert shift(evaluation, "other_source", 3) == NotApplicable(reason)

    @pytest.mark.parametrize(("severity", "own", "foreign"), [(1, 5, 1), (3, 2, 4), (5, 0, 6)])
    def test_sources_take_turns_as_long_as_they_last(self, access, severity, own, foreign):
        _, evaluation = complete(access, "xquad", "other_source")
        done = shift(evaluation, "other_source", severity).examples
        sources = [example.domain for example in done]
        assert (sources.count(""), len(done) - sources.count("")) == (own, foreign)
        assert sources.count("tydiqa") == min(2, foreign // 2)

    def test_tags_are_renamed_to_the_models(self, access):
        assert [one.task for one in list_siblings(task("panx"), "en", access)] == ["wnut17"]
        (found,) = load_foreign(task("panx"), "en", access, limit=0)
        expected = ("B-PER", "I-PER", "O", "B-ORG", "B-ORG", "I-ORG", "O", "O", "B-LOC")
        assert found.gold == TagsGold(expected)
        assert set(expected) <= set(task("panx").labels)

    def test_answers_that_were_taken_out_are_no_data(self, access, tmp_path):
        (tmp_path / "catalogue.yaml").write_text(
            CATALOGUE.replace(
                "wnut.tsv, reader: {layout: token_tags}",
                "bare.tsv, reader: {layout: token_tags, unlabelled: true}",
            ),
            "utf-8",
        )
        (tmp_path / "bare.tsv").write_text("ann\nlee\n", "utf-8")
        assert list_siblings(task("panx"), "en", access) == ()

    def test_it_is_read_only_where_a_shift_needs_it(self, access):
        before, after = complete(access, "xquad", "length_slice", "genre_slice")
        assert after is before
        _, after = complete(access, "xquad", "other_source")
        assert len(after.foreign) == 11

    def test_the_embedded_benchmark_has_none(self):
        assert list_siblings(task("mini_nli"), "en", DataAccess()) == ()

    def test_on_the_hub_a_sibling_is_what_can_be_fetched(self, monkeypatch):
        def refuse(_self, other, _language, _split):
            if other.name == "mlqa":
                raise RequestError("it was never fetched", place="hub", remedy="go online")
            return "abc"

        monkeypatch.setattr(HubSource, "fingerprint", refuse)
        for offline, expected in [(True, ["tydiqa"]), (False, ["mlqa", "tydiqa"])]:
            found = list_siblings(task("xquad"), "en", DataAccess(offline=offline))
            assert [one.task for one in found] == expected
        assert list_siblings(task("panx"), "ko", DataAccess()) == ()


class TestTrainingDomains:
    def test_those_that_the_data_name_are_counted(self, access):
        expected = (("slate", 2), ("fiction", 1), ("travel", 1))
        assert count_training_domains(task("xnli_genre"), access) == expected

    def test_else_the_declared_ones_count_alike(self, access):
        genres = ("fiction", "government", "slate", "telephone", "travel")
        assert count_training_domains(task("xnli"), access) == tuple((genre, 1) for genre in genres)
        assert count_training_domains(task("xquad"), access) == ()

    def test_a_slice_of_genres_knows_them(self, access):
        _, evaluation = complete(access, "xnli_genre", "genre_slice")
        done = shift(evaluation, "genre_slice", 5)
        assert [example.domain for example in done.examples] == ["fiction"]
        assert done.examples[0].gold == LabelGold("neutral")


def test_all_data_that_shifts_read_are_listed(access):
    models = [
        model_of("xquad", "other_source", languages=("en", "ru")),
        model_of("xnli_genre", "genre_slice", languages=("en",)),
        model_of("panx", "length_slice", languages=("en",)),
    ]
    expected = (("mlqa", "en", "test"), ("tydiqa", "en", "test"), ("xnli_genre", "en", "train"))
    assert list_data_of_shifts(models, access) == expected
    assert list_data_of_shifts(models * 2, access) == expected


def test_the_plan_holds_their_fingerprints(access, tmp_path):
    suite = SuiteConfig(
        name="s", description="s", family="domain_shift", perturbations=(StressConfig(name="other_source"),)
    )
    plans = []
    for count in (2, 3):
        write_questions(tmp_path / "mlqa.en.json", "mlqa.en", count)
        again = DataAccess(access.catalogue, access.data_root)
        request = Request((suite,), again)
        model = place_model(model_of("xquad", languages=()), request, first=True)
        plans.append(assemble_plan((model,), request, title="t"))
    one, other = plans
    assert {name for name, _ in set(one.data) ^ set(other.data)} == {"mlqa/en/test"}
    assert one.fingerprint != other.fingerprint


def test_frozen_sets_hold_foreign_examples(access, tmp_path):
    shifts = tuple(StressConfig(name=name, severities=(3,)) for name in ("other_source", "short_slice"))
    suite = SuiteConfig(
        name="s", description="s", family="domain_shift", perturbations=shifts, languages=("en",)
    )
    request = Request((suite,), access)
    write_frozen(request, place_tasks(request, ["xquad"]), tmp_path / "frozen")
    frozen = open_frozen(tmp_path / "frozen")
    evaluation, completed = complete(access, "xquad", "other_source")
    units = model_of("xquad", "other_source", "short_slice", languages=("en",)).units
    asked = [replace(unit, severity=3) for unit in units]
    expected = list(stress_units(completed, asked, seed=0, context=build_context(completed)))
    assert list(frozen.read(completed, asked)) == expected
    assert {example.domain for example in expected[0].examples} == {"", "mlqa", "tydiqa"}
    assert list(frozen.read(evaluation, asked[1:])) == expected[1:]


def test_an_evaluation_asks_the_model_about_foreign_examples(access, tmp_path, monkeypatch):
    class Oracle:
        def predict(self, examples):
            return tuple(example.gold.answers[0].text for example in examples)

    monkeypatch.setattr("suites.evaluate.open_predictor", lambda *_, **__: Oracle())
    model = model_of("xquad", "other_source", languages=("en", "ru"))
    EvaluateModel(0, model, access, tmp_path, tmp_path, 0, token_budget=9, threads=1).run(lambda *_: None)
    table = read_predictions(predictions_path(tmp_path, 0, model))
    english, russian = (CellKey(code, "other_source", 5) for code in ("en", "ru"))
    texts = [dict(example.texts)["context"] for example in table.examples_of(english)]
    assert len(texts) == 6
    assert {text.partition(".")[0] for text in texts} == {"mlqa", "tydiqa"}
    assert table.coverages[english].brought == (("mlqa", 4), ("tydiqa", 2))
    assert table.coverages[russian].not_applicable == 4


SIBLINGS = [(one, sibling) for one in TASKS for sibling in one.siblings]


@pytest.mark.parametrize(
    ("own", "sibling"), SIBLINGS, ids=[f"{own.name}-{sibling.task}" for own, sibling in SIBLINGS]
)
def test_siblings_fit(own, sibling):
    other = TASKS.get(sibling.task)
    assert other.format == own.format
    assert other.name != own.name
    renamed = dict(sibling.labels)
    assert set(renamed) <= set(other.labels)
    assert {renamed.get(label, label) for label in other.labels} <= set(own.labels)
