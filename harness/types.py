"""The values that travel between modules: frozen, typed, without torch and without I/O.

Units: scores and drops are *points* (0-100) wherever a field does not say
"fraction". Languages are ISO 639-1 codes as XTREME uses them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, NamedTuple, TypeAlias

FormatName: TypeAlias = Literal[
    "classification", "multiple_choice", "tagging", "span_qa", "retrieval", "masked_lm"
]
Split: TypeAlias = Literal["train", "dev", "test"]

MAX_SEVERITY = 5


# --- payloads: what the model reads -------------------------------------------------


@dataclass(frozen=True, slots=True)
class TextPair:
    """One text, or two to be compared (premise and hypothesis, two questions)."""

    first: str
    second: str | None = None


@dataclass(frozen=True, slots=True)
class MultipleChoice:
    """A prompt and the choices that may follow it."""

    prompt: str
    choices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TaggedTokens:
    """A sentence as its treebank or corpus tokenises it."""

    tokens: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SpanQA:
    """A question about a context that holds the answer."""

    context: str
    question: str


@dataclass(frozen=True, slots=True)
class ParallelPair:
    """A query and its translation, to be found again among all candidates of the set."""

    query: str
    candidate: str


@dataclass(frozen=True, slots=True)
class Query:
    """A text to be answered from the pool of its evaluation set (see ``EvaluationSet.pool``)."""

    text: str


@dataclass(frozen=True, slots=True)
class PlainText:
    """Unlabelled text; with ``translation`` set, a parallel pair for translation masked-LM."""

    text: str
    translation: str | None = None


Payload: TypeAlias = TextPair | MultipleChoice | TaggedTokens | SpanQA | ParallelPair | Query | PlainText


# --- gold answers -------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class LabelGold:
    """The class of a ``TextPair``; of a ``ParallelPair`` the id of the candidate to be found: its own."""

    label: str


@dataclass(frozen=True, slots=True)
class ChoiceGold:
    """The index of the right choice."""

    index: int


@dataclass(frozen=True, slots=True)
class TagsGold:
    """One tag per token."""

    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer string and its character offset in the context."""

    text: str
    start: int


@dataclass(frozen=True, slots=True)
class AnswersGold:
    """All acceptable answers; empty means that the question has none."""

    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class RelevantGold:
    """Ids of the right candidates of a ``Query``; empty if the pool holds none (mining)."""

    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NoGold:
    """Nothing to predict beyond the text itself (masked-LM), or a test set published without answers."""


Gold: TypeAlias = LabelGold | ChoiceGold | TagsGold | AnswersGold | RelevantGold | NoGold


# --- examples and sets --------------------------------------------------------------


