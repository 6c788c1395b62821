"""The support table and the page on perturbations are what trying everything gives."""

from __future__ import annotations

from pathlib import Path

import pytest

from harness.languages import LANGUAGES
from perturbations.base import PERTURBATIONS, Perturbation
from perturbations.compose import find_perturbation
from suites.probes import find_words, make_probe
from suites.support import list_codes, probe, probe_all, read_table, summarise, write_table
from suites.support_page import render_matrix, render_page

PAGE = Path(__file__).parents[2] / "docs" / "perturbations.md"
KEPT = Path(__file__).parents[2] / "suites" / "resources" / "support.tsv"
AGAIN = "run: python -m suites.support_page"


@pytest.mark.slow
def test_the_table_is_what_trying_gives():
    assert write_table(list(probe_all())) == KEPT.read_text("utf-8"), AGAIN


def test_the_page_is_what_the_registry_and_the_table_say():
    assert render_page() == PAGE.read_text("utf-8"), AGAIN


def test_every_perturbation_and_format_has_a_row():
    rows = [(row.perturbation, row.format) for row in read_table()]
    assert len(rows) == len(set(rows))
    declared = {
        (entry.name, kind)
        for entry in PERTURBATIONS
        if isinstance(entry, Perturbation)
        for kind in entry.spec.formats
    }
    assert set(rows) == declared, AGAIN
    assert all(len(row.verdicts) == len(LANGUAGES) for row in read_table())


def test_every_perturbation_does_something_somewhere():
    for name in {row.perturbation for row in read_table()}:
        found = summarise(name)
        assert found["yes"] or found["data"], name


@pytest.mark.parametrize(
    ("name", "language", "verdict"),
    [
        ("keyboard_typos", "hi", "yes"),
        ("keyboard_typos", "zh", "no"),
        ("pinyin_slips", "zh", "yes"),
        ("code_switch", "de", "data"),
        ("casing", "ar", "no"),
        ("masked_lm_substitution", "sw", "data"),
    ],
)
def test_verdicts_are_found_by_trying(name, language, verdict):
    assert probe(find_perturbation(name), language, "masked_lm") == verdict
    at = list_codes().index(language)
    row = next(row for row in read_table() if (row.perturbation, row.format) == (name, "masked_lm"))
    assert row.verdicts[at] == verdict


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_probes_are_of_the_language(language):
    assert len(find_words(language)) >= 10
    texts = [one.payload.text for one in make_probe(language, "masked_lm").examples]
    assert len(set(texts)) == len(texts) == 6


def test_the_matrix_names_every_language_downwards():
    lines = render_matrix().splitlines()
    start = len(lines[3]) - len(list_codes())
    codes = [
        "".join(line[start + at : start + at + 1] for line in lines[:3]) for at in range(len(list_codes()))
    ]
    assert tuple(code.strip() for code in codes) == list_codes()
