"""Sentences per second of every perturbation, one process, beside nlpaug where it is installed.

    python benchmarks/perturbing.py [--sentences 5000] [--severity 3]

The sentences are generated: 20 words each, all different. Crosswind's times hold the
whole contract: keyed randomness, grapheme clusters, edit log, gold, coverage counts.
nlpaug gets the same sentences and the same rate; it keeps no log, and its rates are
per word and per character (``aug_word_p`` 1.0, ``aug_char_p`` the rate).
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from functools import cache
from importlib import import_module
from time import perf_counter

from harness.seeds import derive_generator
from harness.types import (
    Answer,
    AnswersGold,
    BilingualLexicon,
    EvaluationSet,
    Example,
    LanguageResources,
    NoGold,
    PlainText,
    SpanQA,
)
from perturbations.base import PERTURBATIONS, Perturbation
from perturbations.context import build_context
from perturbations.coverage import perturb_set
from perturbations.setting import EDIT_RATES

WORDS_PER_SENTENCE = 20
REPEATS = 3
SYLLABLES = ("ba", "ré", "ti", "no", "sul", "mar", "ken", "po", "li", "drü", "fa", "os")
NLPAUG = {
    "keyboard_typos": ("nlpaug.augmenter.char", "KeyboardAug", {}),
    "word_drop": ("nlpaug.augmenter.word", "RandomWordAug", {"action": "delete"}),
    "word_swap": ("nlpaug.augmenter.word", "RandomWordAug", {"action": "swap"}),
}


def main() -> None:
    """Measures and prints a table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sentences", type=int, default=5000)
    parser.add_argument("--severity", type=int, default=3, choices=range(1, 6))
    options = parser.parse_args()
    sentences = write_sentences(options.sentences)
    print(f"{len(sentences)} sentences of {WORDS_PER_SENTENCE} words, severity {options.severity}")
    print(f"{'perturbation':22} {'sentences/s':>12} {'nlpaug':>10}")
    for entry in PERTURBATIONS:
        if isinstance(entry, Perturbation):
            own = measure_own(entry, sentences, options.severity)
            other = measure_nlpaug(entry.name, sentences, EDIT_RATES[options.severity])
            print(f"{entry.name:22} {own:12,.0f} {other:>10}")
    if missing := find_missing():
        print(f"nlpaug cannot be imported here ({missing}); install it to see it side by side")


def write_sentences(count: int) -> list[str]:
    """Returns sentences of made-up words, no two alike."""
    rng = derive_generator(0, "benchmark")
    words = ["".join(rng.choice(SYLLABLES, size=rng.integers(1, 4))) for _ in range(2000)]
    picks = rng.integers(0, len(words), size=(count, WORDS_PER_SENTENCE - 1)).tolist()
    return [
        " ".join([*(words[pick] for pick in row), f"w{number}"]) + "." for number, row in enumerate(picks)
    ]


def measure_own(perturbation: Perturbation, sentences: Sequence[str], severity: int) -> float:
    """Returns sentences per second, the best of some repeats."""
    if perturbation.spec.formats == ("span_qa",):
        made = [ask_about(sentence, number) for number, sentence in enumerate(sentences)]
    else:
        made = [
            Example(str(number), "de", PlainText(sentence), NoGold(), group=str(number))
            for number, sentence in enumerate(sentences)
        ]
    evaluation = EvaluationSet("benchmark", "de", "test", tuple(made))
    known = {word: (word[::-1],) for sentence in sentences[:50] for word in sentence.split()}
    context = build_context(evaluation, LanguageResources((BilingualLexicon("de", "en", known),)))
    return measure(
        lambda: perturb_set(evaluation, perturbation, severity=severity, seed=0, context=context),
        len(sentences),
    )


def measure_nlpaug(name: str, sentences: Sequence[str], rate: float) -> str:
    """Returns nlpaug's sentences per second as text, a dash where it has no such augmenter."""
    if name not in NLPAUG or find_missing():
        return "-"
    module, kind, settings = NLPAUG[name]
    rates = {"aug_word_p": 1.0, "aug_char_p": rate} if kind == "KeyboardAug" else {"aug_p": rate}
    augmenter = getattr(import_module(module), kind)(**settings, **rates)
    some = sentences[:1000]
    return f"{measure(lambda: [augmenter.augment(sentence) for sentence in some], len(some)):,.0f}"


@cache
def find_missing() -> str:
    """Returns why nlpaug cannot be imported; empty if it can."""
    try:
        import_module("nlpaug.augmenter.char")
    except ImportError as error:
        return str(error)
    return ""


def measure(work: Callable[[], object], count: int) -> float:
    """Returns how many of ``count`` items a second are done, the best of some repeats."""
    times = []
    for _ in range(REPEATS):
        start = perf_counter()
        work()
        times.append(perf_counter() - start)
    return count / min(times)


def ask_about(sentence: str, number: int) -> Example:
    """Returns a question about a paragraph of one sentence, answered by its last word."""
    answer = sentence.rsplit(" ", 1)[1][:-1]
    gold = AnswersGold((Answer(answer, sentence.rindex(answer)),))
    question = " ".join(sentence.split()[:4]) + "?"
    return Example(str(number), "de", SpanQA(sentence, question), gold, group=str(number))


if __name__ == "__main__":
    main()
