"""Keyed randomness at the speed of a hash: each example has draws of its own.

A generator of numpy takes longer to seed than a sentence takes to perturb. These
draws are the 32-bit words of BLAKE2b digests of (key, 0), (key, 1) and so on, so
they depend on the key alone: on no order, shard, process or platform.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from hashlib import blake2b
from itertools import chain, islice
from struct import Struct
from typing import TypeVar

T = TypeVar("T")

_WORDS = Struct("<16I").unpack
_LOW = 0xFFFFFFFF


class DrawKey:
    """The part of a key that all examples of a set share; hashed once.

    Args:
        seed: the user's.
        keys: names of what the draws serve, in order.
    """

    __slots__ = ("_hash",)

    def __init__(self, seed: int, *keys: str | int) -> None:
        self._hash = blake2b(digest_size=64)
        for key in (seed, *keys):
            part = f"{type(key).__name__}:{key}".encode()
            self._hash.update(len(part).to_bytes(4, "little") + part)

    def open(self, name: str) -> Draws:
        """Returns the draws of one example, or of whatever else has a name."""
        state = self._hash.copy()
        state.update(name.encode(errors="surrogatepass"))
        return Draws(state.digest())


class Draws:
    """A stream of random numbers that is determined by 64 bytes.

    Args:
        first: the bytes; the first sixteen draws are made of them.
    """

    __slots__ = ("_block", "_words")

    def __init__(self, first: bytes) -> None:
        self._block = first
        self._words = [*_WORDS(first)]

    def word(self) -> int:
        """Returns a whole number below 2^32."""
        word: int = (self._words or self._refill()).pop()
        return word

    def below(self, limit: int) -> int:
        """Returns a whole number from 0 to ``limit - 1``, of at most 2^32; uniform up to ``limit / 2^32``."""
        return self.word() * limit >> 32

    def fraction(self) -> float:
        """Returns a number in [0, 1)."""
        return self.word() / 4294967296

    def pick(self, options: Sequence[T]) -> T:
        """Returns one of some options, each as likely."""
        return options[self.word() * len(options) >> 32]

    def count(self, expected: float) -> int:
        """Returns a whole number beside ``expected``, rounded at random so that it is right on average."""
        return int(expected + (self._words or self._refill()).pop() / 4294967296)

    def choose(
        self,
        items: Sequence[T],
        options: Mapping[T, Sequence[str]],
        wanted: int,
        *,
        fits: Callable[[int, Mapping[int, str]], bool] | None = None,
    ) -> dict[int, str]:
        """Returns the places of up to ``wanted`` items that have options, with one of these each.

        As if all places were gone through in random order (see ``order``), but for speed one
        draw gives both a place and, by what is left of it, an option.

        Args:
            items: what is chosen from.
            options: of every item; none for those that cannot be chosen.
            wanted: at most so many.
            fits: whether a place goes together with those chosen before.
        """
        total, words = len(items), self._words
        chosen: dict[int, str] = {}
        for _ in range(total):
            if len(chosen) == wanted:
                return chosen
            if not words:
                words = self._refill()
            product = words.pop() * total
            at = product >> 32
            if at not in chosen and (found := options[items[at]]) and (fits is None or fits(at, chosen)):
                chosen[at] = found[(product & _LOW) * len(found) >> 32]
        rest = [at for at in range(total) if at not in chosen and options[items[at]]]
        for at in self.shuffle(rest):
            if len(chosen) == wanted:
                break
            if fits is None or fits(at, chosen):
                chosen[at] = self.pick(options[items[at]])
        return chosen

    def sample(self, population: int, size: int) -> list[int]:
        """Returns ``size`` different numbers below ``population``, sorted; each set is as likely.

        Floyd's algorithm (CACM 30(9), 1987, p. 754).

        Raises:
            ValueError: if there are not so many.
        """
        if size > population:
            raise ValueError(f"{size} of {population} cannot be chosen")
        chosen: set[int] = set()
        for top in range(population - size, population):
            pick = self.below(top + 1)
            chosen.add(top if pick in chosen else pick)
        return sorted(chosen)

    def order(self, population: int) -> Iterator[int]:
        """Yields all numbers below ``population`` in random order; costs as little as is asked for."""
        seen: set[int] = set()
        for _ in range(population):
            at = (self._words or self._refill()).pop() * population >> 32
            if at not in seen:
                seen.add(at)
                yield at
        yield from self.shuffle([at for at in range(population) if at not in seen])

    def visit(self, population: int) -> Iterator[int]:
        """Returns all numbers below ``population`` in random order, some of them more than once.

        Quicker than ``order`` for those who know where they have been. Further draws go on
        behind the block of sixteen that the last of them is from.
        """
        some = islice(chain.from_iterable(self._blocks(population)), population)
        return chain(some, chain.from_iterable(self._all(population)))

    def _blocks(self, population: int) -> Iterator[list[int]]:
        words, self._words = self._words, []
        while True:
            yield [word * population >> 32 for word in words]
            words, self._words = self._refill(), []

    def _all(self, population: int) -> Iterator[list[int]]:
        yield self.shuffle(range(population))

    def shuffle(self, items: Sequence[T]) -> list[T]:
        """Returns the items in random order (Fisher and Yates)."""
        mixed = list(items)
        for last in range(len(mixed) - 1, 0, -1):
            at = self.below(last + 1)
            mixed[at], mixed[last] = mixed[last], mixed[at]
        return mixed

    def _refill(self) -> list[int]:
        self._block = blake2b(self._block, digest_size=64).digest()
        self._words = [*_WORDS(self._block)]
        return self._words

    def split(self, name: str) -> Draws:
        """Returns draws of their own for a named part of the work."""
        return Draws(blake2b(self._block + name.encode(errors="surrogatepass"), digest_size=64).digest())
