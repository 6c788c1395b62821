"""The end of a run in the terminal."""

from __future__ import annotations

from io import StringIO

import pytest
from rich.console import Console

from suites.report.terminal import print_summary


def render(report, width=100):
    console = Console(file=StringIO(), width=width)
    print_summary(report, console)
    return console.file.getvalue()


def test_the_summary_fits_a_hundred_columns_and_nothing_is_cut(report):
    text = render(report)
    assert max(map(len, text.splitlines())) <= 100
    assert "…" not in text


def test_each_language_has_scores_gain_and_worst_perturbation(report):
    line = next(line for line in render(report).splitlines() if "German" in line)
    assert line.split()[:6] == ["German", "(de)", "60.0", "64.9", "40.0", "+4.9"]
    assert "homoglyphs" in line
    assert line.rstrip().endswith("*")


def test_chance_is_said_in_words(report):
    lines = [line for line in render(report).splitlines() if "Chinese (zh)" in line]
    assert ["at chance" in line for line in lines] == [False, False, True]


def test_an_overlap_stands_under_its_table(report):
    text = " ".join(render(report).split())
    assert text.count(f"Overlap: {report.overlaps[0].sentence}.") == 1


def test_a_benchmark_that_lacks_tasks_has_one_line_before_the_answers(report):
    twice = report.model_copy(update={"benchmarks": report.benchmarks * 2})
    text = " ".join(render(twice).split())
    line = "xtreme: its mean is not computable, for tasks or languages are missing; report.md names them"
    assert text.count(line) == 1
    assert text.index(line) < text.index(report.answers[0].question)


def test_a_benchmark_with_all_its_tasks_has_a_score(report):
    whole = report.benchmarks[0].model_copy(update={"score": 68.25, "verdict": "all tasks in all languages"})
    text = " ".join(render(report.model_copy(update={"benchmarks": (whole,)})).split())
    assert "xtreme, stilts, seed 1: 68.3, all tasks in all languages" in text


def test_leaked_languages_stand_under_their_table(report):
    text = " ".join(render(report).split())
    said = (
        "Test examples that stand in training data as well, in 1 language: "
        "whole at most 4.0 % (de), in part at most 6.7 % (de)."
    )
    assert text.count(said) == 3


def test_every_answer_ends_the_summary(report):
    tail = " ".join(render(report).split("largest of")[-1].split())
    for answer in report.answers:
        assert f"{answer.question} {answer.sentence}" in tail


def test_without_a_second_arm_the_score_stands_alone(small_report):
    direct = tuple(model for model in small_report.models if model.arm == "direct")
    text = render(small_report.model_copy(update={"arm_comparisons": (), "models": direct}))
    line = next(line for line in text.splitlines() if "English" in line)
    assert line.split()[:4] == ["English", "(en)", "71.0", "40.0"]
    assert "gain" not in text


@pytest.mark.parametrize("field", ["cells", "baselines", "arm_comparisons", "models"])
def test_a_report_without_a_part_still_prints_its_answers(small_report, field):
    assert "What hurts most?" in render(small_report.model_copy(update={field: ()}))


def test_markup_in_names_is_printed_as_it_is(small_report):
    change = {"task": "[bold]t", "arm": "[red]x[/]"}
    models = tuple(model.model_copy(update=change) for model in small_report.models)
    text = render(small_report.model_copy(update={"models": models, "arm_comparisons": ()}))
    assert "[bold]t" in text
    assert "[red]x[/]" in text


def test_the_worst_groups_stand_under_each_table(report):
    text = " ".join(render(report).split())
    assert "Worst language, stilts, seed 1: clean zh 48.0 (n 1,300), keyboard typos (5) " in text
    assert "keyboard typos (5) fiction 39.0 (n 1,300)." in text


def test_a_control_is_no_worst_perturbation(report):
    controls = tuple(
        cell.model_copy(update={"validity_source": "control"}) if cell.perturbation == "homoglyphs" else cell
        for cell in report.cells
    )
    line = next(
        line
        for line in render(report.model_copy(update={"cells": controls})).splitlines()
        if "German" in line
    )
    assert "homoglyphs" not in line


def test_a_drop_whose_gold_is_in_doubt_is_marked(report):
    doubted = tuple(cell.model_copy(update={"gold_in_doubt": True}) for cell in report.cells)
    text = render(report.model_copy(update={"cells": doubted}))
    assert next(line for line in text.splitlines() if "German" in line).rstrip().endswith("*‡")
    assert "‡ gold in doubt." in " ".join(text.split())
    assert "‡" not in render(
        report.model_copy(
            update={"cells": tuple(cell.model_copy(update={"gold_in_doubt": False}) for cell in report.cells)}
        )
    )


def test_what_was_left_out_is_noted_with_its_task(report):
    assert "Note: code_switch was not run on mini_tags in tr: " in render(report)
    many = report.model_copy(update={"coverage_notes": tuple(f"mini_tags: note {i}" for i in range(4))})
    said = render(many)
    assert "Note: mini_tags: note 2\n" in said
    assert "note 3" not in said
    assert "1 more on what was left out stands in report.md" in said


def test_where_nothing_surely_falls_the_terminal_says_so(report):
    counts = tuple(one.model_copy(update={"least": 0}) for one in report.language_counts)
    text = render(report.model_copy(update={"language_counts": counts}))
    assert "No language surely falls (95 %)." in text
    assert "0 of" not in text


def test_eighty_columns_break_no_word_and_keep_the_gain(report):
    lines = render(report, width=80).splitlines()
    assert max(map(len, lines)) <= 80
    line = next(line for line in lines if line.split()[:1] == ["de"])
    assert line.split()[1:5] == ["60.0", "64.9", "40.0", "+4.9"]
    assert "homoglyphs" in line
    assert "…" not in "".join(lines)
