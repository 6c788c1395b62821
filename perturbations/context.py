"""What a perturbation may know beyond its example: word lists, models and the other texts of the set."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from math import log1p
from operator import attrgetter

import regex

from harness.types import (
    NO_RESOURCES,
    BilingualLexicon,
    EvaluationSet,
    Example,
    LanguageResources,
    MultipleChoice,
    PlainText,
    SpanQA,
    TextPair,
)
from perturbations.pools import NO_POOL, TaggedPool, pool_tagged
from perturbations.scripts import UNSPACED, script_of
from perturbations.services import MaskFiller, Translator

_SHORTEST, _LONGEST = 8, 400  # characters of a sentence worth pooling
_LARGEST_POOL = 100_000
_SENTENCE_END = regex.compile(
    r"(?<=[.!?…।॥؟۔።]['\"”’»)\]]?)\s+"
    r"|(?<=[。\uff01\uff1f][”’」』\uff09]?)(?=[^\s”’」』\uff09])"  # full-width marks need no space after them
    r"|\n+"
)
_SPACE = regex.compile(r"\s+")
_TERM = regex.compile(r"[\p{L}\p{N}][\p{L}\p{N}\p{M}]*")


@dataclass(frozen=True, slots=True)
class PooledSentence:
    """A sentence or text of the evaluation set and the cluster (paragraph, premise) that it is from."""

    group: str
    text: str


@dataclass(frozen=True, slots=True)
class PerturbationContext:
    """What is the same for all examples of an evaluation set.

    Attributes:
        lexicons: from the language of the set into others.
        sentences: distinct sentences of what the examples stand in (contexts of questions, premises,
            prompts, plain texts), sorted; of more than 100,000 those with the smallest hashes.
        premises: distinct premises of pairs and prompts of choices, sorted; bounded alike.
        index: of sets of questions: term → positions in ``sentences`` of those that hold it (see
            ``find_terms``).
        resources: word lists of the language.
        tagged: names and words of the set's tagged sentences.
        names: name in the gazetteer → its type; the first of the alphabet where it has several.
        filler: a masked language model, if the user gives one.
        translator: a translation model, if the user gives one.
        perplexities: example id → perplexity of its text under a reference model.
        distances: example id → distance of its embedding from the training data's.
    """

    lexicons: tuple[BilingualLexicon, ...] = ()
    sentences: tuple[PooledSentence, ...] = ()
    premises: tuple[PooledSentence, ...] = ()
    index: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    resources: LanguageResources = NO_RESOURCES
    tagged: TaggedPool = NO_POOL
    names: Mapping[str, str] = field(default_factory=dict)
    filler: MaskFiller | None = None
    translator: Translator | None = None
    perplexities: Mapping[str, float] = field(default_factory=dict)
    distances: Mapping[str, float] = field(default_factory=dict)


def build_context(
    evaluation: EvaluationSet, resources: LanguageResources = NO_RESOURCES
) -> PerturbationContext:
    """Returns the context of a set; it does not depend on the order of the examples.

    A lexicon into the language of the set is turned round where none leads out of it.
    """
    language = evaluation.language
    texts = {(example.group, text) for example in evaluation.examples for text in _find_surroundings(example)}
    sentences = _bound(
        PooledSentence(group, text[start:end])
        for group, text in texts
        for start, end in split_sentences(text, language)
        if _SHORTEST <= end - start <= _LONGEST
    )
    asking = any(isinstance(example.payload, SpanQA) for example in evaluation.examples)
    paired = any(isinstance(example.payload, TextPair | MultipleChoice) for example in evaluation.examples)
    return PerturbationContext(
        tuple(_orient(resources.lexicons, language)),
        sentences,
        _bound(PooledSentence(*pair) for pair in texts if pair[1].strip()) if paired else (),
        _build_index(sentences, language) if asking else {},
        resources,
        pool_tagged(evaluation.examples),
        _index_names(resources.gazetteer),
    )


def _find_surroundings(example: Example) -> Iterator[str]:
    """What a model reads for the sake of another text, or by itself; no questions, choices or hypotheses."""
    match example.payload:
        case SpanQA(context, _):
            yield context
        case TextPair(first, _):
            yield first
        case MultipleChoice(prompt, _):
            yield prompt
        case PlainText(text, _):
            yield text
        case _:
            return


def _bound(pool: Iterable[PooledSentence]) -> tuple[PooledSentence, ...]:
    """Returns the pool sorted, each entry once, cut by hashes so that no order matters."""
    distinct = set(pool)
    if len(distinct) > _LARGEST_POOL:
        distinct = set(sorted(distinct, key=_hash)[:_LARGEST_POOL])
    return tuple(sorted(distinct, key=attrgetter("group", "text")))


def _hash(sentence: PooledSentence) -> bytes:
    text = f"{sentence.group}\0{sentence.text}"
    return blake2b(text.encode(errors="surrogatepass"), digest_size=16).digest()


def _build_index(sentences: Sequence[PooledSentence], language: str) -> dict[str, tuple[int, ...]]:
    index: dict[str, list[int]] = defaultdict(list)
    for position, sentence in enumerate(sentences):
        for term in sorted(find_terms(sentence.text, language)):
            index[term].append(position)
    return {term: tuple(positions) for term, positions in index.items()}


def split_sentences(text: str, language: str) -> list[tuple[int, int]]:
    """Returns the spans of the sentences of a text, without the space between them.

    A rule by punctuation, so abbreviations may end one early; Thai, which has no full
    stop, is cut at spaces.
    """
    borders = _SPACE if script_of(language, text) == "Thai" else _SENTENCE_END
    spans: list[tuple[int, int]] = []
    start = 0
    for border in borders.finditer(text):
        spans.append((start, border.start()))
        start = border.end()
    spans.append((start, len(text.rstrip())))
    return [(low, high) for low, high in spans if low < high]


def find_terms(text: str, language: str) -> frozenset[str]:
    """Returns what two texts can share: words, or pairs of neighbouring characters in unspaced scripts."""
    words: list[str] = _TERM.findall(text.casefold())
    if script_of(language, text) not in UNSPACED:
        return frozenset(words)
    return frozenset(word[i : i + 2] for word in words for i in range(max(1, len(word) - 1)))


def rank_sentences(context: PerturbationContext, question: str, language: str) -> list[PooledSentence]:
    """Returns the pooled sentences that share a term with a question, those that share most first.

    A shared term weighs log(1 + N / n) where n of N sentences hold it.
    """
    scores: defaultdict[int, float] = defaultdict(float)
    for term in sorted(find_terms(question, language)):
        holders = context.index.get(term, ())
        weight = log1p(len(context.sentences) / len(holders)) if holders else 0.0
        for position in holders:
            scores[position] += weight
    ranked = sorted(sorted(scores), key=scores.__getitem__, reverse=True)  # stable: ties in pool order
    return [context.sentences[position] for position in ranked]


def _index_names(gazetteer: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    return {
        name: kind for kind in sorted(gazetteer, reverse=True) for name in gazetteer[kind] if name.strip()
    }


def _orient(lexicons: Sequence[BilingualLexicon], language: str) -> Iterator[BilingualLexicon]:
    direct = {lexicon.target for lexicon in lexicons if lexicon.source == language}
    for lexicon in lexicons:
        if lexicon.source == language:
            yield lexicon
        elif lexicon.target == language and lexicon.source not in direct:
            yield _invert(lexicon)


def _invert(lexicon: BilingualLexicon) -> BilingualLexicon:
    entries: dict[str, tuple[str, ...]] = {}
    for word, translations in lexicon.entries.items():
        for translation in translations:
            entries[translation] = (*entries.get(translation, ()), word)
    return BilingualLexicon(lexicon.target, lexicon.source, entries)
