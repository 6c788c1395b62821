"""A text cut into extended grapheme clusters and words, once for everything that asks.

Segments depend on the text alone, so a bounded cache shares them between perturbations,
severities and the questions that are asked about one paragraph.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import accumulate
from operator import add
from typing import TypeAlias

import regex

from perturbations.scripts import UNSPACED, script_of

Span: TypeAlias = tuple[int, int]
FindSpans: TypeAlias = "Callable[[Segments, str], tuple[Span, ...]]"
WordSpans: TypeAlias = tuple[list[int], list[int]]
"""Where the words of a text start, and where they end."""

_CACHED_TEXTS = 4096
_LONGEST_CACHED = 20_000  # characters; with the bound above memory stays flat
_CLUSTER = regex.compile(r"\X")
_MAY_JOIN = regex.compile(r"[^\p{GCB=Other}\p{GCB=Control}\p{GCB=LF}]")
_PIECE = regex.compile(r"\S+")
_CORE = regex.compile(
    r"(?<!\p{GCB=Prepend})[\p{L}\p{N}](?:.*[\p{L}\p{N}])?[\p{M}\p{GCB=Extend}\p{GCB=ZWJ}\p{GCB=SpacingMark}]*",
    regex.DOTALL,
)
_SOLID = regex.compile(r"[^\s\p{Cc}]")


class Segments:
    """The clusters and words of one text.

    Attributes:
        text: what was cut.
        clusters: its extended grapheme clusters; the text itself where each is one character.
        starts: where each cluster starts.
        valid: whether the text can be encoded; a lone surrogate cannot.
    """

    __slots__ = ("_found", "_solid", "_words", "clusters", "starts", "text", "valid")

    def __init__(self, text: str) -> None:
        self.text = text
        self.clusters, self.starts = split_clusters(text)
        self.valid = text.isascii() or _fits(text, "utf-8")
        self._solid = -1
        self._words: tuple[str, WordSpans] | None = None
        self._found: dict[tuple[FindSpans, str], tuple[Span, ...]] = {}

    @property
    def solid(self) -> int:
        """Number of clusters that are no white space and no control character: the units of a text."""
        if self._solid < 0:
            self._solid = _count_solid(self)
        return self._solid

    def words(self, language: str) -> WordSpans:
        """Returns where words start and end: what white space parts, without punctuation around it.

        Where a script does not put spaces between words, they are ICU's dictionary's.
        """
        if self._words is None or self._words[0] != language:
            unspaced = script_of(language, self.text) in UNSPACED
            found = _look_up_words(self, language) if unspaced else _find_words(self.text)
            self._words = language, found
        return self._words[1]

    def spans(self, find: FindSpans, language: str) -> tuple[Span, ...]:
        """Returns what a function finds in the text, read in a language; it is asked once."""
        key = find, language
        found = self._found.get(key)
        if found is None:
            found = self._found[key] = find(self, language)
        return found


def segment(text: str) -> Segments:
    """Returns the segments of a text, from the cache if it is there and not too long to be kept."""
    return _segment(text) if len(text) <= _LONGEST_CACHED else Segments(text)


def split_clusters(text: str) -> tuple[Sequence[str], Sequence[int]]:
    """Returns the extended grapheme clusters of a text and where each starts.

    A text without a character that could join another, most text outside Indic
    and South-East Asian scripts, needs no search: each character is a cluster.
    Of Latin-1 only a carriage return joins what follows it.
    """
    if "\r" not in text and (_fits(text, "latin-1") or _MAY_JOIN.search(text) is None):
        return text, range(len(text))
    clusters = tuple(_CLUSTER.findall(text))
    return clusters, tuple(accumulate(map(len, clusters), initial=0))[: len(clusters)]


def find_core(piece: str) -> Span | None:
    """Returns where the word lies in what stands between white space; ``None`` for punctuation alone."""
    if piece.isalnum():
        return 0, len(piece)
    found = _CORE.search(piece)
    return found.span() if found else None


@lru_cache(maxsize=_CACHED_TEXTS)
def _segment(text: str) -> Segments:
    return Segments(text)


def _count_solid(segments: Segments) -> int:
    if segments.clusters is segments.text and segments.text.isprintable():
        return len(segments.text) - segments.text.count(" ")
    return sum(1 for cluster in segments.clusters if _SOLID.match(cluster))


def _find_words(text: str) -> WordSpans:
    """What stands between white space, trimmed; of printable text the space is the only white space."""
    if text.isprintable():
        pieces = text.split(" ")
        starts = list(accumulate([len(piece) + 1 for piece in pieces], initial=0))
        starts.pop()
    else:
        found = list(_PIECE.finditer(text))
        pieces, starts = [one[0] for one in found], [one.start() for one in found]
    ends = list(map(add, starts, map(len, pieces)))
    odd = [at for at, piece in enumerate(pieces) if not piece.isalnum()]
    for at in reversed(odd):
        core = _CORE.search(pieces[at])
        if core:
            starts[at], ends[at] = starts[at] + core.start(), starts[at] + core.end()
        else:
            del starts[at], ends[at]
    return starts, ends


def _look_up_words(segments: Segments, language: str) -> WordSpans:
    """Words by ICU's dictionaries, joined where a border would lie inside a cluster."""
    from icu4py.breakers import WordBreaker  # a compiled library, only where such text is cut

    text, borders = segments.text, {*segments.starts, len(segments.text)}
    starts: list[int] = []
    ends: list[int] = []
    start = 0
    for _, end in WordBreaker(text, language).segments():
        if end in borders:
            core = find_core(text[start:end])
            if core:
                starts.append(start + core[0])
                ends.append(start + core[1])
            start = end
    return starts, ends


def _fits(text: str, encoding: str) -> bool:
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True
