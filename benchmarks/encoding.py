"""Loading and encoding a task beside the tokenizer alone, each in a process of its own.

    python benchmarks/encoding.py [--pairs 400000] [--sentences 100000] [--questions 20000]

Crosswind's time is all of the way: files on disk → examples → encoded set in the store, with
hashes of everything on the way; the second time the set comes from the store. Beside it stands
``encode_batch`` of the same tokenizer on the same strings, in memory already, in batches as large
and with as many threads. Times are those of the processor; memory is the peak of the process,
imports included. Texts are of made-up words whose frequencies follow Zipf's law; the tokenizer is
trained on some of them.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time
from typing import Literal, TypeAlias

import numpy as np
from pydantic import BaseModel
from tokenizers import Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers

from harness.formats.limits import Limits
from harness.formats.parallelism import limited_tokenizer_threads
from harness.formats.tokenization import CHUNK, TextEncoder
from harness.seeds import derive_generator
from harness.training.encoded import TrainingData, encode_set
from harness.types import Example, SpanQA, TaggedTokens, TextPair
from suites.data import DataAccess, find_task

TaskName: TypeAlias = Literal["xnli", "udpos", "squad"]
SYLLABLES = ("ba", "ré", "ti", "no", "sul", "mar", "ken", "po", "li", "drü", "fa", "os", "чи", "το", "na")
VOCABULARY = 60_000
LIMITS: dict[TaskName, Limits] = {"xnli": Limits(128), "udpos": Limits(128), "squad": Limits(384, 128)}
CATALOGUE = """entries:
  - {task: xnli, language: en, split: train, file: xnli.tsv, reader: {layout: table,
     rows: {kind: pairs, first: premise, second: hypothesis, label: label}}}
  - {task: udpos, language: en, split: train, file: udpos.txt, reader: {layout: token_tags}}
  - {task: squad, language: en, split: train, file: squad.json, reader: {layout: squad_json}}
"""


class Measurement(BaseModel):
    """Seconds and the peak of memory (MiB) of one process."""

    seconds: float
    again: float = 0.0
    peak: float
    tokens: int


def main() -> None:
    """Measures and prints a table, or measures one thing in a process of its own."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--pairs", type=int, default=400_000)
    parser.add_argument("--sentences", type=int, default=100_000)
    parser.add_argument("--questions", type=int, default=20_000)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--measure", nargs=3, metavar=("WHAT", "TASK", "FOLDER"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.measure:
        what, task, folder = options.measure
        with limited_tokenizer_threads(options.threads):
            measure = measure_own if what == "own" else measure_bare
            print(measure(task, Path(folder)).model_dump_json())
        return
    sizes: dict[TaskName, int] = {
        "xnli": options.pairs,
        "udpos": options.sentences,
        "squad": options.questions,
    }
    print(f"{'task':6} {'rows':>8} {'tokens':>12} {'tokenizer s':>12} {'Crosswind s':>12} {'ratio':>6} "
          f"{'again s':>8} {'peak MiB':>9} {'tokenizer peak':>15}")  # fmt: skip
    for task, rows in sizes.items():
        if rows:
            print_row(task, rows, options.threads)


def print_row(task: TaskName, rows: int, threads: int) -> None:
    """Measures one task and prints its row of the table."""
    with TemporaryDirectory() as name:
        write_data(task, rows, Path(name))
        bare, own = (run_apart(what, task, name, threads) for what in ("bare", "own"))
    ratio = own.seconds / bare.seconds
    print(f"{task:6} {rows:8,} {own.tokens:12,} {bare.seconds:12.2f} {own.seconds:12.2f} {ratio:6.2f} "
          f"{own.again:8.2f} {own.peak:9.0f} {bare.peak:15.0f}")  # fmt: skip


def run_apart(what: str, task: TaskName, folder: str, threads: int) -> Measurement:
    """Measures in a process of its own."""
    command = [sys.executable, "-P", __file__, "--threads", str(threads), "--measure", what, task, folder]
    return Measurement.model_validate_json(subprocess.run(command, check=True, capture_output=True).stdout)


def measure_own(task: TaskName, folder: Path) -> Measurement:
    """Measures Crosswind, the first time and with the set in the store."""
    access = DataAccess(folder / "catalogue.yaml", folder)
    spec = find_task(task, place="benchmark")
    encoder = open_encoder(task, folder)
    times, tokens = [], 0
    for _ in range(2):
        start = process_time()
        name = access.fingerprint(spec, "en", "train")
        data = TrainingData(spec, name, lambda: access.stream_training(spec, ("en",), limit=0))
        tokens = encode_set(data, encoder, root=folder / "store").counts.tokens
        times.append(process_time() - start)
    return Measurement(seconds=times[0], again=times[1], peak=peak_memory(), tokens=tokens)


