"""What edits act on: extended grapheme clusters and words, and how many of them are chosen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import accumulate, compress
from typing import NamedTuple

import numpy as np
import regex

from harness.types import Edit, Example, NotApplicable, TaggedTokens, TagsGold, text_fields
from perturbations.edits import Proposal, protected_spans, token_starts

UNREAD_FIELDS = frozenset({"candidate", "translation"})
"""Fields that are the other side of a pair and keep their text."""

_CLUSTER = regex.compile(r"\X")
_MAY_JOIN = regex.compile(r"[^\p{GCB=Other}\p{GCB=Control}\p{GCB=LF}]")
_WORD = regex.compile(
    r"(?<!\p{GCB=Prepend})[\p{L}\p{N}][\p{L}\p{N}\p{M}\p{GCB=Extend}\p{GCB=ZWJ}]*"
    r"(?:['’\-][\p{L}\p{N}][\p{L}\p{N}\p{M}\p{GCB=Extend}\p{GCB=ZWJ}]*)*"
)
_LETTER = regex.compile(r"[\p{L}\p{N}]")


class Word(NamedTuple):
    """A word of an example, or a token of ``TaggedTokens`` that holds a letter or digit.

    A named tuple, as one is made for every word of every example.

    Attributes:
        field, start, end: where it stands (see ``Edit``).
        text: its characters.
        token: its index among the tokens; -1 in running text.
        entity: whether its tag marks an entity.
    """

    field: str
    start: int
    end: int
    text: str
    token: int = -1
    entity: bool = False


def split_clusters(text: str) -> tuple[Sequence[str], Sequence[int]]:
    """Returns the extended grapheme clusters of a text and where each starts.

    A text without a character that could join another, most text outside Indic
    and South-East Asian scripts, needs no search: each character is a cluster.
    """
    if _MAY_JOIN.search(text) is None:
        return text, range(len(text))
    return _search_clusters(text)


def perturbed_fields(example: Example) -> list[tuple[str, str]]:
    """Returns ``(field, text)`` for every text that a model is asked about, in reading order."""
    return [pair for pair in text_fields(example.payload) if pair[0] not in UNREAD_FIELDS]


def choose(count: int, rate: float, rng: np.random.Generator, *, at_most: int | None = None) -> list[int]:
    """Returns sorted indices of about ``rate * count`` of ``count`` things, each set as likely.

    The number is rounded at random, up with the probability of its fraction, so that
    it is right on average. Sampling is Floyd's (CACM 30(9), 1987, p. 754).
    """
    wanted = int(count * rate + rng.random())
    if at_most is not None:
        wanted = min(wanted, at_most)
    chosen: set[int] = set()
    for top, draw in enumerate(rng.random(wanted).tolist(), count - wanted):
        pick = int(draw * (top + 1))
        chosen.add(top if pick in chosen else pick)
    return sorted(chosen)


def replace_clusters(
    example: Example,
    alternatives: Mapping[str, tuple[str, ...]],
    *,
    rate: float,
    rng: np.random.Generator,
    lacking: str,
) -> Proposal | NotApplicable:
    """Proposes to replace a share of the clusters that have alternatives by one of these.

    Args:
        example: whose answers stay untouched.
        alternatives: cluster → what may stand in its place; must answer every cluster,
            with an empty tuple where it has none (see ``Alternatives``).
        rate: share of the clusters with alternatives, a fraction.
        rng: source of all choices.
        lacking: the reason given where no cluster has alternatives.
    """
    fields = perturbed_fields(example)
    sites = [_find_sites(example, field, text, alternatives) for field, text in fields]
    ends = list(accumulate(len(places) for _, _, places in sites))
    if not ends or not ends[-1]:
        return NotApplicable(lacking)
    chosen = choose(ends[-1], rate, rng)
    draws = rng.random(len(chosen)).tolist()
    edits: list[Edit] = []
    at = 0
    for pick, draw in zip(chosen, draws, strict=True):
        while pick >= ends[at]:
            at += 1
        clusters, starts, places = sites[at]
        place = places[pick - ends[at]]
        cluster, start = clusters[place], starts[place]
        options = alternatives[cluster]
        replacement = options[int(draw * len(options))]
        edits.append(Edit(fields[at][0], start, start + len(cluster), replacement))
    return Proposal(tuple(edits), len(edits), ends[-1])


def find_words(example: Example, *fields: str) -> list[Word]:
    """Returns the words of the named fields, of all perturbed fields where none is named.

    Words that overlap an answer are left out.
    """
    if isinstance(example.payload, TaggedTokens):
        return list(_find_tokens(example, example.payload.tokens))
    return [
        word
        for field, text in perturbed_fields(example)
        if not fields or field in fields
        for word in _find_free_words(text, field, protected_spans(example, field))
    ]


def overlaps(start: int, end: int, spans: Sequence[tuple[int, int]]) -> bool:
    """Whether ``[start, end)`` shares a character with one of the spans."""
    return any(start < high and low < end for low, high in spans)


class Alternatives(dict[str, tuple[str, ...]]):
    """Clusters and what may stand in their place, computed on first sight by ``derive``.

    White space and control characters have none, so no edit makes or joins tokens.
    Only short clusters are remembered, so memory is bounded by the alphabet.
    """

    def __missing__(self, cluster: str) -> tuple[str, ...]:
        found = () if _BARRED.search(cluster) else self.derive(cluster)
        if len(cluster) <= _REMEMBERED:
            self[cluster] = found
        return found

    def derive(self, cluster: str) -> tuple[str, ...]:
        """Returns what may stand in the place of a cluster; empty if nothing may."""
        raise NotImplementedError


_BARRED = regex.compile(r"[\s\p{Cc}\p{Cs}]")
_REMEMBERED = 4

_Sites = tuple[Sequence[str], Sequence[int], list[int]]


def _find_sites(
    example: Example, field: str, text: str, alternatives: Mapping[str, tuple[str, ...]]
) -> _Sites:
    clusters, starts = split_clusters(text)
    places = list(compress(range(len(clusters)), map(alternatives.__getitem__, clusters)))
    barred = protected_spans(example, field)
    if barred:
        places = [
            place
            for place in places
            if not overlaps(starts[place], starts[place] + len(clusters[place]), barred)
        ]
    return clusters, starts, places


@lru_cache(maxsize=1024)
def _search_clusters(text: str) -> tuple[tuple[str, ...], tuple[int, ...]]:
    clusters = tuple(_CLUSTER.findall(text))
    return clusters, tuple(accumulate(map(len, clusters), initial=0))[: len(clusters)]


def _find_tokens(example: Example, tokens: tuple[str, ...]) -> Iterator[Word]:
    tags = example.gold.tags if isinstance(example.gold, TagsGold) else ("",) * len(tokens)
    for index, (token, start) in enumerate(zip(tokens, token_starts(tokens), strict=True)):
        if _LETTER.search(token):
            entity = tags[index][:2] in {"B-", "I-"}
            yield Word("tokens", start, start + len(token), token, index, entity)


def _find_free_words(text: str, field: str, barred: Sequence[tuple[int, int]]) -> Iterator[Word]:
    for found in _WORD.finditer(text):
        start, end = found.span()
        if not barred or not overlaps(start, end, barred):
            yield Word(field, start, end, found[0])
