"""The realised edit rate of character noise on 1,000 real sentences in each of 40 languages."""

from __future__ import annotations

import gzip
from functools import cache
from itertools import islice

import pytest

from harness.types import EvaluationSet, Example, NoGold, PlainText
from perturbations.compose import find_perturbation
from perturbations.context import build_context
from perturbations.coverage import perturb_set
from perturbations.setting import EDIT_RATES

pytestmark = pytest.mark.slow

LANGUAGES = (
    *("af", "ar", "bg", "bn", "de", "el", "en", "es", "et", "eu", "fa", "fi", "fr", "he", "hi", "hu", "id"),
    *("it", "ja", "ka", "kk", "ko", "ml", "mr", "ms", "my", "nl", "pt", "ro", "ru", "sw", "ta", "te", "th"),
    *("tl", "tr", "ur", "vi", "yo", "zh"),
)
PERTURBATIONS = (
    *("keyboard_typos", "character_insert", "character_delete", "character_swap", "character_repeat"),
    "ocr_confusions",
)
SENTENCES = 1000
TOLERANCE = 0.2  # share of the nominal rate
OUT_OF_REACH: dict[tuple[str, str], tuple[int, ...]] = {}
"""(Language, perturbation) → severities that fall short as too few characters can be edited: none so far."""

NOT_APPLICABLE = {("zh", "keyboard_typos"): "no keyboard layout of letters is recorded for zh"}
"""(Language, perturbation) → why no sentence is edited."""

CASES = [(language, name) for language in LANGUAGES for name in PERTURBATIONS]
CASES += [("zh", "pinyin_slips")]


@cache
def read_sentences(root, language):
    with gzip.open(root / "mlm" / f"{language}.txt.gz", "rt", encoding="utf-8") as lines:
        texts = list(islice((line.strip() for line in lines if line.strip()), SENTENCES))
    examples = (
        Example(str(number), language, PlainText(text), NoGold(), group=str(number))
        for number, text in enumerate(texts)
    )
    return EvaluationSet("mlm", language, "train", tuple(examples))


def measure(root, language, name, severity):
    evaluation = read_sentences(root, language)
    done = perturb_set(
        evaluation, find_perturbation(name), severity=severity, seed=0, context=build_context(evaluation)
    )
    return done.coverage


@pytest.mark.parametrize(("language", "name"), CASES)
def test_a_severity_is_the_same_dose_in_every_language(data_root, language, name):
    short = []
    for severity in range(1, len(EDIT_RATES)):
        coverage = measure(data_root, language, name, severity)
        assert coverage.attempted == SENTENCES
        if (language, name) in NOT_APPLICABLE:
            assert coverage.reasons == ((NOT_APPLICABLE[language, name], SENTENCES),)
            continue
        assert coverage.not_applicable <= 0.02 * SENTENCES
        ratio = coverage.edited / coverage.units / EDIT_RATES[severity]
        assert ratio <= 1 + TOLERANCE
        if ratio < 1 - TOLERANCE:
            short.append(severity)
    assert tuple(short) == OUT_OF_REACH.get((language, name), ())


@pytest.mark.parametrize("severity", range(1, len(EDIT_RATES)))
def test_telex_slips_are_a_share_of_marked_letters(data_root, severity):
    coverage = measure(data_root, "vi", "telex_slips", severity)
    assert coverage.edited / coverage.units == pytest.approx(EDIT_RATES[severity], rel=TOLERANCE)
    assert coverage.not_applicable <= 0.05 * SENTENCES


def test_what_is_listed_as_out_of_reach_is_measured():
    assert {*OUT_OF_REACH, *NOT_APPLICABLE} <= set(CASES)
