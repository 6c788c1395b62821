"""What the page's script reads: cells and examples as JSON inside the page, stored by column.

Columns of repeated values (names, notes, flags) are stored once and referred to by
index, which keeps 50,000 cells small enough for a page.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

from markupsafe import Markup

from harness.languages import LANGUAGES
from suites.report.cell import Cell
from suites.report.examples import WorstExample
from suites.report.model import Report
from suites.report.views import choose_headline_models, list_tasks, name_headline_metrics

JSONValue = None | bool | int | float | str | Sequence["JSONValue"] | dict[str, "JSONValue"]

_ESCAPES = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"})


def encode_page_data(report: Report) -> Markup:
    """Returns the data as JSON that cannot end the script element it stands in."""
    tasks = list_tasks(report)
    value: JSONValue = {
        "alpha": report.signature.alpha,
        "deciding": {row.task: row.decided_by for row in report.baselines},
        "cells": _encode_cells(report.cells),
        "examples": _encode_examples(report.worst_examples),
        "headline": {task: [model.name for model in choose_headline_models(report, task)] for task in tasks},
        "languages": _name_languages(report),
        "metrics": {**name_headline_metrics(report)},
        "models": [
            {
                "name": model.name,
                "task": model.task,
                "arm": model.arm,
                "seed": model.seed,
                "examples": model.intermediate_examples,
            }
            for model in report.models
        ],
        "tasks": list(tasks),
        "wanted": report.signature.wanted_drop,
    }
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return Markup(text.translate(_ESCAPES))  # no character that HTML reads is left


def _encode_cells(cells: Sequence[Cell]) -> JSONValue:
    columns: dict[str, JSONValue] = {}
    for name in Cell.model_fields:
        columns[name] = _encode_column([getattr(cell, name) for cell in cells])
    return {"count": len(cells), "columns": columns}


def _encode_column(values: Sequence[str | int | float | tuple[str, ...]]) -> JSONValue:
    codes = {value: code for code, value in enumerate(dict.fromkeys(values))}
    if 2 * len(codes) > len(values):
        return {"plain": values}
    return {"values": list(codes), "codes": [codes[value] for value in values]}


def _encode_examples(examples: Sequence[WorstExample]) -> JSONValue:
    return [
        {
            **example.model_dump(mode="json", exclude={"before", "after"}),
            "before": [[span.text, span.changed] for span in example.before],
            "after": [[span.text, span.changed] for span in example.after],
        }
        for example in examples
    ]


def _name_languages(report: Report) -> JSONValue:
    codes = dict.fromkeys(cell.language for cell in report.cells)
    codes |= dict.fromkeys(example.language for example in report.worst_examples)
    return {code: LANGUAGES[code].name for code in codes if code in LANGUAGES}
