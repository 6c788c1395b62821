"""A text cut into extended grapheme clusters and words, once for everything that asks.

Segments depend on the text alone, so a bounded cache shares them between perturbations,
severities and the questions that are asked about one paragraph.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import accumulate

import regex

from perturbations.scripts import UNSPACED, script_of

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

    __slots__ = ("_solid", "_words", "clusters", "starts", "text", "valid")

    def __init__(self, text: str) -> None:
        self.text = text
        self.clusters, self.starts = split_clusters(text)
        self.valid = text.isascii() or _is_valid(text)
        self._solid = -1
        self._words: tuple[str, tuple[tuple[int, int], ...]] | None = None

    @property
    def solid(self) -> int:
        """Number of clusters that are no white space and no control character: the units of a text."""
        if self._solid < 0:
            self._solid = _count_solid(self)
        return self._solid

    def words(self, language: str) -> tuple[tuple[int, int], ...]:
        """Returns the spans of the words: what stands between white space, without the punctuation around it.

        Where a script does not put spaces between words, they are ICU's dictionary's.
        """
        if self._words is None or self._words[0] != language:
            unspaced = script_of(language, self.text) in UNSPACED
            found = _look_up_words(self, language) if unspaced else _find_words(self.text)
            self._words = language, tuple(found)
        return self._words[1]


def segment(text: str) -> Segments:
    """Returns the segments of a text, from the cache if it is there and not too long to be kept."""
    return _segment(text) if len(text) <= _LONGEST_CACHED else Segments(text)


def split_clusters(text: str) -> tuple[Sequence[str], Sequence[int]]:
    """Returns the extended grapheme clusters of a text and where each starts.

    A text without a character that could join another, most text outside Indic
    and South-East Asian scripts, needs no search: each character is a cluster.
    """
    if (text.isascii() and "\r" not in text) or _MAY_JOIN.search(text) is None:
        return text, range(len(text))
    clusters = tuple(_CLUSTER.findall(text))
    return clusters, tuple(accumulate(map(len, clusters), initial=0))[: len(clusters)]


def find_core(piece: str) -> tuple[int, int] | None:
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


def _find_words(text: str) -> list[tuple[int, int]]:
    words: list[tuple[int, int]] = []
    for start, piece in _find_pieces(text):
        if piece.isalnum():
            words.append((start, start + len(piece)))
        elif found := _CORE.search(piece):
            words.append((start + found.start(), start + found.end()))
    return words


def _look_up_words(segments: Segments, language: str) -> Iterator[tuple[int, int]]:
    """Words by ICU's dictionaries, joined where a border would lie inside a cluster."""
    from icu4py.breakers import WordBreaker  # a compiled library, only where such text is cut

    text, borders = segments.text, {*segments.starts, len(segments.text)}
    start = 0
    for _, end in WordBreaker(text, language).segments():
        if end in borders:
            found = find_core(text[start:end])
            if found:
                yield start + found[0], start + found[1]
            start = end


def _find_pieces(text: str) -> list[tuple[int, str]]:
    """What stands between white space; of printable text the space is the only white space."""
    if not text.isprintable():
        return [(found.start(), found[0]) for found in _PIECE.finditer(text)]
    pieces = text.split(" ")
    starts = accumulate((len(piece) + 1 for piece in pieces), initial=0)
    return [pair for pair in zip(starts, pieces, strict=False) if pair[1]]


def _is_valid(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
