"""The rules by which a changed example is checked against its original."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, TypeAlias

import regex

from harness.types import (
    AnswersGold,
    Example,
    MultipleChoice,
    Payload,
    SpanQA,
    TaggedTokens,
    TagsGold,
    text_fields,
)
from perturbations.look import count_visible, fold_look, read_edited
from perturbations.negation import count_negators, is_foreign_negator, knows_negators
from perturbations.resources.antonyms import ANTONYMS

Outcome: TypeAlias = Literal["holds", "fails", "does not apply"]

LEAST, MOST = 0.5, 2.0
"""How long a changed text may be, as a multiple of the clean one's visible characters."""
_SHORT = 8  # visible characters, below which a length says nothing

_DIGITS = regex.compile(r"\p{Nd}+")
_GROUPED = regex.compile(r"\p{Nd}+(?:[.,'’٫٬\u00a0\u202f]\p{Nd}+)*")
_WORD = regex.compile(r"\p{L}[\p{L}\p{M}]*")


@dataclass(frozen=True, slots=True)
class Rule:
    """One checkable condition: its name, what must hold, and the check of (clean, changed)."""

    name: str
    sentence: str
    check: Callable[[Example, Example], Outcome]


def _tell(*, applies: bool, holds: bool) -> Outcome:
    return ("holds" if holds else "fails") if applies else "does not apply"


def _check_original(clean: Example, changed: Example) -> Outcome:
    """Shifts choose examples and leave them alone: nothing to lose."""
    same = (clean.payload, clean.gold) == (changed.payload, changed.gold)
    return _tell(applies=same, holds=same)


def _check_look(clean: Example, changed: Example) -> Outcome:
    before, after = (tuple(map(fold_look, _list_texts(one.payload))) for one in (clean, changed))
    return _tell(applies=before == after and clean.payload != changed.payload, holds=True)


def _check_empty(clean: Example, changed: Example) -> Outcome:
    after = dict(text_fields(changed.payload))
    full = [name for name, text in text_fields(clean.payload) if count_visible(text)]
    return _tell(applies=bool(full), holds=all(count_visible(after.get(name, "")) for name in full))


def _check_length(clean: Example, changed: Example) -> Outcome:
    """A context may grow, since sentences beside the answer's do not touch it; it may not shrink."""
    after = dict(text_fields(changed.payload))
    bounds: list[bool] = []
    for name, text in text_fields(clean.payload):
        before = count_visible(text)
        if before >= _SHORT:
            ratio = count_visible(after.get(name, "")) / before
            grows = name == "context" and isinstance(clean.payload, SpanQA)
            bounds.append(ratio >= LEAST and (grows or ratio <= MOST))
    return _tell(applies=bool(bounds), holds=all(bounds))


def _check_answer(clean: Example, changed: Example) -> Outcome:
    match clean.gold, changed.gold, changed.payload:
        case AnswersGold(before), AnswersGold(after), SpanQA(context) if before:
            same = [one.text for one in before] == [one.text for one in after]
            return _tell(applies=True, holds=same and all(context.startswith(a.text, a.start) for a in after))
        case AnswersGold(before), _, _ if before:
            return "fails"
    return "does not apply"


def _check_tags(clean: Example, changed: Example) -> Outcome:
    match clean.gold, changed.gold, changed.payload:
        case TagsGold(before), TagsGold(after), TaggedTokens(tokens):
            whole = len(after) == len(tokens) and all(map(count_visible, tokens))
            return _tell(applies=True, holds=whole and (_is_bio(after) or not _is_bio(before)))
        case TagsGold(), _, _:
            return "fails"
    return "does not apply"


def _check_entities(clean: Example, changed: Example) -> Outcome:
    before, after = _find_entities(clean), _find_entities(changed)
    return _tell(applies=bool(before), holds=Counter(before) == Counter(after))


def _check_numbers(clean: Example, changed: Example) -> Outcome:
    pairs = [(text, read) for text, read in _meanings(clean, changed) if _DIGITS.search(text)]
    return _tell(applies=bool(pairs), holds=all(_keeps_numbers(text, read) for text, read in pairs))


def _check_negation(clean: Example, changed: Example) -> Outcome:
    language = clean.language
    pairs = list(_meanings(clean, changed)) if knows_negators(language) else []
    return _tell(applies=bool(pairs), holds=all(_keeps_negators(*pair, language) for pair in pairs))


