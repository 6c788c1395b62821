"""Drawing items: from the right part of the propositions, in every domain, reproducibly."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from harness.seeds import derive_generator
from harness.sources.mini.grammar import Wording
from harness.sources.mini.propositions import Generator, Proposition, has_held_out, partition
from harness.sources.mini.world import SYNONYMOUS, Domain
from harness.types import Provenance, Split

Item = TypeVar("Item")

PROVENANCE = Provenance("mini")


@dataclass(frozen=True, slots=True)
class Draw:
    """Where the next item comes from.

    Attributes:
        generator: source of chance.
        split, domain: what the item is for.
        seed: of the benchmark.
        guarded: whether held-out concepts are refused.
    """

    generator: Generator
    split: Split
    domain: Domain
    seed: int
    guarded: bool

    def admits(self, *propositions: Proposition) -> bool:
        """Returns whether this split may say all of these."""
        return all(
            partition(proposition, self.seed) == self.split
            and not (self.guarded and has_held_out(proposition))
            for proposition in propositions
        )

    def chance(self, probability: float) -> bool:
        """Returns true with this probability (a fraction)."""
        return bool(self.generator.random() < probability)

    def wording(self, alternate: float = 0.3, fronted: float | None = None) -> Wording:
        """Returns a random wording; fronting is typical of the field domain."""
        usual = 0.2 if self.domain == "home" else 0.65
        return Wording(self.chance(alternate), self.chance(usual if fronted is None else fronted))


def collect(
    name: str,
    split: Split,
    seed: int,
    sizes: Mapping[Split, Mapping[Domain, int]],
    make: Callable[[Draw, int], Item | None],
    *,
    guarded: bool = False,
) -> tuple[Item, ...]:
    """Returns the items of a split, domain by domain.

    ``make`` gets the number of the item within its domain, so that it can deal
    out labels evenly, and returns none for a draw that it must refuse. Held-out
    concepts are refused in the train and dev splits where ``guarded``.
    """
    items: list[Item] = []
    for domain, size in sizes[split].items():
        generator = derive_generator(seed, "mini", name, split, domain)
        draw = Draw(generator, split, domain, seed, guarded and split != "test")
        for number in range(size):
            item = make(draw, number)
            while item is None:
                item = make(draw, number)
            items.append(item)
    return tuple(items)


def can_be_reworded(proposition: Proposition) -> bool:
    """Returns whether two wordings of it differ in every language."""
    adverbial = proposition.verb != "be" and bool(proposition.time or proposition.place)
    return adverbial or has_synonym(proposition)


def has_synonym(proposition: Proposition) -> bool:
    """Returns whether it mentions a concept with two words in every language."""
    return not proposition.concepts().isdisjoint(SYNONYMOUS)
