"""Words of the same part of speech and form in the place of others."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from harness.types import NotApplicable
from perturbations.base import PerturbationSpec
from perturbations.declare import declare_perturbation
from perturbations.draws import Draws
from perturbations.edits import Proposal
from perturbations.pools import form_of
from perturbations.setting import Setting
from perturbations.subject import Subject, Word
from perturbations.substitutes import CONTENT_TAGS, has_parts_of_speech
from perturbations.words import replace_words

_OPEN = CONTENT_TAGS | {"NUM", "PROPN"}


@declare_perturbation(
    PerturbationSpec(
        name="tag_safe_noise",
        family="adversarial",
        description=(
            "Nouns, verbs, adjectives and adverbs become others of the evaluation set with the same last two "
            "letters and shape, names become names, and numbers numbers."
        ),
        label_policy=(
            "Only words that the set never tags otherwise are taken and given, so the part of speech holds; "
            "what the sentence says does not, and is not asked for."
        ),
        formats=("tagging",),
        unit="words",
    )
)
def tag_safe_noise(subject: Subject, setting: Setting) -> Proposal | NotApplicable:
    """Replaces words of open classes; needs parts of speech."""
    if not has_parts_of_speech(subject):
        return NotApplicable("the tags are no parts of speech")
    pool, draws = setting.context.tagged, setting.draws.split("words")

    def find(word: Word) -> list[str]:
        tag = subject.tags[word.token]
        if tag not in _OPEN or pool.tags.get(word.text, (tag,)) != (tag,):
            return []
        others = pool.forms.get(form_of(word.text, tag), ())
        return [text for text in _draw_two(others, draws) if text != word.text][:1]

    return replace_words(subject, setting, find, lacking="the set has no other word of the same form")


def _draw_two(words: Sequence[str], draws: Draws) -> list[str]:
    """Two different words if there are two, so that one of them is another than a given word."""
    return [words[at] for at in islice(draws.order(len(words)), 2)]
