from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from harness.errors import RequestError, UnknownNameError
from harness.types import Coverage, EvaluationSet, Example, LabelGold, NotApplicable, TextPair
from perturbations.compose import find_perturbation
from perturbations.context import PerturbationContext
from perturbations.coverage import perturb_set, perturb_text

NOTHING = PerturbationContext()


def sentences(count, text="the quick brown fox jumps over the lazy dog"):
    made = (Example(str(i), "en", TextPair(text), LabelGold("x"), group=str(i)) for i in range(count))
    return EvaluationSet("t", "en", "test", tuple(made))


def typos(evaluation, severity, seed=0):
    return perturb_set(
        evaluation, find_perturbation("keyboard_typos"), severity=severity, seed=seed, context=NOTHING
    )


def perturb(text, name="keyboard_typos", language="en", severity=5, seed=0):
    return perturb_text(text, name, language=language, severity=severity, seed=seed, context=NOTHING)


@pytest.mark.parametrize(("severity", "rate"), [(1, 0.02), (2, 0.05), (3, 0.1), (4, 0.2), (5, 0.4)])
def test_the_realised_rate_is_that_of_the_severity(severity, rate):
    done = typos(sentences(400), severity)
    assert done.coverage.edited / done.coverage.units == pytest.approx(rate, rel=0.1)
    assert done.coverage.units == 400 * 35


def test_what_becomes_of_each_example_is_counted():
    mixed = sentences(50, "a fox").examples
    mute = Example("mute", "en", TextPair("123"), LabelGold("x"), group="m")
    foreign = Example("zh", "zh", TextPair("你好"), LabelGold("x"), group="z")
    done = typos(EvaluationSet("t", "en", "test", (*mixed, mute, foreign)), 1)
    assert 0 < done.coverage.changed < 15
    assert done.coverage.unchanged == 50 - done.coverage.changed
    assert done.coverage.not_applicable == 2
    assert done.coverage.reasons == (
        ("no keyboard layout of letters is recorded for zh", 1),
        ("no letter with a key of its own in en", 1),
    )
    assert done.coverage.edit_rate == pytest.approx(1 / 4)


def test_an_empty_set_has_nothing_attempted():
    assert typos(sentences(0), 3).coverage == Coverage(0, 0, 0, 0, 0.0)


def test_severities_and_seeds_are_independent_draws():
    found = {typos(sentences(20), severity, seed).pairs for severity in (4, 5) for seed in (0, 1)}
    assert len(found) == 4


def test_the_same_id_in_another_language_draws_anew():
    first = perturb_set_of_languages("en")
    second = perturb_set_of_languages("id")
    assert [pair[1].edits for pair in first] != [pair[1].edits for pair in second]


def perturb_set_of_languages(language):
    made = tuple(
        Example(str(i), language, TextPair("meja kursi lampu"), LabelGold("x"), group="") for i in range(9)
    )
    return typos(EvaluationSet("t", language, "test", made), 5).pairs


def test_a_text_is_perturbed_alike_wherever_it_stands():
    done = perturb("the quick brown fox")
    assert done == perturb("the quick brown fox")
    assert done.payload.text != "the quick brown fox"
    assert len(done.edits) == pytest.approx(16 * 0.4, abs=1)


def test_a_text_that_cannot_be_perturbed_says_why():
    assert perturb("你好", language="zh") == NotApplicable("no keyboard layout of letters is recorded for zh")
    assert perturb("", language="en") == NotApplicable("no letter with a key of its own in en")
    assert perturb("Why?", "distractor_sentence") == NotApplicable("not defined for masked_lm")


def test_a_language_nobody_listed_is_not_applicable():
    assert perturb("abc", language="tlh") == NotApplicable(
        "no keyboard layout of letters is recorded for tlh"
    )


@pytest.mark.parametrize(
    ("change", "kind", "message"),
    [
        ({"severity": 6}, RequestError, "keyboard_typos: severity 6 does not exist; choose 0 (none) to 5."),
        (
            {"name": "homoglyph"},
            UnknownNameError,
            "request: unknown perturbation 'homoglyph'; did you mean 'homoglyphs'.",
        ),
        (
            {"text": "ab\udc80"},
            RequestError,
            "text: character 3 is a lone surrogate; encode the text as UTF-8.",
        ),
    ],
)
def test_bad_requests_are_one_sentence(change, kind, message):
    with pytest.raises(kind) as raised:
        perturb(**({"text": "abc"} | change))
    assert str(raised.value) == message


def test_a_line_of_a_megabyte_is_perturbed():
    done = perturb("naïve हिन्दी text " * 60_000, severity=1)
    assert len(done.edits) == pytest.approx(0.02 * 60_000 * 11, rel=0.1)


PROGRAM = """
import json
from perturbations.base import PERTURBATIONS, Perturbation
from perturbations.context import PerturbationContext
from perturbations.coverage import perturb_text
from harness.types import BilingualLexicon, NotApplicable
context = PerturbationContext((BilingualLexicon("en", "de", {"fox": ("Fuchs",), "dog": ("Hund",)}),))
found = {}
for entry in PERTURBATIONS:
    if isinstance(entry, Perturbation):
        text = "The quick fox, a lazy dog"
        done = perturb_text(text, entry.name, language="en", severity=5, seed=3, context=context)
        found[entry.name] = done.reason if isinstance(done, NotApplicable) else done.payload.text
print(json.dumps(found))
"""


def test_no_hash_seed_changes_a_text():
    runs = [
        subprocess.run(
            [sys.executable, "-c", PROGRAM],
            capture_output=True,
            text=True,
            check=True,
            env={**os.environ, "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("0", "1", "2")
    ]
    assert runs[0] == runs[1] == runs[2]
    assert "The quick" not in json.loads(runs[0])["keyboard_typos"]


def test_edits_that_undo_each_other_are_not_counted():
    perturbation = find_perturbation("fullwidth_forms+fullwidth_forms")
    done = perturb_set(sentences(200, "a"), perturbation, severity=5, seed=0, context=NOTHING)
    assert done.coverage.unchanged > 40
    assert done.coverage.edited == done.coverage.changed


def test_a_single_text_has_no_second_one():
    for name in ("homoglyphs@second", "casing@second", "tautology_append@second"):
        done = perturb_set(sentences(1), find_perturbation(name), severity=5, seed=0, context=NOTHING)
        assert done.coverage.reasons == (("the example has nothing that is called second", 1),)
