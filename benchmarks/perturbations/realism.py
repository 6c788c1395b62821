"""What our noise has in common with people's: how much of it, of which kinds, and where in a word.

People's noise is XNLI's English test set with misspellings from Wikipedia's edits (Stickland et al.
2023) and the lists of Belinkov & Bisk (2018). Ours is made on the clean texts of that set, and both
are compared with them by the same eye: differences word by word, edits by Damerau's alignment.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice
from math import log
from pathlib import Path
from typing import NamedTuple

from benchmarks.human_noise import read_pairs
from benchmarks.perturbations.rate_cells import SEED, SEVERITIES, make_set, measure_bounds, read_sentences
from harness.types import EvaluationSet, LanguageResources, PlainText
from perturbations.compose import find_perturbation
from perturbations.context import build_context
from perturbations.coverage import perturb_set
from perturbations.differences import compare_texts
from perturbations.segments import segment, split_clusters
from suites.data import DataAccess

TEXTS = 2000
"""Premises and hypotheses of XNLI that are compared."""

KINDS = ("insert", "delete", "substitute", "transpose", "case", "space")
"""Kinds of edits; "case" substitutes a letter by its other case, "space" inserts or deletes white space."""

NOISE = (
    *("keyboard_typos", "character_insert", "character_delete", "character_swap", "character_repeat"),
    *("ocr_confusions", "natural_typos"),
)
LISTS = ("cs", "de", "en")
_MIDDLE = 3


class Slip(NamedTuple):
    """One edit of a word: its kind, and whether it touches the first cluster."""

    kind: str
    first: bool


@dataclass(slots=True)
class NoiseCount:
    """Counts of differences between texts and noisy versions of them.

    Attributes:
        texts, words, characters: of the clean texts.
        changed: runs of changed words, marks or spaces.
        kinds: of edits of characters.
        firsts: edits that touch the first cluster of what changed, those of its case left out.
        recased: differences that are of case alone.
    """

    texts: int = 0
    words: int = 0
    characters: int = 0
    changed: int = 0
    kinds: Counter[str] = field(default_factory=Counter)
    firsts: int = 0
    recased: int = 0

    @property
    def edits(self) -> int:
        """Edits of characters."""
        return self.kinds.total()

    def add_text(self, clean: str, noisy: str) -> None:
        """Counts what differs between two texts."""
        self.texts += 1
        self.words += len(segment(clean).words("en")[0])
        self.characters += segment(clean).solid
        for edit in compare_texts("text", clean, noisy):
            self.add_word(clean[edit.start : edit.end], edit.replacement)

    def add_word(self, clean: str, noisy: str) -> None:
        """Counts what differs between two words."""
        self.changed += 1
        slips = find_slips(clean, noisy)
        self.kinds.update(slip.kind for slip in slips)
        self.firsts += sum(slip.first and slip.kind != "case" for slip in slips)
        self.recased += all(slip.kind == "case" for slip in slips)

    @property
    def share_first(self) -> float:
        """Edits of the first cluster among all but those of case, a fraction."""
        return self.firsts / (self.edits - self.kinds["case"])


def write_realism(root: Path, catalogue: Path) -> Iterator[str]:
    """Yields the lines of the section about people's noise."""
    access = DataAccess(catalogue=catalogue, data_root=root)
    pairs = list(islice(read_pairs(root), TEXTS))
    human = count_noise(pairs)
    evaluation = make_set((clean for clean, _ in pairs), "en")
    resources = access.load_resources("en")
    counts = {name: [count_ours(evaluation, resources, name, one) for one in SEVERITIES] for name in NOISE}
    yield from write_doses(human, counts)
    lists = {language: count_list(root, language) for language in LISTS}
    yield from write_kinds(human, lists, {name: counts[name][_MIDDLE - 1] for name in NOISE})
    yield from write_lists(root, access)


def count_noise(pairs: Iterable[tuple[str, str]]) -> NoiseCount:
    """Returns what differs in pairs of clean and noisy texts."""
    count = NoiseCount()
    for clean, noisy in pairs:
        count.add_text(clean, noisy)
    return count


