"""How many words the texts of an example share, and whether that points to the gold answer."""

from __future__ import annotations

from collections.abc import Sequence

from harness.types import (
    AnswersGold,
    ChoiceGold,
    Example,
    LabelGold,
    MultipleChoice,
    SpanQA,
    TextPair,
)
from perturbations.context import find_terms, split_sentences

AGREEING = frozenset({"entailment", "paraphrase"})
"""Labels of pairs whose second text follows from the first, as shared words suggest."""
DIFFERING = frozenset({"neutral", "contradiction", "different"})
"""Labels of pairs whose second text does not."""


def overlap_of(first: str, second: str, language: str) -> float:
    """Returns the overlap coefficient of two texts' terms: those shared over those of the shorter, 0 to 1.

    Szymkiewicz and Simpson's; 1 where a hypothesis has no word that its premise lacks, which is
    HANS's "lexical overlap". 0 where a text has no word.
    """
    ours, theirs = find_terms(first, language), find_terms(second, language)
    fewer = min(len(ours), len(theirs))
    return len(ours & theirs) / fewer if fewer else 0.0


def measure_overlap(example: Example) -> float | None:
    """Returns the overlap of the texts of an example, 0 to 1; None where there is but one.

    Of a choice it is the mean over the choices with the prompt, of a question that with the
    sentence that shares most with it.
    """
    match example.payload:
        case TextPair(first, str(second)):
            return overlap_of(first, second, example.language)
        case MultipleChoice(prompt, choices):
            return sum(overlap_of(prompt, choice, example.language) for choice in choices) / len(choices)
        case SpanQA():
            return max(_sentence_overlaps(example, example.payload, holding=None), default=0.0)
        case _:
            return None


def measure_misguidance(example: Example) -> float | None:
    """Returns how far overlap points away from the gold, -1 to 1; None where it points nowhere.

    For a pair the overlap, less where it speaks for the label; for a choice how much more the
    nearest wrong choice shares with the prompt than the right one; for a question how much more
    the nearest sentence without an answer shares with it than the nearest with one.
    """
    language = example.language
    match example.payload, example.gold:
        case TextPair(first, str(second)), LabelGold(label) if label in AGREEING | DIFFERING:
            overlap = overlap_of(first, second, language)
            return 1 - 2 * overlap if label in AGREEING else 2 * overlap - 1
        case MultipleChoice(prompt, choices), ChoiceGold(right):
            near = [overlap_of(prompt, choice, language) for choice in choices]
            return max(near[:right] + near[right + 1 :]) - near[right]
        case SpanQA() as asked, AnswersGold():
            wrong = max(_sentence_overlaps(example, asked, holding=False), default=0.0)
            return wrong - max(_sentence_overlaps(example, asked, holding=True), default=0.0)
        case _:
            return None


def _sentence_overlaps(example: Example, asked: SpanQA, *, holding: bool | None) -> Sequence[float]:
    """Overlaps of the question with sentences: all, those that hold an answer, or those that do not."""
    golds = example.gold.answers if isinstance(example.gold, AnswersGold) else ()
    answers = [(gold.start, gold.start + len(gold.text)) for gold in golds]
    return [
        overlap_of(asked.question, asked.context[start:end], example.language)
        for start, end in split_sentences(asked.context, example.language)
        if holding is None or holding == any(low < end and start < high for low, high in answers)
    ]
