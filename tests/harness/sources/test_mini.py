"""The source: its contract, determinism and the shape of every task."""

from __future__ import annotations

import time
import unicodedata
from collections.abc import Iterator

import pytest

from harness.errors import RequestError, UnknownNameError
from harness.sources import mini
from harness.sources.mini import MINI_LANGUAGES, MiniSource, mini_lexicon
from harness.task_spec import TaskSpec
from harness.tasks import TASKS
from harness.types import (
    AnswersGold,
    ChoiceGold,
    Example,
    LabelGold,
    MultipleChoice,
    NoGold,
    ParallelPair,
    PlainText,
    SpanQA,
    Split,
    TaggedTokens,
    TagsGold,
    TextPair,
    text_fields,
)

SOURCE = MiniSource()
NAMES = ("mini_choice", "mini_nli", "mini_pairs", "mini_pos", "mini_qa", "mini_retrieval", "mini_text")
TESTED = tuple(name for name in NAMES if name != "mini_text")
PAYLOADS = {
    "classification": (TextPair, LabelGold),
    "multiple_choice": (MultipleChoice, ChoiceGold),
    "tagging": (TaggedTokens, TagsGold),
    "span_qa": (SpanQA, AnswersGold),
    "retrieval": (ParallelPair, LabelGold),
    "masked_lm": (PlainText, NoGold),
}


def spec(name: str) -> TaskSpec:
    return TASKS.get(name)


def load(name: str, language: str, split: Split, seed: int = mini.DATA_SEED) -> tuple[Example, ...]:
    return MiniSource(seed=seed).load(spec(name), language, split)


def tagged_words(language: str) -> Iterator[tuple[str, str]]:
    for example in load("mini_pos", language, "test"):
        assert isinstance(example.payload, TaggedTokens)
        assert isinstance(example.gold, TagsGold)
        yield from zip(example.payload.tokens, example.gold.tags, strict=True)


def test_languages_are_of_four_scripts() -> None:
    assert MINI_LANGUAGES == ("en", "es", "ru", "tr", "hi", "zh", "id", "vi")
    scripts = set()
    for language in MINI_LANGUAGES:
        text = "".join(text for e in load("mini_nli", language, "test") for _, text in text_fields(e.payload))
        names = {unicodedata.name(c).split()[0] for c in text if c.isalpha()}
        scripts |= names
        assert len(names) == 1, language
    assert scripts == {"LATIN", "CYRILLIC", "DEVANAGARI", "CJK"}


@pytest.mark.parametrize("name", TESTED)
def test_test_sets_are_parallel_and_have_both_domains(name: str) -> None:
    task = spec(name)
    reference = [(e.id, e.domain) for e in load(name, task.languages[0], "test")]
    assert len(reference) == 500
    assert [domain for _, domain in reference].count("home") == 300
    for language in task.languages:
        examples = load(name, language, "test")
        assert [(e.id, e.domain) for e in examples] == reference
        assert all(e.language == language and e.group and e.provenance.source == "mini" for e in examples)


@pytest.mark.parametrize("name", TESTED)
def test_gold_structure_is_parallel(name: str) -> None:
    if name in ("mini_pos", "mini_qa", "mini_retrieval"):
        return
    english = [e.gold for e in load(name, "en", "test")]
    for language in MINI_LANGUAGES[1:]:
        assert [e.gold for e in load(name, language, "test")] == english


@pytest.mark.parametrize("name", NAMES)
def test_payloads_and_golds_are_of_the_format(name: str) -> None:
    task = spec(name)
    payload, gold = PAYLOADS[task.format]
    split: Split = "dev" if name == "mini_text" else "test"
    for language in task.languages:
        for example in load(name, language, split):
            assert isinstance(example.payload, payload)
            assert isinstance(example.gold, gold)


SIZES: tuple[tuple[str, Split, int], ...] = (
    ("mini_nli", "train", 4096),
    ("mini_choice", "train", 4096),
    ("mini_pairs", "train", 2048),
    ("mini_pos", "train", 2048),
    ("mini_qa", "train", 2048),
    ("mini_nli", "dev", 256),
    ("mini_qa", "dev", 256),
)


