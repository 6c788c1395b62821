"""Near copies of evaluation texts in a large training set: Crosswind beside ``datasketch``, in one run.

    python benchmarks/leakage.py --training 400000 --evaluation 5000

Texts are drawn from a vocabulary with a natural distribution of word frequencies; some training texts are
edited copies of evaluation texts. Crosswind looks at every pair that can be similar and counts exactly.
``datasketch`` estimates by MinHash (128 permutations, the same shingles) and LSH at the same threshold;
its time is measured on a part of the training texts and scaled, since all of them would take minutes.
"""

from __future__ import annotations

import argparse
import resource
from collections.abc import Sequence
from time import perf_counter

import numpy as np
from datasketch import MinHash, MinHashLSH

from harness.leakage.index import TextIndex
from harness.leakage.normalisation import normalise
from harness.leakage.shingles import WIDTH
from harness.seeds import derive_generator

THRESHOLD = 0.8
PERMUTATIONS = 128
VOCABULARY = 50_000


def draw_texts(count: int, name: str) -> list[str]:
    """Returns texts of 4 to 30 words whose frequencies follow Zipf's law."""
    rng = derive_generator(0, "texts", name)
    shapes = derive_generator(0, "words")
    letters = np.array(list("etaoinshrdlucmfwypvbgkjqxz"))
    weights = 1 / np.arange(1, len(letters) + 1)
    words = [
        "".join(shapes.choice(letters, size=size, p=weights / weights.sum()))
        for size in shapes.integers(2, 11, VOCABULARY)
    ]
    frequencies = 1 / np.arange(1, VOCABULARY + 1)
    sizes = rng.integers(4, 31, count)
    drawn = iter(rng.choice(VOCABULARY, size=int(sizes.sum()), p=frequencies / frequencies.sum()).tolist())
    return [" ".join(words[next(drawn)] for _ in range(size)) for size in sizes]


def plant(texts: list[str], evaluation: Sequence[str]) -> None:
    """Puts copies of evaluation texts, each without its last word, among the training texts."""
    places = derive_generator(0, "places").choice(len(texts), size=len(evaluation) // 10, replace=False)
    for place, text in zip(places, evaluation, strict=False):
        texts[place] = text.rpartition(" ")[0]


def search_exactly(evaluation: Sequence[str], training: Sequence[str]) -> set[tuple[int, int]]:
    """Returns (evaluation text, training text) of all near copies."""
    return {(match.number, match.place) for match in TextIndex(evaluation).find(training)}


def sketch(text: str) -> MinHash:
    """Returns the MinHash of a text's shingles."""
    plain = normalise(text)
    found = MinHash(num_perm=PERMUTATIONS)
    found.update_batch([plain[start : start + WIDTH].encode() for start in range(len(plain))])
    return found


def search_by_sketches(evaluation: Sequence[str], training: Sequence[str]) -> set[tuple[int, int]]:
    """Returns the pairs that MinHash and LSH take for near copies."""
    index = MinHashLSH(threshold=THRESHOLD, num_perm=PERMUTATIONS)
    for number, text in enumerate(evaluation):
        index.insert(number, sketch(text))
    return {(number, place) for place, text in enumerate(training) for number in index.query(sketch(text))}


def main() -> None:
    """Prints the table and what the estimate misses."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--training", type=int, default=400_000)
    parser.add_argument("--evaluation", type=int, default=5_000)
    parser.add_argument(
        "--sketched", type=int, default=10_000, help="training texts that datasketch is given"
    )
    arguments = parser.parse_args()
    evaluation = list(dict.fromkeys(draw_texts(arguments.evaluation, "evaluation")))
    training = draw_texts(arguments.training, "training")
    part = training[: arguments.sketched]
    plant(training, evaluation)
    plant(part, evaluation)
    start = perf_counter()
    found = search_exactly(evaluation, training)
    seconds = perf_counter() - start
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    start = perf_counter()
    estimated = search_by_sketches(evaluation, part)
    sketched = (perf_counter() - start) * len(training) / len(part)
    exact = search_exactly(evaluation, part)
    print(f"{len(training):,} training texts x {len(evaluation):,} evaluation texts\n")
    print(
        f"crosswind: {seconds:.1f} s, {len(found):,} near copies, peak memory of the process {memory:.0f} MiB"
    )
    print(
        f"datasketch: {sketched:.0f} s, scaled from {len(part):,} training texts: {sketched / seconds:.0f} x"
    )
    print(
        f"on these, of {len(exact):,} pairs it misses {len(exact - estimated):,} and adds "
        f"{len(estimated - exact):,}"
    )


if __name__ == "__main__":
    main()
