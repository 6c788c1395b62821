"""Edits of single characters that hang on the character after them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from harness.types import NotApplicable
from perturbations.characters import Alternatives, Letters
from perturbations.edits import Proposal
from perturbations.setting import Setting
from perturbations.subject import Subject


def replace_before(
    subject: Subject,
    setting: Setting,
    alternatives: Alternatives,
    may_follow: Callable[[str, str], bool],
    *,
    lacking: str,
) -> Proposal | NotApplicable:
    """Proposes to replace a share of all clusters, of those that the right cluster follows.

    Args:
        subject: whose answers stay untouched.
        setting: severity and draws.
        alternatives: cluster → what may stand in its place.
        may_follow: ``(cluster, next)`` → whether it may be replaced there; the next is empty at the
            end of a text and before an answer.
        lacking: the reason given where no cluster may be replaced.
    """
    letters = Letters(subject)
    row = (*letters.clusters, "")

    def fits(at: int, _: Mapping[int, str]) -> bool:
        return may_follow(row[at], row[at + 1])

    wanted = setting.draws.count(letters.units * setting.rate)
    chosen = setting.draws.choose(row, alternatives, wanted, fits=fits)
    if not chosen and (
        wanted or not any(alternatives[row[at]] and fits(at, {}) for at in range(len(row) - 1))
    ):
        return NotApplicable(lacking)
    return Proposal(letters.edit(chosen), len(chosen), letters.units)


def replace_pairs(
    subject: Subject,
    setting: Setting,
    kinds: Alternatives,
    turn: Callable[[str, str], tuple[str, str]],
    *,
    lacking: str,
) -> Proposal | NotApplicable:
    """Proposes to replace disjoint pairs of different neighbouring clusters of one kind, each an edit.

    Args:
        subject: whose answers stay untouched.
        setting: severity and draws.
        kinds: cluster → the one kind it is of; none if it stays.
        turn: a cluster and the next → what stands in the place of each.
        lacking: the reason given where no pair may be replaced.
    """
    letters = Letters(subject)
    row = (*letters.clusters, "")

    def fits(at: int, taken: Mapping[int, str]) -> bool:
        if at + 1 in taken or at - 1 in taken:
            return False
        return kinds[row[at]] == kinds[row[at + 1]] and row[at] != row[at + 1]

    wanted = setting.draws.count(letters.units * setting.rate / 2)
    firsts = setting.draws.choose(row, kinds, wanted, fits=fits)
    if not firsts and (wanted or not any(kinds[row[at]] and fits(at, {}) for at in range(len(row) - 1))):
        return NotApplicable(lacking)
    turned: dict[int, str] = {}
    for at in firsts:
        turned[at], turned[at + 1] = turn(row[at], row[at + 1])
    return Proposal(letters.edit(turned), len(turned), letters.units)
