from __future__ import annotations

import pytest

from harness.errors import DataFileError, UnknownNameError
from harness.sources.lexicon import read_lexicon
from harness.types import BilingualLexicon


@pytest.fixture
def write(tmp_path):
    def write_file(text, name="en-de.tsv"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return write_file


def test_a_word_on_several_lines_has_several_translations_in_order(write):
    found = read_lexicon(write("dog\tHund\nto go\tgehen\ndog\tRüde\n"))
    assert found == BilingualLexicon("en", "de", {"dog": ("Hund", "Rüde"), "to go": ("gehen",)})


@pytest.mark.parametrize(
    "name", ["en-de.tsv", "en-de.first15000.tsv", "yacle.train.freq.5k.en-de.tsv", "muse_en-de.txt"]
)
def test_the_name_of_the_file_tells_the_languages(write, name):
    found = read_lexicon(write("dog\tHund\n", name))
    assert (found.source, found.target) == ("en", "de")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("dog\tHund\ncat Katze\n", ":2: not a word, a tab and its translation; mend the line."),
        ("dog\t\n", ":1: not a word, a tab and its translation; mend the line."),
        ("\tHund\n", ":1: not a word, a tab and its translation; mend the line."),
        ("dog\tHund\tRüde\n", ":1: not a word, a tab and its translation; mend the line."),
        ("", ": the lexicon is empty; give one word and translation a line."),
    ],
)
def test_a_malformed_lexicon_is_refused(write, text, message):
    path = write(text)
    with pytest.raises(DataFileError) as caught:
        read_lexicon(path)
    assert str(caught.value) == f"{path}{message}"


def test_a_name_without_languages_is_refused(write):
    path = write("dog\tHund\n", "words.tsv")
    with pytest.raises(DataFileError) as caught:
        read_lexicon(path)
    assert str(caught.value) == f"{path}: the name does not tell the languages; name the file like en-de.tsv."


def test_an_unknown_language_is_refused(write):
    path = write("dog\tinu\n", "en-jp.tsv")
    with pytest.raises(UnknownNameError) as caught:
        read_lexicon(path)
    assert str(caught.value).startswith(f"{path}: unknown language 'jp'; ")


def test_real_lexicons_are_read(data_root):
    found = read_lexicon(data_root / "bli_dicts" / "yacle.train.freq.5k.en-de.tsv")
    assert found.entries["of"][0] == "von"
    assert sum(map(len, found.entries.values())) == 5000
