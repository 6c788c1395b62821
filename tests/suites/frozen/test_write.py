"""What a frozen suite holds: every set once, named, counted and hashed."""

from __future__ import annotations

import json
from hashlib import sha256

import pytest

from harness import __version__
from harness.errors import RequestError
from perturbations.base import PERTURBATIONS
from suites.expand import Request
from suites.frozen.manifest import MANIFEST_FILE
from suites.frozen.write import write_frozen
from suites.sets import place_tasks

from .conftest import ACCESS, TASKS


def test_every_set_is_there_and_nothing_else(written):
    manifest = written.open().manifest
    named = {one.file for one in manifest.clean} | {one.file for one in manifest.sets} | {MANIFEST_FILE}
    files = {p.relative_to(written.folder).as_posix() for p in written.folder.rglob("*") if p.is_file()}
    assert files == named
    stresses = {("keyboard_typos", 3), ("diacritics_loss", 5), ("other_domain", 5), ("length_slice", 3)}
    assert {(one.task, one.language, one.perturbation, one.severity) for one in manifest.sets} == {
        (task, language, *stress) for task in TASKS for language in ("en", "es", "zh") for stress in stresses
    }


def test_the_manifest_says_what_determines_the_sets(written):
    manifest = json.loads((written.folder / MANIFEST_FILE).read_bytes())
    assert (manifest["format_version"], manifest["crosswind"], manifest["seed"]) == (2, __version__, 0)
    assert manifest["suites"] == ["typos", "other"]
    for one in manifest["sets"]:
        content = (written.folder / one["file"]).read_bytes()
        assert one["sha256"] == sha256(content).hexdigest()
        assert one["examples"] == one["coverage"]["changed"] == content.count(b"\n")
        assert one["version"] == PERTURBATIONS.get(one["perturbation"]).spec.version
    for one in manifest["clean"]:
        content = (written.folder / one["file"]).read_bytes()
        assert one["sha256"] == sha256(content).hexdigest()
        assert one["examples"] + one["reserve"] == content.count(b"\n")
        assert one["limit"] == one["examples"] == 12


def test_a_person_can_read_a_line(written):
    path = written.folder / "mini_qa" / "es" / "keyboard_typos-3.jsonl"
    line = json.loads(path.read_text("utf-8").splitlines()[0])
    assert list(line) == ["id", "group", "domain", "fields", "gold", "edits"]
    clean = [json.loads(text) for text in path.with_name("clean.jsonl").read_text("utf-8").splitlines()]
    (original,) = [one for one in clean if one["id"] == line["id"]]
    assert line["fields"]["SpanQA"] != original["fields"]["SpanQA"]
    assert line["edits"]
    assert original["edits"] == []


def test_the_same_request_gives_the_same_bytes(written, tmp_path):
    request = Request(written.suites, ACCESS)
    write_frozen(request, place_tasks(request, TASKS), tmp_path / "again")
    for file in written.folder.rglob("*.json*"):
        again = tmp_path / "again" / file.relative_to(written.folder)
        assert again.read_bytes() == file.read_bytes(), file


def test_another_seed_gives_other_sets(written, tmp_path):
    request = Request(written.suites, ACCESS, seed=1)
    other = write_frozen(request, place_tasks(request, ("mini_pos",), ("es",)), tmp_path / "other")
    hashes = {one.file: one.sha256 for one in written.open().manifest.sets}
    changed = {one.perturbation for one in other.sets if hashes[one.file] != one.sha256}
    assert "keyboard_typos" in changed


def test_nothing_is_overwritten(written):
    request = Request(written.suites, ACCESS)
    with pytest.raises(RequestError, match="the folder exists; name another --out"):
        write_frozen(request, place_tasks(request, TASKS), written.folder)


def test_a_failure_leaves_nothing(written, tmp_path, monkeypatch):
    request = Request(written.suites, ACCESS)
    placed = place_tasks(request, TASKS)

    def fail(*_, **__):
        raise RequestError("bad", place="p", remedy="r")

    monkeypatch.setattr("suites.frozen.write.stress_sets", fail)
    with pytest.raises(RequestError, match="bad"):
        write_frozen(request, placed, tmp_path / "half")
    assert list(tmp_path.glob("*half*")) == []
