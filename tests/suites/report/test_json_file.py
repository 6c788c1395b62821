"""``report.json``: canonical bytes, a faithful round trip, one clear sentence for every damage."""

from __future__ import annotations

import json

import pytest

from harness.errors import DataFileError
from suites.report.json_file import JSON_FILE, load_report, render_json
from suites.report.model import SCHEMA_VERSION


def test_a_report_survives_the_round_trip(report, tmp_path):
    file = tmp_path / JSON_FILE
    file.write_text(render_json(report), encoding="utf-8")
    assert load_report(file) == report
    assert load_report(tmp_path) == report, "a run's folder names its report"


def test_bytes_depend_on_the_value_alone(report):
    again = type(report).model_validate_json(render_json(report))
    assert render_json(again) == render_json(report)


def test_json_is_canonical(small_report):
    text = render_json(small_report)
    value = json.loads(text)
    assert list(value) == sorted(value)
    assert text.endswith("}\n")
    assert "Benjamini–Hochberg" in text, "text is written as it is, not as escapes"


def test_a_missing_report_is_named_with_the_remedy(tmp_path):
    with pytest.raises(DataFileError) as caught:
        load_report(tmp_path / "nowhere")
    assert str(caught.value) == (
        f"{tmp_path / 'nowhere'}: there is no such report; name a finished run's folder or its report.json."
    )
    assert caught.value.exit_code == 2


def test_a_torn_report_is_named_with_its_line(small_report, tmp_path):
    file = tmp_path / JSON_FILE
    file.write_text("\n".join(render_json(small_report).splitlines()[:5]), encoding="utf-8")
    with pytest.raises(DataFileError) as caught:
        load_report(file)
    assert str(caught.value).startswith(f"{file}:5: not valid JSON (")
    assert str(caught.value).endswith("; run the job again or restore the file.")


def test_a_report_that_is_no_text_is_refused(tmp_path):
    file = tmp_path / JSON_FILE
    file.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(DataFileError, match=r"not UTF-8 text; run the job again or restore the file\.$"):
        load_report(file)


@pytest.mark.parametrize("value", [[], {}, {"schema_version": "0.1"}])
def test_another_schema_version_is_refused(value, tmp_path):
    file = tmp_path / JSON_FILE
    file.write_text(json.dumps(value), encoding="utf-8")
    with pytest.raises(DataFileError, match=f"this Crosswind reads {SCHEMA_VERSION!r}; render it with the"):
        load_report(file)


def test_a_damaged_cell_is_named_by_its_key(small_report, tmp_path):
    value = json.loads(render_json(small_report))
    value["cells"][3]["severity"] = 9
    value["cells"][4]["surprise"] = True
    file = tmp_path / JSON_FILE
    file.write_text(json.dumps(value), encoding="utf-8")
    with pytest.raises(DataFileError) as caught:
        load_report(file)
    assert "cells.3.severity: Input should be less than or equal to 5 (2 such problems)" in str(caught.value)
