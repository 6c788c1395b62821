"""Sentences per second of every perturbation, one process, beside nlpaug and TextAttack.

    python benchmarks/perturbations/speed.py [--sentences 5000] [--severity 3] [--stream 1000000]
                                             [--textattack PYTHON]

The sentences are generated: 20 words each, all different. Crosswind's times hold the whole
contract: keyed randomness, grapheme clusters, edit log, gold, coverage counts. "first" is the
first time a text is met; "again" is any further perturbation or severity of the same text,
whose clusters and words are then known. nlpaug runs with its defaults (three words in ten),
which edit about as many places as severity 3 does; its edits are counted by difflib.
TextAttack needs an interpreter that has it (see textattack_rates.py beside this file).
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from importlib import import_module
from pathlib import Path
from time import process_time

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
from perturbations import segments
from perturbations.base import PERTURBATIONS, Perturbation
from perturbations.compose import find_perturbation
from perturbations.context import PerturbationContext, build_context
from perturbations.coverage import CoverageCount, perturb_examples

WORDS_PER_SENTENCE = 20
REPEATS = 5
TEXTATTACK_SENTENCES = 100
SYLLABLES = ("ba", "ré", "ti", "no", "sul", "mar", "ken", "po", "li", "drü", "fa", "os")
NLPAUG = {
    "keyboard_typos": ("char", "KeyboardAug", {}),
    "ocr_confusions": ("char", "OcrAug", {}),
    "character_swap": ("char", "RandomCharAug", {"action": "swap"}),
    "character_delete": ("char", "RandomCharAug", {"action": "delete"}),
    "character_insert": ("char", "RandomCharAug", {"action": "insert"}),
    "word_swap": ("word", "RandomWordAug", {"action": "swap"}),
    "word_drop": ("word", "RandomWordAug", {"action": "delete"}),
    "word_split": ("word", "SplitAug", {}),
}
TEXTATTACK = {
    "keyboard_typos": "WordSwapQWERTY",
    "character_swap": "WordSwapNeighboringCharacterSwap",
    "character_delete": "WordSwapRandomCharacterDeletion",
    "character_insert": "WordSwapRandomCharacterInsertion",
    "word_drop": "WordDeletion",
    "word_swap": "WordInnerSwapRandom",
}


def main() -> None:
    """Measures and prints tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sentences", type=int, default=5000)
    parser.add_argument("--severity", type=int, default=3, choices=range(1, 6))
    parser.add_argument("--stream", type=int, default=100_000, help="sentences to stream, to see memory")
    parser.add_argument("--textattack", help="an interpreter that has TextAttack")
    options = parser.parse_args()
    print(f"keyboard_typos over a stream of {options.stream:,} sentences\n")
    measure_memory(options.stream, options.severity)
    sentences = write_sentences(options.sentences)
    attacked = measure_textattack(options.textattack, sentences[:TEXTATTACK_SENTENCES])
    print(f"\n{len(sentences)} sentences of {WORDS_PER_SENTENCE} words, severity {options.severity}\n")
    compare(sentences, options.severity, attacked)
    print("\nkeyboard_typos by length of the text\n")
    measure_lengths(sentences, options.severity)


def compare(sentences: Sequence[str], severity: int, attacked: dict[str, float]) -> None:
    """Prints the rates of every perturbation beside those of its peers."""
    print("| perturbation | first /s | again /s | edits | nlpaug /s | edits | × | TextAttack /s | × |")
    print("|---|--:|--:|--:|--:|--:|--:|--:|--:|")
    for entry in PERTURBATIONS:
        if not isinstance(entry, Perturbation) or entry.name.startswith("nlpaug_"):
            continue
        first, again, edits = measure_own(entry, sentences, severity)
        if not edits:
            continue  # it needs word lists, a model or another script
        row = [entry.name, f"{first:,.0f}", f"{again:,.0f}", f"{edits:.1f}"]
        rate, others = measure_nlpaug(entry.name, sentences)
        row += [f"{rate:,.0f}", f"{others:.1f}", f"{first / rate:.1f}"] if rate else ["", "", ""]
        slow = attacked.get(TEXTATTACK.get(entry.name, ""), 0.0)
        row += [f"{slow:,.0f}", f"{first / slow:,.0f}"] if slow else ["", ""]
        print("| " + " | ".join(row) + " |", flush=True)


def write_sentences(count: int) -> list[str]:
    """Returns sentences of made-up words, no two alike."""
    return list(stream_sentences(count))


def stream_sentences(count: int) -> Iterator[str]:
    """Yields sentences of made-up words, no two alike."""
    rng = derive_generator(0, "benchmark")
    words = ["".join(rng.choice(SYLLABLES, size=rng.integers(1, 4))) for _ in range(2000)]
    for start in range(0, count, 1000):
        size = min(1000, count - start)
        picks = rng.integers(0, len(words), size=(size, WORDS_PER_SENTENCE - 1)).tolist()
        for number, row in enumerate(picks, start):
            yield " ".join([*(words[pick] for pick in row), f"w{number}"]) + "."


