"""Each slice on sets made by hand, where one can see what it must keep."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from harness.types import (
    Answer,
    AnswersGold,
    ChoiceGold,
    EvaluationSet,
    Example,
    LabelGold,
    MultipleChoice,
    NotApplicable,
    SpanQA,
    TaggedTokens,
    TagsGold,
    TextPair,
)
from perturbations.base import PERTURBATIONS
from perturbations.context import PerturbationContext


def pairs(*made, language="en"):
    """Pairs from ``(first, second, label, genre)``; what is missing is "a", none, "neutral", none."""
    filled = (("a", None, "neutral", "")[len(one) :] for one in made)
    texts = ((*one, *rest) for one, rest in zip(made, filled, strict=True))
    return EvaluationSet(
        "t",
        language,
        "test",
        tuple(
            Example(f"{i:03}", language, TextPair(first, second), LabelGold(label), f"g{i}", domain)
            for i, (first, second, label, domain) in enumerate(texts)
        ),
    )


def shift(name, evaluation, severity, seed=0, context=None):
    context = context or PerturbationContext()
    return PERTURBATIONS.get(name).shift(evaluation, severity=severity, seed=seed, context=context)


def kept(name, evaluation, severity, **options):
    return [int(example.id) for example in shift(name, evaluation, severity, **options).examples]


def test_the_short_slice_is_the_other_end_of_the_long_one():
    evaluation = pairs(*[("a" * (i * 7 % 10),) for i in range(10)])
    for severity, complement in [(1, 4), (2, 3), (3, 2), (4, 1)]:
        short, long = kept("short_slice", evaluation, severity), kept("length_slice", evaluation, complement)
        assert sorted(short + long) == list(range(10))
    assert kept("short_slice", evaluation, 5) == [0]


class TestGenres:
    SIZES = (("news", 50), ("novel", 30), ("talk", 12), ("law", 8))

    def genres(self, severity, *trained):
        evaluation = pairs(
            *[("a", None, "neutral", genre) for genre, size in self.SIZES for _ in range(size)]
        )
        done = shift("genre_slice", replace(evaluation, training_domains=trained), severity)
        return [genre for genre, size in self.SIZES if [e.domain for e in done.examples].count(genre) == size]

    @pytest.mark.parametrize(
        ("severity", "expected"),
        [(1, ["novel", "talk", "law"]), (2, ["novel", "talk", "law"]), (3, ["talk", "law"]), (5, ["law"])],
    )
    def test_without_knowledge_of_training_the_rarest_stay(self, severity, expected):
        assert self.genres(severity) == expected

    def test_what_training_saw_least_of_stays(self):
        trained = [("law", 900), ("talk", 40), ("novel", 90)]
        assert self.genres(5, *trained) == ["news"]  # more than 10 %, but never less than a genre
        assert self.genres(2, *trained) == ["news"]
        assert self.genres(1, *trained) == ["news", "talk"]

    def test_unknown_genres_are_no_slice(self):
        assert shift("genre_slice", pairs(("a",), ("b",)), 1) == NotApplicable(
            "the genre of 2 of 2 examples is not known"
        )
        one = pairs(("a", None, "neutral", "news"), ("b", None, "neutral", "news"))
        assert shift("genre_slice", one, 1) == NotApplicable("all examples are of one genre")


class TestLabelPrior:
    def test_the_most_frequent_label_goes_step_by_step(self):
        evaluation = pairs(*[("a", None, "yes" if i % 10 else "no") for i in range(100)])
        sets = [set(kept("label_prior", evaluation, severity)) for severity in range(6)]
        assert [len(one) for one in sets] == [100, 82, 64, 46, 28, 10]
        assert all(mild > strong for mild, strong in pairwise(sets))
        assert sets[5] == set(range(0, 100, 10))

    def test_the_label_does_not_hang_on_the_seed(self):
        evaluation = pairs(*[("a", None, ("no", "yes")[i % 2]) for i in range(40)])
        for seed in range(4):
            assert kept("label_prior", evaluation, 5, seed=seed) == list(range(1, 40, 2))
        assert kept("label_prior", evaluation, 2, seed=0) != kept("label_prior", evaluation, 2, seed=1)

    def test_the_right_place_and_answerability_are_labels(self):
        choices = [(MultipleChoice("a", ("b", "c")), ChoiceGold(int(i == 0))) for i in range(5)]
        questions = [(SpanQA("a", "b?"), AnswersGold((Answer("a", 0),) * (i > 0))) for i in range(5)]
        for made in (choices, questions):
            examples = tuple(Example(str(i), "en", *one, group="g") for i, one in enumerate(made))
            assert kept("label_prior", EvaluationSet("t", "en", "test", examples), 5) == [0]

    def test_one_label_cannot_be_knocked_out(self):
        evaluation = pairs(("a",), ("b",))
        assert shift("label_prior", evaluation, 1) == NotApplicable("all examples have one label")


class TestNegation:
    def test_the_share_of_negated_examples_rises_to_all(self):
        evaluation = pairs(*[("No one." if i % 4 == 0 else "One.",) for i in range(80)])
        sets = [kept("negation_slice", evaluation, severity) for severity in range(6)]
        assert all(set(mild) > set(strong) for mild, strong in pairwise(sets))
        assert all(set(range(0, 80, 4)) <= set(one) for one in sets)
        shares = [20 / len(one) for one in sets]
        assert shares == pytest.approx([0.25, 0.4, 0.55, 0.7, 0.85, 1.0], abs=0.02)

    def test_a_context_does_not_count_but_a_question_and_any_text_of_a_pair_do(self):
        made = [SpanQA("Not so.", "Who?"), SpanQA("So.", "Who is not?")]
        asked = tuple(Example(str(i), "en", one, AnswersGold(()), "g") for i, one in enumerate(made))
        assert kept("negation_slice", EvaluationSet("t", "en", "test", asked), 5) == [1]
        assert kept("negation_slice", pairs(("One.", "None."), ("One.", "Two.")), 5) == [0]

    @pytest.mark.parametrize(
        ("texts", "language", "reason"),
        [
            (("No.", "Not."), "en", "all examples have a negator"),
            (("Yes.", "Si."), "en", "no example has a negator"),
            (("No.", "Yes."), "nah", "no negators are listed for nah"),
        ],
    )
    def test_without_a_difference_it_says_why(self, texts, language, reason):
        evaluation = pairs(*[(text,) for text in texts], language=language)
        assert shift("negation_slice", evaluation, 3) == NotApplicable(reason)


class TestOverlap:
    HANS = (
        ("a b c d", "a b", "entailment"),
        ("a b c d", "b a", "neutral"),
        ("a b c d", "x y", "entailment"),
        ("a b c d", "x y", "contradiction"),
        ("a b c d", "a y", "neutral"),
    )

    def test_the_highest_overlap_stays_whatever_the_label(self):
        assert kept("lexical_overlap_slice", pairs(*self.HANS), 3) == [0, 1]
        assert kept("lexical_overlap_slice", pairs(*self.HANS), 2) == [0, 1, 4]

    def test_overlap_against_the_label_stays(self):
        assert kept("misleading_overlap_slice", pairs(*self.HANS), 3) == [1, 2]
        assert kept("misleading_overlap_slice", pairs(*self.HANS), 2) == [1, 2, 4]

    def test_one_text_has_no_overlap(self):
        single = pairs(("a",), ("b", "c"))
        assert shift("lexical_overlap_slice", single, 1) == NotApplicable("1 of 2 examples have but one text")
        assert shift("misleading_overlap_slice", single, 1) == NotApplicable(
            "in 1 of 2 examples overlap points to no answer"
        )

    def test_equal_overlaps_are_no_slice(self):
        same = pairs(("a", "a", "neutral"), ("b", "b", "neutral"))
        assert shift("lexical_overlap_slice", same, 1) == NotApplicable("all overlaps are the same")
        assert shift("misleading_overlap_slice", same, 1) == NotApplicable("all overlaps mislead alike")


@pytest.mark.parametrize(
    ("name", "what"), [("ood_distance", "distances"), ("ood_perplexity", "perplexities")]
)
class TestOutOfDistribution:
    EVALUATION = pairs(*[("a",)] * 10)

    def contexts(self, what, values):
        return PerturbationContext(**{what: values})

    @pytest.mark.parametrize(("severity", "size"), [(1, 8), (2, 6), (3, 4), (4, 2), (5, 1)])
    def test_the_farthest_stay(self, name, what, severity, size):
        context = self.contexts(what, {f"{i:03}": float(i) for i in range(10)})
        assert kept(name, self.EVALUATION, severity, context=context) == list(range(10 - size, 10))

    def test_what_was_not_computed_is_said(self, name, what):
        assert shift(name, self.EVALUATION, 2) == NotApplicable(f"no {what} were computed")
        some = self.contexts(what, {"000": 1.0})
        reason = f"no {what} were computed for 9 of 10 examples"
        assert shift(name, self.EVALUATION, 2, context=some) == NotApplicable(reason)
        same = self.contexts(what, dict.fromkeys((example.id for example in self.EVALUATION.examples), 1.0))
        assert shift(name, self.EVALUATION, 2, context=same) == NotApplicable(f"all {what} are the same")


def test_formats_without_the_thing_are_refused():
    tagged = Example("1", "en", TaggedTokens(("a",)), TagsGold(("O",)), "g")
    evaluation = EvaluationSet("t", "en", "test", (tagged,))
    for name in ("label_prior", "lexical_overlap_slice", "misleading_overlap_slice"):
        assert shift(name, evaluation, 3) == NotApplicable("not defined for tagging")
