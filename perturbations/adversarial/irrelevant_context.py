"""Sentences that have nothing to do with an example, beside its premise, prompt or paragraph."""

from __future__ import annotations

from itertools import islice

from harness.types import Edit, LabelGold, NotApplicable
from perturbations.base import PerturbationSpec
from perturbations.declare import declare_perturbation
from perturbations.distractors import find_surrounding, joiner_of, keep_foreign
from perturbations.edits import Proposal
from perturbations.setting import Setting
from perturbations.subject import Subject

_INFERENCE = frozenset({"entailment", "neutral", "contradiction", "not_entailment"})


@declare_perturbation(
    PerturbationSpec(
        name="irrelevant_context",
        family="adversarial",
        description="Puts as many sentences of other examples as the severity says before or after the text.",
        label_policy=(
            "What followed from a premise still does, and none of the sentences holds an answer; that none "
            "bears on the question is likely but not checked. Of pairs only those of inference are changed."
        ),
        formats=("classification", "multiple_choice", "span_qa", "masked_lm"),
        unit="sentences",
    )
)
def irrelevant_context(subject: Subject, setting: Setting) -> Proposal | NotApplicable:
    """Draws sentences of the pool; before a prompt, since choices go on from its end, else on either side."""
    example, draws, pool = subject.example, setting.draws, setting.context.sentences
    gold = example.gold
    if isinstance(gold, LabelGold) and gold.label not in _INFERENCE:
        return NotApplicable("what is added to one text of a pair changes whether both say the same")
    found = find_surrounding(example)
    if found is None or found[0] not in {passage.field for passage in subject.passages}:
        return NotApplicable("there is no premise, prompt or paragraph in reach")
    field, text = found
    drawn = (pool[at] for at in draws.order(len(pool)))
    sentences = list(islice(keep_foreign(example, drawn, text), setting.severity))
    if not sentences:
        return NotApplicable("no other example has a sentence to add")
    joiner = joiner_of(subject.language)
    if field == "prompt" or draws.below(2):
        edit = Edit(field, 0, 0, "".join(sentence + joiner for sentence in sentences))
    else:
        edit = Edit(field, len(text), len(text), "".join(joiner + sentence for sentence in sentences))
    return Proposal((edit,), len(sentences), len(sentences))
