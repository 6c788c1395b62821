from __future__ import annotations

import pytest

from harness.errors import DataFileError

MISSPELLINGS = "{kind: misspellings, language: en, file: en.natural}"
UNIMORPH = "{kind: inflections, language: de, layout: unimorph, file: deu}"
CONLLU = "{kind: inflections, language: en, layout: conllu, file: en.conllu}"
NAMES = "{kind: gazetteer, language: en, file: names.tsv}"
TAGS = (
    "{kind: gazetteer, language: [en, zh], layout: token_tags, file: tags, types: {person: PER, work: null}}"
)


def word(number, form, lemma, upos, features="_", misc="_"):
    return f"{number}\t{form}\t{lemma}\t{upos}\t_\t{features}\t0\troot\t_\t{misc}\n"


def test_misspellings_are_kept_as_attested(catalogue, write):
    write("en.natural", "luck lock luke lock\nteh the\nluck luk luck\nsame same\n")
    found = catalogue(MISSPELLINGS).load_resources("en").misspellings
    assert found == {"luck": ("lock", "luke", "luk"), "teh": ("the",)}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("luck lock\n\nword\n", ":3: 'word' has no misspelling; give one after it."),
        ("", ": there is no misspelling; give a word and its misspellings a line."),
        ("same same\n", ": there is no misspelling; give a word and its misspellings a line."),
    ],
)
def test_misspellings_that_are_none_are_refused(catalogue, write, text, message):
    path = write("en.natural", text)
    with pytest.raises(DataFileError) as caught:
        catalogue(MISSPELLINGS).load_resources("en")
    assert str(caught.value) == f"{path}{message}"


def test_forms_of_one_lemma_and_part_of_speech_are_inflections_of_each_other(catalogue, write):
    write(
        "deu",
        "Hund\tHund\tN;NOM;SG\nHund\tHunde\tN;NOM;PL\nHund\tHund\tN;ACC;SG\n\n"
        "sehen\tsieht\tV;3;SG\nsehen\tsah\tV;PST\nsehen\that gesehen\tV;PRF\nsehen\t-\tV;IMP\n"
        "Sehen\tSehens\tN;GEN\n",
    )
    found = catalogue(UNIMORPH).load_resources("de").inflections
    assert dict(found) == {"Hund": ("Hunde",), "Hunde": ("Hund",), "sieht": ("sah",), "sah": ("sieht",)}
    assert (len(found), "Sehens" in found) == (4, False)


def test_a_form_of_two_lemmas_has_the_forms_of_both(catalogue, write):
    write("deu", "see\tsaw\tV;PST\nsee\tsees\tV;3\nsaw\tsaw\tV;NFIN\nsaw\tsawed\tV;PST\n")
    found = catalogue(UNIMORPH).load_resources("de").inflections
    assert found["saw"] == ("sees", "sawed")
    assert found["sees"] == ("saw",)


def test_a_treebank_gives_inflections_as_they_stand_inside_sentences(catalogue, write):
    write(
        "en.conllu",
        "# sent_id = 1\n"
        + word(1, "Running", "run", "VERB")
        + word(2, "dogs", "dog", "NOUN")
        + word(3, "runs", "run", "VERB")
        + word(4, "RAN", "run", "VERB")
        + word(5, "dog", "dog", "NOUN")
        + word(6, "dg", "dog", "NOUN", features="Typo=Yes")
        + word(7, "doog", "dog", "NOUN", misc="CorrectForm=dog")
        + "8-9\tcan't\t_\t_\t_\t_\t_\t_\t_\t_\n"
        + word(8, "ca", "can", "AUX")
        + word(9, "n't", "not", "PART")
        + word(10, "could", "can", "AUX")
        + word(11, "ran", "run", "VERB")
        + word(12, "ran", "run", "VERB")
        + word(13, "12", "twelve", "NUM")
        + "13.1\tgone\tgo\tVERB\t_\t_\t_\t_\t_\t_\n\n"
        + word(1, "Can", "can", "AUX")
        + word(2, "can", "can", "AUX")
        + "\n",
    )
    found = catalogue(CONLLU).load_resources("en").inflections
    assert dict(found) == {
        "dogs": ("dog",),
        "dog": ("dogs",),
        "ran": ("runs",),
        "runs": ("ran",),
        "could": ("can",),
        "can": ("could",),
    }


