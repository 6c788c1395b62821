"""The real files: every row is read, and what should agree across languages agrees."""

import time
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from harness.sources.catalogue import CatalogueSource
from harness.tasks import TASKS

CATALOGUE = Path(__file__).parents[2] / "catalogues" / "shared-data.yaml"
PUD = ("en", "de", "es", "id", "ru", "tr", "ar", "hi", "zh")
XQUAD = ("en", "ar", "de", "es", "hi", "ru", "tr", "zh", "ro")
MATCHED = {"fiction", "government", "slate", "telephone", "travel"}
HELD_BACK = {"facetoface", "letters", "nineeleven", "oup", "verbatim"}


@pytest.fixture(scope="module")
def source(data_root):
    return CatalogueSource(CATALOGUE, data_root=data_root)


@pytest.fixture(scope="module")
def load(source):
    return cache(lambda task, language, split: source.load(TASKS.get(task), language, split))


@pytest.mark.parametrize(
    ("task", "split", "languages", "examples", "groups"),
    [
        ("xnli", "test", ("en", "my", "ko"), 5010, 1670),
        ("xnli", "test", ("sw", "es"), 5010, 1669),  # two premises were translated alike
        ("xnli", "dev", ("en", "my", "sw", "ko"), 2490, 830),
        ("xnli", "train", ("en",), 7844, 2667),
        ("xquad", "test", XQUAD, 1190, 240),
        ("udpos", "train", ("en",), 10330, 10330),
        ("udpos", "dev", ("en",), 1575, 1575),
        ("udpos", "test", PUD, 1000, 1000),
        ("udpos", "test", ("vi",), 800, 800),
        ("udpos", "test", ("ur",), 535, 535),
        ("udpos", "dev", ("ur",), 552, 552),
        ("udpos", "dev", ("vi",), 1123, 1123),
        ("udpos", "train", ("vi",), 1400, 1400),
        ("tydiqa", "test", ("ar",), 921, 842),
        ("tydiqa", "test", ("bn",), 113, 105),
        ("tydiqa", "test", ("en",), 440, 429),
        ("tydiqa", "test", ("id",), 565, 514),
        ("tydiqa", "test", ("ko",), 276, 228),
        ("tydiqa", "test", ("ru",), 812, 778),
        ("tydiqa", "test", ("sw",), 499, 357),
        ("tydiqa", "train", ("ko",), 1625, 1269),
        ("tydiqa", "train", ("sw",), 2755, 1698),
        ("udpos_gum", "test", ("en",), 1464, 1464),
        ("panx", "train", ("sw",), 1000, 1000),
        ("panx", "train", ("am", "rw", "yo"), 100, 100),
        ("panx", "dev", ("sw",), 1000, 1000),
        ("panx", "dev", ("am", "rw", "yo"), 100, 100),
        ("panx", "test", ("sw",), 1000, 1000),
        ("tatoeba", "test", ("af", "ar", "ja", "zh"), 1000, 1000),
        ("tatoeba", "test", ("te",), 234, 234),
        ("ntrex", "dev", ("de", "yo", "zh"), 257, 257),
        ("ntrex", "test", ("de", "yo", "zh"), 494, 494),
        ("panx", "test", ("am", "rw", "yo"), 100, 100),
        ("panx_typos", "test", ("de",), 7922, 7922),
        ("panx_typos", "test", ("fr",), 7483, 7483),
        ("panx_typos", "test", ("hi",), 795, 795),
        ("gum_ner", "train", ("en",), 10330, 10330),
        ("gum_ner", "dev", ("en",), 1575, 1575),
        ("gum_ner", "test", ("en",), 1464, 1464),
        ("wnut17", "train", ("en",), 3394, 3394),
        ("wnut17", "dev", ("en",), 1009, 1009),
        ("plain_text", "train", ("en",), 7826, 7826),
        ("plain_text", "train", ("ja",), 1475, 1475),
    ],
)
def test_every_row_of_every_file_is_read(load, task, split, languages, examples, groups):
    for language in languages:
        found = load(task, language, split)
        assert (len(found), len({example.group for example in found})) == (examples, groups), language


@pytest.mark.parametrize(
    ("split", "sizes"),
    [
        ("train", {"ha": 5716, "ig": 7634, "pcm": 5646, "sw": 6593}),
        (
            "dev",
            {"bm": 638, "ee": 501, "fon": 623, "ha": 816, "ig": 1090, "lg": 706, "mos": 648, "ny": 893}
            | {"pcm": 806, "rw": 1118, "sn": 887, "sw": 942, "tn": 499, "tw": 605, "xh": 817},
        ),
        (
            "test",
            {"bm": 1274, "ee": 1001, "fon": 1228, "ha": 1633, "ig": 2181, "lg": 1412, "mos": 1294}
            | {"ny": 1785, "pcm": 1613, "rw": 2235, "sn": 1773, "sw": 1883, "tn": 996, "tw": 1211}
            | {"xh": 1633},
        ),
    ],
)
def test_every_sentence_of_masakhaner_is_read(source, load, split, sizes):
    languages = source.available("masakhaner")[split]
    assert {language: len(load("masakhaner", language, split)) for language in languages} == sizes


def test_masakhaner_without_dates_has_the_same_sentences_and_names(load):
    whole, names = load("masakhaner", "sw", "test"), load("masakhaner_names", "sw", "test")
    assert [e.payload for e in names] == [e.payload for e in whole]
    for a, b in zip(whole, names, strict=True):
        assert ["O" if tag.endswith("DATE") else tag for tag in a.gold.tags] == list(b.gold.tags)


