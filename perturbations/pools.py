"""What the tagged sentences of an evaluation set hold: names by type, words by part of speech."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import regex

from harness.types import Example, TaggedTokens, TagsGold
from perturbations.segments import split_clusters

_ENDING, _SHORTEST = 2, 4  # clusters of an ending, and of a word that is told by its ending
_RUNS = (
    (regex.compile(r"[\p{Lu}\p{Lt}]+"), "A"),
    (regex.compile(r"[\p{L}\p{M}--[\p{Lu}\p{Lt}A]]+", regex.V1), "a"),
    (regex.compile(r"\p{N}+"), "0"),
)
_SHAPED = frozenset({"NUM", "PROPN"})
"""Parts of speech whose words are told by their shape alone."""


class Span(NamedTuple):
    """An entity: its type and its tokens ``[low, high)``."""

    kind: str
    low: int
    high: int


class Form(NamedTuple):
    """What words of one part of speech share that may stand for each other."""

    tag: str
    ending: str
    shape: str


@dataclass(frozen=True, slots=True)
class TaggedPool:
    """What a set's tagged sentences hold; all sorted, so that their order does not matter.

    Attributes:
        entities: type → names, tokens joined by single spaces.
        forms: form → words of it that the set never tags otherwise.
        tags: word → the parts of speech that it is tagged with.
    """

    entities: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    forms: Mapping[Form, tuple[str, ...]] = field(default_factory=dict)
    tags: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


NO_POOL = TaggedPool()


def pool_tagged(examples: Iterable[Example]) -> TaggedPool:
    """Returns what the tagged sentences among some examples hold."""
    names: defaultdict[str, set[str]] = defaultdict(set)
    tags: defaultdict[str, set[str]] = defaultdict(set)
    for example in examples:
        payload, gold = example.payload, example.gold
        if not (isinstance(payload, TaggedTokens) and isinstance(gold, TagsGold)):
            continue
        for span in find_spans(gold.tags):
            names[span.kind].add(" ".join(payload.tokens[span.low : span.high]))
        for token, tag in zip(payload.tokens, gold.tags, strict=False):
            if tag[:2] not in ("O", "B-", "I-"):
                tags[token].add(tag)
    forms: defaultdict[Form, list[str]] = defaultdict(list)
    for word in sorted(tags):
        if len(tags[word]) == 1:
            forms[form_of(word, *tags[word])].append(word)
    return TaggedPool(
        {kind: tuple(sorted(names[kind])) for kind in sorted(names)},
        {form: tuple(words) for form, words in forms.items()},
        {word: tuple(sorted(tags[word])) for word in sorted(tags)},
    )


def find_spans(tags: Sequence[str]) -> Iterator[Span]:
    """Yields the entities of BIO tags, in order; an ``I-`` that continues nothing begins one."""
    low, kind = 0, ""
    for at, tag in enumerate((*tags, "O")):
        if kind and tag != f"I-{kind}":
            yield Span(kind, low, at)
            kind = ""
        if not kind and tag[:2] in ("B-", "I-"):
            low, kind = at, tag[2:]


def form_of(word: str, tag: str) -> Form:
    """Returns the form of a word: of names and numbers the shape, of others the ending too."""
    if tag in _SHAPED:
        return Form(tag, "", shape_of(word))
    clusters, _ = split_clusters(word)
    ending = "".join(clusters[-_ENDING:]) if len(clusters) >= _SHORTEST else f"{len(clusters)}"
    return Form(tag, ending, shape_of(word))


def shape_of(word: str) -> str:
    """Returns a word with each run of capitals as ``A``, of other letters as ``a``, of digits as ``0``."""
    for run, sign in _RUNS:
        word = run.sub(sign, word)
    return word
