"""Words replaced by what a masked language model would put there."""

from __future__ import annotations

from collections.abc import Sequence

from harness.types import Edit, NotApplicable
from perturbations.base import PerturbationSpec
from perturbations.declare import declare_perturbation
from perturbations.edits import Proposal
from perturbations.lettercase import match_case
from perturbations.services import Gap
from perturbations.setting import Setting
from perturbations.subject import Subject, Word
from perturbations.substitutes import is_content, keeps_sense, keeps_tag
from perturbations.words import choose_words, find_words

_BEST = 5  # fitting words that one is drawn from


@declare_perturbation(
    PerturbationSpec(
        name="masked_lm_substitution",
        family="adversarial",
        description=(
            "Words become one of the five that a masked language model finds most likely in their place; "
            "of a question's paragraph, never of the question."
        ),
        label_policy=(
            "What fits a place need not mean the same, so pairs and choices are excluded; negators, numbers, "
            "tagged entities, function words and answers stay. A part of speech stays true: only words that "
            "the evaluation set itself tags so are taken."
        ),
        formats=("tagging", "span_qa", "retrieval", "masked_lm"),
        unit="words",
        version=2,
        needs="mask_filler",
    )
)
def masked_lm_substitution(subject: Subject, setting: Setting) -> Proposal | NotApplicable:
    """Asks the model for each chosen word with all others in place; a word that nothing fits stays."""
    filler, language = setting.context.filler, subject.language
    if filler is None:
        return NotApplicable("no masked language model is given")
    words = find_words(subject, "context", "query", "text", "tokens")
    if isinstance(words, NotApplicable):
        return words
    chosen = choose_words(words, setting, lambda word: is_content(subject, word), at_most=len(words))
    if chosen is None:
        return NotApplicable("no content word")
    texts = {passage.field: passage.segments.text for passage in subject.passages}
    found = filler.fill([Gap(texts[word.field], word.start, word.end) for word in chosen]) if chosen else []
    edits: list[Edit] = []
    for word, fitting in zip(chosen, found, strict=True):
        options = _find_options(subject, setting, word, fitting)
        if options:
            text = match_case(setting.draws.pick(options), word.text, language)
            edits.append(Edit(word.field, word.start, word.end, text))
    return Proposal(tuple(edits), len(edits), len(words))


def _find_options(subject: Subject, setting: Setting, word: Word, fitting: Sequence[str]) -> list[str]:
    usable = (
        text
        for text in fitting
        if " " not in text.strip()
        and keeps_sense(word.text, text, subject.language)
        and keeps_tag(subject, setting, word, match_case(text, word.text, subject.language))
    )
    return list(usable)[:_BEST]
