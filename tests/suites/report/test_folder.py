"""A run's folder holds three rendered files, whole or not at all."""

from __future__ import annotations

import pytest

from suites.report import folder as report_folder
from suites.report.folder import write_report
from suites.report.json_file import load_report


def test_three_files_and_nothing_else_are_written(small_report, tmp_path):
    write_report(small_report, tmp_path / "runs" / "demo")
    assert sorted(path.name for path in (tmp_path / "runs" / "demo").iterdir()) == [
        "report.html",
        "report.json",
        "report.md",
    ]
    assert load_report(tmp_path / "runs" / "demo") == small_report


def test_the_same_report_gives_the_same_bytes(small_report, tmp_path):
    write_report(small_report, tmp_path / "a")
    write_report(type(small_report).model_validate(small_report.model_dump()), tmp_path / "b")
    for path in (tmp_path / "a").iterdir():
        assert path.read_bytes() == (tmp_path / "b" / path.name).read_bytes()


def test_a_renderer_that_fails_leaves_the_old_files(small_report, tmp_path, monkeypatch):
    write_report(small_report, tmp_path)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}

    def fail(_):
        raise ZeroDivisionError

    monkeypatch.setattr(report_folder, "render_html", fail)
    with pytest.raises(ZeroDivisionError):
        write_report(small_report.model_copy(update={"title": "another"}), tmp_path)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before
