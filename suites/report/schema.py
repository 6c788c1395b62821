"""The JSON Schema of ``report.json``, generated from the model and shipped in the package."""

from __future__ import annotations

import json
from importlib.resources import files

from suites.report.model import Report

SCHEMA_FILE = "report.schema.json"


def generate_schema() -> str:
    """Returns the schema as canonical JSON text, to be committed as ``report.schema.json``."""
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **Report.model_json_schema(mode="serialization"),
    }
    return json.dumps(schema, indent=2, sort_keys=True, ensure_ascii=False) + "\n"


def read_schema() -> str:
    """Returns the schema that the package ships."""
    return files("suites.report").joinpath(SCHEMA_FILE).read_text(encoding="utf-8")
