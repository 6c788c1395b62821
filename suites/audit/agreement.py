"""Ratings counted: how often people give the gold, clean and perturbed, and whether they agree."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from statistics import fmean

from harness import __version__
from harness.errors import RequestError
from harness.statistics.scores import wilson
from suites.analysis.rounding import tidy
from suites.audit.forms import equals_gold, normalise_label
from suites.audit.ratings import FORMAT_VERSION, Agreement, RatedSet, Ratings
from suites.audit.sheet import Key, Rating
from suites.predictions import CLEAN


def count_ratings(key: Key, key_hash: str, raters: Sequence[Sequence[Rating]]) -> Ratings:
    """Returns what one or more people said, counted.

    Args:
        key: of the sheet that all of them filled in.
        key_hash: of the key's file.
        raters: the ratings of each.

    Raises:
        RequestError: if nothing was rated.
    """
    ratings = [rating for rater in raters for rating in rater]
    if not ratings:
        raise RequestError(
            "no item was rated", place="crosswind audit-read", remedy="fill in labels and confidences"
        )
    clean = [rating for rating in ratings if rating.item.perturbation == CLEAN]
    perturbed = [rating for rating in ratings if rating.item.perturbation != CLEAN]
    kappa, both = cohen_kappa(raters[0], raters[1]) if len(raters) == 2 else (None, 0)
    return Ratings(
        format_version=FORMAT_VERSION,
        crosswind=__version__,
        sample=key_hash,
        suites=key.suites,
        seed=key.seed,
        raters=len(raters),
        unrated=len(raters) * len(key.items) - len(ratings),
        clean=_agree(clean),
        perturbed=_agree(perturbed),
        kappa=None if kappa is None else tidy(kappa),
        kappa_n=both,
        sets=_count_sets(ratings),
    )


def cohen_kappa(one: Iterable[Rating], other: Iterable[Rating]) -> tuple[float | None, int]:
    """Returns Cohen's kappa of two raters and the number of items that both rated.

    Items without options are left out, since agreement by chance is not defined there. No kappa
    where both raters gave one and the same label throughout.
    """
    first, second = (
        {rating.item.item: normalise_label(rating.label) for rating in rater if rating.item.options}
        for rater in (one, other)
    )
    pairs = [(label, second[name]) for name, label in first.items() if name in second]
    if not pairs:
        return None, 0
    n = len(pairs)
    left, right = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    observed = sum(a == b for a, b in pairs) / n
    expected = sum(count * right[label] for label, count in left.items()) / (n * n)
    return (None if expected == 1 else (observed - expected) / (1 - expected)), n


def _agree(ratings: Sequence[Rating]) -> Agreement | None:
    if not ratings:
        return None
    share = fmean(equals_gold(rating.label, rating.item.gold) for rating in ratings)
    items = len({rating.item.item for rating in ratings})  # two raters of one item are no two items
    low, high = wilson(share, items)
    return Agreement(
        n=items,
        share=tidy(share),
        low=tidy(low / 100),
        high=tidy(high / 100),
        confidence=tidy(fmean(rating.confidence for rating in ratings)),
    )


def _count_sets(ratings: Sequence[Rating]) -> tuple[RatedSet, ...]:
    """Counts items; one that several people rated stands for gold where at least half of them say so."""
    verdicts: defaultdict[tuple[str, str, str, int, str], list[bool]] = defaultdict(list)
    for rating in ratings:
        item = rating.item
        name = (item.task, item.language, item.perturbation, item.severity, item.item)
        verdicts[name].append(equals_gold(rating.label, item.gold))
    versions = {one.item.perturbation: one.item.version for one in ratings}
    counts: Counter[tuple[str, str, str, int]] = Counter()
    gold: Counter[tuple[str, str, str, int]] = Counter()
    for (task, language, stress, severity, _), found in verdicts.items():
        counts[task, language, stress, severity] += 1
        gold[task, language, stress, severity] += 2 * sum(found) >= len(found)
    return tuple(
        RatedSet(
            task=task,
            language=language,
            perturbation=stress,
            version=versions[stress],
            severity=severity,
            n=n,
            gold=gold[name],
        )
        for name, n in sorted(counts.items())
        for task, language, stress, severity in [name]
    )
