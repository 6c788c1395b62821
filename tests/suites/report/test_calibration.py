"""The table of calibration shifts, in Markdown and on the page."""

from __future__ import annotations

import pytest

from suites.report.calibration_table import HEADER, list_calibration
from suites.report.html import render_html
from suites.report.markdown import render_markdown

from .calibrated import make_shift

TITLE = "Do the probabilities become worse?"


def keep(report, *shifts):
    return report.model_copy(update={"calibration": shifts})


def row(report) -> dict[str, str]:
    (found,) = list_calibration(report)
    return dict(zip(HEADER, found, strict=True))


@pytest.fixture
def model(small_report):
    return small_report.models[0]


def test_highest_severity_over_zero_shot_languages_without_chance(small_report, model):
    shifts = [make_shift(model, code, 5, shift=by) for code, by in (("de", 3), ("ru", -2), ("tr", 1.5))]
    english, chance = make_shift(model, "en", 5, shift=9), make_shift(model, "zh", 5, shift=8)
    found = row(keep(small_report, make_shift(model, "de", 1, shift=50), *shifts, english, chance))
    assert found == {
        "task": "mini_pairs",
        "model": model.name,
        "perturbation": "keyboard typos (5)",
        "languages": "3",
        "clean": "12.5",
        "perturbed": "13.3",
        "shift": "+0.8",
        "rises": "1 of 3",
        "at chance": "Chinese (zh)",
    }


def test_english_alone_stands_for_itself(small_report, model):
    found = row(keep(small_report, make_shift(model, "en", 5, shift=4)))
    assert (found["languages"], found["shift"], found["rises"]) == ("1", "+4.0", "1 of 1")


def test_all_at_chance_has_no_mean(small_report, model):
    found = row(keep(small_report, make_shift(model, "zh", 5, shift=4)))
    assert (found["languages"], found["clean"], found["shift"]) == ("0", "–", "–")


def test_both_files_show_it(report):
    text, page = render_markdown(report), render_html(report)
    rows = list_calibration(report)
    assert f"## {TITLE}" in text
    assert "| " + " | ".join(rows[0]) + " |" in text
    assert TITLE in page
    assert all(f">{rows[0][column]}</td>" in page for column in (1, 6, 7))


def test_without_probabilities_markdown_is_silent_and_the_page_says_so(report):
    bare = keep(report)
    assert TITLE not in render_markdown(bare)
    assert "no prediction of the run has probabilities" in render_html(bare)
