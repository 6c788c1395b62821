"""How much noise people make: XNLI's English test set against its version with misspellings from edits.

Run from the repository root: ``python -m benchmarks.human_noise DATA_ROOT``. DATA_ROOT holds
``xnli/typos/test_en_typos_0.05.tsv``, ``xnli/myxnli/my.genre.test.tsv.gz`` and
``noise_natural/*.natural``. Prints the tables of ``docs/results/human-noise.md``.
"""

from __future__ import annotations

import csv
import gzip
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from perturbations.differences import compare_texts
from perturbations.segments import segment, split_clusters


def main(root: Path) -> None:
    """Prints edits per word and per character of the recorded set, then of the dictionaries."""
    words = characters = texts = changed = word_edits = character_edits = 0
    for clean, noisy in read_pairs(root):
        edits = list(compare_texts("text", clean, noisy))
        texts += 1
        changed += bool(edits)
        words += len(segment(clean).words("en")[0])
        characters += segment(clean).solid
        word_edits += len(edits)
        character_edits += sum(distance(clean[one.start : one.end], one.replacement) for one in edits)
    print(f"| texts | {texts:,} | with a difference | {changed / texts:.1%} |")
    print(f"| words | {words:,} | edits per word | {word_edits / words:.2%} |")
    print(f"| characters | {characters:,} | edits per character | {character_edits / characters:.2%} |")
    print("\n| language | words | misspellings | mean edits | per character | 1 edit | 2 edits | more |")
    print("|---|---|---|---|---|---|---|---|")
    for path in sorted((root / "noise_natural").glob("*.natural")):
        print(describe_list(path))


def read_pairs(root: Path) -> Iterator[tuple[str, str]]:
    """Yields the clean and noisy text of every premise and hypothesis, row by row."""
    with gzip.open(root / "xnli/myxnli/my.genre.test.tsv.gz", "rt", encoding="utf-8") as clean_file:
        clean = list(csv.DictReader(clean_file, delimiter="\t", quoting=csv.QUOTE_NONE))
    with (root / "xnli/typos/test_en_typos_0.05.tsv").open(encoding="utf-8") as noisy_file:
        noisy = list(csv.DictReader(noisy_file, delimiter="\t", quoting=csv.QUOTE_NONE))
    for left, right in zip(clean, noisy, strict=True):
        yield left["sentence1_en"], right["premise"][1:-1]
        yield left["sentence2_en"], right["hypothesis"][1:-1]


def describe_list(path: Path) -> str:
    """Returns the row of a table for one list of misspellings."""
    rows = [line.split() for line in path.read_text("utf-8").splitlines() if len(line.split()) > 1]
    pairs = [(row[0], one) for row in rows for one in row[1:] if one != row[0]]
    distances = Counter(distance(word, one) for word, one in pairs)
    total = sum(count * steps for steps, count in distances.items())
    length = sum(len(split_clusters(word)[0]) for word, _ in pairs)
    one, two = distances[1] / len(pairs), distances[2] / len(pairs)
    return (
        f"| {path.stem} | {len(rows):,} | {len(pairs):,} | {total / len(pairs):.2f} | {total / length:.1%} "
        f"| {one:.1%} | {two:.1%} | {1 - one - two:.1%} |"
    )


def distance(first: str, second: str) -> int:
    """Returns the edit distance of two texts in grapheme clusters (Levenshtein, each step 1)."""
    left, right = split_clusters(first)[0], split_clusters(second)[0]
    row = list(range(len(right) + 1))
    for at, one in enumerate(left, start=1):
        before, row[0] = row[0], at
        for place, other in enumerate(right, start=1):
            before, row[place] = row[place], min(row[place] + 1, row[place - 1] + 1, before + (one != other))
    return row[-1]


if __name__ == "__main__":
    main(Path(sys.argv[1]))