@pytest.mark.parametrize(("name", "split", "size"), SIZES)
def test_training_is_english_and_in_the_home_domain(name: str, split: Split, size: int) -> None:
    examples = load(name, "en", split)
    assert len(examples) == size
    assert {e.domain for e in examples} == set(spec(name).training_domains) == {"home"}
    assert len({e.id for e in examples}) == size


def test_text_has_monolingual_sentences_and_pairs_with_english() -> None:
    assert len(load("mini_text", "en", "train")) == 3000
    for language in MINI_LANGUAGES[1:]:
        examples = load("mini_text", language, "train")
        payloads = [e.payload for e in examples if isinstance(e.payload, PlainText)]
        paired = [p for p in payloads if p.translation]
        assert len(paired) == 3000
        assert len(payloads) - len(paired) >= 3000
        assert {e.domain for e in examples} == {"home", "field"}
        assert len({e.id for e in examples}) == len(examples)


@pytest.mark.parametrize("name", NAMES)
def test_text_is_normalised_and_clean(name: str) -> None:
    split: Split = "dev" if name == "mini_text" else "test"
    for language in spec(name).languages:
        for example in load(name, language, split):
            for _, text in text_fields(example.payload):
                assert text
                assert text == unicodedata.normalize("NFC", text)
                assert text == text.strip()
                assert not {"  ", "/"} & {text[i : i + n] for n in (1, 2) for i in range(len(text))}


def test_sentences_are_short() -> None:
    lengths = [
        len(e.payload.tokens) - 1
        for e in load("mini_pos", "en", "test")
        if isinstance(e.payload, TaggedTokens)
    ]
    usual = sum(3 <= n <= 13 for n in lengths)
    assert usual / len(lengths) > 0.85
    home, field = lengths[:300], lengths[300:]
    assert sum(field) / 200 > sum(home) / 300 + 1, "field sentences are longer"


@pytest.mark.parametrize("language", MINI_LANGUAGES)
def test_answers_stand_in_the_context(language: str) -> None:
    for example in load("mini_qa", language, "test"):
        assert isinstance(example.payload, SpanQA)
        assert isinstance(example.gold, AnswersGold)
        (answer,) = example.gold.answers
        context = example.payload.context
        assert answer.text
        assert context[answer.start : answer.start + len(answer.text)] == answer.text
        assert answer.text[0] not in " ,，"
        assert answer.text[-1] not in " ,.，。।"


@pytest.mark.parametrize("language", MINI_LANGUAGES)
def test_tags_are_of_the_declared_set(language: str) -> None:
    labels = set(spec("mini_pos").labels)
    for example in load("mini_pos", language, "test"):
        assert isinstance(example.payload, TaggedTokens)
        assert isinstance(example.gold, TagsGold)
        assert len(example.payload.tokens) == len(example.gold.tags)
        assert set(example.gold.tags) <= labels


def test_every_declared_tag_occurs() -> None:
    found = {tag for language in MINI_LANGUAGES for _, tag in tagged_words(language)}
    assert found == set(spec("mini_pos").labels)


def test_paraphrases_are_visibly_reworded_in_every_language() -> None:
    for language in MINI_LANGUAGES:
        for example in load("mini_pairs", language, "test"):
            assert isinstance(example.payload, TextPair)
            assert example.payload.first != example.payload.second


def test_premise_and_hypothesis_differ_in_every_language() -> None:
    for language in MINI_LANGUAGES:
        for example in load("mini_nli", language, "test"):
            assert isinstance(example.payload, TextPair)
            assert example.payload.first != example.payload.second


def test_the_gold_of_retrieval_is_the_pair_itself() -> None:
    assert all(e.gold == LabelGold(e.id) for e in load("mini_retrieval", "vi", "test"))


def test_retrieval_candidates_are_distinct() -> None:
    for language in spec("mini_retrieval").languages:
        payloads = [e.payload for e in load("mini_retrieval", language, "test")]
        assert len({p.candidate for p in payloads if isinstance(p, ParallelPair)}) >= 495
        assert len({p.query for p in payloads if isinstance(p, ParallelPair)}) >= 495


