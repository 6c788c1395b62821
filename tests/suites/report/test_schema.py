"""The shipped schema is the model's, and holds for what is written."""

from __future__ import annotations

import json

import jsonschema
import pytest

from suites.report.json_file import render_json
from suites.report.schema import generate_schema, read_schema

CONTRACT = {
    *("model", "task", "language", "language_family", "perturbation_family", "perturbation", "severity"),
    *("metric", "n", "n_groups", "coverage", "clean", "perturbed", "drop", "drop_low", "drop_high"),
    *("relative_drop", "flip_rate", "test", "p_value", "p_adjusted", "significant", "effect_size", "seed"),
}


def test_the_shipped_schema_is_in_step_with_the_model():
    assert read_schema() == generate_schema()


def test_the_schema_is_a_schema():
    jsonschema.Draft202012Validator.check_schema(json.loads(read_schema()))


def test_a_written_report_follows_the_schema(report):
    jsonschema.validate(json.loads(render_json(report)), json.loads(read_schema()))


@pytest.mark.parametrize("change", [{"severity": 6}, {"drop": "much"}, {"perturbation_family": "magic"}])
def test_the_schema_refuses_a_wrong_cell(small_report, change):
    value = json.loads(render_json(small_report))
    value["cells"][0] |= change
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(value, json.loads(read_schema()))


def test_cells_require_every_field_of_the_contract():
    required = json.loads(read_schema())["$defs"]["Cell"]["required"]
    assert set(required) >= CONTRACT
