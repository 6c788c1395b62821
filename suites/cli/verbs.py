"""The verbs of ``crosswind`` as data: adding one means a line here and a module beside it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import TypeAlias

Command: TypeAlias = Callable[..., int | None]
"""What a verb's module calls ``command``: returns an exit code, or None for 0."""


@dataclass(frozen=True, slots=True)
class Verb:
    """One command; its module ``suites.cli.<name>``, hyphens as underscores, holds a function ``command``.

    Attributes:
        name: as typed.
        summary: one line for ``--help``.
        example: a call that works.
    """

    name: str
    summary: str
    example: str

    def load(self) -> Command:
        """Imports the verb's module and returns its function."""
        module = self.name.replace("-", "_")
        command: Command = import_module(f"suites.cli.{module}").command
        return command


VERBS: dict[str, Verb] = {
    verb.name: verb
    for verb in (
        Verb(
            "demo",
            "Train with and without the intermediate phase, run the three suites, write a report; offline.",
            "crosswind demo --out runs",
        ),
        Verb(
            "train",
            "Run a recipe and leave Hugging Face checkpoints.",
            "crosswind train recipe.yaml --seed 1",
        ),
        Verb(
            "run",
            "Evaluate checkpoints under a suite.",
            "crosswind run adversarial --model path/to/checkpoint",
        ),
        Verb(
            "predict",
            "Write a checkpoint's predictions in XTREME's submission format.",
            "crosswind predict --model path/to/checkpoint --task xnli --data download --out submission",
        ),
        Verb(
            "report",
            "Render a run's report again from its stored predictions, without a model.",
            "crosswind report runs/demo",
        ),
        Verb(
            "list",
            "List tasks, perturbations, suites or languages.",
            "crosswind list perturbations",
        ),
        Verb(
            "leakage",
            "Look for the examples of evaluation sets in training sets, exactly and nearly.",
            "crosswind leakage --train mini_nli --test mini_pairs",
        ),
        Verb(
            "divergence",
            "Measure how far the training data of intermediate tasks lie from the test data of targets.",
            "crosswind divergence --model path/to/encoder --source mini_nli --target mini_pairs",
        ),
        Verb(
            "perturb",
            "Read lines of text on standard input, write them perturbed on standard output.",
            "crosswind perturb --name keyboard_typos --severity 3 --language de < lines.txt",
        ),
        Verb(
            "perturb-set",
            "Write every perturbed evaluation set of suites once, with hashes, to be read by run --frozen.",
            "crosswind perturb-set demo-adversarial --tasks mini_pairs --out frozen/pairs",
        ),
        Verb(
            "audit",
            "Say by rules of how many perturbed examples the gold answer plausibly survives.",
            "crosswind audit demo-adversarial --tasks mini_pairs --languages en,es",
        ),
        Verb(
            "audit-sample",
            "Write a blind sample of clean and perturbed examples for a person to rate, and its key.",
            "crosswind audit-sample adversarial --tasks xnli --out sample.csv --n 100",
        ),
        Verb(
            "audit-read",
            "Read ratings of a blind sample back and count how often they equal the gold.",
            "crosswind audit-read sample.csv --out validity.json",
        ),
        Verb(
            "check",
            "Read every set of a catalogue and take each task through training and evaluation, tiny.",
            "crosswind check --data catalogue.yaml --out tasks.md",
        ),
        Verb(
            "calibrate",
            "Simulate data of known effect and count how often tests, intervals and gates err.",
            "crosswind calibrate --repetitions 300 --shape xquad",
        ),
        Verb(
            "doctor",
            "Tell what is installed, which device is used, where results are kept and which data are found.",
            "crosswind doctor",
        ),
    )
}
