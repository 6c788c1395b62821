"""Words in another language."""

from __future__ import annotations

from harness.seeds import derive_entropy
from harness.types import Edit, NotApplicable
from perturbations.base import PerturbationSpec
from perturbations.declare import declare_perturbation
from perturbations.edits import Proposal
from perturbations.setting import Setting
from perturbations.subject import Subject
from perturbations.translation import find_translations


@declare_perturbation(
    PerturbationSpec(
        name="code_switch",
        family="adversarial",
        description="Words become their dictionary translation into one other language per example.",
        label_policy=(
            "A word and its translation mean the same for a bilingual reader; a word with several senses may "
            "get the wrong one. Answers and entities stay, and a token keeps its tag."
        ),
        unit="words",
    )
)
def code_switch(subject: Subject, setting: Setting) -> Proposal | NotApplicable:
    """Translates a share of the words that the lexicon knows; the id of the example picks the language."""
    language = subject.language
    lexicons = [lexicon for lexicon in setting.context.lexicons if lexicon.source == language]
    if not lexicons:
        return NotApplicable(f"no lexicon from {language}")
    lexicons.sort(key=lambda lexicon: lexicon.target)
    first = derive_entropy(0, "code_switch", subject.example.id) % len(lexicons)
    for lexicon in (*lexicons[first:], *lexicons[:first]):
        known = find_translations(subject, lexicon)
        if known:
            size = min(len(known), setting.draws.count(len(known) * setting.rate))
            chosen = [known[at] for at in setting.draws.sample(len(known), size)]
            edits = tuple(Edit(word.field, word.start, word.end, text) for word, text in chosen)
            return Proposal(edits, len(edits), len(known))
    return NotApplicable(f"no word is in a lexicon from {language}")
