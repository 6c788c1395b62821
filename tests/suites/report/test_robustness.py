"""Robustness by arm in Markdown, on the page and in the terminal: the same numbers, and the reasons."""

from __future__ import annotations

from io import StringIO

from rich.console import Console

from suites.report.html import render_html
from suites.report.markdown import render_markdown
from suites.report.robustness_table import (
    describe_stress,
    list_robustness,
    list_robustness_notes,
    tell_robustness,
)
from suites.report.terminal import print_summary

from .sturdy import make_robustness

ROW = (
    *(
        "mini_pairs",
        "direct",
        "adversarial: keyboard typos and homoglyphs",
        "72.5 → 63.0",
        "9.5 [8.0, 11.0]",
        "23.8 [19.7, 27.7]",
    ),
    *("90.0 [88.0, 92.0]", "41.3 [38.3, 44.3], of 6", "22 %", "13 % / 6 %", "7 %", "–", "–", "–", "90 %"),
)


def test_a_row_has_every_number_or_a_dash(small_report):
    assert list_robustness(small_report)[0] == ROW


def test_what_is_missing_has_its_reason(small_report):
    notes = list_robustness_notes(small_report)
    assert "mCE and relative mCE: no reference was given" in notes
    assert "effective robustness: too few baselines (2 of 10)" in notes
    assert "word_drop: changed nothing in zh" in notes


def test_a_note_on_one_arm_names_it(small_report):
    first, *others = small_report.robustness
    marked = first.model_copy(update={"notes": ("at chance in zh",)})
    notes = list_robustness_notes(small_report.model_copy(update={"robustness": (marked, *others)}))
    assert "at chance in zh (mini_pairs, direct, adversarial)" in notes


def test_a_note_on_all_arms_of_a_task_names_the_task_alone(small_report):
    other = make_robustness("mini_tags", "direct", "span_f1").model_copy(update={"notes": ("left out",)})
    rows = (*small_report.robustness, other)
    notes = list_robustness_notes(small_report.model_copy(update={"robustness": rows}))
    assert "left out (mini_tags, adversarial)" in notes
    assert "word_drop: changed nothing in zh (mini_pairs, adversarial)" in notes


def test_what_holds_for_every_interval_is_said_once(small_report):
    assert "every interval: these checkpoints only (seeds: 2)" in list_robustness_notes(small_report)


def test_a_task_without_a_row_is_named(small_report):
    row = make_robustness("elsewhere", "direct", "accuracy")
    notes = list_robustness_notes(small_report.model_copy(update={"robustness": (row,)}))
    assert "no row for mini_pairs: no perturbation changed something for every arm and seed" in notes


def test_many_perturbations_are_counted_and_one_has_no_worst_case():
    one = make_robustness("mini_pairs", "direct", "accuracy")
    many = one.model_copy(update={"perturbations": ("a", "b", "c")})
    assert describe_stress(many) == "adversarial, 3 perturbations"
    assert "worst case" not in tell_robustness(one.model_copy(update={"worst_of": 1}))


def test_the_reference_is_named(small_report):
    rows = (make_robustness("mini_pairs", "direct", "accuracy", reference=True),)
    report = small_report.model_copy(update={"robustness": rows, "mce_reference": "arm direct of plan p"})
    assert "mCE is relative to arm direct of plan p" in list_robustness_notes(report)
    assert list_robustness(report)[0][11:13] == ("82.0 [78.0, 86.0]", "75.5 [67.5, 83.5]")
    assert tell_robustness(rows[0]).endswith("mCE 82.0")


def test_markdown_page_and_terminal_have_it(small_report):
    out = StringIO()
    print_summary(small_report, Console(file=out, width=200))
    said = " ".join(out.getvalue().split())
    assert "All severities (adversarial: keyboard typos and homoglyphs): direct drop 9.5" in said
    assert "stilts drop 6.3 [4.8, 7.8], 16 % of what there was to lose, worst case 41.3 (least of 6)." in said
    for text in (render_markdown(small_report), render_html(small_report)):
        assert all(part in text for part in ("Robustness by arm", "9.5 [8.0, 11.0]", "too few baselines"))


def test_without_it_markdown_is_silent_and_the_page_says_so(small_report):
    report = small_report.model_copy(update={"robustness": ()})
    assert "Robustness by arm" not in render_markdown(report)
    assert "arms have no perturbation in common" in render_html(report)