def test_same_seed_same_data_other_seed_other_data() -> None:
    mini._load.cache_clear()
    first = load("mini_qa", "tr", "test", seed=5)
    mini._load.cache_clear()
    assert load("mini_qa", "tr", "test", seed=5) == first
    assert load("mini_qa", "tr", "test", seed=6) != first


def test_fingerprints_tell_data_apart_without_making_them(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> tuple[Example, ...]:
        raise AssertionError("generated")

    monkeypatch.setattr(mini, "_load", refuse)
    names = {
        MiniSource(seed=seed).fingerprint(spec(task), language, split)
        for seed in (1, 2)
        for task in ("mini_qa", "mini_pos")
        for language in ("en", "hi")
        for split in ("test",)
    }
    assert len(names) == 8
    assert SOURCE.fingerprint(spec("mini_qa"), "en", "train") == MiniSource().fingerprint(
        spec("mini_qa"), "en", "train"
    )


def test_generation_is_quick() -> None:
    start = time.process_time()
    for name in TESTED:
        for language in spec(name).languages:
            load(name, language, "test", seed=77)
    for name in ("mini_nli", "mini_choice", "mini_pairs", "mini_pos", "mini_qa"):
        load(name, "en", "train", seed=77)
    assert time.process_time() - start < 15  # about 4 s on an idle core


@pytest.mark.parametrize(
    ("name", "language", "split", "message"),
    [
        (
            "mini_nli",
            "de",
            "test",
            "embedded benchmark, task mini_nli: unknown language 'de'; did you mean 'id'.",
        ),
        (
            "mini_nli",
            "tr",
            "train",
            "embedded benchmark, task mini_nli: there is no train split in 'tr'; "
            "use the test split or a training language (en).",
        ),
        (
            "mini_retrieval",
            "tr",
            "dev",
            "embedded benchmark, task mini_retrieval: there is no dev split in 'tr'; "
            "use the test split or a training language (none).",
        ),
    ],
)
def test_what_does_not_exist_is_refused(name: str, language: str, split: Split, message: str) -> None:
    with pytest.raises(RequestError) as caught:
        SOURCE.load(spec(name), language, split)
    assert str(caught.value) == message


def test_other_tasks_are_refused() -> None:
    with pytest.raises(UnknownNameError, match="embedded benchmark: unknown task 'xnli'"):
        SOURCE.load(spec("xnli"), "en", "test")


def test_lexicon_covers_the_words_of_sentences_in_every_direction() -> None:
    for source in MINI_LANGUAGES:
        for target in MINI_LANGUAGES:
            lexicon = mini_lexicon(source, target)
            assert (lexicon.source, lexicon.target) == (source, target)
            assert len(lexicon.entries) > 170
            assert all(words and all(words) for words in lexicon.entries.values())


@pytest.mark.parametrize(
    ("source", "target", "word", "translation"),
    [
        ("en", "es", "books", "libros"),
        ("en", "ru", "reads", "читает"),
        ("ru", "en", "книгу", "book"),
        ("ru", "tr", "книгу", "kitabı"),
        ("tr", "hi", "okuyor", "पढ़ता"),
        ("es", "zh", "roja", "红"),
        ("vi", "id", "bác sĩ", "dokter"),
        ("zh", "en", "厨房", "kitchen"),
    ],
)
def test_lexicon_maps_forms_to_matching_forms(source: str, target: str, word: str, translation: str) -> None:
    entries = mini_lexicon(source, target).entries
    assert entries[word][0] == unicodedata.normalize("NFC", translation)


def test_lexicon_covers_most_content_words_of_spaced_text() -> None:
    for language in ("en", "es", "ru", "tr", "hi", "id"):
        entries = mini_lexicon(language, "zh").entries
        keys = {part.lower() for word in entries for part in word.split()}
        nouns = [word.lower() for word, tag in tagged_words(language) if tag in ("NOUN", "ADJ")]
        assert sum(noun in keys for noun in nouns) / len(nouns) > 0.9, language


def test_lexicon_of_an_unknown_language_is_refused() -> None:
    with pytest.raises(UnknownNameError, match="embedded lexicon: unknown language 'xx'"):
        mini_lexicon("en", "xx")
