"""What the tests of perturbations of words share."""

from __future__ import annotations

from harness.types import EvaluationSet, Example, LanguageResources, NoGold, TaggedTokens, TagsGold
from perturbations.context import build_context
from perturbations.coverage import perturb_example


def example(payload, gold=None, language="en"):
    return Example("1", language, payload, gold or NoGold(), group="g")


def tagged(tokens, tags, language="en"):
    return example(TaggedTokens(tuple(tokens.split())), TagsGold(tuple(tags.split())), language)


def context_of(*examples, **resources):
    """The context of a set of some examples with word lists of its language."""
    evaluation = EvaluationSet("t", examples[0].language, "test", examples)
    return build_context(evaluation, LanguageResources(**resources))


def outcomes(perturbation, one, context, seeds=60, severity=5):
    """What many seeds make of an example, the example itself left out."""
    found = [
        perturb_example(one, perturbation, severity=severity, seed=seed, context=context).outcome
        for seed in range(seeds)
    ]
    return [result for result in found if result is not one]


def texts(results):
    return {result.payload.text for result in results}


def pairs(result):
    return tuple(zip(result.payload.tokens, result.gold.tags, strict=True))
