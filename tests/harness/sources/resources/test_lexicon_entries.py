from __future__ import annotations

import pytest

from harness.errors import ConfigError, DataFileError
from harness.types import NO_RESOURCES, BilingualLexicon

PAIRS = '{kind: lexicon, source: en, language: [de, ja], codes: {ja: jp}, file: "en-{code}.tsv"}'


@pytest.fixture
def files(write):
    write("en-de.tsv", "dog\tHund\nthe\tder\nthe\tdie\nthe\tder\n")
    write("en-jp.tsv", "dog\t犬\n")


@pytest.mark.usefixtures("files")
def test_a_lexicon_serves_both_of_its_languages(catalogue):
    german = BilingualLexicon("en", "de", {"dog": ("Hund",), "the": ("der", "die")})
    japanese = BilingualLexicon("en", "ja", {"dog": ("犬",)})
    source = catalogue(PAIRS)
    assert source.load_resources("en").lexicons == (german, japanese)
    assert source.load_resources("de").lexicons == (german,)
    assert source.load_resources("ja").lexicons == (japanese,)
    assert source.load_resources("fr") == NO_RESOURCES


@pytest.mark.usefixtures("files")
def test_lexicons_of_one_pair_become_one(catalogue, write):
    write("more.tsv", "dog\tRüde\ncat\tKatze\n")
    found = catalogue(PAIRS, "{kind: lexicon, source: en, language: de, file: more.tsv}").load_resources("de")
    entries = {"dog": ("Hund", "Rüde"), "the": ("der", "die"), "cat": ("Katze",)}
    assert found.lexicons == (BilingualLexicon("en", "de", entries),)


def test_a_missing_file_is_named(catalogue, tmp_path):
    for ask in (catalogue(PAIRS).load_resources, catalogue(PAIRS).fingerprint_resources):
        with pytest.raises(DataFileError, match=rf"{tmp_path}/en-de.tsv: there is no such file; check"):
            ask("de")


@pytest.mark.parametrize(
    ("resource", "message"),
    [
        (
            "{kind: lexikon, language: de, file: x}",
            ":2: key 'resources[0]': unknown kind 'lexikon'; did",
        ),
        (
            "{language: de, file: x}",
            ":2: key 'resources[0]': the mapping does not say what it is; add 'kind'",
        ),
        (
            "{kind: lexicon, source: xx, language: de, file: x}",
            ":2: key 'resources[0].source': unknown language 'xx'; ",
        ),
        ("{kind: misspellings, language: de}", ":2: key 'resources[0]': no file is named; add 'file'."),
        (
            "{kind: misspellings, language: de, codes: {fr: x}, file: x}",
            ":2: key 'resources[0]': codes names 'fr', which is not among the languages; add it or drop it.",
        ),
        (
            "{kind: misspellings, language: de, file: x, sourc: en}",
            ":2: key 'resources[0].sourc': unknown key 'sourc'; ",
        ),
    ],
)
def test_a_fault_of_the_catalogue_is_named_at_its_line_and_key(catalogue, resource, message):
    with pytest.raises(ConfigError) as caught:
        catalogue(resource)
    assert message in str(caught.value)


@pytest.mark.usefixtures("files")
def test_what_determines_the_words_is_in_their_fingerprint(catalogue, write):
    source = catalogue(PAIRS)
    before = {language: source.fingerprint_resources(language) for language in ("en", "de", "ja", "fr")}
    assert before["fr"] == ""
    assert len(set(before.values())) == 4
    write("en-de.tsv", "dog\tHund\n")
    after = {language: source.fingerprint_resources(language) for language in before}
    assert {language for language in before if before[language] != after[language]} == {"en", "de"}
