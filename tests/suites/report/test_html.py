"""The page: self-contained, complete, deterministic, deaf to hostile text."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from markupsafe import escape

from suites.report.cell import Cell
from suites.report.html import render_html


class Page(HTMLParser):
    """Start tags with their attributes, and the text of each script and style."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.raw, self.inside = [], [], None
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))
        if tag in ("script", "style"):
            self.inside = (tag, dict(attributes))
            self.raw.append("")

    def handle_endtag(self, tag):
        if self.inside and tag == self.inside[0]:
            self.inside = None

    def handle_data(self, data):
        if self.inside:
            self.raw[-1] += data

    def count(self, tag):
        return sum(name == tag for name, _ in self.tags)


@pytest.fixture(scope="module")
def text(report):
    return render_html(report)


@pytest.fixture(scope="module")
def page(text):
    return Page(text)


def decode_cells(page):
    """The embedded cells as the page's script decodes them."""
    data = json.loads(page.raw[1])["cells"]
    columns = {
        name: column.get("plain") or [column["values"][code] for code in column["codes"]]
        for name, column in data["columns"].items()
    }
    return [{name: values[row] for name, values in columns.items()} for row in range(data["count"])]


def test_the_page_is_the_same_every_time(report, text):
    assert render_html(type(report).model_validate(report.model_dump())) == text


def test_every_cell_reaches_the_page_unrounded(report, page):
    assert [Cell.model_validate(cell) for cell in decode_cells(page)] == list(report.cells)


def test_every_answer_question_and_caution_is_on_the_page(report, text):
    for answer in report.answers:
        assert answer.question in text
        assert answer.sentence in text
    assert report.coverage_notes[0] in text
    assert escape(report.curves[0].band) in text
    assert report.signature.plan in text


def test_the_mark_of_doubtful_gold_is_explained(text):
    design = text[text.index('id="design"') : text.index('id="drops"')]
    assert "<dt>‡</dt><dd>Gold in doubt: " in design
    assert '<a href="#gold">' in design


def test_means_of_benchmarks_have_a_table(text):
    section = text[text.index('id="benchmarks"') : text.index('id="arms"')]
    assert "2 of 3 languages; without sw; not of the benchmark and not counted: ko, my" in section
    assert "not computable: missing mini_tags; mini_pairs in sw" in section


def test_an_overlap_stands_under_the_comparison_of_its_arm(report, text):
    said = f"Overlap: {report.overlaps[0].sentence}."
    arms = text[text.index('id="arms"') : text.index('id="scaling"')]
    assert arms.count(said) == 1
    assert arms.index("<h3>mini_pairs") < arms.index(said) < arms.index("<h3>mini_tags")


def test_test_examples_in_training_have_a_section(text):
    section = text[text.index('id="data"') : text.index('id="chance"')]
    assert section.count("<tr>") == 1 + 2 * 2 * 3, "a header; two languages of two arms on three tasks"
    for said in (
        "9 (3.0 %)",
        ">59.5<",
        "mini_text in 8 languages (first 32)",
        "not looked for, since",
    ):
        assert said in section
    assert section.count('class="notice"') == 3


def test_every_task_has_a_map_and_every_section_is_linked(page):
    maps = [attributes["data-heatmap"] for _, attributes in page.tags if "data-heatmap" in attributes]
    assert maps == ["mini_pairs", "mini_tags", "mini_qa"]
    anchors = {attributes["href"] for tag, attributes in page.tags if tag == "a"}
    sections = {f"#{attributes['id']}" for tag, attributes in page.tags if tag == "section"}
    assert anchors == sections


def test_the_page_loads_nothing(text, page):
    assert set(re.findall(r"https?://[^\s\"'<)]+", text)) == {"http://www.w3.org/2000/svg"}
    assert not any({"src", "srcset", "style"} & attributes.keys() for _, attributes in page.tags)
    assert not page.count("link")
    assert not re.search(r"url\(|@import|fetch\(|XMLHttpRequest|innerHTML|eval\(", text)


def test_the_policy_allows_this_style_and_this_script_only(page):
    policy = next(attributes["content"] for _, attributes in page.tags if "http-equiv" in attributes)
    style, _, script = page.raw
    for directive, body in (("style-src", style), ("script-src", script)):
        digest = base64.b64encode(hashlib.sha256(body.encode()).digest()).decode()
        assert f"{directive} 'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none'")


def test_headings_descend_one_level_at_a_time(page):
    levels = [int(tag[1]) for tag, _ in page.tags if re.fullmatch(r"h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_hostile_text_adds_no_element_and_ends_no_script(report, hostile_report):
    text = render_html(hostile_report)
    page = Page(text)
    assert page.count("script") == 2
    assert not page.count("img")
    assert not any(name.startswith("on") for _, attributes in page.tags for name in attributes)
    assert "{{ 7 * 7 }}" in text, "templates in the data are text"
    assert page.raw[0] == Page(render_html(report)).raw[0], "the style is the project's own"
    assert [Cell.model_validate(cell) for cell in decode_cells(page)] == list(hostile_report.cells)


def test_an_empty_report_says_what_is_missing(small_report):
    empty = ("cells", "baselines", "arm_comparisons", "curves", "worst_examples", "answers", "coverage_notes")
    text = render_html(small_report.model_copy(update=dict.fromkeys(empty, ())))
    for sentence in (
        "asked no question",
        "nothing to compare",
        "scaled no data",
        "no constant answer",
    ):
        assert sentence in text


def test_a_long_table_is_folded_and_a_short_one_open(report):
    row = next(one for one in report.fairness if one.family_mean is not None)
    for count, folded in ((3, False), (40, True)):
        page = render_html(report.model_copy(update={"fairness": (row,) * count}))
        opened = "" if folded else " open"
        assert f"<details{opened}>\n    <summary>Every mean ({count})</summary>" in page
