"""``report.json``: canonical bytes out, a validated ``Report`` or one clear sentence in."""

from __future__ import annotations

import json
from pathlib import Path

from pydantic import ValidationError

from harness.errors import DataFileError
from suites.report.model import SCHEMA_VERSION, Report

JSON_FILE = "report.json"
_REMEDY = "run the job again or restore the file"


def render_json(report: Report) -> str:
    """Returns the report as canonical JSON: sorted keys, two-space indent, a newline at the end."""
    value = report.model_dump(mode="json")
    return json.dumps(value, sort_keys=True, indent=2, ensure_ascii=False, allow_nan=False) + "\n"


def load_report(path: Path) -> Report:
    """Reads a report from ``report.json`` or from the run's folder that holds it.

    Raises:
        DataFileError: if the file is missing, is no JSON, or does not follow the schema.
    """
    file = path / JSON_FILE if path.is_dir() else path
    try:
        value = json.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise DataFileError(
            "there is no such report",
            place=str(file),
            remedy=f"name a finished run's folder or its {JSON_FILE}",
        ) from None
    except json.JSONDecodeError as error:
        raise DataFileError(
            f"not valid JSON ({error.msg})", place=f"{file}:{error.lineno}", remedy=_REMEDY
        ) from None
    except UnicodeDecodeError:
        raise DataFileError("not UTF-8 text", place=str(file), remedy=_REMEDY) from None
    return _validate(value, file)


def _validate(value: object, file: Path) -> Report:
    version = value.get("schema_version") if isinstance(value, dict) else None
    if version != SCHEMA_VERSION:
        raise DataFileError(
            f"schema version {version!r}, this Crosswind reads {SCHEMA_VERSION!r}",
            place=str(file),
            remedy="render it with the version that wrote it",
        )
    try:
        return Report.model_validate_json(json.dumps(value))
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(map(str, first["loc"]))
        raise DataFileError(
            f"{key}: {first['msg']} ({error.error_count()} such problems)", place=str(file), remedy=_REMEDY
        ) from None