class Edit(NamedTuple):
    """One change of a text: characters ``[start, end)`` of the original became ``replacement``.

    A named tuple, as dozens are made for every example. ``field`` names the text inside the
    payload (see ``text_fields``). For ``TaggedTokens`` it is ``"tokens"``: offsets into the tokens joined
    by single spaces.
    """

    field: str
    start: int
    end: int
    replacement: str


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where an example comes from: source name or file, and line or row (1-based, 0 = n/a)."""

    source: str
    line: int = 0


@dataclass(frozen=True, slots=True)
class Example:
    """One item of a task.

    Attributes:
        id: unique within task, language and split; parallel sets share ids across languages.
        language: ISO 639-1 code.
        payload: what the model reads.
        gold: the right answer.
        group: the statistical cluster (premise, sentence, paragraph).
        domain: where the text is from ("home", "fiction"); empty if unknown.
        provenance: source and line.
        edits: what a perturbation changed, spans in the *original*, immutable; empty for an original.
    """

    id: str
    language: str
    payload: Payload
    gold: Gold
    group: str
    domain: str = ""
    provenance: Provenance = Provenance("")
    edits: Sequence[Edit] = ()


def text_fields(payload: Payload) -> tuple[tuple[str, str], ...]:
    """Returns ``(field name, text)`` for every text of a payload, in reading order."""
    match payload:
        case TextPair(first, second):
            return (("first", first),) if second is None else (("first", first), ("second", second))
        case MultipleChoice(prompt, choices):
            named = tuple((f"choice.{i}", choice) for i, choice in enumerate(choices))
            return (("prompt", prompt), *named)
        case TaggedTokens(tokens):
            return (("tokens", " ".join(tokens)),)
        case SpanQA(context, question):
            return (("question", question), ("context", context))
        case ParallelPair(query, candidate):
            return (("query", query), ("candidate", candidate))
        case Query(text):
            return (("query", text),)
        case PlainText(text, translation):
            return (
                (("text", text),) if translation is None else (("text", text), ("translation", translation))
            )


@dataclass(frozen=True, slots=True)
class Candidate:
    """A text that queries may be answered with; ``context`` is what it stands in, read after it."""

    id: str
    language: str
    text: str
    context: str | None = None


@dataclass(frozen=True, slots=True)
class EvaluationSet:
    """The examples of one task, language and split, in a fixed order.

    Attributes:
        examples: what is scored; in the task's training domains where these are declared.
        reserve: examples of other domains, for domain shifts; empty where there are none.
        pool: what ``Query`` examples are answered from; empty for other payloads.
        foreign: examples of the same language from other tasks (see ``TaskSpec.siblings``), their
            labels mapped onto this task's; ``domain`` names the task. Empty unless a shift asks for them.
        training_domains: (domain, training examples of it); empty unless a shift asks for them.
    """

    task: str
    language: str
    split: Split
    examples: tuple[Example, ...]
    reserve: tuple[Example, ...] = ()
    pool: tuple[Candidate, ...] = ()
    foreign: tuple[Example, ...] = ()
    training_domains: tuple[tuple[str, int], ...] = ()

    def with_examples(self, examples: Sequence[Example]) -> EvaluationSet:
        """Returns the set with other examples."""
        return replace(self, examples=tuple(examples))


# --- perturbations ------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class NotApplicable:
    """A perturbation could not be applied to an example, and why; counted, never skipped."""

    reason: str


@dataclass(frozen=True, slots=True)
class BilingualLexicon:
    """Words of one language and their translations in another, most usual first."""

    source: str
    target: str
    entries: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class LanguageResources:
    """Word lists that a user's data bring for perturbations in one language.

    Attributes:
        lexicons: bilingual, into or out of the language.
        misspellings: word → its misspellings as people made them, most frequent first.
        inflections: word form → other forms of the same lemma and part of speech.
        synonyms: word → words of a shared sense, by its most frequent sense first.
        gazetteer: entity type (``PER``, ``LOC``, ``ORG``) → names.
        recorded: example id → its texts by field (see ``text_fields``), as people wrote them with noise.
    """

    lexicons: tuple[BilingualLexicon, ...] = ()
    misspellings: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    inflections: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    synonyms: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    gazetteer: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    recorded: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


NO_RESOURCES = LanguageResources()


@dataclass(frozen=True, slots=True)
class Coverage:
    """What became of the examples that a perturbation was given.

    ``attempted = changed + unchanged + not_applicable``. ``edit_rate`` is the mean
    realised share of edited units among changed examples, as a fraction. ``edited`` of
    ``units`` were edited over all examples that the perturbation could be applied to, the
    unchanged ones among them; 0 of 0 for shifts. ``brought`` counts by domain the examples that a
    shift took from outside the set.
    """

    attempted: int
    changed: int
    unchanged: int
    not_applicable: int
    edit_rate: float
    reasons: tuple[tuple[str, int], ...] = ()
    edited: int = 0
    units: int = 0
    brought: tuple[tuple[str, int], ...] = ()

    @property
    def realised_rate(self) -> float:
        """Edited units among those there were, as a fraction; to be held against the nominal rate."""
        return self.edited / self.units if self.units else 0.0

    @property
    def fraction(self) -> float:
        """Changed examples among those attempted, as a fraction."""
        return self.changed / self.attempted if self.attempted else 0.0
