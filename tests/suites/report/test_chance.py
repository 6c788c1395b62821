"""Where another metric than the headline decides who is above the constant answer, every view says so."""

from __future__ import annotations

from io import StringIO

import pytest
from rich.console import Console

from suites.analysis.answers import answer_questions
from suites.report.figures import draw_task
from suites.report.html import render_html
from suites.report.markdown import render_markdown
from suites.report.page_data import encode_page_data
from suites.report.terminal import print_summary
from suites.report.views import choose_deciding, find_at_chance


def test_a_language_at_chance_is_named_once(tagged_report):
    model = next(one for one in tagged_report.models if one.task == "mini_tags")
    assert find_at_chance(tagged_report, model) == ("tr",)


def test_the_table_has_both_metrics_and_the_verdict_stands_with_the_one_that_decides(tagged_report):
    lines = render_markdown(tagged_report).splitlines()
    found = [
        line.replace("\\", "")
        for line in lines
        if "(tr)" in line and "mini" in line and "clusters" not in line
    ]
    (spans,) = [line for line in found if "| mini_tags | stilts" in line and "| span_f1 |" in line]
    (tokens,) = [line for line in found if "| mini_tags | stilts" in line and "| accuracy |" in line]
    assert "at chance" not in spans
    assert "| 33.3 [" in tokens
    assert " at chance |" in tokens
    assert any(line.endswith("training data; accuracy decides") for line in lines)


def test_the_drawing_is_of_the_metric_that_decides(tagged_report):
    figure = draw_task(tagged_report, "mini_tags")
    assert (figure.metric, figure.deciding) == ("span_f1", "accuracy")
    assert "at chance · at chance vs 41.4" in figure.baseline
    assert {row.metric for row in choose_deciding(tagged_report, "mini_tags")} == {"accuracy"}
    assert "accuracy, which decides here" in render_html(tagged_report)
    assert '"mini_tags":"accuracy"' in encode_page_data(tagged_report)


def test_the_terminal_says_what_puts_a_language_at_chance(tagged_report):
    console = Console(file=StringIO(), width=100)
    print_summary(tagged_report, console)
    said = " ".join(console.file.getvalue().split())
    assert "At chance by accuracy, which decides: tr 33.3 (constant 41.4)." in said


def test_the_answer_names_the_metric_where_it_is_not_the_headline(tagged_report):
    told = answer_questions((), tagged_report.baselines, (), ())
    sentence = next(one.sentence for one in told if one.question == "Is there transfer to lose?")
    assert "on mini_tags every arm beats the constant answer by accuracy in" in sentence
    assert sentence.startswith("On mini_pairs every arm beats the constant answer in")


@pytest.mark.parametrize("render", [render_markdown, render_html])
def test_where_the_headline_decides_nothing_more_is_said(report, render):
    assert "decides here" not in render(report)