def measure_bare(task: TaskName, folder: Path) -> Measurement:
    """Measures the tokenizer alone; its strings are in memory already and its results are dropped."""
    access = DataAccess(folder / "catalogue.yaml", folder)
    texts = [read_text(one) for one in access.stream_training(find_task(task, place=""), ("en",), limit=0)]
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    limits, questions = LIMITS[task], task == "squad"
    strategy, stride = ("only_second", limits.stride) if questions else ("longest_first", 0)
    tokenizer.enable_truncation(limits.max_length, stride=stride, strategy=strategy)
    pretokenized = task == "udpos"
    start = process_time()
    for first in range(0, len(texts), CHUNK):
        tokenizer.encode_batch(texts[first : first + CHUNK], is_pretokenized=pretokenized)
    return Measurement(seconds=process_time() - start, peak=peak_memory(), tokens=0)


def read_text(example: Example) -> str | list[str] | tuple[str, str]:
    """Returns what the tokenizer is to read of an example."""
    match example.payload:
        case TextPair(first, second):
            return first if second is None else (first, second)
        case TaggedTokens(tokens):
            return list(tokens)
        case SpanQA(context, question):
            return question, context
    raise AssertionError


def peak_memory() -> float:
    """Returns the highest memory use of this process so far, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def open_encoder(task: TaskName, folder: Path) -> TextEncoder:
    """Returns the trained tokenizer with the task's limits."""
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    return TextEncoder(tokenizer, pad_id=1, mask_id=None, segments=1, limits=LIMITS[task])


def write_data(task: TaskName, rows: int, folder: Path) -> None:
    """Writes a catalogue, the task's file in its published layout, and a tokenizer."""
    (folder / "catalogue.yaml").write_text(CATALOGUE)
    texts = write_sentences()
    train_unigram(list(islice(write_sentences(), 3_000))).save(str(folder / "tokenizer.json"))
    if task == "squad":
        (folder / "squad.json").write_text(json.dumps(make_questions(rows, texts)))
        return
    with (folder / ("xnli.tsv" if task == "xnli" else "udpos.txt")).open("w") as stream:
        if task == "xnli":
            stream.write("premise\thypothesis\tlabel\n")
        for text in islice(texts, rows):
            words = text.split()
            tagged = "".join(f"{word}\tNOUN\n" for word in words)
            cut = len(words) * 2 // 3
            pair = " ".join(words[:cut]) + "\t" + " ".join(words[cut:]) + "\tneutral"
            stream.write((pair if task == "xnli" else tagged) + "\n")


def write_sentences() -> Iterator[str]:
    """Yields sentences of 10 to 50 made-up words, the same every time."""
    rng = derive_generator(0, "benchmark")
    words = np.array(["".join(rng.choice(SYLLABLES, size=rng.integers(1, 6))) for _ in range(VOCABULARY)])
    weights = 1 / np.arange(1, VOCABULARY + 1)
    while True:
        picks = rng.choice(words, size=50_000, p=weights / weights.sum()).tolist()
        start = 0
        for size in rng.integers(10, 51, size=900).tolist():
            yield " ".join(picks[start : start + size]).capitalize() + "."
            start += size


def make_questions(count: int, texts: Iterator[str]) -> dict[str, object]:
    """Returns questions in SQuAD's layout, five to a context of about 150 words."""
    paragraphs = []
    for number in range(0, count, 5):
        context = " ".join(islice(texts, 5))
        words = context.split()
        asked = [
            {
                "id": f"q{number + i}",
                "question": " ".join(words[i : i + 10]) + "?",
                "answers": [{"text": words[-1 - i], "answer_start": context.rindex(words[-1 - i])}],
            }
            for i in range(5)
        ]
        paragraphs.append({"context": context, "qas": asked})
    return {"version": "1.1", "data": [{"title": "made up", "paragraphs": paragraphs}]}


def train_unigram(sentences: list[str]) -> Tokenizer:
    """Returns a tokenizer of XLM-R's kind: a unigram model over marked spaces, normalised by NFKC."""
    tokenizer = Tokenizer(models.Unigram())
    tokenizer.normalizer = normalizers.NFKC()
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
    tokenizer.decoder = decoders.Metaspace()
    special = ["<s>", "<pad>", "</s>", "<unk>"]
    trainer = trainers.UnigramTrainer(
        vocab_size=8_000, special_tokens=special, unk_token="<unk>", show_progress=False
    )
    tokenizer.train_from_iterator(sentences, trainer)
    marks = [(name, tokenizer.token_to_id(name)) for name in ("<s>", "</s>")]
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>", pair="<s> $A </s> </s> $B </s>", special_tokens=marks
    )
    return tokenizer


if __name__ == "__main__":
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    main()
