"""One generic registry: lazy, typed, refusing duplicates and suggesting near names."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules
from typing import Generic, TypeVar

from harness.errors import DuplicateNameError, UnknownNameError

T = TypeVar("T")


class Registry(Generic[T]):
    """Names to declarations of one kind, filled by the modules of some packages.

    A declaration registers itself when its module is imported; the modules of
    ``packages`` are imported on first use, so adding one means adding one file.

    Args:
        kind: what an entry is, for messages ("task", "perturbation").
        packages: dotted names of the packages whose modules declare entries.
    """

    def __init__(self, kind: str, *packages: str) -> None:
        self.kind = kind
        self._packages = packages
        self._entries: dict[str, T] = {}
        self._discovered = False

    def register(self, name: str, entry: T) -> T:
        """Adds ``entry`` under ``name`` and returns it.

        Raises:
            DuplicateNameError: if the name is taken.
        """
        if name in self._entries:
            raise DuplicateNameError(f"two {self.kind} declarations are named {name!r}; rename one.")
        self._entries[name] = entry
        return entry

    def get(self, name: str, *, place: str = "request") -> T:
        """Returns the entry called ``name``.

        Raises:
            UnknownNameError: if there is none; the message gives the nearest name.
        """
        self._discover()
        if name not in self._entries:
            raise UnknownNameError(self.kind, name, self._entries, place=place)
        return self._entries[name]

    def names(self) -> tuple[str, ...]:
        """All names, sorted."""
        self._discover()
        return tuple(sorted(self._entries))

    def __iter__(self) -> Iterator[T]:
        """Yields the entries in the order of their names."""
        return (self._entries[name] for name in self.names())

    def __contains__(self, name: object) -> bool:
        self._discover()
        return name in self._entries

    def _discover(self) -> None:
        if self._discovered:
            return
        self._discovered = True
        for package in self._packages:
            for module in iter_modules(import_module(package).__path__):
                import_module(f"{package}.{module.name}")
