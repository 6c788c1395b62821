"""nlpaug's augmenters inside our contract, for comparison with published numbers and for users who have some.

nlpaug tokenises and joins texts again, draws from global random states and counts nothing. Here
an augmenter is given one word at a time, so the rest of a text stays as it is, character for
character; the global states are seeded from the example's own draws and put back; and a word
that comes back unchanged, or with a white space or a stray mark in it, counts as not edited.
"""

from __future__ import annotations

import random  # noqa: TID251 - to save, seed and restore what nlpaug draws from
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from typing import Protocol

import numpy as np
import regex

from harness.types import NotApplicable
from perturbations.draws import Draws
from perturbations.edits import Proposal
from perturbations.setting import Setting
from perturbations.subject import Subject, Word
from perturbations.words import replace_words

LABEL_POLICY = (
    "As for our own typos: a reader restores a word from its context, and answers stay as they are."
)

_MISSING = "nlpaug is not installed (pip install 'crosswind[nlpaug]')"
_DAMAGED = regex.compile(r"^\p{M}|\s")
_COMBINING = regex.compile(r"\p{M}")
_LONGEST = 200  # characters; the time that nlpaug takes grows with the square of the word


class Augmenter(Protocol):
    """What is used of nlpaug's augmenters: of 1.x, and of 2.x, which gives a text for a text."""

    def augment(self, data: str) -> str | Sequence[str]:
        """Returns the text augmented, or a list of one."""
        ...


def replace_by_nlpaug(
    subject: Subject, setting: Setting, name: str, **options: str | bool
) -> Proposal | NotApplicable:
    """Proposes to give a share of the words to one of nlpaug's character augmenters.

    Args:
        subject: whose answers stay untouched.
        setting: severity and draws.
        name: of the augmenter's class.
        options: of the augmenter; about a third of a word's letters are edited.
    """
    augmenter = _load(name, tuple(options.items()))
    if augmenter is None:
        return NotApplicable(_MISSING)
    return replace_by_augmenter(subject, setting, augmenter, lacking="nlpaug changes no word of it")


def replace_by_augmenter(
    subject: Subject, setting: Setting, augmenter: Augmenter, *, lacking: str
) -> Proposal | NotApplicable:
    """Proposes to give a share of the words to an augmenter, such as one that a user has made.

    Words with combining marks are left alone: nlpaug edits code points, which there are parts
    of letters. For the same reason the declared perturbations refuse scripts that need such marks.
    What is longer than any word is left alone too.

    Args:
        subject: whose answers stay untouched.
        setting: severity and draws.
        augmenter: changes one word; its own rate of words should be 1.
        lacking: the reason given where it changes no word.
    """
    draws = setting.draws.split("nlpaug")

    def augment(word: Word) -> Sequence[str]:
        if len(word.text) > _LONGEST or _COMBINING.search(word.text):
            return ()
        with foreign_randomness(draws):
            found = augmenter.augment(word.text)
        text = found if isinstance(found, str) else "".join(found[:1])
        return (text,) if text and text != word.text and not _DAMAGED.search(text) else ()

    return replace_words(subject, setting, augment, lacking=lacking)


@contextmanager
def foreign_randomness(draws: Draws) -> Iterator[None]:
    """Seeds the global states of ``random`` and numpy for code that draws from them, and puts them back."""
    states = random.getstate(), np.random.get_state()  # noqa: NPY002 - what nlpaug draws from
    random.seed(draws.word())
    np.random.seed(draws.word())  # noqa: NPY002, TID251
    try:
        yield
    finally:
        random.setstate(states[0])
        np.random.set_state(states[1])  # noqa: NPY002


@cache
def _load(name: str, options: tuple[tuple[str, str | bool], ...]) -> Augmenter | None:
    try:
        from nlpaug.augmenter import char  # an optional extra
    except ImportError:
        return None
    made: Augmenter = getattr(char, name)(
        aug_word_p=1.0, aug_word_max=None, aug_char_p=0.3, min_char=2, **dict(options)
    )
    return made
