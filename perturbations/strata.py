"""Orders whose every beginning holds the same mixture: the ground of all nested, stratified choices."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from heapq import heappop, heappush

from harness.types import AnswersGold, ChoiceGold, FormatName, Gold, LabelGold

TRAINED_FORMATS: tuple[FormatName, ...] = ("classification", "multiple_choice", "tagging", "span_qa")
"""Formats whose training data have labels."""


def order_evenly(strata: Sequence[str], keys: Sequence[int]) -> list[int]:
    """Returns the places of all items so that every beginning holds each stratum's share, within one item.

    Args:
        strata: what each item counts towards.
        keys: that order the items of a stratum.

    Of the first k of n items less than one more or fewer than k · (size / n) are of a stratum of that
    size. The i-th of a stratum stands between floor((i - 1) · n / size) + 1 and ceil(i · n / size); taking
    the one with the nearest deadline keeps all of them (Tijdeman, Discrete Mathematics 32, 1980;
    Steiner and Yeomans, Management Science 39, 1993).
    """
    members: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for place, (stratum, key) in enumerate(zip(strata, keys, strict=True)):
        members[stratum].append((key, place))
    queues = [sorted(members[stratum]) for stratum in sorted(members)]
    total = len(strata)
    waiting = [(1, number, 0) for number in range(len(queues))]
    ready: list[tuple[int, int, int]] = []
    order: list[int] = []
    for slot in range(1, total + 1):
        while waiting and waiting[0][0] <= slot:
            _, number, done = heappop(waiting)
            heappush(ready, (-(-(done + 1) * total // len(queues[number])), number, done))
        _, number, done = heappop(ready)
        queue = queues[number]
        order.append(queue[done][1])
        if done + 1 < len(queue):
            heappush(waiting, ((done + 1) * total // len(queue) + 1, number, done + 1))
    return order


def stratum_of(gold: Gold) -> str:
    """Returns what a gold answer counts towards where examples are chosen: its label, if it has one."""
    match gold:
        case LabelGold(label):
            return label
        case ChoiceGold(index):
            return str(index)
        case AnswersGold(answers):
            return "answerable" if answers else "unanswerable"
        case _:
            return ""


def count_share(total: int, share: float) -> int:
    """Returns ``share`` (a fraction in whole percent) of ``total``, rounded half up."""
    return (2 * total * round(100 * share) + 100) // 200
