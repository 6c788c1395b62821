"""Text and tables that Markdown shows as they are meant."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

_SPECIAL = re.compile(r"[\\`*\[\]~|]|(?<!\w)_|_(?!\w)")
_HTML = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})


def escape_markdown(text: str) -> str:
    """Returns user text that Markdown shows as it is, on one line, inside a table as well."""
    return _SPECIAL.sub(lambda match: f"\\{match[0]}", " ".join(text.split())).translate(_HTML)


def tabulate(header: Sequence[str], rows: Iterable[Sequence[str]], *, text_columns: int) -> list[str]:
    """Returns the lines of a table whose first columns hold text and whose others hold numbers."""
    rules = ["---" if i < text_columns else "---:" for i in range(len(header))]
    return [f"| {' | '.join(cells)} |" for cells in (header, rules, *rows)]