def test_forms_that_negate_have_a_paradigm_of_their_own(catalogue, write):
    write("deu", "a\tgeldi\tV;PST\na\tgelmedi\tV;PST;NEG\na\tgelir\tV;PRS\na\tgelmez\tV;PRS;NEG\n")
    found = catalogue(UNIMORPH).load_resources("de").inflections
    assert (found["geldi"], found["gelmez"]) == (("gelir",), ("gelmedi",))
    forms = (("x", "_"), ("istedi", "Polarity=Pos"), ("istemem", "Mood=Gen|Polarity=Neg"), ("ister", "_"))
    rows = [word(at, form, "iste", "VERB", features) for at, (form, features) in enumerate(forms, start=1)]
    write("en.conllu", "".join(rows) + "\n")
    found = catalogue(CONLLU).load_resources("en").inflections
    assert dict(found) == {"istedi": ("ister",), "ister": ("istedi",)}


@pytest.mark.parametrize(
    ("resource", "name", "text", "message"),
    [
        (UNIMORPH, "deu", "Hund\tHunde\n", ":1: 2 columns where UniMorph has lemma, form and features;"),
        (UNIMORPH, "deu", "Hund\tHund\tN\n", ": no lemma has two forms; check the file and its 'layout'."),
        (CONLLU, "en.conllu", "1\tdog\n", ":1: 2 columns where CoNLL-U has 10;"),
    ],
)
def test_a_file_without_inflections_is_refused(catalogue, write, resource, name, text, message):
    path = write(name, text)
    with pytest.raises(DataFileError) as caught:
        catalogue(resource).load_resources("de" if resource is UNIMORPH else "en")
    assert str(caught.value).startswith(f"{path}{message}")


def test_names_come_by_type_in_the_order_of_the_file(catalogue, write):
    write("names.tsv", "PER\tAda Lovelace\nLOC\tAccra\n\nPER\tAlan\nPER\tAda Lovelace\n")
    found = catalogue(NAMES).load_resources("en").gazetteer
    assert found == {"PER": ("Ada Lovelace", "Alan"), "LOC": ("Accra",)}


def test_names_are_taken_from_tagged_sentences(catalogue, write):
    write(
        "tags",
        "Ada B-person\nLovelace I-person\nmet O\nAlan B-person\nBob B-person\n\n"
        "Emma B-work\nin O\nNew I-LOC\nYork I-LOC\n\nAlan B-person\n",
    )
    source = catalogue(TAGS)
    assert source.load_resources("en").gazetteer == {
        "PER": ("Ada Lovelace", "Alan", "Bob"),
        "LOC": ("New York",),
    }
    assert source.load_resources("zh").gazetteer["LOC"] == ("NewYork",), "without spaces, as it is written"


@pytest.mark.parametrize(
    ("resource", "name", "text", "message"),
    [
        (NAMES, "names.tsv", "PER Ada\n", ":1: not a type, a tab and a name; mend the line."),
        (
            NAMES,
            "names.tsv",
            "\n",
            ": there is no name of a type that is kept; check the file and its 'types'.",
        ),
        (TAGS, "tags", "a O\nAda PER\n", ":2: 'Ada PER' is not a token and its BIO tag; mend it."),
        (TAGS, "tags", "Emma B-work\n", ": there is no name of a type that is kept; check"),
    ],
)
def test_a_malformed_gazetteer_is_refused(catalogue, write, resource, name, text, message):
    path = write(name, text)
    with pytest.raises(DataFileError) as caught:
        catalogue(resource).load_resources("en")
    assert str(caught.value).startswith(f"{path}{message}")


def test_several_lists_of_a_language_become_one(catalogue, write):
    write("names.tsv", "PER\tAda\n")
    write("tags", "Alan B-person\nin O\nRome B-LOC\n")
    write("en.natural", "teh the\n")
    found = catalogue(NAMES, TAGS, MISSPELLINGS).load_resources("en")
    assert found.gazetteer == {"PER": ("Ada", "Alan"), "LOC": ("Rome",)}
    assert found.misspellings == {"teh": ("the",)}
