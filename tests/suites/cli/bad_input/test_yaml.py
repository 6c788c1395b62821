"""An unknown key, a wrong type or a senseless value is refused with file, line and key."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("file", "old", "new", "complaint"),
    [
        ("direct", "targets:", "target:", "9: key 'target': unknown key 'target'; did you mean 'targets'."),
        (
            "direct",
            "sentences: 50",
            "sentence: 50",
            "5: key 'pretraining.sentence': unknown key 'sentence'; did you mean 'sentences'.",
        ),
        (
            "direct",
            "hidden: 16",
            "hiden: 16",
            "6: key 'pretraining.shape.hiden': unknown key 'hiden'; did you mean 'hidden'.",
        ),
        (
            "direct",
            "vocabulary_size",
            "vocab_size",
            "7: key 'pretraining.masked_lm.vocab_size': unknown key 'vocab_size'; "
            "did you mean 'vocabulary_size'.",
        ),
        (
            "direct",
            "{steps: 10, batch_size: 8, max_length: 48",
            "{steps: 10, batchsize: 8, max_length: 48",
            "11: key 'targets[1].training.batchsize': unknown key 'batchsize'; did you mean 'batch_size'.",
        ),
        (
            "typos",
            "severities: [5]",
            "severity: [5]",
            "6: key 'perturbations[1].severity': unknown key 'severity'; did you mean 'severities'.",
        ),
        (
            "direct",
            "training: {steps: 20, batch_size: 8, max_length: 32}",
            "training: fast",
            "8: key 'pretraining.training': got 'fast'; write a mapping here (key: value).",
        ),
        (
            "direct",
            "steps: 20",
            "steps: twenty",
            "8: key 'pretraining.training.steps': got 'twenty'; it should be a valid integer, "
            "unable to parse string as an integer.",
        ),
        (
            "direct",
            "seeds: [0, 1]",
            "seeds: 0",
            "12: key 'seeds': got 0; write a list here ([a, b]).",
        ),
        (
            "direct",
            "seeds: [0, 1]",
            "seeds: [-1]",
            "12: key 'seeds[0]': got -1; it should be greater than or equal to 0.",
        ),
        (
            "typos",
            "limit: 12",
            "limit: many",
            "8: key 'limit': got 'many'; it should be a valid integer, unable to parse string as an integer.",
        ),
        (
            "typos",
            "severities: [5]",
            "severities: [6]",
            "6: key 'perturbations[1].severities[0]': got 6; it should be less than or equal to 5.",
        ),
        (
            "typos",
            "family: adversarial",
            "family: attack",
            "3: key 'family': got 'attack'; it should be 'adversarial', 'domain_shift' or 'scaling'.",
        ),
        (
            "sizes",
            "scaling: {name: intermediate_subset, severities: [1, 2]}\n",
            "",
            "1: a scaling suite needs 'scaling'; name one and its severities.",
        ),
        (
            "direct",
            "seeds: [0, 1]",
            "checkpoint: xlm-roberta-base",
            "1: a recipe has one encoder; give either 'pretraining' or 'checkpoint'.",
        ),
        (
            "direct",
            "task: mini_qa",
            "task: mini_pos",
            "1: a target task stands twice; name each once.",
        ),
        (
            "direct",
            "steps: 20",
            "steps: 0",
            "8: key 'pretraining.training': nothing says how long to train; give 'steps' or 'epochs'.",
        ),
        (
            "direct",
            "steps: 20, batch_size: 8",
            "steps: 20, batch_size: 0",
            "8: key 'pretraining.training': batch_size is 0; give at least 1.",
        ),
        (
            "direct",
            "steps: 20",
            "steps: 20, learning_rate: 0",
            "8: key 'pretraining.training': learning_rate is 0.0; give a number above 0.",
        ),
        (
            "direct",
            "hidden: 16",
            "hidden: 15",
            "6: key 'pretraining.shape': hidden 15 is no multiple of heads 2; change one of them.",
        ),
        (
            "direct",
            "vocabulary_size: 300",
            "mask_share: 1.5",
            "7: key 'pretraining.masked_lm': mask_share is 1.5; give a fraction from 0 to 1.",
        ),
    ],
)
def test_a_wrong_key_or_value_is_refused_with_file_line_and_key(
    refused, tiny, edited, file, old, new, complaint
):
    paths = tiny | {file: edited(file, old, new)}
    suite = "sizes" if file == "sizes" else "typos"
    assert refused("run", paths[suite], "--recipe", paths["direct"]) == f"{paths[file]}:{complaint}"
