from __future__ import annotations

import builtins
import shutil
import sys
from collections import namedtuple
from importlib.metadata import PackageNotFoundError, requires

import pytest

from harness import doctor
from harness.doctor import Finding, allows_demo, examine


def find(topic, subject=None, findings=None):
    (found,) = (
        item
        for item in (examine() if findings is None else findings)
        if item.topic == topic and subject in (None, item.subject)
    )
    return found


def test_this_machine_can_run_the_demo():
    assert [item for item in examine() if not item.fine] == []
    assert allows_demo(examine())


def test_every_runtime_requirement_is_looked_at():
    looked_at = {item.subject for item in examine() if item.topic == "package"}
    assert {"torch", "transformers", "numpy"} <= looked_at
    assert len(looked_at) == len([text for text in requires("crosswind") if "extra ==" not in text])


def test_an_old_python_is_told(monkeypatch):
    monkeypatch.setattr(sys, "version_info", (3, 10, 1))
    assert find("python").remedy == "use Python 3.11 or newer"
    assert not allows_demo(examine())


def test_a_missing_package_is_told(monkeypatch):
    def version(name):
        if name == "scipy":
            raise PackageNotFoundError(name)
        return "9999"

    monkeypatch.setattr(doctor, "version", version)
    scipy = find("package", "scipy")
    assert scipy.detail.startswith("missing, needs >=")
    assert scipy.remedy.startswith("pip install 'scipy>=")
    assert find("package", "numpy").fine


def test_an_old_package_is_told(monkeypatch):
    monkeypatch.setattr(doctor, "version", lambda name: "0.0.1" if name == "typer" else "9999")
    typer = find("package", "typer")
    assert typer.detail.startswith("0.0.1, needs >=")
    assert typer.remedy.startswith("pip install 'typer>=")


def test_a_torch_that_does_not_load_is_told(monkeypatch):
    genuine = builtins.__import__

    def refuse(name, *rest):
        if name == "harness.models.device":
            raise OSError("libtorch.so: no such file")
        return genuine(name, *rest)

    monkeypatch.setattr(builtins, "__import__", refuse)
    device = find("device")
    assert device.detail == "torch does not load: libtorch.so: no such file"
    assert device.remedy == "pip install torch again"


def test_the_store_is_found_without_being_made(own_store):
    store = find("store")
    assert store.detail.startswith(f"{own_store}, ")
    assert store.detail.endswith(" GiB free")
    assert not own_store.exists()


def test_a_full_disk_is_told(monkeypatch):
    usage = namedtuple("usage", "total used free")  # the shape of shutil's own answer
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage(10, 9, 1))
    store = find("store")
    assert "0.0 GiB free" in store.detail
    assert store.remedy == "free 1 GiB or set CROSSWIND_HOME to another disk"


def test_a_store_that_cannot_be_written_is_told(monkeypatch, tmp_path):
    monkeypatch.setattr(doctor.os, "access", lambda *_: False)
    assert find("store").remedy == f"make {tmp_path} writable or set CROSSWIND_HOME"


def test_without_a_catalogue_the_way_to_name_one_is_told():
    assert find("data") == Finding("data", "catalogue", "none named; --data or CROSSWIND_DATA would")


def test_a_catalogue_that_is_not_there_is_told_but_does_not_stop_the_demo(tmp_path):
    findings = examine(tmp_path / "none.yaml")
    assert str(tmp_path / "none.yaml") in find("data", "catalogue", findings).detail
    assert not find("data", "catalogue", findings).fine
    assert allows_demo(findings)


CATALOGUE = """
entries:
  - task: plain_text
    language: [en, de]
    split: train
    file: "{language}.txt"
    reader: {layout: table, container: lines, rows: {kind: lines}}
"""


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.delenv("CROSSWIND_DATA_ROOT", raising=False)
    (tmp_path / "catalogue.yaml").write_text(CATALOGUE)
    (tmp_path / "en.txt").write_text("One line.\n")
    return tmp_path


def test_a_catalogue_is_counted_by_task(folder):
    (folder / "de.txt").write_text("Eine Zeile.\n")
    findings = examine(folder)
    assert find("data", "catalogue", findings).detail == f"{folder / 'catalogue.yaml'}, files under {folder}"
    assert find("data", "plain_text", findings) == Finding("data", "plain_text", "train in 2 languages")


def test_a_file_that_is_missing_is_told(folder):
    missing = find("data", "plain_text", examine(folder / "catalogue.yaml"))
    assert missing.detail == f"{folder / 'de.txt'}: there is no such file"
    assert missing.remedy == "check the catalogue and the data root"


@pytest.mark.parametrize("topic", ["python", "package", "device", "store"])
def test_anything_else_stops_the_demo(topic):
    assert not allows_demo([Finding(topic, "it", "broken", "mend it")])