def measure_own(
    perturbation: Perturbation, sentences: Sequence[str], severity: int
) -> tuple[float, float, float]:
    """Returns sentences per second the first time and again, best of some, and edits a sentence."""
    make = ask_about if perturbation.spec.formats == ("span_qa",) else tell
    examples = [make(sentence, number) for number, sentence in enumerate(sentences)]
    words = {word for sentence in sentences[:100] for word in sentence.split()}
    lexicon = BilingualLexicon("de", "en", dict.fromkeys(sorted(words), ("odd",)))
    resources = LanguageResources((lexicon,), misspellings=dict.fromkeys(sorted(words), ("odd",)))
    context = build_context(EvaluationSet("benchmark", "de", "test", tuple(examples)), resources)
    edits = 0

    def run() -> None:
        nonlocal edits
        edits = consume(examples, perturbation, severity, context)

    first = time(run, len(sentences), before=segments._segment.cache_clear)
    kept = examples[: segments._CACHED_TEXTS // 2]

    def run_again() -> None:
        consume(kept, perturbation, severity, context)

    return first, time(run_again, len(kept)), edits / len(sentences)


def consume(
    examples: Iterable[Example], perturbation: Perturbation, severity: int, context: PerturbationContext
) -> int:
    """Perturbs a stream of examples, keeping nothing; returns the number of edits."""
    count, edits = CoverageCount(), 0
    for attempt in perturb_examples(examples, perturbation, severity=severity, seed=0, context=context):
        count.add(attempt)
        if isinstance(attempt.outcome, Example):
            edits += len(attempt.outcome.edits)
    return edits


def tell(sentence: str, number: int) -> Example:
    """Returns a sentence as plain text."""
    return Example(str(number), "de", PlainText(sentence), NoGold(), group=str(number))


def ask_about(sentence: str, number: int) -> Example:
    """Returns a sentence as a paragraph whose first word answers a question."""
    words = sentence.split()
    gold = AnswersGold((Answer(words[0], 0),))
    return Example(str(number), "de", SpanQA(sentence, " ".join(words[1:9])), gold, group=str(number))


def measure_nlpaug(name: str, sentences: Sequence[str]) -> tuple[float, float]:
    """Returns nlpaug's sentences per second and edits a sentence; zeros where it has no counterpart."""
    if name not in NLPAUG:
        return 0.0, 0.0
    kind, augmenter, options = NLPAUG[name]
    try:
        module = import_module(f"nlpaug.augmenter.{kind}")
    except ImportError:
        return 0.0, 0.0
    made = getattr(module, augmenter)(**options)
    some = sentences[:1500]
    found: list[str] = []

    def run() -> None:
        found[:] = made.augment(list(some))

    rate = time(run, len(some))
    pairs = list(zip(some, found, strict=True))[:200]
    return rate, sum(count_edits(*pair) for pair in pairs) / len(pairs)


def count_edits(before: str, after: str) -> int:
    """Returns how many places differ."""
    codes = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    return sum(1 for code in codes if code[0] != "equal")


def measure_textattack(interpreter: str | None, sentences: Sequence[str]) -> dict[str, float]:
    """Returns TextAttack's sentences per second by transformation; nothing without an interpreter."""
    if interpreter is None:
        return {}
    script = Path(__file__).parent / "textattack_rates.py"
    done = subprocess.run(
        [interpreter, script], input="\n".join(sentences), capture_output=True, text=True, check=True
    )
    lines = [line.split() for line in done.stdout.splitlines()]
    return {line[0]: float(line[1]) for line in lines if len(line) == 2}


def measure_lengths(sentences: Sequence[str], severity: int) -> None:
    """Prints the time a character takes in longer and longer texts."""
    typos = find_perturbation("keyboard_typos")
    print("| characters | ns a character |\n|--:|--:|")
    for length in (1, 10, 100, 1000, 8000):
        text = " ".join(sentences[:length])
        example = [tell(text, 0)]
        rate = time(lambda: consume(example, typos, severity, PerturbationContext()), 1)  # noqa: B023
        print(f"| {len(text):,} | {1e9 / rate / len(text):.0f} |")


def measure_memory(count: int, severity: int) -> None:
    """Prints the peak memory after each tenth of a stream."""
    typos = find_perturbation("keyboard_typos")
    print("| sentences | peak MiB |\n|--:|--:|")
    stream = (tell(sentence, number) for number, sentence in enumerate(stream_sentences(count)))
    step = max(1, count // 10)
    attempts = perturb_examples(stream, typos, severity=severity, seed=0, context=PerturbationContext())
    for number, _ in enumerate(attempts, 1):
        if number % step == 0 and (number // step) in (1, 2, 5, 10):
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            print(f"| {number:,} | {peak:.1f} |", flush=True)


def time(run: Callable[[], object], count: int, *, before: Callable[[], object] | None = None) -> float:
    """Returns things per second of processor time, the best of some repeats."""
    best = float("inf")
    for _ in range(REPEATS):
        if before is not None:
            before()
        begin = process_time()
        run()
        best = min(best, process_time() - begin)
    return count / best


if __name__ == "__main__":
    sys.exit(main())
