"""Sentences from elsewhere in the set, put beside those of an example."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from harness.types import (
    AnswersGold,
    Edit,
    Example,
    MultipleChoice,
    NotApplicable,
    PlainText,
    SpanQA,
    TextPair,
)
from perturbations.context import PerturbationContext, PooledSentence, rank_sentences, split_sentences
from perturbations.draws import Draws
from perturbations.edits import Proposal
from perturbations.scripts import script_of
from perturbations.segments import segment
from perturbations.subject import protected_spans

_JOINED = frozenset({"Han", "Japanese"})


def joiner_of(language: str) -> str:
    """Returns what stands between two sentences."""
    return "" if script_of(language) in _JOINED else " "


def find_distractors(example: Example, context: PerturbationContext) -> Iterator[str]:
    """Yields sentences of other paragraphs like the question, the likest first; none holds an answer."""
    assert isinstance(example.payload, SpanQA)
    ranked = rank_sentences(context, example.payload.question, example.language)
    return keep_foreign(example, ranked, example.payload.context)


def keep_foreign(example: Example, pool: Iterable[PooledSentence], own: str) -> Iterator[str]:
    """Yields sentences of other clusters that the example's own text lacks and that hold no answer."""
    gold = example.gold.answers if isinstance(example.gold, AnswersGold) else ()
    answers = {answer.text.casefold() for answer in gold}
    for sentence in pool:
        if sentence.group != example.group and sentence.text not in own:
            folded = sentence.text.casefold()
            if not any(answer in folded for answer in answers):
                yield sentence.text


def insert_sentences(
    example: Example, sentences: list[str], draws: Draws, *, lacking: str
) -> Proposal | NotApplicable:
    """Proposes to put each sentence at the end of one of the context's own, drawn for it."""
    assert isinstance(example.payload, SpanQA)
    places = _find_places(example, example.payload.context)
    if not sentences or not places:
        return NotApplicable(lacking)
    texts: dict[int, str] = {}
    for sentence in sentences:
        place = draws.pick(places)
        texts[place] = texts.get(place, "") + joiner_of(example.language) + sentence
    edits = tuple(Edit("context", place, place, texts[place]) for place in sorted(texts))
    return Proposal(edits, len(sentences), len(places) + len(sentences))


def find_surrounding(example: Example) -> tuple[str, str] | None:
    """Returns field and text of what another sentence may stand beside; ``None`` if there is none."""
    match example.payload:
        case TextPair(first, second) if second is not None:
            return "first", first
        case MultipleChoice(prompt, _):
            return "prompt", prompt
        case SpanQA(context, _):
            return "context", context
        case PlainText(text, _):
            return "text", text
        case _:
            return None


def _find_places(example: Example, context: str) -> list[int]:
    """Ends of sentences, outside answers and between grapheme clusters."""
    borders = {*segment(context).starts, len(context)}
    answers = protected_spans(example, "context")
    ends = (end for _, end in split_sentences(context, example.language))
    return [end for end in ends if end in borders and not any(low < end < high for low, high in answers)]