def count_ours(
    evaluation: EvaluationSet, resources: LanguageResources, name: str, severity: int
) -> NoiseCount:
    """Returns what a perturbation makes of the texts, those that it leaves as they are included."""
    context = build_context(evaluation, resources)
    done = perturb_set(evaluation, find_perturbation(name), severity=severity, seed=SEED, context=context)
    noisy = {clean.id: text_of(perturbed.payload) for clean, perturbed in done.pairs}
    texts = [(one.id, text_of(one.payload)) for one in evaluation.examples]
    return count_noise((text, noisy.get(number, text)) for number, text in texts)


def text_of(payload: object) -> str:
    """Returns the text of a plain text."""
    assert isinstance(payload, PlainText)
    return payload.text


def count_list(root: Path, language: str) -> NoiseCount:
    """Returns what differs between the words of a list and their misspellings."""
    count = NoiseCount()
    for line in (root / "noise_natural" / f"{language}.natural").read_text("utf-8").splitlines():
        word, *misspellings = line.split()
        for one in misspellings:
            if one != word:
                count.add_word(word, one)
    return count


def write_doses(human: NoiseCount, counts: dict[str, list[NoiseCount]]) -> Iterator[str]:
    """Yields the table of how much is changed, and which severity is nearest to people."""
    words, characters = human.changed / human.words, human.edits / human.characters
    yield (
        f"People (XNLI, English, test, the first {human.texts:,} texts): **{words:.1%} of words and "
        f"{characters:.1%} of characters** differ; {human.recased / human.changed:.0%} of the differences "
        "are of case alone. Each text of that set was given at least one, so short ones have more than "
        "people make (see [human-noise.md](human-noise.md)). What the same eye sees in our noise on the "
        "same clean texts, in % of words / % of characters, and the severity nearest to people (by ratio; "
        "with the factor where it is more than 1.5):"
    )
    yield ""
    yield "| perturbation | " + " | ".join(map(str, SEVERITIES)) + " | nearest by words | by characters |"
    yield "|---|" + "--:|" * len(SEVERITIES) + ":-:|:-:|"
    for name, found in counts.items():
        by_words = [one.changed / one.words for one in found]
        by_characters = [one.edits / one.characters for one in found]
        cells = [f"{a:.1%} / {b:.1%}".replace("%", "") for a, b in zip(by_words, by_characters, strict=True)]
        nearest = [find_nearest(by_words, words), find_nearest(by_characters, characters)]
        yield f"| `{name}` | " + " | ".join([*cells, *nearest]) + " |"
    yield ""


def find_nearest(rates: Sequence[float], target: float) -> str:
    """Returns the severity whose rate is nearest by ratio, with the factor where that is over 1.5."""
    off = [abs(log(rate / target)) if rate else 99.0 for rate in rates]
    best = min(range(len(off)), key=off.__getitem__)
    mark = "" if off[best] < log(1.5) else f" (× {rates[best] / target:.1f})"
    return f"{best + SEVERITIES[0]}{mark}"


def write_kinds(
    human: NoiseCount, lists: dict[str, NoiseCount], ours: dict[str, NoiseCount]
) -> Iterator[str]:
    """Yields the table of the kinds of edits."""
    yield (
        "Kinds of edits of characters (Damerau's alignment: insert, delete, substitute, transpose; a "
        "substitution by the letter's other case and edits of white space apart), in %; ours at severity "
        f"{_MIDDLE}:"
    )
    yield ""
    yield (
        "| noise | edits | "
        + " | ".join(KINDS)
        + " | edits per changed word | at its first letter (case apart) |"
    )
    yield "|---|" + "--:|" * (len(KINDS) + 3)
    rows = {"people: XNLI en": human}
    rows |= {f"people: list {language}": count for language, count in lists.items()}
    rows |= {f"`{name}`": count for name, count in ours.items()}
    for name, count in rows.items():
        shares = [f"{count.kinds[kind] / count.edits:.0%}".replace("%", "") for kind in KINDS]
        rest = [f"{count.edits / count.changed:.2f}", f"{count.share_first:.0%}".replace("%", "")]
        yield f"| {name} | {count.edits:,} | " + " | ".join([*shares, *rest]) + " |"
    yield ""


