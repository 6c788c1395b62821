"""Which script a language is written in here, and whether it puts spaces between words."""

from __future__ import annotations

from collections import Counter

import regex

_LANGUAGES = {
    "Latin": (
        "af ay az bm ca cs cy da de ee en es et eu fi fo fr fy ga gl gn ha hr ht hu id ig is it jv lb "
        "lg lt lv mg mi ms mt nah nl nn no ny oto pcm pl pt qu ro rw sk sl sn so sq su sv sw "
        "tl tn tr tw vi wo xh yo zu"
    ),
    "Cyrillic": "ab be bg ce kk ky mk mn ru tg tt uk",
    "Greek": "el",
    "Arabic": "ar arz ckb fa ps sd ug ur",
    "Hebrew": "he yi",
    "Devanagari": "hi mr ne sa",
    "Bengali": "as bn",
    "Gurmukhi": "pa",
    "Gujarati": "gu",
    "Tamil": "ta",
    "Telugu": "te",
    "Kannada": "kn",
    "Malayalam": "ml",
    "Sinhala": "si",
    "Thai": "th",
    "Lao": "lo",
    "Myanmar": "my",
    "Khmer": "km",
    "Ethiopic": "am ti",
    "Armenian": "hy",
    "Georgian": "ka",
    "Han": "zh yue",
    "Japanese": "ja",
    "Hangul": "ko",
}
_SCRIPT_OF = {language: script for script, codes in _LANGUAGES.items() for language in codes.split()}
_SAMPLE = 400  # characters looked at to tell the script of an unlisted language
_DETECTORS = {
    script: regex.compile(rf"\p{{Script={script}}}") for script in _LANGUAGES if script != "Japanese"
}

UNSPACED = frozenset({"Han", "Japanese", "Thai", "Lao", "Myanmar", "Khmer"})
"""Scripts whose words are not separated by spaces."""


def script_of(language: str, text: str = "") -> str:
    """Returns the script a language is written in, "Japanese" for its mixture.

    An unlisted language is judged by ``text``: the script of most of its letters,
    "unknown" where it has none.
    """
    if language in _SCRIPT_OF:
        return _SCRIPT_OF[language]
    counts = Counter({script: len(found.findall(text[:_SAMPLE])) for script, found in _DETECTORS.items()})
    script, count = counts.most_common(1)[0]
    return script if count else "unknown"
