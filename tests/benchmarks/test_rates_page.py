"""The page of realised rates: what its script says, and that the script gives the page again."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.types import Coverage, LanguageResources

ROOT = Path(__file__).parents[2]
LANGUAGES = ("de", "my")
SAMPLE = {"keyboard_typos": "### Characters", "word_split": "### Words, spaces and punctuation"}


@pytest.fixture(scope="module")
def script():
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(ROOT))
        yield import_module("benchmarks.perturbations.rates")


@pytest.fixture(scope="module")
def realism(script):
    assert script.write_realism
    return import_module("benchmarks.perturbations.realism")


def read_cell(page, heading, name, language):
    """What the table under a heading says of a perturbation in a language."""
    lines = page[page.index(heading) :].splitlines()[2:]
    at = lines[0].split(" | ").index(f"`{name}`")
    row = next(line for line in lines if line.startswith(f"| {language} |"))
    return row.removesuffix(" |").split(" | ")[at]


@pytest.mark.slow
def test_the_script_gives_the_page_again(script, data_root):
    page = (ROOT / "docs" / "results" / "perturbations.md").read_text("utf-8")
    cells = script.measure(data_root, ROOT / script.CATALOGUE, LANGUAGES, tuple(SAMPLE))
    for (name, language), cell in cells.items():
        assert read_cell(page, SAMPLE[name], name, language) == script.write_cell(cell)
    assert len(cells) == len(SAMPLE) * len(LANGUAGES)


def make_cell(script, units, edited, **bounds):
    coverages = tuple(Coverage(10, 10, 0, 0, 0.1, (), one, units) for one in edited)
    return script.RatedCell("noise", "de", coverages, **bounds)


def test_a_rate_that_falls_short_is_marked_and_explained(script):
    cell = make_cell(
        script, 10_000, (200, 500, 1000, 1200, 1200), able=0.12, attainable=(0.02, 0.05, 0.1, 0.12, 0.12)
    )
    assert script.write_cell(cell) == "100 100 **30**"
    assert cell.outside == (4, 5)
    assert script.find_cause(cell) == "saturated"


def test_what_nothing_explains_is_said(script):
    cell = make_cell(
        script, 10_000, (200, 500, 400, 2000, 4000), able=1.0, attainable=(0.02, 0.05, 0.1, 0.2, 0.4)
    )
    assert script.find_cause(cell) == "**not explained**"


def test_few_edits_are_not_judged(script):
    cell = make_cell(script, 50, (3, 0, 9, 2, 20))
    assert script.write_cell(cell) == "(300) (180) (100)"
    assert not cell.judged
    assert not cell.outside


def test_all_that_can_be_edited_is_measured(script):
    module = import_module("benchmarks.perturbations.rate_cells")
    evaluation = module.make_set(iter(["one two three four", "five one"]), "en")
    context = module.build_context(evaluation, LanguageResources(misspellings={"one": ("oen",)}))
    typos = script.PERTURBATIONS.get("natural_typos")
    able, attainable = module.measure_bounds(evaluation, typos, context)
    assert able == pytest.approx(2 / 6)
    assert attainable[-1] == pytest.approx((1 + 0.8) / 6)


def test_the_section_about_speed_stays(script, tmp_path):
    page = tmp_path / "page.md"
    assert script.keep_speed(page) == script.SPEED_TO_COME
    page.write_text("# Rates\n\n## Speed\n\nFast.\n", "utf-8")
    assert script.keep_speed(page) == "## Speed\n\nFast.\n"


@pytest.mark.parametrize(
    ("clean", "noisy", "kinds"),
    [
        ("their", "thier", ["transpose"]),
        ("tomorrow", "tommorrow", ["insert"]),
        ("a lot", "alot", ["space"]),
        ("Monday", "monday", ["case"]),
        ("cat", "cut", ["substitute"]),
        ("same", "same", []),
    ],
)
def test_slips_are_told_apart(realism, clean, noisy, kinds):
    assert sorted(slip.kind for slip in realism.find_slips(clean, noisy)) == kinds


@given(st.text("abc A", max_size=8), st.text("abc A", max_size=8))
def test_there_are_as_many_slips_as_the_distance_says(clean, noisy):
    module = import_module("benchmarks.perturbations.realism")
    slips = module.find_slips(clean, noisy)
    assert len(slips) == module.align(clean, noisy)[-1][-1]
    assert len(slips) <= import_module("benchmarks.human_noise").distance(clean, noisy)
    assert sum(slip.first for slip in slips) <= max(1, len(noisy))


def test_the_nearest_severity_is_by_ratio(realism):
    assert realism.find_nearest([0.02, 0.05, 0.1, 0.2, 0.4], 0.06) == "2"
    assert realism.find_nearest([0.02, 0.0, 0.0, 0.0, 0.0], 0.01) == "1 (× 2.0)"
