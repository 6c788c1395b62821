"""Frozen sets come back as perturbing anew would make them, and nothing else comes back."""

from __future__ import annotations

import json
from dataclasses import replace
from hashlib import sha256

import pytest

from harness.errors import DataFileError, RequestError
from suites.config import SuiteConfig
from suites.contexts import ContextSource
from suites.data import find_task
from suites.frozen.manifest import MANIFEST_FILE
from suites.frozen.read import open_frozen
from suites.stress import stress_units

from .conftest import ACCESS, TASKS

TYPOS = "mini_pos/es/keyboard_typos-3.jsonl"


def rewrite(path, change):
    """Changes a manifest as someone would who means well, its own hash as well."""
    value = json.loads(path.read_bytes())
    change(value)
    value["content"] = hash_content(value)
    path.write_text(json.dumps(value), "utf-8")


def hash_content(value):
    rest = {key: part for key, part in value.items() if key != "content"}
    return sha256(json.dumps(rest, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def set_of(value, name=TYPOS):
    (found,) = [one for one in value["sets"] if one["file"] == name]
    return found


@pytest.mark.parametrize("task", TASKS)
@pytest.mark.parametrize("language", ["en", "es", "zh"])
def test_what_is_read_is_what_perturbing_makes(written, task, language):
    (model,) = [one for one in written.plan().models if one.task == task]
    spec = find_task(task, place="t")
    evaluation = ACCESS.load_evaluation(spec, language, limit=12)
    context = ContextSource(ACCESS).open(spec, evaluation, model.units)
    made = list(stress_units(evaluation, model.units, seed=0, context=context))
    assert list(written.open().read(evaluation, model.units)) == made
    assert [item.coverage.changed for item in made] == [len(item.examples) for item in made]


def test_a_plan_is_bound_to_the_manifest(written):
    plan = written.plan()
    bound = written.open().bind(plan, ACCESS)
    assert bound.frozen == sha256((written.folder / MANIFEST_FILE).read_bytes()).hexdigest()
    assert replace(bound, frozen="") == plan
    assert bound.fingerprint != plan.fingerprint


def flip(folder):
    path = folder / TYPOS
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(bytes(content))


SPOILT = {
    "changed": (flip, TYPOS, "the file is not the one that was written: its sha256 differs"),
    "truncated": (
        lambda folder: (folder / TYPOS).write_bytes((folder / TYPOS).read_bytes()[:-20]),
        TYPOS,
        "its sha256 differs",
    ),
    "missing": (lambda folder: (folder / TYPOS).unlink(), TYPOS, "the file is missing"),
    "added": (
        lambda folder: (folder / "mini_pos" / "more.jsonl").touch(),
        "mini_pos/more.jsonl",
        "the file is not in the manifest",
    ),
    "clean changed": (
        lambda folder: (folder / "mini_qa/zh/clean.jsonl").write_bytes(b""),
        "mini_qa/zh/clean.jsonl",
        "its sha256 differs",
    ),
    "a folder instead": (
        lambda folder: ((folder / TYPOS).unlink(), (folder / TYPOS).mkdir()),
        TYPOS,
        "the file is missing",
    ),
}


@pytest.mark.parametrize(("change", "file", "problem"), SPOILT.values(), ids=SPOILT)
def test_a_spoilt_folder_is_refused(spoilt, change, file, problem):
    frozen = spoilt(change)
    with pytest.raises(DataFileError) as caught:
        frozen.open().bind(frozen.plan(), ACCESS)
    assert problem in str(caught.value)
    assert str(caught.value).startswith(f"{frozen.folder / file}: ")
    assert caught.value.exit_code == 2


def test_a_file_that_changes_after_the_plan_was_bound_is_refused(spoilt):
    frozen = spoilt(flip)
    (model,) = [one for one in frozen.plan().models if one.task == "mini_pos"]
    evaluation = ACCESS.load_evaluation(find_task("mini_pos", place="t"), "es", limit=12)
    with pytest.raises(DataFileError):
        list(frozen.open().read(evaluation, model.units))


def drop_line(folder):
    """A file without its last line, and a manifest that agrees: one clean example's text is replaced."""
    path = folder / TYPOS
    line = path.read_bytes().splitlines(keepends=True)[0].replace(b'"id": "', b'"id": "other-')
    path.write_bytes(line)
    rewrite(
        folder / MANIFEST_FILE,
        lambda value: set_of(value).update(sha256=sha256(line).hexdigest(), examples=1),
    )


def test_an_example_of_another_set_is_refused(spoilt):
    frozen = spoilt(drop_line)
    (model,) = [one for one in frozen.plan().models if one.task == "mini_pos"]
    evaluation = ACCESS.load_evaluation(find_task("mini_pos", place="t"), "es", limit=12)
    with pytest.raises(DataFileError, match=r"keyboard_typos-3.jsonl:1: no clean example has this id"):
        list(frozen.open().read(evaluation, model.units))


MANIFESTS = {
    "no JSON": (lambda _: None, "{", "invalid json"),
    "another format": (lambda value: value.update(format_version=1), "", "format version 1, this Crosswind"),
    "a path outside": (
        lambda value: set_of(value).update(file="../../secret.jsonl"),
        "",
        "'../../secret.jsonl' is not where its set belongs",
    ),
    "twice": (lambda value: value["sets"].append(set_of(value)), "", "a file is named twice"),
    "a missing key": (lambda value: value.pop("seed"), "", "seed: field required"),
    "a surplus key": (lambda value: value.update(code="x"), "", "code: extra inputs are not permitted"),
}


@pytest.mark.parametrize(("change", "text", "problem"), MANIFESTS.values(), ids=MANIFESTS)
def test_a_wrong_manifest_is_refused(spoilt, change, text, problem):
    def spoil(folder):
        rewrite(folder / MANIFEST_FILE, change)
        if text:
            (folder / MANIFEST_FILE).write_text(text, "utf-8")

    frozen = spoilt(spoil)
    with pytest.raises(RequestError) as caught:
        frozen.open()
    assert problem in str(caught.value)
    assert str(frozen.folder) in str(caught.value)


EDITS = {
    "coverage": lambda value: set_of(value)["coverage"].update(changed=0, not_applicable=12),
    "edit rate": lambda value: set_of(value)["coverage"].update(edit_rate=0.5),
    "seed": lambda value: value.update(seed=7),
    "hash": lambda value: value.update(content="0" * 64),
    "no hash": lambda value: value.pop("content"),
}


@pytest.mark.parametrize("change", EDITS.values(), ids=EDITS)
def test_an_edited_manifest_is_refused(spoilt, change):
    def edit(folder):
        value = json.loads((folder / MANIFEST_FILE).read_bytes())
        change(value)
        (folder / MANIFEST_FILE).write_text(json.dumps(value), "utf-8")

    with pytest.raises(DataFileError) as caught:
        spoilt(edit).open()
    assert str(caught.value).endswith(
        "manifest.json: the manifest is not the one that was written: what it says does not have the sha256 "
        "that it names; restore the frozen set or write it again (crosswind perturb-set)."
    )


def test_how_a_manifest_is_laid_out_does_not_matter(spoilt):
    frozen = spoilt(lambda folder: rewrite(folder / MANIFEST_FILE, dict.items))
    assert frozen.open().manifest.hash_content() == frozen.open().manifest.content


def test_no_folder_is_no_frozen_suite(tmp_path):
    with pytest.raises(RequestError, match="no frozen suite there"):
        open_frozen(tmp_path / "nowhere")


def asks(name, severity=3, **more):
    value = {
        "name": "s",
        "description": "d",
        "family": "adversarial",
        "perturbations": [{"name": name, "severities": [severity]}],
        "languages": ["en", "es"],
        "limit": 12,
    }
    return (SuiteConfig.model_validate(value | more),)


NOT_HELD = {
    "perturbation": (
        asks("word_drop"),
        "it does not hold word_drop at severity 3 on mini_pos in en, which suite",
    ),
    "severity": (
        asks("keyboard_typos", 4),
        "it does not hold keyboard_typos at severity 4 on mini_pos in en",
    ),
    "language": (asks("keyboard_typos", languages=["ru"]), "it does not hold mini_pos in ru"),
    "limit": (asks("keyboard_typos", limit=11), "its clean sets are of limit 12, not 11"),
}


@pytest.mark.parametrize(("suites", "problem"), NOT_HELD.values(), ids=NOT_HELD)
def test_what_is_not_held_is_refused(written, suites, problem):
    with pytest.raises(RequestError) as caught:
        written.open().bind(written.plan(suites=suites), ACCESS)
    assert problem in str(caught.value)
    assert str(caught.value).startswith(f"--frozen {written.folder}: ")


def test_less_than_is_held_may_be_asked_for(written):
    plan = written.plan(suites=asks("keyboard_typos", languages=["es"]))
    assert written.open().bind(plan, ACCESS).frozen


def test_another_seed_is_refused(written):
    with pytest.raises(RequestError, match="it was made with seed 0, not 1"):
        written.open().bind(written.plan(seed=1), ACCESS)


def test_parts_of_the_sets_are_not_held(written):
    plan = written.plan()
    parts = tuple(replace(model, phase="evaluation", severity=1) for model in plan.models)
    with pytest.raises(RequestError, match="it holds whole sets, and a suite asks for parts of them"):
        written.open().bind(replace(plan, models=parts), ACCESS)


def test_another_version_of_a_perturbation_is_refused(spoilt):
    frozen = spoilt(lambda folder: rewrite(folder / MANIFEST_FILE, lambda v: set_of(v).update(version=99)))
    with pytest.raises(RequestError, match="its keyboard_typos is of version 99, the one here of"):
        frozen.open().bind(frozen.plan(), ACCESS)


def test_other_clean_examples_are_refused(written):
    (model,) = [one for one in written.plan().models if one.task == "mini_pos"]
    evaluation = ACCESS.load_evaluation(find_task("mini_pos", place="t"), "es", limit=12)
    fewer = evaluation.with_examples(evaluation.examples[1:])
    with pytest.raises(RequestError, match="the clean examples are not those that the frozen set was made"):
        list(written.open().read(fewer, model.units))


def test_data_of_another_source_are_compared_by_their_content(written):
    plan = written.plan()
    moved = replace(plan, data=tuple((name, "elsewhere") for name, _ in plan.data))
    assert written.open().bind(moved, ACCESS).frozen

    class Shuffled:
        def load_evaluation(self, task, language, *, limit):
            found = ACCESS.load_evaluation(task, language, limit=limit)
            return found.with_examples(found.examples[::-1])

    with pytest.raises(RequestError, match="the clean examples are not those"):
        written.open().bind(moved, Shuffled())