@pytest.mark.parametrize(
    ("task", "rows"), [("mnli", 7844), ("snli", 9842), ("hellaswag", 8000), ("squad", 314), ("squad_v2", 616)]
)
def test_train_and_dev_shares_make_up_the_file(load, task, rows):
    train, dev = load(task, "en", "train"), load(task, "en", "dev")
    assert len(train) + len(dev) == rows
    assert not {example.group for example in train} & {example.group for example in dev}
    assert 0.05 < len(dev) / rows < 0.15


@pytest.mark.slow
def test_every_set_of_the_catalogue_loads_and_has_a_name(source, load):
    for name in source.tasks():
        for split, languages in source.available(name).items():
            for language in languages:
                assert load(name, language, split)
                assert source.fingerprint(TASKS.get(name), language, split)
    assert len(source.available("plain_text")["train"]) == 40


def test_a_multi_parallel_text_is_mined_alike_in_every_language(source, load):
    task = TASKS.get("ntrex")
    golds = {tuple(e.gold for e in load("ntrex", language, "test")) for language in ("de", "zh")}
    assert len(golds) == 1
    pool = source.load_pool(task, "de", "test")
    assert source.load_pool(task, "zh", "test") is pool
    assert sum(bool(gold.ids) for gold in golds.pop()) == 334
    assert len(pool) == 502


def test_xnli_rows_agree_across_languages_in_id_label_and_genre(load):
    english = load("xnli", "en", "test")
    for language in ("my", "sw", "ko", "es"):
        other = load("xnli", language, "test")
        assert [(e.id, e.gold, e.domain) for e in other] == [(e.id, e.gold, e.domain) for e in english]
        assert sum(a.group != b.group for a, b in zip(english, other, strict=True)) <= 3
    assert Counter(e.gold.label for e in english) == dict.fromkeys(TASKS.get("xnli").labels, 1670)


def test_half_of_xnli_lies_outside_the_training_genres(load):
    genres = Counter(example.domain for example in load("xnli_genre", "en", "test"))
    assert genres == dict.fromkeys(MATCHED | HELD_BACK, 501)
    assert set(TASKS.get("xnli_genre").training_domains) == MATCHED
    assert not TASKS.get("xnli").training_domains


def test_parallel_sets_share_ids_and_groups(load):
    questions = [(e.id, e.group) for e in load("xquad", "en", "test")]
    sentences = [e.id for e in load("udpos", "en", "test")]
    for language in XQUAD:
        assert [(e.id, e.group) for e in load("xquad", language, "test")] == questions
    for language in PUD:
        assert sorted(e.id for e in load("udpos", language, "test")) == sorted(sentences)


def test_every_answer_stands_at_its_offset(load):
    for task, language in [("xquad", code) for code in XQUAD] + [("tydiqa", "ko"), ("tydiqa", "bn")]:
        for example in load(task, language, "test"):
            for answer in example.gold.answers:
                assert example.payload.context[answer.start :].startswith(answer.text)


def test_no_training_question_is_about_a_paragraph_of_xquad(load):
    held = {" ".join(example.payload.context.split()) for example in load("xquad", "en", "test")}
    for task in ("squad", "squad_v2", "xquad", "tydiqa"):
        for example in load(task, "en", "train"):
            assert " ".join(example.payload.context.split()) not in held


def test_treebank_sentences_have_a_tag_per_token_and_known_domains(load):
    tags = set(TASKS.get("udpos").labels)
    for language in (*PUD, "vi", "ur"):
        for example in load("udpos", language, "test"):
            assert len(example.payload.tokens) == len(example.gold.tags) > 0
            assert tags.issuperset(example.gold.tags)
            assert all(token and " " not in token for token in example.payload.tokens)
    assert Counter(e.domain for e in load("udpos", "tr", "test")) == {"news": 500, "wiki": 500}
    assert len({e.domain for e in load("udpos", "en", "train")}) == 15


def test_fused_forms_stay_whole_on_the_surface(load):
    tokens = {token for example in load("udpos", "de", "test") for token in example.payload.tokens}
    assert "zum" in tokens
    assert sum(len(example.payload.tokens) for example in load("udpos", "de", "test")) == 21332 - 331


def test_files_with_wrapped_texts_and_null_hypotheses_read_too(folder, data_root):
    text = (
        "entries:\n- task: xnli\n  language: [en, de, fr, hi]\n  split: test\n"
        "  file: xnli/typos/test_{language}_typos_0.05.tsv\n  reader:\n    layout: table\n"
        "    rows: {kind: pairs, first: premise, second: hypothesis, label: label, wrapped: true,\n"
        "      labels: {0: entailment, 1: neutral, 2: contradiction}}\n"
    )
    source = CatalogueSource(folder.write("typos.yaml", text), data_root=data_root)
    sizes = {code: len(source.load(TASKS.get("xnli"), code, "test")) for code in ("en", "de", "fr", "hi")}
    assert sizes == {"en": 5010, "de": 658, "fr": 974, "hi": 3709}


def test_reading_is_quick(source):
    sets = (("xnli", "en", "test"), ("udpos", "en", "train"), ("xquad", "ru", "test"))
    start = time.perf_counter()
    rows = sum(len(source.load(TASKS.get(task), language, split)) for task, language, split in sets)
    assert rows / (time.perf_counter() - start) > 2000  # some 17,000 rows; a slow reader takes minutes
