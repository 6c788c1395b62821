"""What plausibly happens next: the small knowledge of the world behind ``mini_choice``."""

from __future__ import annotations

from dataclasses import dataclass

from harness.sources.mini.world import CLASSES, Domain, frames


def _members(text: str) -> frozenset[str]:
    return frozenset(member for name in text.split() for member in CLASSES.get(name, (name,)))


_FOOD = _members("fruits staples vegetables grains soup fish bread egg meat rice")

PLAUSIBLE_OBJECTS: dict[str, frozenset[str]] = {
    "eat": _FOOD,
    "cook_food": _FOOD,
    "drink": _members("drinks soup"),
    "read": _members("printed map"),
    "write": _members("printed song film"),
    "wear": _members("clothes hat"),
    "sing": _members("song story"),
    "watch_film": _members("film picture bird"),
    "drive": _members("vehicles boat"),
    "catch": _members("fish bird cattle"),
    "harvest": _members("grains vegetables fruits"),
    "plant": _members("plants vegetables grains fruits"),
    "build": _members("structures"),
}
"""Verbs that can be asked about, and all objects that would be a fair answer."""


def asked_verbs(domain: Domain) -> tuple[str, ...]:
    """Returns the verbs of the domain that select their objects sharply."""
    return tuple(dict.fromkeys(frame.verb for frame in frames(domain) if frame.verb in PLAUSIBLE_OBJECTS))


@dataclass(frozen=True, slots=True)
class Cue:
    """A state or place of a person, and what they then do.

    Attributes:
        verbs: what fits.
        state: adjective, or none.
        place: place, or none.
        also: further verbs that would not be wrong.
    """

    verbs: tuple[str, ...]
    state: str | None = None
    place: str | None = None
    also: frozenset[str] = frozenset()

    def allows(self, verb: str) -> bool:
        """Returns whether an ending with the verb would fit too."""
        return verb in self.verbs or verb in self.also


def _cue(verbs: str, *, state: str | None = None, place: str | None = None, also: str = "") -> Cue:
    return Cue(tuple(verbs.split()), state, place, frozenset(also.split()))


_IN_GARDENS = "play plant water_plant rest feed"
_INDOORS = "read study sleep rest watch_film sing"
_OUTDOORS = "feed plant harvest water_plant rest sleep run"

SCRIPTS: dict[Domain, tuple[Cue, ...]] = {
    "home": (
        _cue("eat", state="hungry", also="cook_food drink buy"),
        _cue("drink", state="thirsty", also="buy"),
        _cue("sleep rest", state="tired", also="drink"),
        _cue("cook_food", place="kitchen", also="eat drink cut"),
        _cue("read", place="library", also="study write seek sing"),
        _cue("study", place="school", also="read write draw play eat drink sing watch_film"),
        _cue("water_plant", place="garden", also=f"{_IN_GARDENS} eat drink read sleep wash repair"),
        _cue("watch_film", place="living_room", also=f"{_INDOORS} play drink eat write"),
    ),
    "field": (
        _cue("drink", state="thirsty", also="buy"),
        _cue("sleep rest", state="tired", also="drink"),
        _cue("sell buy", place="market", also="drink seek carry"),
        _cue("harvest", place="farm", also=f"{_OUTDOORS} drive repair work drink"),
        _cue("swim", place="beach", also="run rest sleep catch paint build carry"),
        _cue("catch", place="river", also="swim run rest build drink paint repair"),
        _cue("run", place="forest", also="rest sleep work seek catch harvest"),
    ),
}
