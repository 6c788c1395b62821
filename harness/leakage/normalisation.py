"""What two texts must share to count as the same: their letters, whatever case, spaces and punctuation."""

from __future__ import annotations

from unicodedata import category, normalize

import regex

_SEPARATING = {"P", "Z", "C"}  # punctuation, spaces, control and format characters
_MARKING = "Sk"  # ` ^ ´ and the like, which serve as quotation marks
DENSE_SCRIPTS = (
    *("Han", "Hiragana", "Katakana", "Hangul", "Thai"),
    *("Lao", "Khmer", "Myanmar", "Tibetan", "Ethiopic"),
)
"""Scripts that write words without spaces between them, or syllables as single characters."""

DENSE = "[" + "".join(rf"\p{{{name}}}" for name in DENSE_SCRIPTS) + "]"
_LOOSE_SPACE = regex.compile(f"(?<={DENSE}) (?={DENSE})")


class _Separators(dict[int, str]):
    """Code point → a space where it separates words, otherwise itself; filled as texts ask for it."""

    def __missing__(self, code: int) -> str:
        kind = category(chr(code))
        found = " " if kind[0] in _SEPARATING or kind == _MARKING else chr(code)
        self[code] = found
        return found


_SEPARATORS = _Separators()


def normalise(text: str) -> str:
    """Returns the text in NFC and case folded, with single spaces between words; empty if nothing is left.

    All that is neither letter, mark, digit nor symbol separates words. Between two characters of dense
    scripts there is no space.
    """
    folded = normalize("NFC", normalize("NFD", text).casefold())
    plain = " ".join(folded.translate(_SEPARATORS).split())
    # a treebank's tokens joined by spaces are the same text as the sentence that has none
    return plain if plain.isascii() else _LOOSE_SPACE.sub("", plain)
