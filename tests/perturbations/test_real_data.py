"""The contract and the edit rates on real treebanks, questions and sentence pairs."""

from __future__ import annotations

import csv
import gzip
import json

import pytest

from harness.types import (
    Answer,
    AnswersGold,
    BilingualLexicon,
    EvaluationSet,
    Example,
    LabelGold,
    LanguageResources,
    SpanQA,
    TaggedTokens,
    TagsGold,
    TextPair,
)
from perturbations.base import PERTURBATIONS, Perturbation
from perturbations.compose import find_perturbation
from perturbations.context import build_context
from perturbations.coverage import perturb_set
from perturbations.setting import EDIT_RATES

pytestmark = pytest.mark.slow

EDITING = tuple(entry for entry in PERTURBATIONS if isinstance(entry, Perturbation))
TREEBANKS = {
    "ar": "UD_Arabic-PUD/ar_pud",
    "de": "UD_German-PUD/de_pud",
    "en": "UD_English-PUD/en_pud",
    "es": "UD_Spanish-PUD/es_pud",
    "hi": "UD_Hindi-PUD/hi_pud",
    "id": "UD_Indonesian-PUD/id_pud",
    "ru": "UD_Russian-PUD/ru_pud",
    "tr": "UD_Turkish-PUD/tr_pud",
    "ur": "UD_Urdu-UDTB/ur_udtb",
    "vi": "UD_Vietnamese-VTB/vi_vtb",
    "zh": "UD_Chinese-PUD/zh_pud",
}
DICTIONARIES = {"ar", "de", "es", "hi", "ru", "tr", "ur", "zh"}
QUESTIONS = ("ar", "de", "en", "es", "hi", "ru", "tr", "zh")
SENTENCES = 300
RARE_DIACRITICS = {"en", "id", "hi"}


def read_treebank(root, language):
    path = root / "ud" / f"{TREEBANKS[language]}-ud-test.conllu"
    packed = path.with_name(path.name + ".gz")
    text = gzip.decompress(packed.read_bytes()).decode() if packed.exists() else path.read_text("utf-8")
    made = []
    for number, block in enumerate(text.strip().split("\n\n")[:SENTENCES]):
        rows = [line.split("\t") for line in block.splitlines() if line[0] != "#"]
        rows = [row for row in rows if row[0].isdigit()]
        payload = TaggedTokens(tuple(row[1] for row in rows))
        gold = TagsGold(tuple(row[3] for row in rows))
        made.append(Example(str(number), language, payload, gold, group=str(number)))
    return EvaluationSet("ud", language, "test", tuple(made))


def read_questions(root, language):
    data = json.loads((root / "xquad" / f"xquad.{language}.json").read_text("utf-8"))["data"]
    paragraphs = [paragraph for article in data for paragraph in article["paragraphs"]]
    made = (
        Example(
            asked["id"],
            language,
            SpanQA(paragraph["context"], asked["question"]),
            AnswersGold(tuple(Answer(one["text"], one["answer_start"]) for one in asked["answers"])),
            group=str(number),
        )
        for number, paragraph in enumerate(paragraphs)
        for asked in paragraph["qas"]
    )
    return EvaluationSet("xquad", language, "test", tuple(made)[:SENTENCES])


def read_lexicons(root, language):
    if language not in DICTIONARIES | {"en"}:
        return []
    other = "de" if language == "en" else language
    entries = {}
    lines = (root / "codeswitch_dicts" / f"en-{other}.first15000.tsv").read_text("utf-8").splitlines()
    for line in lines:
        word, _, translation = line.partition("\t")
        entries.setdefault(word, (translation,))
    return [BilingualLexicon("en", other, entries)]


def perturb(evaluation, perturbation, severity, root):
    context = build_context(evaluation, LanguageResources(tuple(read_lexicons(root, evaluation.language))))
    return perturb_set(evaluation, perturbation, severity=severity, seed=0, context=context)


@pytest.mark.parametrize("language", TREEBANKS)
@pytest.mark.parametrize("perturbation", EDITING, ids=lambda entry: entry.name)
def test_treebanks_keep_the_contract(data_root, assert_pair_holds, language, perturbation):
    evaluation = read_treebank(data_root, language)
    done = perturb(evaluation, perturbation, 4, data_root)
    assert done.coverage.attempted == SENTENCES
    for clean, perturbed in done.pairs:
        assert_pair_holds(clean, perturbed, perturbation.spec)


