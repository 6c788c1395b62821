"""``report.md``: answers first, every cell of the highest severity, user text inert."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from suites.report.markdown import render_markdown
from suites.report.markdown_text import escape_markdown
from suites.report.views import build_grid, choose_headline_models, list_tasks
from suites.report.wording import describe_reach, format_estimate, format_points, name_language

from .grouped import NONE_LARGE


@pytest.fixture(scope="module")
def text(report):
    return render_markdown(report)


def test_answers_come_first(report, text):
    title, _, first = text.splitlines()[:3]
    assert title == f"# {report.title}"
    assert first.startswith("- **Did the intermediate phase help?** Yes on clean text")
    assert text.index("**Where?**") < text.index("## How to read it") < text.index("## Drop at the highest")


def test_every_table_has_rows_as_wide_as_its_header(text):
    for table in re.findall(r"(?:^\|.*\n)+", text, flags=re.MULTILINE):
        assert len({len(re.findall(r"(?<!\\)\|", line)) for line in table.splitlines()}) == 1


def test_every_language_and_perturbation_of_the_headline_models_appears(report, text):
    for task in list_tasks(report):
        for model in choose_headline_models(report, task):
            for cell in build_grid(report, model).cells.values():
                assert name_language(cell.language) in text
                if cell.drop is not None and not cell.at_chance:
                    assert format_estimate(cell.drop, cell.drop_low, cell.drop_high) in text


def test_significance_chance_and_absence_are_marked(text):
    chance = next(line for line in text.splitlines() if "Chinese (zh) | *at chance*" in line)
    assert chance.count("at chance") == 8
    english = next(line for line in text.splitlines() if "| English (en) |" in line)
    assert r" \*<br><sub>n 288, 96 %</sub>" in english
    assert " | – | " in english


def test_drops_that_are_not_significant_say_what_they_could_have_seen(report, text):
    cells = {cell.significant: cell for cell in report.cells if cell.drop is not None and not cell.at_chance}
    told = describe_reach(cells[False], 2.0)
    assert told == f"{format_points(cells[False].minimum_detectable_drop)} would show, 2.0 takes n 2,310"
    assert describe_reach(cells[True], 2.0) == ""
    assert "would show, 2.0 takes n 2,310</sub>" in text


def test_arms_say_how_their_seeds_are_ordered(text):
    assert "2<br><sub>ε_min 0.31, 2 seeds are too few for an order</sub>" in text


def test_languages_that_fall_are_counted_at_the_highest_severity(text):
    section = text[text.index("## In how many languages") : text.index("## Worst groups")]
    assert "| keyboard typos (5) | 3 of 7 | de, tr, fi | hi | zh |" in section
    assert "| word drop (5) | 0 of 7 | – | hi | zh |" in section
    assert "keyboard typos (3)" not in section


def test_baselines_name_the_languages_at_chance_in_words(text):
    assert "- mini_qa, direct, seed 1: **at chance in Hindi (hi) and Chinese (zh)**." in text
    assert "- mini_tags, stilts, 6,000 intermediate examples, seed 1: above the constant answer" in text


def test_arms_curves_cautions_and_signature_follow(report, text):
    assert (
        "| mini_tags | English (en) | direct → stilts | 61.0 | 67.2 | +6.2 [3.3, 9.1] \\* | 0.004 |" in text
    )
    assert (
        "| mini_pairs | mean | clean | 52.0 [49.6, 54.4]<br><sub>worst tr 44.0 (n 1,300), "
        "10th percentile 45.3</sub> |" in text
    )
    assert f"- In brackets: {report.curves[0].band}" in text
    assert f"- {report.coverage_notes[0]}" in text
    assert "- 300 of 300 not applicable: no letter with a diacritic (" in text
    assert "| plan | plan-5f1c |" in text


def test_means_of_benchmarks_say_what_they_cover(text):
    covers = (
        "2 of 3 languages; without sw; not of the benchmark and not counted: ko, my; at most 1,200 examples"
    )
    assert f"| xtreme | stilts | 1 | mini_pairs | 61.3 | {covers} each |" in text
    verdict = "not computable: missing mini_tags; mini_pairs in sw"
    assert f"| xtreme | stilts | 1 | **all** | – | {verdict} |" in text


def test_arms_whose_data_overlap_are_marked_and_explained(report, text):
    rows = [line for line in text.splitlines() if line.startswith("| mini_") and "direct → stilts" in line]
    assert {"†" in line for line in rows if line.startswith("| mini_pairs")} == {True}
    assert {"†" in line for line in rows if not line.startswith("| mini_pairs")} == {False}
    assert f"- † {report.overlaps[0].sentence}." in text


def test_test_examples_in_training_are_counted_and_the_score_without_them_stands_beside(text):
    section = text[text.index("## Training and evaluation data") : text.index("## Cautions and coverage")]
    assert (
        "| mini_pairs | stilts/mini_pairs/1/seed1 | German (de) | mini_text in 8 languages (first 32) | 300 "
        "| 9 (3.0 %) | 3 (1.0 %) | 20 (6.7 %) | 61.0 accuracy | 59.5 | 58.0 |" in section
    )
    assert "| – | 1 (0.3 %) | 1 (0.3 %) |" in section
    assert (
        "- **leakage: 4.0 % of mini_qa's test examples in German stand in training data as well, exactly or "
        "nearly (mini_text in 8 languages): what they score may be recall**" in section
    )
    assert (
        "- direct/mini_tags/0/seed1: not looked for, since the English training data of mini_nli are not at "
        "hand." in section
    )
    assert (
        "- stilts/mini_tags/1/seed1: no text of the tests in English (en), Russian (ru), Hindi (hi), "
        "Finnish (fi), Arabic (ar) and Chinese (zh) stands in mini_text in 8 languages and mini_tags in "
        "English." in section
    )


def test_where_nothing_was_looked_for_there_is_no_section(small_report):
    assert "## Training and eval" not in render_markdown(small_report.model_copy(update={"leakage": ()}))


def test_a_report_without_cells_says_so(small_report):
    bare = small_report.model_copy(
        update={"cells": (), "baselines": (), "arm_comparisons": (), "curves": (), "coverage_notes": ()}
    )
    text = render_markdown(bare)
    assert "The run has no perturbed cells." in text
    assert "## Score against" not in text
    assert "## Cautions" not in text


def test_hostile_text_stays_text(hostile_report):
    text = render_markdown(hostile_report)
    assert not re.search(r"<(?!br>|sub>|/sub>)", text)
    assert "\n# heading" not in text
    assert "[link](" not in text.replace(r"\[link\](", "")


@given(st.text())
def test_escaped_text_holds_one_line_and_no_markup(text):
    escaped = escape_markdown(text)
    assert len(escaped.splitlines()) <= 1
    assert not set("<>") & set(escaped)
    assert not re.search(r"(?<!\\)(?:\\\\)*[`*|\[\]~]", escaped)


def test_names_with_underscores_stay_readable():
    assert escape_markdown("keyboard_typos") == "keyboard_typos"
    assert escape_markdown("_init_ x") == r"\_init\_ x"


def test_the_worst_groups_stand_beside_the_means(text):
    section = text[text.index("## Worst groups") : text.index("## Is it above")]
    assert (
        "| mini_pairs | direct/mini_pairs/0/seed1 | clean | 7 languages | qu | 57.5 | 49.3 | zh 48.0"
        in section
    )
    assert "| keyboard typos (5) | 7 domains, in 7 languages | – | 57.5 | 49.3 | fiction 48.0" in section
    assert "| keyboard typos (3) |" not in section
    assert "61.0<br>" not in text
    assert "<br><sub>worst fi 39.5 (n 1,300), 10th percentile 40.8</sub> |" in text


def test_groups_that_are_all_too_small_have_no_worst(report):
    first = report.group_scores[0].model_copy(update={"clean": NONE_LARGE})
    text = render_markdown(report.model_copy(update={"group_scores": (first,)}))
    assert "| 7 languages | a, b | 40.0 | – | – | – | – | – |" not in text
    assert "| 2 languages | a, b | 40.0 | – | – | – | – | – |" in text


def test_a_run_without_groups_has_no_such_section(report):
    assert "Worst groups" not in render_markdown(report.model_copy(update={"group_scores": ()}))
