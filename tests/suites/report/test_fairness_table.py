"""Fairness over families as readers see it."""

from __future__ import annotations

from rich.console import Console

from suites.report.fairness_table import (
    ASSOCIATIONS_HEADER,
    HEADER,
    describe_data,
    list_associations,
    list_fairness,
    list_variances,
    tell_briefly,
    tell_empty,
    tell_underpowered,
)
from suites.report.html import render_html
from suites.report.markdown import render_markdown
from suites.report.terminal import print_summary

from .fair import NOTE


def test_each_row_fills_the_columns(report):
    rows = list_fairness(report)
    assert len(rows) == len(report.fairness) > 4
    assert {len(row.cells) for row in rows} == {len(HEADER)}
    clean, stressed = rows[:2]
    assert clean.cells[2:6] == ("score, clean", "61.3 [59.3, 63.3]", "60.3", "–")
    assert stressed.cells[2:6] == ("drop, keyboard typos (5)", "6.5 [4.5, 8.5] *", "5.5", "0.031")
    assert stressed.cells[6:] == (
        *("zh 1.5 [−1.5, 5.5]", "Uralic 2.5 [−0.5, 6.5]"),
        *("4.0 [1.5, 6.5]", "3.3", "5", "7"),
    )


def test_associations_over_enough_families_fill_the_columns(report):
    rows = list_associations(report)
    assert {len(row) for row in rows} == {len(ASSOCIATIONS_HEADER)}
    assert len(rows) == len(report.fairness) / 2
    assert rows[0][3:7] == ("script other than English has (Unicode)", "0.71", "0.062", "11")


def test_associations_over_few_families_are_counted_and_what_lacks_is_said(report):
    assert tell_underpowered(report) == (
        f"Underpowered: {len(report.fairness) // 2} associations with distance from English, script or order"
        " of words rest on fewer than 9 families, and stand in report.json alone."
    )
    lacking = report.fairness[0].associations[0].model_copy(update={"families": 0, "note": "not installed."})
    one = report.fairness[0].model_copy(update={"associations": (lacking,)})
    assert tell_underpowered(report.model_copy(update={"fairness": (one,)})).endswith("alone. not installed.")
    assert tell_underpowered(report.model_copy(update={"fairness": report.fairness[1:2]})) == ""


def test_gains_name_the_arm_they_are_over(report):
    row = report.fairness[0].model_copy(update={"measure": "gain", "baseline_arm": "direct"})
    assert describe_data(row) == "gain over direct, clean"


def test_variances_are_told_of_scores_or_why_not(report):
    scored = report.fairness[0].model_copy(update={"variance_between": 4.0, "variance_within": 9.0})
    told = list_variances(report.model_copy(update={"fairness": (scored, *report.fairness)}))
    assert told[0] == (
        f"direct, {scored.task}: standard deviation 2.0 between families and 3.0 within"
        f" ({scored.variance_note})"
    )
    assert told[1].startswith(f"direct, {scored.task}: no variances between and within families (weak")


def test_markdown_page_and_terminal_say_it(report):
    console = Console(width=160, record=True, force_terminal=False)
    print_summary(report, console)
    shown = " ".join(console.export_text().split())
    assert (
        "Families weighted equally: score, clean: 61.3 [59.3, 63.3] over 5 families;"
        " drop, keyboard typos (5): 6.5 [4.5, 8.5] over 5 families, p 0.031 corrected." in shown
    )
    markdown, page = render_markdown(report), render_html(report)
    for text in (markdown, page):
        assert "Are languages served alike?" in text
        assert "61.3 [59.3, 63.3]" in text.replace("\\", "")
        assert report.fairness[0].sentence in text
        assert NOTE in text
        assert tell_underpowered(report) in text
        assert "0.71" in text


def test_a_row_that_says_nothing_is_counted_and_not_shown(report):
    first, *others = report.fairness
    empty = first.model_copy(update={"family_mean": None})
    mixed = report.model_copy(update={"fairness": (empty, *others)})
    assert len(list_fairness(mixed)) == len(others)
    assert tell_empty(report) == ""
    said = f"no zero-shot language above chance was compared: {first.arm} on {first.task} 1."
    assert tell_empty(mixed).endswith(said)
    assert said in render_markdown(mixed).replace("\\", "")
    assert said in render_html(mixed)


def test_few_families_have_no_p_in_the_terminal(report):
    few = tuple(
        one.model_copy(update={"p_adjusted": None if one.p_adjusted is None else 0.2})
        for one in report.fairness
    )
    one = report.fairness[0]
    told = tell_briefly(report.model_copy(update={"fairness": few}), one.arm, one.task)
    assert told.endswith("over 5 families, too few for p < 0.05.")


def test_without_rows_nothing_is_claimed(report):
    bare = report.model_copy(update={"fairness": ()})
    assert tell_briefly(bare, "direct", "mini_pairs") == ""
    assert "served alike" not in render_markdown(bare)
    assert "No means over languages were compared by family." in render_html(bare)
