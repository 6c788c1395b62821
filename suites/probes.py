"""Small examples in every language, for trying out what perturbations can do there.

The words are names of countries in the language itself, by CLDR through ``babel``; for languages
that CLDR has no names for, words of their script that say nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
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
)
from perturbations.services import Gap

_COUNTRIES = ("DE", "FR", "IT", "ES", "CN", "IN", "JP", "RU", "EG", "BR", "TR", "GR", "TH", "VN")
_NONSENSE = ("Yanapa", "kuraka", "ñuqa", "wasi", "mayu", "sacha", "tuta", "hatun", "sumaq", "runa")
_FIGURES = "On 2020-05-17 it was 1,234.5 and 12."
_ENOUGH = 9
_NAMES = ("Maria", "Paris")


@cache
def find_words(language: str) -> tuple[str, ...]:
    """Returns some words of a language."""
    from babel import Locale, UnknownLocaleError  # slow to import, and only for this

    try:
        territories = Locale.parse(language).territories
    except (UnknownLocaleError, ValueError):
        territories = {}
    found = dict.fromkeys(word for code in _COUNTRIES for word in str(territories.get(code, "")).split())
    return tuple(found) if len(found) >= _ENOUGH else _NONSENSE


def make_probe(language: str, kind: FormatName) -> EvaluationSet:
    """Returns a set of three examples of one format in a language."""
    words = find_words(language)
    third = len(words) // 3
    parts = [words[start:] + words[:start] for start in (0, third, 2 * third)]
    examples = [
        one for number, part in enumerate(parts) for one in _make_examples(language, kind, part, str(number))
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
    names = {"PER": (_NAMES[0], words[0], words[1]), "LOC": (_NAMES[1], words[2], words[3])}
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
        """Returns texts with a word turned round."""
        return [" ".join(reversed(text.split())) for text in texts]


def _make_examples(language: str, kind: FormatName, words: Sequence[str], name: str) -> list[Example]:
    mark = {"zh": "。", "ja": "。", "hi": "।", "ur": "۔"}.get(language, ".")
    text = f"{_NAMES[0]} {' '.join(words)}{mark} {_FIGURES} {_NAMES[1]}{mark}"
    short = f"{' '.join(words[:5])}{mark}"
    tokens = (*_NAMES, *words, "2020-05-17", "1,234.5", ".")
    places = ("B-PER", "B-LOC", *["O"] * (len(words) + 3))
    classes = ("PROPN", "PROPN", *["NOUN"] * len(words), "NUM", "NUM", "PUNCT")
    made: dict[FormatName, list[tuple[Payload, Gold]]] = {
        "classification": [(TextPair(text, short), LabelGold("neutral"))],
        "multiple_choice": [(MultipleChoice(text, (short, " ".join(words[5:9]) + mark)), ChoiceGold(0))],
        "tagging": [(TaggedTokens(tokens), TagsGold(tags)) for tags in (places, classes)],
        "span_qa": [(SpanQA(f"{text} {short}", short), AnswersGold((Answer(_NAMES[0], 0),)))],
        "retrieval": [(ParallelPair(text, text), LabelGold(name))],
        "masked_lm": [(PlainText(text), NoGold())],
    }
    return [
        Example(f"{name}.{number}", language, payload, gold, group=name)
        for number, (payload, gold) in enumerate(made[kind])
    ]


def _twin(example: Example) -> dict[str, str]:
    match example.payload:
        case TextPair(first, second):
            return {"first": first.replace(_NAMES[0], "Mariia"), "second": second or ""}
        case MultipleChoice(prompt, _):
            return {"prompt": prompt.replace(_NAMES[0], "Mariia")}
        case SpanQA(_, question):
            return {"question": question + "?"}
        case ParallelPair(query, _):
            return {"query": query.replace(_NAMES[0], "Mariia")}
        case PlainText(text):
            return {"text": text.replace(_NAMES[0], "Mariia")}
        case _:
            return {}