@pytest.mark.parametrize("language", QUESTIONS)
@pytest.mark.parametrize("perturbation", EDITING, ids=lambda entry: entry.name)
def test_questions_keep_the_contract(data_root, assert_pair_holds, language, perturbation):
    done = perturb(read_questions(data_root, language), perturbation, 3, data_root)
    for clean, perturbed in done.pairs:
        assert_pair_holds(clean, perturbed, perturbation.spec)


@pytest.mark.parametrize("language", sorted(set(TREEBANKS) - {"zh"}))
@pytest.mark.parametrize("severity", [1, 3, 5])
@pytest.mark.parametrize(
    "name", ["keyboard_typos", "word_drop", "word_swap", "word_duplicate", "diacritics_loss"]
)
def test_the_edit_rate_is_the_same_in_every_language(data_root, language, severity, name):
    done = perturb(read_treebank(data_root, language), find_perturbation(name), severity, data_root)
    assert_rate(done, severity)
    assert done.coverage.units > 100 or (name == "diacritics_loss" and language in RARE_DIACRITICS)


UNICODE_CASES = {
    "bidi_controls": {"de", "en", "es", "id", "ru", "tr", "vi", "zh"},
    "casing": {"de", "en", "es", "id", "ru", "tr", "vi"},
    "fullwidth_forms": {"de", "en", "es", "id", "tr"},
    "homoglyphs": {"de", "en", "es", "id", "ru", "tr", "vi"},
    "invisible_characters": set(TREEBANKS),
    "normal_forms": {"ar", "de", "es", "ru", "tr", "vi"},
    "romanisation": {"ar", "hi", "ru", "ur", "zh"},
    "script_digits": {"ar", "hi", "zh"},
    "vowel_points": {"ar", "ur"},
}
"""Perturbation → languages whose texts have enough for every severity."""


@pytest.mark.parametrize("severity", [1, 3, 5])
@pytest.mark.parametrize(
    ("name", "language"), [(name, one) for name, found in UNICODE_CASES.items() for one in sorted(found)]
)
def test_characters_change_at_their_rate_where_there_are_enough(data_root, language, severity, name):
    done = perturb(read_treebank(data_root, language), find_perturbation(name), severity, data_root)
    assert done.coverage.units > 40
    assert_rate(done, severity)


def assert_rate(done, severity):
    expected = EDIT_RATES[severity] * done.coverage.units
    chance = 3 * (2 * expected) ** 0.5  # a swap edits two words at once, so edits come in pairs
    assert done.coverage.edited == pytest.approx(expected, abs=max(0.2 * expected, chance))


@pytest.mark.parametrize("language", QUESTIONS)
def test_every_question_gets_its_distractors(data_root, language):
    evaluation = read_questions(data_root, language)
    done = perturb(evaluation, find_perturbation("distractor_sentence"), 5, data_root)
    assert done.coverage.fraction > 0.9
    for clean, perturbed in done.pairs:
        added = " ".join(edit.replacement for edit in perturbed.edits).casefold()
        assert all(answer.text.casefold() not in added for answer in clean.gold.answers)


@pytest.mark.parametrize("language", sorted(DICTIONARIES))
def test_most_sentences_are_code_switched(data_root, language):
    done = perturb(read_treebank(data_root, language), find_perturbation("code_switch"), 5, data_root)
    assert done.coverage.fraction > 0.6


def test_swahili_pairs_are_typed_badly_on_both_sides(data_root, assert_pair_holds):
    path = data_root / "xnli" / "myxnli" / "sw.genre.test.tsv"
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))[:SENTENCES]
    made = tuple(
        Example(
            str(i), "sw", TextPair(r["sentence1_sw"], r["sentence2_sw"]), LabelGold(r["label"]), group="g"
        )
        for i, r in enumerate(rows)
    )
    typos = find_perturbation("keyboard_typos")
    done = perturb(EvaluationSet("xnli", "sw", "test", made), typos, 3, data_root)
    assert done.coverage.fraction > 0.98
    fields = [{edit.field for edit in perturbed.edits} for _, perturbed in done.pairs]
    assert sum(one == {"first", "second"} for one in fields) > 0.8 * len(fields)
    for clean, perturbed in done.pairs:
        assert_pair_holds(clean, perturbed, typos.spec)
