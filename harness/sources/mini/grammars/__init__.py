"""How each language builds and orders its phrases, one language a module."""

from __future__ import annotations

from harness.sources.mini.grammar import Grammar
from harness.sources.mini.grammars.en import English
from harness.sources.mini.grammars.es import Spanish
from harness.sources.mini.grammars.hi import Hindi
from harness.sources.mini.grammars.id import Indonesian
from harness.sources.mini.grammars.ru import Russian
from harness.sources.mini.grammars.tr import Turkish
from harness.sources.mini.grammars.vi import Vietnamese
from harness.sources.mini.grammars.zh import Chinese

_ALL = (English, Spanish, Russian, Turkish, Hindi, Chinese, Indonesian, Vietnamese)

GRAMMARS: dict[str, Grammar] = {kind.language: kind() for kind in _ALL}
"""Language code → grammar, English first."""
