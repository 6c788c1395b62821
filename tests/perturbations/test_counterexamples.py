"""A property of a model that fails is shown by the smallest edit that makes it fail."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import find, given, settings
from hypothesis import strategies as st
from hypothesis.errors import NoSuchExample

from harness.types import Example, FormatName, LabelGold, TaggedTokens, TagsGold, TextPair
from perturbations.base import PERTURBATIONS
from perturbations.compose import find_perturbation
from perturbations.counterexamples import edited, list_applicable, sequences
from perturbations.strategies import SCRIPTS, examples

PAIR = Example(
    "1",
    "en",
    TextPair("The committee did not approve the new budget.", "The budget was approved."),
    LabelGold("contradiction"),
    group="1",
)
ENOUGH = settings(max_examples=2000, database=None, derandomize=True)


def classify(example):
    """A model that reads one word: it finds a contradiction where "approved" stands."""
    return "contradiction" if "approved" in example.payload.second else "neutral"


def test_the_smallest_edit_that_misleads_is_a_single_letter():
    def misled(example):
        return classify(example) != example.gold.label

    names = ["keyboard_typos@second", "homoglyphs", "word_swap@second"][:2]
    found = find(edited(PAIR, names, max_length=2), misled, settings=ENOUGH)
    assert len(found.edits) == 1
    (edit,) = found.edits
    assert edit.field == "second"
    assert edit.end - edit.start == 1
    assert "approved" in PAIR.payload.second[edit.start - 7 : edit.start + 8]


def test_a_property_that_holds_has_no_counterexample():
    with pytest.raises(NoSuchExample):
        find(
            edited(PAIR, ["keyboard_typos@first"]),
            lambda one: classify(one) != "contradiction",
            settings=settings(max_examples=50, database=None, derandomize=True),
        )


@given(edited(PAIR, ["keyboard_typos", "character_delete", "homoglyphs"], max_length=3))
def test_every_part_of_a_proposal_is_an_example_of_its_own(example):
    assert (example.payload == PAIR.payload) == (not example.edits)
    assert example.gold == PAIR.gold


def test_the_example_of_the_docs_fails_by_one_edit(tmp_path):
    page = (Path(__file__).parents[2] / "docs" / "property-tests.md").read_text("utf-8")
    code = re.search(r"```python\n(.*?)```", page, re.DOTALL)[1]
    (tmp_path / "test_typos.py").write_text(code, "utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "test_typos.py"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "Failing test case" in done.stdout
    assert len(re.findall(r"^E .*Edit\(field='second'", done.stdout, re.MULTILINE)) == 1


def test_tokens_move_together_or_not_at_all():
    tagged = Example(
        "1", "en", TaggedTokens(("then", "Ann", "ran")), TagsGold(("O", "B-PER", "O")), group="1"
    )
    found = find(edited(tagged, ["word_drop"]), lambda one: len(one.payload.tokens) < 3, settings=ENOUGH)
    assert len(found.gold.tags) == len(found.payload.tokens)


@pytest.mark.parametrize("kind", get_args(FormatName))
def test_what_is_applicable_keeps_the_gold(kind):
    for name in list_applicable(kind):
        assert not PERTURBATIONS.get(name).spec.control
        assert kind in PERTURBATIONS.get(name).spec.formats


@given(sequences(list_applicable("tagging"), max_length=3))
def test_sequences_are_perturbations_by_name(perturbation):
    assert find_perturbation(perturbation.name) == perturbation
    assert "tagging" in perturbation.spec.formats


@given(st.data(), st.sampled_from(SCRIPTS))
def test_any_script_can_be_asked(data, script):
    example = data.draw(examples("masked_lm", script))
    found = data.draw(st.none() | edited(example, ["character_repeat", "casing", "whitespace_noise"]))
    assert found is None or found.id == example.id
