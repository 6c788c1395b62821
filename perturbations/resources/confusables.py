"""Letters of different scripts that look alike, in groups.

A hand selection from Unicode's security data (UTS #39, ``confusables.txt``): pairs that
common fonts draw alike, Latin, Cyrillic and Greek first, and the Arabic letters whose
forms coincide in most positions. Han characters get the Kangxi radicals of the same
shape, which Unicode states as compatibility equivalents.
"""

from __future__ import annotations

import unicodedata

_ALIKE = (
    # Latin, Cyrillic, Greek, Armenian: small letters
    *("aаɑα", "cсϲ", "dԁ", "eе", "gɡ", "hһ", "iі", "jјϳ", "lӏ", "nո", "oоοօ", "pрρ", "qԛ", "sѕ", "uս"),
    *("vνѵ", "wԝ", "xх", "yу", "äӓ", "ëё", "öӧ", "ïї", "çҫ", "æӕ", "əә", "ıι", "кκ", "гᴦ", "пᴨ", "лᴫ"),
    *("вʙ", "нʜ", "мᴍ", "тᴛ", "зɜ", "ьƅ", "фɸ", "γɣ", "εɛ", "ωꞷ", "βꞵ", "ηƞ", "υʋ", "μµ"),
    # capitals
    *("AАΑ", "BВΒ", "CСϹ", "DᎠ", "EЕΕ", "FϜ", "GԌ", "HНΗ", "IІΙ", "JЈͿ", "KКΚ", "LᏞ", "MМΜ", "NΝ"),
    *("OОΟ", "PРΡ", "QԚ", "RᎡ", "SЅ", "TТΤ", "UՍ", "VᏙ", "WԜ", "XХΧ", "YҮΥ", "ZΖ"),
    *("ÄӒ", "ËЁ", "ÖӦ", "ÏЇ", "ÇҪ", "ГΓ", "ПΠ", "ФΦ", "ƏӘ"),
    # Arabic
    *("يیى", "كک", "هہە", "ةۃ"),
)
_KANGXI_RADICALS = range(0x2F00, 0x2FD6)


def find_look_alikes() -> dict[str, tuple[str, ...]]:
    """Returns character → the other characters that look like it."""
    alike: dict[str, tuple[str, ...]] = {}
    for group in _ALIKE:
        for letter in group:
            others = tuple(other for other in group if other != letter)
            alike[letter] = (*alike.get(letter, ()), *others)
    for code in _KANGXI_RADICALS:
        alike[unicodedata.normalize("NFKC", chr(code))] = (chr(code),)
    return alike
