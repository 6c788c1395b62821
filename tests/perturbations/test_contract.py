"""One contract for every perturbation, shift and scaling: a new one is held to it by being declared."""

from __future__ import annotations

import re
import sys
from dataclasses import replace
from typing import get_args

import numpy as np
import pytest
import regex
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from harness.errors import RequestError
from harness.types import (
    Answer,
    AnswersGold,
    BilingualLexicon,
    ChoiceGold,
    EvaluationSet,
    Example,
    FormatName,
    LabelGold,
    LanguageResources,
    MultipleChoice,
    NoGold,
    ParallelPair,
    PlainText,
    Query,
    RelevantGold,
    SpanQA,
    TaggedTokens,
    TagsGold,
    TextPair,
    text_fields,
)
from perturbations.base import PERTURBATIONS, Perturbation, PerturbationFamily, Scaling, Shift
from perturbations.context import build_context
from perturbations.coverage import perturb_set
from perturbations.draws import DrawKey
from perturbations.edits import Proposal
from perturbations.setting import Setting
from perturbations.strategies import LANGUAGE_OF_SCRIPT, SCRIPTS, evaluation_sets, texts, words

ENTRIES = tuple(PERTURBATIONS)
EDITING = tuple(entry for entry in ENTRIES if isinstance(entry, Perturbation))
SHIFTS = tuple(entry for entry in ENTRIES if isinstance(entry, Shift))
SCALINGS = tuple(entry for entry in ENTRIES if isinstance(entry, Scaling))
CASES = [(entry, kind) for entry in EDITING for kind in entry.spec.formats]
WITHOUT_DRAWS = ("hypothesis_only", "negation_append", "premise_swap", "tautology_append")
"""They draw nothing, or have a single choice in the fixed situation."""
QUICK = settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.too_slow])
CLUSTER = regex.compile(r"\X")

by_name = pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.name)
each_case = pytest.mark.parametrize(
    ("entry", "kind"), CASES, ids=[f"{entry.name}-{kind}" for entry, kind in CASES]
)
severities = st.integers(1, 5)
seeds = st.integers(0, 3)


@st.composite
def lexicons(draw, script):
    """A lexicon out of the language of a script whose entries its texts are likely to hold."""
    entries = st.dictionaries(
        words(script), st.tuples(words("Latin"), texts("Latin", max_words=2)), max_size=2
    )
    return BilingualLexicon(LANGUAGE_OF_SCRIPT[script], "xx", draw(entries))


@st.composite
def situations(draw, entry, script):
    """A set of one of the formats in a script, with a lexicon that knows its words."""
    evaluation = draw(evaluation_sets(draw(st.sampled_from(entry.spec.formats)), script, max_size=3))
    lexicon = draw(lexicons(script))
    fields = [text for example in evaluation.examples for _, text in text_fields(example.payload)]
    known = {word: ("odd",) for text in fields for word in text.split()}
    entries = {**lexicon.entries, **known}
    resources = LanguageResources(
        (replace(lexicon, entries=entries), replace(lexicon, target="yy", entries=known)),
        misspellings={word: (word * 2, "odd") for word in known},
        inflections=known,
        synonyms=known,
        gazetteer={"PER": (*sorted(known)[:2], "Odd")},
        recorded=write_noisily(evaluation),
    )
    return evaluation, replace(build_context(evaluation, resources), filler=Parrot(), translator=Echo())


class TestDeclarations:
    @by_name
    def test_it_is_exactly_one_kind_and_says_so(self, entry):
        kinds = [isinstance(entry, kind) for kind in (Perturbation, Shift, Scaling)]
        assert sum(kinds) == 1
        assert entry.spec.family in get_args(PerturbationFamily)
        assert isinstance(entry, Scaling) == (entry.spec.family == "scaling")

    @by_name
    def test_it_is_described(self, entry):
        assert entry.name == entry.spec.name
        assert re.fullmatch(r"[a-z][a-z0-9_]*", entry.name)
        assert re.fullmatch(r"[A-Z].*\.", entry.spec.description)
        assert re.fullmatch(r"[A-Z].*\.", entry.spec.label_policy)
        assert entry.spec.version >= 1

    @by_name
    def test_its_formats_are_known(self, entry):
        assert set(entry.spec.formats) <= set(get_args(FormatName))
        assert entry.spec.formats

    @by_name
    @pytest.mark.parametrize("severity", [-1, 6])
    def test_other_severities_do_not_exist(self, entry, severity):
        message = rf"^{entry.name}: severity {severity} does not exist; choose 0 \(none\) to 5\.$"
        with pytest.raises(RequestError, match=message):
            use(entry, EvaluationSet("t", "en", "test", ()), severity)


