"""Keyboard layouts: the letters on the keys of each language's own keyboard, row by row.

Sources: the national standards as shipped by XKB and the Unicode CLDR keyboards
(ISO/IEC 9995 positions). A row is written from the key named below; ``_`` is a key
without a letter. Levels are given as typed; upper case is derived where a layout
states no second level.

    digits  from the key left of "1"
    top     from Q
    home    from A
    bottom  from Z
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Level:
    """The letters typed on one shift level."""

    top: str
    home: str
    bottom: str
    digits: str = ""


@dataclass(frozen=True, slots=True)
class Layout:
    """A keyboard layout; ``shifted`` is ``None`` where it types the capitals of ``plain``."""

    plain: Level
    shifted: Level | None = None


LAYOUTS = {
    "qwerty": Layout(Level("qwertyuiop", "asdfghjkl", "zxcvbnm")),
    "qwertz": Layout(Level("qwertzuiopü", "asdfghjklöä", "yxcvbnm", "__________ß")),
    "azerty": Layout(Level("azertyuiop", "qsdfghjklmù", "wxcvbn", "__é____è_çà")),
    "spanish": Layout(Level("qwertyuiop", "asdfghjklñ", "zxcvbnm")),
    "portuguese": Layout(Level("qwertyuiop", "asdfghjklç", "zxcvbnm")),
    "italian": Layout(Level("qwertyuiopè", "asdfghjklòà", "zxcvbnm", "____________ì")),
    "nordic": Layout(Level("qwertyuiopå", "asdfghjklöä", "zxcvbnm")),
    "estonian": Layout(Level("qwertyuiopüõ", "asdfghjklöä", "zxcvbnm")),
    "hungarian": Layout(Level("qwertzuiopőú", "asdfghjkléáű", "yxcvbnm", "__________öüó")),
    "turkish_q": Layout(
        Level("qwertyuıopğü", "asdfghjklşi", "zxcvbnmöç"), Level("QWERTYUIOPĞÜ", "ASDFGHJKLŞİ", "ZXCVBNMÖÇ")
    ),
    "azerbaijani": Layout(
        Level("qüertyuiopöğ", "asdfghjklıə", "zxcvbnmçş"), Level("QÜERTYUİOPÖĞ", "ASDFGHJKLIƏ", "ZXCVBNMÇŞ")
    ),
    "russian": Layout(Level("йцукенгшщзхъ", "фывапролджэ", "ячсмитьбю", "ё")),
    "ukrainian": Layout(Level("йцукенгшщзхї", "фівапролджє", "ячсмитьбю")),
    "kazakh": Layout(Level("йцукенгшщзхъ", "фывапролджэ", "ячсмитьбю", "__әіңғ__үұқөһ")),
    "bulgarian": Layout(Level("_уеишщксдзц", "ьяаожгтнвмч", "юйъэфхпрлб")),
    "greek": Layout(Level("_ςερτυθιοπ", "ασδφγηξκλ", "ζχψωβνμ")),
    "hebrew": Layout(Level("__קראטוןםפ", "שדגכעיחלךף", "זסבהנמצתץ"), Level("", "", "")),
    "arabic": Layout(
        Level("ضصثقفغعهخحجد", "شسيبلاتنمكط", "ئءؤر_ىةوزظ", "ذ"), Level("_____إ", "_____أ", "_____آ")
    ),
    "persian": Layout(Level("ضصثقفغعهخحجچ", "شسیبلاتنمکگ", "ظطزرذدپو"), Level("", "", "")),
    "urdu": Layout(Level("قوعرتےءیہپ", "اسدفگحجکل", "زشچطبنم"), Level("___ڑٹ_ئ_ۃ", "آصڈ_غھضخ", "ذژثظ_ں")),
    "inscript": Layout(
        Level("ौैाीूबहगदज", "ोे्िुपरकतचट", "ॆंमनवलस__य", "____________ृ"),
        Level("औऐआईऊभङघधझढञ", "ओएअइउफऱखथछठ", "ऎँणऩऴळशष", "____________ऋ"),
    ),
    "kedmanee": Layout(
        Level("ๆไำพะัีรนยบลฃ", "ฟหกดเ้่าสวง", "ผปแอิืทมใฝ", "____ภถุึคตจขช"),
        Level("__ฎฑธํ๊ณฯญฐ", "ฤฆฏโฌ็๋ษศซ", "__ฉฮฺ์_ฒฬฦ"),
    ),
    "georgian": Layout(Level("ქწერტყუიოპ", "ასდფგჰჯკლ", "ზხცვბნმ"), Level("_ჭ_ღთ", "_შ____ჟ", "ძ_ჩ")),
    "dubeolsik": Layout(
        Level("ㅂㅈㄷㄱㅅㅛㅕㅑㅐㅔ", "ㅁㄴㅇㄹㅎㅗㅓㅏㅣ", "ㅋㅌㅊㅍㅠㅜㅡ"),
        Level("ㅃㅉㄸㄲㅆ___ㅒㅖ", "", ""),
    ),
}

INSCRIPT_BLOCKS = {"hi": 0, "mr": 0, "ne": 0, "bn": 0x80, "pa": 0x100, "gu": 0x180} | {
    "ta": 0x280,
    "te": 0x300,
    "kn": 0x380,
    "ml": 0x400,
}
"""Languages typed on InScript, and how far their script's block lies above Devanagari."""

_USERS = {
    "qwerty": "en id ms jv tl sw nl vi af eu qu yo so ha ig xh zu pl",
    "qwertz": "de hr",
    "azerty": "fr wo",
    "spanish": "es gl",
    "portuguese": "pt",
    "italian": "it",
    "nordic": "fi sv",
    "estonian": "et",
    "hungarian": "hu",
    "turkish_q": "tr",
    "azerbaijani": "az",
    "russian": "ru",
    "ukrainian": "uk",
    "kazakh": "kk",
    "bulgarian": "bg",
    "greek": "el",
    "hebrew": "he",
    "arabic": "ar",
    "persian": "fa",
    "urdu": "ur",
    "kedmanee": "th",
    "georgian": "ka",
    "dubeolsik": "ko",
    "inscript": " ".join(INSCRIPT_BLOCKS),
}

LAYOUT_OF = {language: layout for layout, languages in _USERS.items() for language in languages.split()}
"""Language → name of its layout."""
