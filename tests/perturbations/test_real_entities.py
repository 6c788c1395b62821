"""Real named entities: types and counts hold, and noise outside them leaves their texts alone."""

from __future__ import annotations

import pytest

from harness.types import EvaluationSet, Example, TaggedTokens, TagsGold
from perturbations.compose import find_perturbation
from perturbations.context import build_context
from perturbations.coverage import perturb_set
from perturbations.pools import find_spans

pytestmark = pytest.mark.slow

LANGUAGES = {"hau": "ha", "ibo": "ig", "pcm": "pcm", "swa": "sw", "tsn": "tn"}
NAMES = (
    "entity_replacement",
    "entity_swap",
    "keyboard_typos@outside",
    "word_duplicate@outside",
    "word_split@outside",
    "word_join@outside",
    "keyboard_typos@entities",
)


def read_entities(root, folder, language):
    """The sentences of a MasakhaNER 2.0 test set whose tags are valid BIO."""
    blocks = (root / "masakhaner2" / folder / "test.txt").read_text("utf-8").strip().split("\n\n")
    made = []
    for number, block in enumerate(blocks):
        rows = [line.rsplit(" ", 1) for line in block.splitlines()]
        tags = tuple(row[1] for row in rows)
        pairs = zip(("O", *tags), tags, strict=False)
        if all(not tag.startswith("I-") or before[1:] == tag[1:] for before, tag in pairs):
            payload = TaggedTokens(tuple(row[0] for row in rows))
            made.append(Example(str(number), language, payload, TagsGold(tags), group=str(number)))
    return EvaluationSet("ner", language, "test", tuple(made))


def entities(example):
    tokens, tags = example.payload.tokens, example.gold.tags
    return [(kind, " ".join(tokens[low:high])) for kind, low, high in find_spans(tags)]


@pytest.mark.parametrize("folder", sorted(LANGUAGES))
@pytest.mark.parametrize("name", NAMES)
def test_entities_hold(data_root, assert_pair_holds, folder, name):
    evaluation = read_entities(data_root, folder, LANGUAGES[folder])
    perturbation = find_perturbation(name)
    done = perturb_set(evaluation, perturbation, severity=4, seed=0, context=build_context(evaluation))
    assert done.coverage.changed > 100
    for clean, perturbed in done.pairs:
        assert_pair_holds(clean, perturbed, perturbation.spec)
        before, after = entities(clean), entities(perturbed)
        assert [kind for kind, _ in before] == [kind for kind, _ in after]
        if name.endswith("@outside"):
            assert before == after
        elif "@" not in name:
            assert before != after
