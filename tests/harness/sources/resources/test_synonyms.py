from __future__ import annotations

import builtins
import warnings

import pytest

from harness.errors import ConfigError, DataFileError, RequestError

wn = pytest.importorskip("wn")

LMF = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE LexicalResource SYSTEM "http://globalwordnet.github.io/schemas/WN-LMF-1.0.dtd">
<LexicalResource xmlns:dc="http://purl.org/dc/elements/1.1/">
  <Lexicon id="tiny" label="Tiny" language="en" email="a@b.c" license="cc" version="1">
    <LexicalEntry id="tiny-dog-n"><Lemma writtenForm="dog" partOfSpeech="n"/>
      <Sense id="tiny-dog-1" synset="tiny-1"/><Sense id="tiny-dog-2" synset="tiny-2"/></LexicalEntry>
    <LexicalEntry id="tiny-hound-n"><Lemma writtenForm="hound" partOfSpeech="n"/>
      <Sense id="tiny-hound-1" synset="tiny-1"/></LexicalEntry>
    <LexicalEntry id="tiny-cad-n"><Lemma writtenForm="cad" partOfSpeech="n"/>
      <Sense id="tiny-cad-1" synset="tiny-2"/></LexicalEntry>
    <LexicalEntry id="tiny-dog-v"><Lemma writtenForm="dog" partOfSpeech="v"/>
      <Sense id="tiny-dog-3" synset="tiny-3"><Count>7</Count></Sense></LexicalEntry>
    <LexicalEntry id="tiny-tail-v"><Lemma writtenForm="tail" partOfSpeech="v"/>
      <Sense id="tiny-tail-1" synset="tiny-3"/></LexicalEntry>
    <LexicalEntry id="tiny-cat-n"><Lemma writtenForm="cat" partOfSpeech="n"/>
      <Sense id="tiny-cat-1" synset="tiny-4"/></LexicalEntry>
    <Synset id="tiny-1" ili="" partOfSpeech="n"/><Synset id="tiny-2" ili="" partOfSpeech="n"/>
    <Synset id="tiny-3" ili="" partOfSpeech="v"/><Synset id="tiny-4" ili="" partOfSpeech="n"/>
  </Lexicon>
  <Lexicon id="klein" label="Klein" language="de" email="a@b.c" license="cc" version="1">
    <LexicalEntry id="klein-dog-n"><Lemma writtenForm="dog" partOfSpeech="n"/>
      <Sense id="klein-dog-1" synset="klein-1"/></LexicalEntry>
    <LexicalEntry id="klein-dogge-n"><Lemma writtenForm="Dogge" partOfSpeech="n"/>
      <Sense id="klein-dogge-1" synset="klein-1"/></LexicalEntry>
    <Synset id="klein-1" ili="" partOfSpeech="n"/>
  </Lexicon>
</LexicalResource>
"""
FILE = "{kind: synonyms, language: [en, de, fr], file: tiny.xml}"
INSTALLED = '{kind: synonyms, language: [en, de], codes: {en: tiny, de: absent}, lexicon: "{code}:1"}'
ENGLISH = {
    "dog": ("tail", "hound", "cad"),  # the counted sense comes first, then those of the noun in order
    "hound": ("dog",),
    "cad": ("dog",),
    "tail": ("dog",),
}


@pytest.fixture
def installed(write, tmp_path, monkeypatch):
    """The tiny wordnet in a database of its own."""
    monkeypatch.setattr(wn.config, "data_directory", str(tmp_path / "wn"))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of the package itself, while it fills its database
        wn.add(write("tiny.xml", LMF), progress_handler=None)


def test_words_of_a_shared_sense_are_synonyms_the_most_frequent_first(catalogue, write):
    write("tiny.xml", LMF)
    source = catalogue(FILE)
    assert source.load_resources("en").synonyms == ENGLISH
    assert source.load_resources("de").synonyms == {"dog": ("Dogge",), "Dogge": ("dog",)}


def test_a_file_without_the_language_is_refused(catalogue, write):
    path = write("tiny.xml", LMF)
    with pytest.raises(DataFileError) as caught:
        catalogue(FILE).load_resources("fr")
    assert str(caught.value) == (
        f"{path}: no word of the language 'fr' has a synonym; "
        "check the file and the language that its lexicons name."
    )


@pytest.mark.parametrize("text", ["", "no XML", "<a/>", LMF[:700]])
def test_a_file_that_is_no_wordnet_is_refused(catalogue, write, text):
    path = write("tiny.xml", text)
    with pytest.raises(DataFileError, match=r"this is not WN-LMF \(.*\); give an XML file") as caught:
        catalogue(FILE).load_resources("en")
    assert str(caught.value).startswith(str(path))


@pytest.mark.usefixtures("installed")
def test_an_installed_wordnet_says_the_same_as_its_file(catalogue):
    found = catalogue(INSTALLED).load_resources("en").synonyms
    assert dict(found) == ENGLISH
    assert "cat" not in found
    assert len(found) == 4
    assert found


@pytest.mark.usefixtures("installed")
def test_an_installed_wordnet_goes_by_its_name(catalogue):
    assert catalogue(INSTALLED).fingerprint_resources("en") == catalogue(INSTALLED).fingerprint_resources(
        "en"
    )
    with pytest.raises(RequestError) as caught:
        catalogue(INSTALLED).fingerprint_resources("de")
    assert str(caught.value) == (
        "the catalogue, resources: wn has no lexicon 'absent:1' installed; "
        "run python -m wn download absent:1."
    )


def test_a_file_and_a_lexicon_are_not_both_named(catalogue):
    with pytest.raises(ConfigError, match=r"key 'resources\[0\]': both a file and an installed lexicon are"):
        catalogue("{kind: synonyms, language: en, file: x, lexicon: y}")


def test_a_missing_package_is_named_with_its_extra(catalogue, write, monkeypatch):
    write("tiny.xml", LMF)
    real = builtins.__import__

    def refuse(name, *rest, **options):
        if name.partition(".")[0] == "wn":
            raise ImportError(name)
        return real(name, *rest, **options)

    monkeypatch.setattr(builtins, "__import__", refuse)
    with pytest.raises(
        RequestError, match=r"not installed; install it with pip install 'crosswind\[wordnet\]'"
    ):
        catalogue(FILE).load_resources("en")
