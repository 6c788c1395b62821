"""Micro-averaged span F1 as the seqeval of XTREME computes it, in its default (non-strict) mode.

XTREME scores NER and POS alike by it. On a bare tag such as ``NOUN`` it takes the first letter
for the prefix and the whole for the type, so that neighbours of one part of speech become one
span and ``SYM`` always stands alone; POS "F1" is that number, some points below token accuracy,
and it is replicated here for comparability. In seqeval 1.2.2 a bare tag's type lacks the
first letter: ``CCONJ`` and ``SCONJ`` are one there, which moves POS by tenths of a point. On
IOB tags with plain types both versions agree.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from harness.metrics import declare
from harness.metrics.micro_f1 import differentiate_f1, finish_f1
from harness.metrics.scoring import refuse_prediction
from harness.scores import Prediction
from harness.types import Gold, TagsGold

OUTSIDE = "O"
Span = tuple[str, int, int]


@lru_cache(maxsize=4096)
def split_tag(tag: str) -> tuple[str, str]:
    """Returns ``(prefix, type)``: ``("B", "PER")`` for ``B-PER``, and ``("N", "NOUN")`` for ``NOUN``."""
    return tag[0], tag.rpartition("-")[2]


def find_spans(tags: Sequence[str]) -> Iterator[Span]:
    """Yields ``(type, first, last)`` of every span of one sentence, token indices inclusive.

    Source: the rules of CoNLL-2000's evaluation as seqeval 0.0.12 has them.
    """
    before, before_type, first = OUTSIDE, "", 0
    for position, tag in enumerate((*tags, OUTSIDE)):
        prefix, kind = split_tag(tag)
        if _ends(before, prefix, same_type=before_type == kind):
            yield before_type, first, position - 1
        if _starts(before, prefix, same_type=before_type == kind):
            first = position
        before, before_type = prefix, kind


def _ends(before: str, prefix: str, *, same_type: bool) -> bool:
    if before in "ES" or (before in "BI" and prefix in "BSO"):
        return True
    return before not in "O." and not same_type


def _starts(before: str, prefix: str, *, same_type: bool) -> bool:
    if prefix in "BS" or (before in "ESO" and prefix in "EI"):
        return True
    return prefix not in "O." and not same_type


class SpanF1:
    """Micro F1 over typed spans, in points; 0 where there is no span at all, as in seqeval."""

    name = "span_f1"
    columns: tuple[str, ...] = ("tp", "pred", "gold")
    finish = staticmethod(finish_f1)
    gradient = staticmethod(differentiate_f1)

    def measure(
        self,
        gold: Gold,
        prediction: Prediction,
        language: str,  # noqa: ARG002 - part of the protocol; the rule is the same in all languages
    ) -> tuple[float, ...]:
        """Returns the numbers of right, predicted and gold spans of one sentence.

        Raises:
            RequestError: if the prediction is not one tag per token.
        """
        if not isinstance(gold, TagsGold) or not isinstance(prediction, tuple):
            raise refuse_prediction(self.name, gold, prediction)
        if len(gold.tags) != len(prediction):
            raise refuse_prediction(self.name, gold, prediction)
        wanted, found = set(find_spans(gold.tags)), set(find_spans(prediction))
        return float(len(wanted & found)), float(len(found)), float(len(wanted))


declare(SpanF1())
