"""``mini_pos``: sentences with Universal POS tags."""

from __future__ import annotations

from functools import cache

from harness.sources.mini.builders.drawing import PROVENANCE, collect
from harness.sources.mini.builders.text import Utterance, draw_statement
from harness.sources.mini.grammars import GRAMMARS
from harness.sources.mini.sizes import TARGET
from harness.types import Example, Split, TaggedTokens, TagsGold


@cache
def _items(split: Split, seed: int) -> tuple[Utterance, ...]:
    return collect("pos", split, seed, TARGET, draw_statement, guarded=True)


def build_tagging(language: str, split: Split, seed: int) -> tuple[Example, ...]:
    """Returns tagged sentences; in Vietnamese the syllables of a word share its tag."""
    grammar = GRAMMARS[language]
    examples = []
    for number, item in enumerate(_items(split, seed)):
        tokens = grammar.sentence(*item.clauses)
        name = f"{split}-{number:05d}"
        payload = TaggedTokens(tuple(token.form for token in tokens))
        gold = TagsGold(tuple(token.tag for token in tokens))
        examples.append(Example(name, language, payload, gold, name, item.domain, PROVENANCE))
    return tuple(examples)