def use(entry, evaluation, severity):
    if isinstance(entry, Perturbation):
        context = build_context(evaluation)
        perturb_set(evaluation, entry, severity=severity, seed=0, context=context)
    elif isinstance(entry, Shift):
        entry.shift(evaluation, severity=severity, seed=0, context=build_context(evaluation))
    else:
        entry.rescale(evaluation.examples, severity=severity, seed=0)


@pytest.mark.parametrize("script", SCRIPTS)
@pytest.mark.parametrize("entry", EDITING, ids=lambda entry: entry.name)
class TestEveryPerturbationInEveryScript:
    @given(st.data(), severities, seeds)
    @QUICK
    def test_its_text_gold_and_counts_hold(self, assert_pair_holds, entry, script, data, severity, seed):
        evaluation, context = data.draw(situations(entry, script))
        for offset, strength in enumerate((severity, 5, 5, 5)):
            done = perturb_set(evaluation, entry, severity=strength, seed=seed + offset, context=context)
            event(f"changed: {bool(done.pairs)}")
            assert_every_example_is_counted_once(done, evaluation)
            for clean, perturbed in done.pairs:
                assert_pair_holds(clean, perturbed, entry.spec)

    @given(st.data(), severities, seeds)
    @QUICK
    def test_an_example_fares_alike_in_any_order_and_alone(self, entry, script, data, severity, seed):
        evaluation, context = data.draw(situations(entry, script))
        together = perturb_set(evaluation, entry, severity=severity, seed=seed, context=context)
        backwards = evaluation.with_examples(evaluation.examples[::-1])
        models = {"filler": context.filler, "translator": context.translator}
        other = replace(build_context(backwards, context.resources), **models)
        assert other == context
        again = perturb_set(backwards, entry, severity=severity, seed=seed, context=other)
        assert again.pairs[::-1] == together.pairs
        assert again.coverage.reasons == together.coverage.reasons
        alone = [
            perturb_set(evaluation.with_examples([e]), entry, severity=severity, seed=seed, context=context)
            for e in evaluation.examples
        ]
        assert tuple(pair for one in alone for pair in one.pairs) == together.pairs


@each_case
class TestEveryPerturbationInEveryFormat:
    def test_severity_0_is_the_identity(self, entry, kind):
        evaluation, context = fixed_situation(kind, entry.name)
        done = perturb_set(evaluation, entry, severity=0, seed=0, context=context)
        assert done.pairs == ()
        assert done.coverage.unchanged == done.coverage.attempted == 2
        draws = DrawKey(0).open("x")
        for example in evaluation.examples:
            assert entry.propose(example, Setting(0, draws, context)) == Proposal()

    def test_another_seed_gives_another_result(self, entry, kind):
        if entry.name in WITHOUT_DRAWS:
            pytest.skip("the same with every seed, as its description says")
        evaluation, context = fixed_situation(kind, entry.name)
        found = {
            (perturb_set(evaluation, entry, severity=severity, seed=seed, context=context).pairs, severity)
            for seed in range(16)
            for severity in (3, 5)
        }
        assert len(found) > 2

    def test_no_global_random_state_is_touched(self, entry, kind):
        evaluation, context = fixed_situation(kind, entry.name)
        before = read_global_states()
        done = perturb_set(evaluation, entry, severity=5, seed=0, context=context)
        assert done.coverage.not_applicable < 2
        assert read_global_states() == before


def read_global_states():
    state = np.random.get_state()  # noqa: NPY002 - looked at, not drawn from
    return sys.modules["random"].getstate(), state[1].tolist(), state[2]


def assert_every_example_is_counted_once(done, evaluation):
    coverage = done.coverage
    assert coverage.attempted == len(evaluation.examples)
    assert coverage.attempted == coverage.changed + coverage.unchanged + coverage.not_applicable
    assert coverage.changed == len(done.pairs)
    assert coverage.not_applicable == sum(count for _, count in coverage.reasons)
    assert coverage.edited <= coverage.units
    assert (coverage.edit_rate > 0) == bool(done.pairs)