def _check_antonyms(clean: Example, changed: Example) -> Outcome:
    known = ANTONYMS.get(clean.language, _NOTHING)
    applies = turned = False
    for text, read in _meanings(clean, changed) if known else ():
        before, after = (Counter(_WORD.findall(one.casefold())) for one in (text, read))
        lost, gained = before - after, after - before
        applies |= any(word in known for word in lost)
        turned |= any(known.get(word, frozenset()) & gained.keys() for word in lost)
    return _tell(applies=applies, holds=not turned)


def _check_choices(clean: Example, changed: Example) -> Outcome:
    match clean.payload, changed.payload:
        case MultipleChoice(_, before), MultipleChoice(_, after) if _are_distinct(before):
            return _tell(applies=True, holds=len(before) == len(after) and _are_distinct(after))
    return "does not apply"


def _list_texts(payload: Payload) -> list[str]:
    return [text for _, text in text_fields(payload)]


def _are_distinct(choices: tuple[str, ...]) -> bool:
    return len({" ".join(fold_look(choice).split()) for choice in choices}) == len(choices)


def _is_bio(tags: tuple[str, ...]) -> bool:
    """Whether no entity is continued that has not begun; true of tags that are not of entities."""
    return all(
        not tag.startswith("I-") or before[1:] == tag[1:]
        for before, tag in zip(("O", *tags), tags, strict=False)
    )


def _find_entities(example: Example) -> list[tuple[str, str]]:
    """Type and look of each entity; none where tags are not of entities."""
    if not isinstance(example.gold, TagsGold) or not isinstance(example.payload, TaggedTokens):
        return []
    found: list[tuple[str, str]] = []
    before = "O"
    for token, tag in zip(example.payload.tokens, example.gold.tags, strict=False):
        if tag.startswith("I-") and before[1:] == tag[1:] and found:
            kind, text = found[-1]
            found[-1] = (kind, f"{text} {fold_look(token)}")
        elif tag.startswith(("B-", "I-")):
            found.append((tag[2:], fold_look(token)))
        before = tag
    return found


def _keeps_negators(clean: str, read: str, language: str) -> bool:
    """A negator may give way to one of another language, as where words are switched."""
    lost = count_negators(clean, language) - count_negators(read, language)
    if lost <= 0:
        return lost == 0
    gained = Counter(_WORD.findall(read.casefold())) - Counter(_WORD.findall(clean.casefold()))
    return lost == sum(count for word, count in gained.items() if is_foreign_negator(word))


def _keeps_numbers(clean: str, read: str) -> bool:
    """Numbers may move, gain company, and change how they are grouped or what separates a date."""
    texts = [fold_look(text) for text in (clean, read)]
    return any(
        not Counter(pattern(texts[0])) - Counter(pattern(texts[1]))
        for pattern in (_DIGITS.findall, _list_grouped)
    )


def _list_grouped(text: str) -> list[str]:
    return ["".join(_DIGITS.findall(number)) for number in _GROUPED.findall(text)]


def _meanings(clean: Example, changed: Example) -> Iterator[tuple[str, str]]:
    """Yields each text on whose meaning the gold depends, clean and as the changed one is read.

    Tags depend on tokens, and an answer on its question: what becomes of a context beside its
    answers is not judged.
    """
    if isinstance(clean.payload, TaggedTokens):
        return
    after = dict(text_fields(changed.payload))
    for name, text in text_fields(clean.payload):
        if not (isinstance(clean.payload, SpanQA) and name == "context"):
            edits = [edit for edit in changed.edits if edit.field == name]
            yield text, read_edited(text, after.get(name, ""), edits)


_NOTHING: MappingProxyType[str, frozenset[str]] = MappingProxyType({})

RULES: dict[str, Rule] = {
    rule.name: rule
    for rule in (
        Rule("original", "text and gold are those of an original", _check_original),
        Rule("reads alike", "a reader sees the same text", _check_look),
        Rule("answers", "the answers are the same, each at its offset", _check_answer),
        Rule("tags", "every token has a tag, and tags of entities are well formed", _check_tags),
        Rule("entities", "the entities read as before", _check_entities),
        Rule("numbers", "every number is still there", _check_numbers),
        Rule("negation", "there are as many negators as before", _check_negation),
        Rule("antonyms", "no word became its opposite", _check_antonyms),
        Rule("choices", "the choices differ", _check_choices),
        Rule("length", f"no text is under {LEAST:g} or over {MOST:g} times as long", _check_length),
        Rule("not empty", "no text lost everything visible", _check_empty),
    )
}
"""Rule by name, in the order in which reports list them."""

GUARDS = frozenset({"choices", "length", "not empty"})
"""Rules of which only a failure says something of the gold."""

STRUCTURE = frozenset({"answers", "tags", "choices", "not empty"})
"""Rules that bind a perturbation that keeps the gold by construction, too."""
