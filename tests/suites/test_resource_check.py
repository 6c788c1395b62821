"""Every word list of a catalogue, read."""

from __future__ import annotations

import pytest

from harness.sources.catalogue import CatalogueSource
from suites.cli import main
from suites.resource_check import read_resources, render_resources

CATALOGUE = """entries:
- {task: snli, language: en, split: dev, file: dev.tsv, reader: &pairs
    {layout: table, rows: {kind: pairs, first: a, second: b, label: label}}}
resources:
- {kind: lexicon, source: en, language: de, file: words.tsv}
- {kind: misspellings, language: en, file: en.natural}
- {kind: gazetteer, language: fr, file: names.tsv}
- {kind: recorded, task: snli, language: en, split: dev, file: noisy.tsv, reader: *pairs}
"""


@pytest.fixture
def catalogue(tmp_path):
    files = {
        "catalogue.yaml": CATALOGUE,
        "words.tsv": "dog\tHund\ncat\tKatze\n",
        "en.natural": "the teh\n",
        "names.tsv": "PER Ada\n",
        "dev.tsv": "a\tb\tlabel\nthe dog\ta cat\tneutral\n",
        "noisy.tsv": "a\tb\tlabel\nteh dog\ta cat\tneutral\n",
    }
    for name, text in files.items():
        (tmp_path / name).write_text(text, "utf-8")
    return tmp_path / "catalogue.yaml"


def test_every_language_and_noisy_set_is_counted(catalogue):
    found = list(read_resources(CatalogueSource(catalogue)))
    assert [(one.language, one.task, one.counts) for one in found] == [
        ("de", "", (2, 0, 0, 0, 0, 0)),
        ("en", "", (2, 1, 0, 0, 0, 0)),
        ("en", "snli", (0, 0, 0, 0, 0, 1)),
        ("fr", "", (0, 0, 0, 0, 0, 0)),
    ]
    assert [one.problem for one in found[:3]] == ["", "", ""]
    assert found[3].problem == "names.tsv:1: not a type, a tab and a name; mend the line."
    lines = render_resources(found).splitlines()
    assert lines[5].startswith("| de | – | 2 | – | – | – | – | – | ")
    assert lines[8] == "| fr | – | names.tsv:1: not a type, a tab and a name; mend the line. |"
    assert render_resources([]) == ""


def test_a_check_fails_where_a_word_list_is_wrong(catalogue, capsys):
    assert main(["check", "--data", str(catalogue)]) == 2
    captured = capsys.readouterr()
    assert "noisy examples of snli in en: fine\n" in captured.err
    assert "word lists in fr: names.tsv:1: not a type, a tab and a name; mend the line.\n" in captured.err
    assert "## Word lists" in captured.out
    catalogue.with_name("names.tsv").write_text("PER\tAda\n", "utf-8")
    assert main(["check", "--data", str(catalogue)]) == 0
