"""What can be said: concepts, their classes, and which verb goes with which nouns and places."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal, TypeAlias

Domain: TypeAlias = Literal["home", "field"]


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


# --- classes of nouns ---------------------------------------------------------------

CLASSES: dict[str, tuple[str, ...]] = {
    "neutral": _words("man woman boy girl teacher doctor neighbor"),
    "kin": _words("mother father grandmother grandfather sister brother"),
    "townsfolk": _words("student cook"),
    "trades": _words("farmer fisherman driver merchant worker sailor traveler"),
    "names": _words("anna maria sara nina ali omar ivan david"),
    "pets": _words("cat dog"),
    "cattle": _words("cow horse sheep"),
    "fruits": _words("apple orange fruit"),
    "staples": _words("bread egg meat rice"),
    "drinks": _words("water milk tea"),
    "printed": _words("book letter newspaper story"),
    "clothes": _words("shirt coat"),
    "furniture": _words("table chair"),
    "openings": _words("door window"),
    "vegetables": _words("tomato onion vegetable"),
    "grains": _words("wheat corn"),
    "vehicles": _words("car truck tractor"),
    "structures": _words("bridge wall house boat"),
    "containers": _words("box bag basket"),
    "tools": _words("knife net map"),
    "plants": _words("flower tree"),
}

PERSON_CLASSES = ("neutral", "kin", "townsfolk", "trades", "names")
PERSONS = frozenset(noun for name in PERSON_CLASSES for noun in CLASSES[name])
NAMES = frozenset(CLASSES["names"])
KIN = frozenset(CLASSES["kin"])
ANIMATE = PERSONS | frozenset(_words("cat dog cow horse sheep fish bird animal"))
MASS = frozenset(_words("bread rice soup meat water milk tea fruit wheat corn vegetable"))
"""Nouns that take neither an article of indefiniteness nor a number."""

HYPERNYMS: dict[str, str] = {
    "apple": "fruit",
    "orange": "fruit",
    "tomato": "vegetable",
    "onion": "vegetable",
    "cow": "animal",
    "horse": "animal",
    "sheep": "animal",
    "cat": "animal",
    "dog": "animal",
}
STATIVE = frozenset(_words("love know"))
"""Verbs that are not said with a time."""

GENERAL_TERMS = frozenset(HYPERNYMS.values())


def are_related(noun: str | None, other: str | None) -> bool:
    """Returns whether one of two nouns is the general term for the other."""
    pair = (noun, other)
    return pair in HYPERNYMS.items() or pair[::-1] in HYPERNYMS.items()


SYNONYMOUS = frozenset(
    _words("teacher merchant woman mother rich poor strong sad happy beautiful repair cook_food build carry")
)
"""Concepts with two words in every language."""


# --- adjectives ---------------------------------------------------------------------

_ANTONYM_PAIRS = (
    "new old|big small|cheap expensive|heavy light|clean dirty|hot cold|young aged|rich poor|"
    "happy sad|strong weak|remember forget"
)
ANTONYMS: dict[str, str] = {
    word: other
    for pair in _ANTONYM_PAIRS.split("|")
    for word, other in (pair.split(), reversed(pair.split()))
}

PERSON_QUALITIES = _words("young aged rich poor happy sad strong weak")
_AGELESS_QUALITIES = _words("rich poor happy sad strong weak")
_AGELESS = KIN | {"boy", "girl"}
"""Nouns that say the age themselves."""
STATES = _words("hungry thirsty tired sick")
_COLORS = "red white black"
_THING_QUALITIES: dict[str, str] = {
    "book": "new old big small cheap expensive heavy light",
    "newspaper": "new old",
    "story": "new old beautiful",
    "song": "new old beautiful",
    "film": "new old",
    "letter": "new old",
    "picture": "new old big small beautiful expensive cheap",
    "shirt": f"new old clean dirty cheap expensive {_COLORS}",
    "coat": f"new old heavy light clean dirty cheap expensive {_COLORS}",
    "hat": f"new old big small beautiful cheap expensive {_COLORS}",
    "table": "new old big small heavy light clean dirty",
    "chair": "new old big small heavy light red white black",
    "door": "new old big small heavy white red black",
    "window": "big small clean dirty",
    "room": "big small clean dirty",
    "plate": "clean dirty white big small",
    "apple": "red big small fresh cheap",
    "orange": "big small fresh cheap",
    "egg": "big small white fresh",
    "bread": "fresh cheap white black",
    "meat": "fresh cheap expensive",
    "fish": "fresh big small",
    "rice": "hot cold",
    "soup": "hot cold",
    "tea": "hot cold cheap expensive black",
    "milk": "hot cold fresh",
    "water": "hot cold clean dirty",
    "flower": f"beautiful fresh big small {_COLORS}",
    "tree": "old big small",
    "cat": "big small black white",
    "dog": "big small black white",
    "cow": "big small white black old",
    "horse": "big small white black beautiful",
    "sheep": "big small white black",
    "bird": "big small white black beautiful",
    "bicycle": "new old cheap expensive red light heavy",
    "car": "new old clean dirty cheap expensive red white black",
    "truck": "new old big small clean dirty white red",
    "tractor": "new old big small expensive cheap red",
    "boat": "new old big small white beautiful",
    "bridge": "new old big small beautiful",
    "wall": "new old big small white clean dirty",
    "house": "new old big small white beautiful expensive cheap",
    "box": "big small heavy light new old",
    "bag": "big small heavy light black white new old",
    "basket": "big small heavy light new old",
    "knife": "new old big small clean dirty",
    "net": "new old big small heavy light",
    "map": "new old big small",
    "tomato": "red big small fresh",
    "onion": "big small fresh white red",
    "wheat": "fresh cheap expensive",
    "corn": "fresh cheap expensive",
}


def predicates_of(person: str) -> tuple[str, ...]:
    """Returns the adjectives that a sentence may say of a person."""
    return _AGELESS_QUALITIES if person in _AGELESS else PERSON_QUALITIES


def qualities_of(noun: str) -> tuple[str, ...]:
    """Returns the adjectives that go with a noun; empty where none does."""
    if noun in PERSONS:
        return () if noun in NAMES or noun in KIN else predicates_of(noun)
    return _words(_THING_QUALITIES.get(noun, ""))


TIMES = _words("every_day morning evening night noon sunday summer winter")
AMBIGUOUS_WHEN_DENIED = "every_day"
"""Never said with a denial: "not every day" is not "every day not"."""


# --- frames: what verbs select ------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Frame:
    """A verb in one domain and what it goes with.

    Attributes:
        verb: concept.
        domain: where it is said.
        agents: concepts that do it.
        objects: concepts that it is done to; empty for intransitive verbs.
        places: concepts of typical places; empty if it is not said with one.
        definite: whether the object is a known one ("opens *the* door").
    """

    verb: str
    domain: Domain
    agents: tuple[str, ...]
    objects: tuple[str, ...]
    places: tuple[str, ...]
    definite: bool


_ANYONE = {"home": "neutral kin townsfolk names", "field": "neutral trades names"}
_HOME = """
eat | * | fruits staples | kitchen garden school park
drink | * | drinks | kitchen garden school
drink | pets | milk water | kitchen garden
cook_food | kin woman man cook names neighbor | soup rice meat fish | kitchen at_home
read | * | printed | library school living_room park
write | * | letter story book | library school living_room at_home
wash ! | * | plate car bicycle apple | kitchen garden
clean_up ! | * | room house | -
open ! | * | openings | -
close ! | * | openings | -
wear | * | clothes | school park
draw | boy girl student teacher sister brother names | picture map | school living_room at_home
sing | * | song | school park garden
watch_film | * | film | at_home living_room school
cut ! | kin cook woman man names | bread meat apple onion | kitchen
buy | * | book newspaper hat coat shirt flower table chair bicycle car house bread milk | -
seek | * | book hat bag knife shirt cat | garden library living_room school
plant | kin neutral names | flower tree | garden park
water_plant ! | kin neutral names | plants | garden park
repair ! | father brother grandfather man neighbor woman names | bicycle car chair table door | garden at_home
feed ! | kin neutral names | pets | garden kitchen
love ! | * | kin neutral pets | -
know ! | * | neutral townsfolk | -
visit ! | * | kin neutral names | -
invite ! | * | kin neutral names | -
remember ! | * | neutral kin townsfolk song story | -
forget ! | * | neutral kin townsfolk song story | -
sleep | * pets | - | living_room at_home garden
study | student boy girl sister brother names | - | school library at_home
play | boy girl student brother sister names pets | - | garden park school
work | neutral father mother cook | - | school garden library at_home
rest | * | - | garden park at_home living_room
"""
_FIELD = """
sell | merchant farmer fisherman woman names | grains vegetables fish cattle animal basket | market village
buy | * | basket net knife map tomato onion animal cattle boat tractor truck fish | market village
drive | driver worker farmer man woman doctor names | vehicles | village farm harbor
catch | fisherman sailor boy girl man names | fish bird | river beach forest
feed ! | farmer worker boy girl woman man names | cattle bird | farm meadow village
plant | farmer worker woman man neighbor names | vegetables tree corn | farm meadow village
water_plant ! | farmer worker woman man names | tomato onion tree | farm meadow
harvest | farmer worker woman man names | grains vegetables | farm meadow
build | worker man woman sailor fisherman farmer names | structures | village river harbor beach
repair ! | worker driver farmer man names | truck tractor bridge wall | village farm
repair ! | fisherman sailor man names | boat net | harbor beach river
carry | worker sailor merchant traveler driver farmer names | containers net | harbor market station beach
paint ! | worker sailor fisherman man woman names | wall boat bridge house | harbor village beach
seek | * | map bag net knife horse bird basket | forest village beach station
love ! | * | cattle neutral | -
know ! | * | trades neutral | -
visit ! | * | trades neutral names | -
remember ! | * | trades neutral | -
forget ! | * | trades neutral | -
sleep | * cattle | - | farm beach forest station
work | trades neutral | - | farm harbor market station forest meadow
rest | * cattle | - | meadow beach forest river
swim | * | - | river beach harbor
run | * cattle | - | meadow beach forest river
drink | cattle | water | river farm meadow
drink | * | water milk tea | station market farm
"""


def _expand(text: str, domain: Domain) -> tuple[str, ...]:
    names = _words(text.replace("*", _ANYONE[domain]).replace("-", ""))
    members = (member for name in names for member in CLASSES.get(name, (name,)))
    return tuple(dict.fromkeys(members))


@cache
def frames(domain: Domain) -> tuple[Frame, ...]:
    """Returns the frames of a domain, in the order of the table."""
    found = []
    for line in (_HOME if domain == "home" else _FIELD).strip().splitlines():
        verb, agents, objects, places = (cell.strip() for cell in line.split("|"))
        found.append(
            Frame(
                verb=verb.removesuffix("!").strip(),
                domain=domain,
                agents=_expand(agents, domain),
                objects=_expand(objects, domain),
                places=_expand(places, domain),
                definite=verb.endswith("!"),
            )
        )
    return tuple(found)


@cache
def is_definite(verb: str) -> bool:
    """Returns whether a verb takes a known object ("opens *the* door")."""
    return any(frame.definite for name in ("home", "field") for frame in frames(name) if frame.verb == verb)


HELD_OUT_OF_TARGETS = frozenset(
    _words("orange coat newspaper grandfather cook sara onion sing winter park black egg")
)
"""Concepts that pre-training and test sentences use and no target's English training set does."""
