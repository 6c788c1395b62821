"""What a person is shown of an example, and which answers count as its gold."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

import regex

from harness.seeds import derive_entropy
from harness.types import (
    AnswersGold,
    ChoiceGold,
    Example,
    LabelGold,
    MultipleChoice,
    SpanQA,
    TaggedTokens,
    TagsGold,
    TextPair,
)

NO_ANSWER = "NONE"
LONGEST = 20_000
"""Characters of an item's texts; no person rates more, and readers of CSV have limits."""

_EDGES = regex.compile(r"^[\s\p{P}]+|[\s\p{P}]+$")
_SPACE = regex.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Form:
    """One item as a person sees it.

    Attributes:
        text: to be read.
        question: what is asked of it, or the second text of a pair; empty if the task says it all.
        options: labels to choose from; empty: the answer is copied from the text.
        shown: the options as they are shown.
        gold: labels that equal the gold.
    """

    text: str
    question: str
    options: tuple[str, ...]
    shown: str
    gold: tuple[str, ...]


def make_form(example: Example, labels: tuple[str, ...], *, clean: Example, seed: int) -> Form | None:
    """Returns the form of an example; None where a person cannot tell the gold from what is shown.

    Args:
        example: clean or perturbed.
        labels: of the task.
        clean: the original, by which a changed token is found.
        seed: of the sample.
    """
    form = _ask(example, labels, clean, seed)
    return form if form and len(form.text) + len(form.question) + len(form.shown) <= LONGEST else None


def equals_gold(label: str, gold: Iterable[str]) -> bool:
    """Whether a label is one of those that count, but for case, spaces and punctuation around it."""
    return normalise_label(label) in {normalise_label(one) for one in gold}


def normalise_label(label: str) -> str:
    """Returns a label without case, compatibility forms, outer punctuation and doubled spaces."""
    folded = unicodedata.normalize("NFKC", label).casefold()
    return _SPACE.sub(" ", _EDGES.sub("", folded) or folded.strip())


def _ask(example: Example, labels: tuple[str, ...], clean: Example, seed: int) -> Form | None:
    match example.payload, example.gold:
        case TextPair(first, second), LabelGold(label) if labels:
            return Form(first, second or "", labels, " | ".join(labels), (label,))
        case MultipleChoice(prompt, choices), ChoiceGold(index):
            numbers = tuple(str(number) for number in range(1, len(choices) + 1))
            shown = "\n".join(f"{number}: {choice}" for number, choice in zip(numbers, choices, strict=True))
            return Form(prompt, "", numbers, shown, (numbers[index],))
        case SpanQA(context, question), AnswersGold(answers):
            gold = tuple(dict.fromkeys(answer.text for answer in answers)) or (NO_ANSWER,)
            return Form(context, question, (), f"copy the answer from the text, or write {NO_ANSWER}", gold)
        case TaggedTokens(tokens), TagsGold(tags) if labels and tokens:
            place = _choose_token(tokens, clean, example, seed)
            marked = " ".join(f"«{token}»" if i == place else token for i, token in enumerate(tokens))
            return Form(marked, "Which tag has the «word»?", labels, " | ".join(labels), (tags[place],))
    return None


def _choose_token(tokens: tuple[str, ...], clean: Example, example: Example, seed: int) -> int:
    """A token that was changed, where one was; one of all, where none was."""
    originals = clean.payload.tokens if isinstance(clean.payload, TaggedTokens) else ()
    changed = [place for place, token in enumerate(tokens) if token not in originals]
    places = changed or list(range(len(tokens)))
    return places[derive_entropy(seed, "token", example.language, example.id) % len(places)]
