"""Hangul syllables as the letters that are typed for them (Unicode, section 3.12)."""

from __future__ import annotations

_INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
_VOWELS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
_FINALS = " ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ"


def is_syllable(cluster: str) -> bool:
    """Whether a cluster is one precomposed syllable."""
    return len(cluster) == 1 and "가" <= cluster <= "힣"


def split_syllable(syllable: str) -> tuple[str, ...]:
    """Returns initial, vowel and final of a precomposed syllable; the final is empty where there is none."""
    initial, rest = divmod(ord(syllable) - ord("가"), len(_VOWELS) * len(_FINALS))
    vowel, final = divmod(rest, len(_FINALS))
    return (_INITIALS[initial], _VOWELS[vowel], _FINALS[final].strip())


def join_syllable(letters: tuple[str, ...]) -> str:
    """Puts letters together again; empty where they make no syllable (a vowel for a consonant)."""
    initial, vowel, final = letters[0], letters[1], letters[2] or " "
    if initial not in _INITIALS or vowel not in _VOWELS or final not in _FINALS:
        return ""
    place = _INITIALS.index(initial) * len(_VOWELS) + _VOWELS.index(vowel)
    return chr(ord("가") + place * len(_FINALS) + _FINALS.index(final))
