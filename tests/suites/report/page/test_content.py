"""The page as a browser builds it: what its script draws, its links, its looks, and that data cannot run."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from suites.report.folder import write_report

VOID = {"meta", "link", "input", "br", "img", "hr"}


class Element:
    """An element of the page as the browser holds it."""

    def __init__(self, tag, attributes):
        self.tag, self.attributes, self.children = tag, attributes, []

    @property
    def text(self):
        return "".join(child if isinstance(child, str) else child.text for child in self.children)

    def walk(self):
        yield self
        for child in self.children:
            if isinstance(child, Element):
                yield from child.walk()

    def find(self, tag, **attributes):
        return [
            item for item in self.walk() if item.tag == tag and attributes.items() <= item.attributes.items()
        ]

    def with_class(self, name):
        return [item for item in self.walk() if name in (item.attributes.get("class") or "").split()]


class Tree(HTMLParser):
    """A tree from the browser's own serialisation, which closes every element."""

    def __init__(self, text):
        super().__init__()
        self.root = Element("", {})
        self.open = [self.root]
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        element = Element(tag, dict(attributes))
        self.open[-1].children.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_endtag(self, tag):
        assert self.open.pop().tag == tag

    def handle_data(self, data):
        self.open[-1].children.append(data)


@pytest.fixture(scope="session")
def open_page(browse):
    return lambda folder, link="": Tree(browse(folder, "--dump-dom", link=link)).root


@pytest.fixture(scope="module")
def page(open_page, folder):
    return open_page(folder)


def read_table(page):
    (table,) = page.with_class("cells")
    return [[cell.text for cell in row.find("td")] for row in table.find("tbody")[0].find("tr")]


def test_every_map_has_a_cell_for_every_language_and_perturbation(page):
    maps = [root for root in page.walk() if "data-heatmap" in root.attributes]
    assert [len(root.with_class("map")[0].find("button")) for root in maps] == [8 * 9] * 3


def test_a_map_shows_numbers_chance_and_reasons(report, page):
    first, _, last = (root.with_class("map")[0] for root in page.walk() if "data-heatmap" in root.attributes)
    shown = [button.text for button in first.find("button")]
    expected = {
        f"{cell.drop:.1f}".replace("-", "−")
        for cell in report.cells
        if cell.model == "stilts/mini_pairs/1/seed1" and cell.severity == 5 and cell.drop is not None
    }
    assert expected <= set(shown)
    assert shown.count("n/a") == 3
    assert [button.text for button in last.find("button")].count("at chance") == 2 * 8
    reasons = page.with_class("reasons")[0].text
    assert reasons.startswith("n/a in English, Hindi, Chinese diacritics loss: 300 of 300 not applicable")


def test_cells_of_a_map_are_told_apart_without_colour(page):
    buttons = page.with_class("map")[0].find("button")
    for button in buttons:
        states = {"significant", "unsure", "chance", "inapplicable"} & set(button.attributes["class"].split())
        assert len(states) == 1
        said = button.attributes["aria-label"]
        assert ("not significant" in said) == (states == {"unsure"})
    assert sum(button.attributes["tabindex"] == "0" for button in buttons) == 1, "one stop for the keyboard"


def test_drops_whose_gold_is_in_doubt_are_marked_and_said(report, open_page, tmp_path):
    doubted = [
        cell.model_copy(update={"gold_in_doubt": True, "validity_source": source})
        for cell in report.cells
        for source in ("control" if cell.perturbation == "homoglyphs" else "unknown",)
    ]
    write_report(report.model_copy(update={"cells": tuple(doubted)}), tmp_path)
    page = open_page(tmp_path)
    buttons = page.with_class("map")[0].find("button")
    for button in buttons:
        marked = {"significant", "unsure"} & set(button.attributes["class"].split())
        assert button.text.endswith("‡") == bool(marked)
        assert ("(‡)" in button.attributes["aria-label"]) == bool(marked)
    assert any("A control (‡): the gold is not kept" in one.attributes["aria-label"] for one in buttons)
    assert "1.2‡ gold in doubt" in page.with_class("legend")[0].text
    rows = read_table(page)
    assert all(row[8].endswith("‡") and row[-1].endswith(", gold in doubt") for row in rows)


def test_without_doubt_no_legend_speaks_of_it(page):
    assert "gold in doubt" not in page.with_class("legend")[0].text


