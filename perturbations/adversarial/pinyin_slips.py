"""Chinese characters picked from the wrong line of a pinyin input method."""

from __future__ import annotations

from collections import defaultdict
from functools import cache

import regex

from harness.types import NotApplicable
from perturbations.base import PerturbationSpec
from perturbations.characters import Alternatives, replace_characters
from perturbations.declare import declare_perturbation
from perturbations.edits import Proposal
from perturbations.setting import Setting
from perturbations.subject import Subject

_LEVEL_ONE = range(0xB0, 0xD8)  # first bytes of the 3,755 frequent characters of GB 2312
_TRAILING = range(0xA1, 0xFF)
_NEAR = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("l", "n"))
_NASAL = regex.compile(r"(?<=[aei])ng$")


class _Homophones(Alternatives):
    """Frequent character → the frequent ones whose pinyin is the same but for tone or a usual mix-up."""

    def __init__(self, spoken: dict[str, str]) -> None:
        super().__init__()
        self._spoken = spoken
        self._alike: dict[str, list[str]] = defaultdict(list)
        for character, sound in spoken.items():
            self._alike[sound].append(character)

    def derive(self, cluster: str) -> tuple[str, ...]:
        sound = self._spoken.get(cluster)
        return tuple(other for other in self._alike[sound] if other != cluster) if sound else ()


@cache
def find_homophones() -> Alternatives:
    """Returns the characters that a typist may get for each; reads pypinyin's table once."""
    from pypinyin import lazy_pinyin

    codes = (bytes((first, second)) for first in _LEVEL_ONE for second in _TRAILING)
    characters = [character for code in codes if (character := code.decode("gb2312", errors="ignore"))]
    return _Homophones({one: merge_sounds(lazy_pinyin(one)[0]) for one in characters})


def merge_sounds(syllable: str) -> str:
    """Returns a syllable with what typists mix up merged: zh/z, ch/c, sh/s, n/l, an/ang, en/eng, in/ing."""
    for initial, merged in _NEAR:
        if syllable.startswith(initial):
            syllable = merged + syllable[len(initial) :]
            break
    return _NASAL.sub("n", syllable)


@declare_perturbation(
    PerturbationSpec(
        name="pinyin_slips",
        family="adversarial",
        description="Chinese characters become another frequent one of the same or a neighbouring pinyin.",
        label_policy=(
            "Readers of Chinese hear the word meant behind a wrong character of the same sound, a common "
            "typing error; answers in the context stay. At severity 5 some words are lost."
        ),
        scripts=("Han",),
    )
)
def pinyin_slips(subject: Subject, setting: Setting) -> Proposal | NotApplicable:
    """Replaces characters of GB 2312 level 1 by others of the same pinyin, tones and mix-ups aside."""
    if subject.language != "zh":
        return NotApplicable(f"pinyin types Chinese, not {subject.language}")
    return replace_characters(subject, setting, find_homophones(), lacking="no frequent simplified character")
