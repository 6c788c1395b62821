"""How each language builds and orders its phrases, one language a module."""

from __future__ import annotations

from harness.sources.mini.grammar import Grammar
from harness.sources.mini.grammars.en import English
from harness.sources.mini.grammars.es import Spanish
from harness.sources.mini.grammars.tr import Turkish

GRAMMARS: dict[str, Grammar] = {grammar.language: grammar for grammar in (English(), Spanish(), Turkish())}
"""Language code → grammar, English first."""