def test_severity_curves_have_a_panel_per_perturbation(page):
    (root,) = [item for item in page.walk() if "data-severity" in item.attributes]
    panels = root.with_class("panel")
    assert len(panels) == 9
    assert len(panels[0].with_class("chosen")) == 1
    assert len(panels[0].with_class("other")) == 7
    assert panels[0].find("svg")[0].attributes["aria-label"].startswith("keyboard typos, German. severity 1:")


def test_the_table_starts_with_the_largest_drops_and_loads_in_chunks(report, page):
    rows = read_table(page)
    assert len(rows) == 25
    largest = max(cell.drop for cell in report.cells if cell.drop is not None)
    assert rows[0][8] == f"{largest:.1f}"
    assert f"{len(report.cells):,} of {len(report.cells):,} cells, the first 25 shown" in page.text
    assert "Show 200 more" in page.text


def test_a_link_filters_and_sorts_the_table(report, open_page, folder):
    link = "#cells?filter=Turkish+homoglyphs+mini_tags&sort=drop&order=ascending&significant=yes"
    page = open_page(folder, link)
    wanted = [
        cell.drop
        for cell in report.cells
        if (cell.language, cell.perturbation, cell.task) == ("tr", "homoglyphs", "mini_tags")
        and cell.significant
    ]
    rows = read_table(page)
    assert len(rows) == len(wanted) <= 25
    assert [row[8] for row in rows] == [f"{drop:.1f}" for drop in sorted(wanted)]
    assert {row[2] for row in rows} == {"Turkish (tr)"}
    assert f"{len(wanted)} of {len(report.cells):,} cells" in page.text
    (header,) = page.find("th", **{"aria-sort": "ascending"})
    assert header.text == "drop"


def test_cells_without_a_number_come_last_in_either_order(open_page, folder):
    for order in ("ascending", "descending"):
        rows = read_table(
            open_page(folder, f"#cells?filter=diacritics+mini_pairs+direct+5&sort=drop&order={order}")
        )
        assert [row[8] for row in rows].index("–") == len(rows) - sum(row[8] == "–" for row in rows)
        assert rows[-1][-1] == "not applicable"


def test_a_filter_that_matches_nothing_says_so(report, open_page, folder):
    page = open_page(folder, "#cells?filter=klingon")
    assert read_table(page) == []
    assert f"0 of {len(report.cells):,} cells" in page.text


def test_worst_examples_mark_the_edit_and_follow_the_script(page):
    examples = page.with_class("example")
    assert len(examples) == 6
    assert [item.text for item in examples[0].find("del")] == ["junge", "Brief"]
    assert [item.text for item in examples[0].find("ins")] == ["jumge", "Bruef"]
    arabic = next(example for example in examples if example.find("p", lang="ar"))
    assert {text.attributes["dir"] for text in arabic.find("p", lang="ar")} == {"auto"}
    assert "goldentailmentanswer beforeentailmentanswer aftercontradiction" in examples[0].text


def test_hostile_text_runs_nothing_and_stays_readable(open_page, hostile_report, tmp_path):
    write_report(hostile_report, tmp_path)
    page = open_page(tmp_path)
    assert page.find("title")[0].text.startswith(hostile_report.title[:40])
    assert len(page.find("script")) == 2
    assert not page.find("img")
    assert not page.find("a", href="javascript:alert(1)")
    assert len(page.with_class("map")) == 2
    assert len(read_table(page)) == 25
    assert hostile_report.worst_examples[0].gold in page.with_class("example")[0].text


def test_the_page_looks_right_in_both_schemes_and_widths(browse, folder, tmp_path):
    """Light and dark differ, and neither width leaves the page blank."""
    pictures = {}
    for scheme, option in (("light", 1), ("dark", 0)):
        for width in (1280, 420):
            file = tmp_path / f"{scheme}-{width}.png"
            settings = f"--blink-settings=preferredColorScheme={option}"
            browse(folder, settings, f"--window-size={width},1600", f"--screenshot={file}")
            pictures[scheme, width] = file.read_bytes()
    assert all(picture.startswith(b"\x89PNG") and len(picture) > 40_000 for picture in pictures.values())
    assert len(set(pictures.values())) == 4


def test_the_page_needs_no_script_to_give_its_answers(report, folder):
    text = re.sub(r"<script.*?</script>", "", (folder / "report.html").read_text("utf-8"), flags=re.DOTALL)
    assert all(answer.sentence in text for answer in report.answers)
    assert "need JavaScript" in text