def write_lists(root: Path, access: DataAccess) -> Iterator[str]:
    """Yields the table of how much of real text the lists know."""
    yield "How many words of real sentences `natural_typos` can misspell; no severity goes further:"
    yield ""
    yield "| language | words of the list | sentences | words | of these with a listed misspelling |"
    yield "|---|--:|---|--:|--:|"
    for language in LISTS:
        resources = access.load_resources(language)
        for source, evaluation in find_texts(root, language):
            words = sum(len(segment(text_of(e.payload)).words(language)[0]) for e in evaluation.examples)
            context = build_context(evaluation, resources)
            able, _ = measure_bounds(evaluation, find_perturbation("natural_typos"), context)
            size = len(evaluation.examples)
            listed = len(resources.misspellings)
            yield f"| {language} | {listed:,} | {size:,} of {source} | {words:,} | {able:.1%} |"
    yield ""


def find_texts(root: Path, language: str) -> Iterator[tuple[str, EvaluationSet]]:
    """Yields the sets of sentences of a language, by the name of their source; Czech is Tatoeba's alone."""
    if (root / "mlm" / f"{language}.txt.gz").exists():
        yield "`mlm`", read_sentences(root, language)
    else:
        path = root / "tatoeba" / "v1" / "tatoeba.ces-eng.ces"
        yield "Tatoeba", make_set(iter(path.read_text("utf-8").splitlines()), language)


@lru_cache(maxsize=1 << 16)
def find_slips(clean: str, noisy: str) -> tuple[Slip, ...]:
    """Returns the fewest edits that turn a word into another, by clusters (optimal string alignment).

    Of ways with as few edits, transpositions and substitutions go before the others.
    """
    left, right = split_clusters(clean)[0], split_clusters(noisy)[0]
    costs = align(left, right)
    slips: list[Slip] = []
    i, j = len(left), len(right)
    while i or j:
        here = costs[i][j]
        if i and j and left[i - 1] == right[j - 1] and costs[i - 1][j - 1] == here:
            i, j = i - 1, j - 1
        elif is_transposed(left, right, i, j) and costs[i - 2][j - 2] + 1 == here:
            i, j = i - 2, j - 2
            slips.append(Slip("transpose", i == 0))
        elif i and j and costs[i - 1][j - 1] + 1 == here:
            i, j = i - 1, j - 1
            same = left[i].casefold() == right[j].casefold()
            slips.append(Slip("case" if same else "substitute", i == 0))
        elif j and costs[i][j - 1] + 1 == here:
            j -= 1
            slips.append(Slip("space" if right[j].isspace() else "insert", i == 0))
        else:
            i -= 1
            slips.append(Slip("space" if left[i].isspace() else "delete", i == 0))
    return tuple(slips)


def align(left: Sequence[str], right: Sequence[str]) -> list[list[int]]:
    """Returns the edit distance of every pair of beginnings; each step costs 1."""
    costs = [[i + j if not (i and j) else 0 for j in range(len(right) + 1)] for i in range(len(left) + 1)]
    for i in range(1, len(left) + 1):
        row, above = costs[i], costs[i - 1]
        for j in range(1, len(right) + 1):
            best = min(row[j - 1] + 1, above[j] + 1, above[j - 1] + (left[i - 1] != right[j - 1]))
            if is_transposed(left, right, i, j):
                best = min(best, costs[i - 2][j - 2] + 1)
            row[j] = best
    return costs


def is_transposed(left: Sequence[str], right: Sequence[str], i: int, j: int) -> bool:
    """Whether the two clusters before each place are each other's reverse."""
    return (
        i > 1
        and j > 1
        and left[i - 1] == right[j - 2]
        and left[i - 2] == right[j - 1]
        and left[i - 1] != left[i - 2]
    )
