"""One contract for every shift, in every format and script: a new one is held to it by being declared."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from harness.types import (
    Answer,
    AnswersGold,
    ChoiceGold,
    EvaluationSet,
    Example,
    LabelGold,
    MultipleChoice,
    NoGold,
    NotApplicable,
    ParallelPair,
    PlainText,
    SpanQA,
    TaggedTokens,
    TagsGold,
    TextPair,
)
from perturbations.base import ALL_FORMATS, PERTURBATIONS, Shift
from perturbations.context import PerturbationContext
from perturbations.strategies import SCRIPTS, evaluation_sets

SHIFTS = tuple(entry for entry in PERTURBATIONS if isinstance(entry, Shift))
CASES = [(entry, kind) for entry in SHIFTS for kind in entry.spec.formats]
RANDOM = {"label_prior", "negation_slice", "other_domain", "other_source"}
BRING_OTHERS = {"other_domain": "reserve", "other_source": "foreign"}
QUICK = settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.too_slow])

by_name = pytest.mark.parametrize("entry", SHIFTS, ids=lambda entry: entry.name)
each_case = pytest.mark.parametrize(
    ("entry", "kind"), CASES, ids=[f"{entry.name}-{kind}" for entry, kind in CASES]
)


@st.composite
def situations(draw, kind, script=None):
    """A set in a script, or any, whose examples have genres, distances, perplexities; others stand by."""
    evaluation = draw(evaluation_sets(kind, script or draw(st.sampled_from(SCRIPTS)), max_size=4))
    genres = st.sampled_from(["news", "novel", "talk"])
    examples = [replace(example, domain=draw(genres)) for example in evaluation.examples]
    others = [replace(example, id=f"other/{example.id}", domain="other") for example in evaluation.reserve]
    values = st.floats(0, 9)
    evaluation = replace(
        evaluation,
        examples=tuple(examples),
        foreign=tuple(others),
        training_domains=draw(st.sampled_from([(), (("news", 5), ("talk", 2))])),
    )
    distances, perplexities = ({e.id: draw(values) for e in examples} for _ in range(2))
    return evaluation, PerturbationContext(distances=distances, perplexities=perplexities)


def shift(entry, evaluation, context, severity, seed=0):
    return entry.shift(evaluation, severity=severity, seed=seed, context=context)


@by_name
@pytest.mark.parametrize("script", SCRIPTS)
@given(st.data(), st.integers(0, 3))
@QUICK
def test_examples_are_kept_as_they_are_and_slices_nest(entry, script, data, seed):
    evaluation, context = data.draw(situations(data.draw(st.sampled_from(entry.spec.formats)), script))
    sets = [shift(entry, evaluation, context, severity, seed) for severity in range(6)]
    assert sets[0] is evaluation
    refused = [one for one in sets if isinstance(one, NotApplicable)]
    event(f"applicable: {not refused}")
    if refused:
        assert refused == [refused[0]] * 5
        assert refused[0].reason
        return
    assert_only_known_examples(evaluation, sets, BRING_OTHERS.get(entry.name))
    own = [ids_of(one.examples) & ids_of(evaluation.examples) for one in sets]
    assert all(mild >= strong for mild, strong in pairwise(own))


@each_case
class TestEveryFormat:
    @given(st.data(), st.integers(1, 5), st.integers(0, 3))
    @QUICK
    def test_the_order_of_examples_does_not_matter(self, entry, kind, data, severity, seed):
        evaluation, context = data.draw(situations(kind))
        backwards = replace(
            evaluation,
            examples=evaluation.examples[::-1],
            reserve=evaluation.reserve[::-1],
            foreign=evaluation.foreign[::-1],
        )
        one, other = (shift(entry, each, context, severity, seed) for each in (evaluation, backwards))
        if isinstance(one, NotApplicable):
            assert one == other
        else:
            assert ids_of(one.examples) == ids_of(other.examples)

    def test_a_seed_decides_where_chance_does(self, entry, kind):
        evaluation, context = fixed_situation(kind)
        found = [shift(entry, evaluation, context, 3, seed) for seed in range(8)]
        if isinstance(found[0], NotApplicable):
            assert found == [found[0]] * 8
            return
        names = {frozenset(example.id for example in one.examples) for one in found}
        assert (len(names) > 1) == (entry.name in RANDOM)


@by_name
def test_formats_that_are_not_named_are_refused(entry):
    for kind in sorted(set(ALL_FORMATS) - set(entry.spec.formats)):
        evaluation, context = fixed_situation(kind)
        assert shift(entry, evaluation, context, 3) == NotApplicable(f"not defined for {kind}")


@by_name
def test_every_shift_is_applicable_somewhere(entry):
    for kind in entry.spec.formats:
        evaluation, context = fixed_situation(kind)
        done = shift(entry, evaluation, context, 5)
        assert isinstance(done, EvaluationSet)
        assert [example.id for example in done.examples] != [example.id for example in evaluation.examples]


def ids_of(examples):
    return {id(example) for example in examples}


def assert_only_known_examples(evaluation, sets, others):
    """Each set is not empty, holds the examples themselves, no copies, and keeps the order of its own."""
    known = [*evaluation.examples, *(getattr(evaluation, others) if others else ())]
    for one in sets:
        names = [id(example) for example in one.examples]
        assert names
        assert len(set(names)) == len(names)
        assert set(names) <= ids_of(known)
        own = [id(e) for e in evaluation.examples]
        assert [name for name in names if name in own] == [name for name in own if name in names]
        assert replace(one, examples=evaluation.examples) == evaluation


def fixed_situation(kind):
    made = [make_example(kind, number) for number in range(30)]
    values = {example.id: float(number) for number, example in enumerate(made)}
    others = tuple(replace(example, id=f"other/{example.id}", domain="other") for example in made)
    evaluation = EvaluationSet("t", "en", "test", tuple(made), others, (), others)
    return evaluation, PerturbationContext(distances=values, perplexities=values)


def make_example(kind, number):
    """Examples that differ in length, genre, label, negation and overlap."""
    text = " ".join(f"word{i}" for i in range(number % 7 + 2)) + (" not." if number % 3 else ".")
    other = f"word0 thing{number}" if number % 2 else text
    payload, gold = {
        "classification": (TextPair(text, other), LabelGold(("entailment", "neutral")[number % 4 == 0])),
        "multiple_choice": (MultipleChoice(text, (other, "Elsewhere.")), ChoiceGold(int(number % 4 == 0))),
        "tagging": (TaggedTokens(tuple(text.split())), TagsGold(("O",) * len(text.split()))),
        "span_qa": (
            SpanQA(f"{other}. Elsewhere word{number} is.", text),
            AnswersGold(() if number % 4 == 0 else (Answer(other, 0),)),
        ),
        "retrieval": (ParallelPair(text, other), LabelGold(str(number))),
        "masked_lm": (PlainText(text, other), NoGold()),
    }[kind]
    return Example(str(number), "en", payload, gold, f"group-{number}", ("news", "novel", "talk")[number % 3])
