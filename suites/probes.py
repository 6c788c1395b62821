"""Small examples in every language, for trying out what perturbations can do there.

The words are names of countries in the language itself, by CLDR through ``babel``; for languages
that CLDR has no names for, words of their script that say nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from harness.types import (
    Answer,
    AnswersGold,
    BilingualLexicon,
    ChoiceGold,
    EvaluationSet,
    Example,
    FormatName,
    Gold,
    LabelGold,
    LanguageResources,
    MultipleChoice,
    NoGold,
    ParallelPair,
    Payload,
    PlainText,
    SpanQA,
    TaggedTokens,
    TagsGold,
    TextPair,
    text_fields,
)
from perturbations.services import Gap

_NONSENSE = ("Yanapa", "kuraka", "ñuqa", "wasi", "mayu", "sacha", "tuta", "hatun", "sumaq", "runa")
_PARTS, _WORDS = 6, 18
_PEOPLE = ("Maria", "Thomas", "Anna", "Peter", "Laura", "David")
_CITIES = ("Paris", "Berlin", "London", "Madrid", "Rome", "Vienna")
_STOPS = {"zh": "。", "ja": "。", "hi": "।", "ur": "۔"}


@dataclass(frozen=True, slots=True)
class _Material:
    """What one example is made of."""

    words: tuple[str, ...]
    others: tuple[str, ...]
    figures: str
    stop: str
    person: str
    city: str


@cache
def find_words(language: str) -> tuple[str, ...]:
    """Returns some words of a language."""
    from babel import Locale, UnknownLocaleError  # slow to import, and only for this

    try:
        names = list(Locale.parse(language).territories.values())
    except (UnknownLocaleError, ValueError):
        names = []
    found = tuple(dict.fromkeys(word for name in names for word in str(name).split()))
    return found[: _PARTS * _WORDS] if len(found) >= 2 * _PARTS else _NONSENSE


@cache
def write_figures(language: str) -> str:
    """Returns a date, a number with a fraction and a plain one, as the language writes them."""
    from babel import UnknownLocaleError
    from babel.numbers import format_decimal

    try:
        number = format_decimal(12345.5, locale=language)
    except (UnknownLocaleError, ValueError):
        number = "12,345.5"
    return f"2020-05-17 {number} 12"


def make_probe(language: str, kind: FormatName) -> EvaluationSet:
    """Returns a set of some examples of one format in a language."""
    words = find_words(language)
    size = max(len(words) // _PARTS, min(len(words), 6))
    parts = [(words * 2)[size * at % len(words) :][:size] for at in range(_PARTS)]
    examples = [
        one
        for at, part in enumerate(parts)
        for one in _make_examples(
            language,
            kind,
            _Material(
                part,
                parts[at - 1],
                write_figures(language),
                _STOPS.get(language, "."),
                _PEOPLE[at],
                _CITIES[at],
            ),
            str(at),
        )
    ]
    return EvaluationSet("probe", language, "test", tuple(examples))


def make_resources(evaluation: EvaluationSet) -> LanguageResources:
    """Returns word lists that hold every word of the set, and a twin of every example."""
    language = evaluation.language
    words = find_words(language)
    other = {word: (words[at - 1],) for at, word in enumerate(words)}
    odd = {word: (word + word[-1],) for word in words}
    targets = [code for code in ("en", "de", "fr") if code != language][:2]
    lexicons = tuple(BilingualLexicon(language, target, other) for target in targets)
    twins = {example.id: _twin(example) for example in evaluation.examples}
    names = {"PER": (*_PEOPLE, *words[:2]), "LOC": (*_CITIES, *words[2:4])}
    return LanguageResources(lexicons, odd, other, other, names, twins)


class AllKnowing:
    """A masked language model and a translation model that have an answer to everything."""

    @property
    def name(self) -> str:
        """A name that no real model has."""
        return "probe"

    def fill(self, gaps: Sequence[Gap]) -> list[tuple[str, ...]]:
        """Returns words of the text around the gap."""
        return [tuple(word for word in gap.text.split() if word.isalpha())[:8] for gap in gaps]

    def translate(self, texts: Sequence[str], source: str, target: str) -> list[str]:  # noqa: ARG002
        """Returns texts with the last character written twice."""
        return [text + text[-1:] for text in texts]


def _make_examples(language: str, kind: FormatName, of: _Material, name: str) -> list[Example]:
    text = f"{of.person} {' '.join(of.words)} {of.figures} {of.city}{of.stop}"
    short = f"{' '.join(of.others[:5])}{of.stop}"
    tokens = (of.person, of.city, *of.words, *of.figures.split(), of.stop)
    places = ("B-PER", "B-LOC", *["O"] * (len(tokens) - 2))
    figures = ["NUM"] * len(of.figures.split())
    classes = ("PROPN", "PROPN", *["NOUN"] * len(of.words), *figures, "PUNCT")
    made: dict[FormatName, list[tuple[Payload, Gold]]] = {
        "classification": [(TextPair(text, short), LabelGold("neutral"))],
        "multiple_choice": [(MultipleChoice(text, (short, " ".join(of.words[:3]))), ChoiceGold(0))],
        "tagging": [(TaggedTokens(tokens), TagsGold(one)) for one in (places, classes)],
        "span_qa": [
            (SpanQA(text, short), AnswersGold((Answer(answer, text.index(answer)),)))
            for answer in (of.person, "2020-05-17")
        ],
        "retrieval": [(ParallelPair(text, text), LabelGold(name))],
        "masked_lm": [(PlainText(text), NoGold())],
    }
    return [
        Example(f"{name}.{number}", language, payload, gold, group=name)
        for number, (payload, gold) in enumerate(made[kind])
    ]


def _twin(example: Example) -> dict[str, str]:
    field, text = next(pair for pair in text_fields(example.payload) if pair[0] != "context")
    return {field: text.replace(text.split()[0], text.split()[0] + "a", 1)}