GERMAN = "Ein Fuchs sah Änne. Er lief schnell weg. Am 30.12.2020 waren es 1,5 km."
TEXTS = {
    "pinyin_slips": ("zh", "一只 狐狸 看见 小安。 它 很快 跑 走。"),
    "romanisation": ("ru", "Одна лиса увидела Анну. Она быстро убежала прочь."),
    "script_digits": ("hi", "एक 12 लोमड़ी 34 5. वह 6 7."),
    "telex_slips": ("vi", "Một con cáo thấy Anna. Nó chạy nhanh."),
    "vowel_points": ("ar", "رأى ثعلب سريع منزل. ثم هرب منه سرا."),
}
"""Perturbation → language and text of eight words that it has something for, where German has not."""


def fixed_situation(kind, name):
    language, text = TEXTS.get(name, ("de", GERMAN))
    answer = Answer(text.split()[1], text.index(text.split()[1]))
    payload, gold = {
        "classification": (TextPair(text, text), LabelGold("neutral")),
        "multiple_choice": (MultipleChoice(text, (text, "Der Hund schlief fest.")), ChoiceGold(1)),
        "tagging": (TaggedTokens(tuple(text.split())), TagsGold(("O",) * len(text.split()))),
        "span_qa": (
            SpanQA(text, "Wer lief schnell weg?"),
            AnswersGold((answer,)),
        ),
        "retrieval": (ParallelPair(text, text), LabelGold("1")),
        "masked_lm": (PlainText(text), NoGold()),
    }[kind]
    first = Example("1", language, payload, gold, "a")
    other = replace(first, id="2", group="b")
    if kind == "span_qa":
        other = replace(
            other,
            payload=SpanQA("Die Katze lief schnell weg. Ein Fuchs schlief.", payload.question),
            gold=AnswersGold(()),
        )
    if kind == "retrieval":
        other = replace(other, payload=Query(text), gold=RelevantGold(("c",)))
    if name in TEXTS:
        evaluation = EvaluationSet("t", language, "test", (first, other))
        return evaluation, build_context(evaluation)
    if kind == "tagging":  # one sentence with entities and one with parts of speech
        first = replace(first, gold=TagsGold(("O", "B-PER", "O", "B-PER", *["O"] * 10)))
        tokens = ("Die", "Katze", "sah", "Hitze", "und", "Mütze", "schnell", "30.12.2020", "1,5", "Otto")
        tags = ("DET", "NOUN", "VERB", "NOUN", "CCONJ", "NOUN", "ADV", "NUM", "NUM", "B-PER")
        other = replace(other, payload=TaggedTokens(tokens), gold=TagsGold(tags))
    if kind in ("classification", "multiple_choice", "masked_lm"):
        field = {"classification": "first", "multiple_choice": "prompt"}.get(kind, "text")
        other = replace(
            other, payload=replace(payload, **{field: "Die Katze, sah Änne, lief weg. Sie schlief."})
        )
    evaluation = EvaluationSet("t", "de", "test", (first, other))
    lexicon = BilingualLexicon("de", "en", {"sah": ("saw",), "schnell": ("quickly",), "lief": ("ran",)})
    french = BilingualLexicon("de", "fr", {"sah": ("vit",), "schnell": ("vite",)})
    forms = {"sah": ("siehst", "sehen"), "schnell": ("schneller", "schnelle"), "Katze": ("Katzen",)}
    resources = LanguageResources(
        (lexicon, french),
        misspellings={"lief": ("lif",), "sah": ("sa", "sahh"), "schnell": ("schnel",)},
        inflections=forms,
        synonyms={"sah": ("erblickte",), "schnell": ("rasch", "eilig"), "Mütze": ("Hitze",)},
        gazetteer={"PER": ("Änne", "Zoë", "Bo")},
        recorded=write_noisily(evaluation),
    )
    return evaluation, replace(build_context(evaluation, resources), filler=Parrot(), translator=Echo())


def write_noisily(evaluation):
    """Every text with its words in the wrong order: as many tokens, other ones."""
    return {
        example.id: {field: " ".join(text.split(" ")[::-1]) for field, text in text_fields(example.payload)}
        for example in evaluation.examples
    }


class Echo:
    """A translation model that says it again."""

    name = "echo"

    def translate(self, texts, source, target):
        return [f"{text}{source[0]}{target[0]}" for text in texts]


class Parrot:
    """A masked language model that would always say the same."""

    name = "parrot"

    def fill(self, gaps):
        return [("und", "Hitze", "eilig") for _ in gaps]
