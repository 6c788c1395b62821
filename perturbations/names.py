"""Names of persons, places and companies by region, from the lists of the package ``faker``."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib import import_module

from perturbations.draws import Draws
from perturbations.scripts import script_of

KINDS = {
    "PER": "person",
    "PERSON": "person",
    "LOC": "city",
    "LOCATION": "city",
    "GPE": "city",
    "ORG": "company",
}
"""Entity type, in capitals → what of a region may stand for it."""

_REGIONS = {
    "Latin": (
        "cs_CZ da_DK de_DE en_IN en_KE es_ES fi_FI fr_FR hr_HR hu_HU id_ID it_IT nl_NL pl_PL pt_PT ro_RO "
        "sk_SK sl_SI sv_SE tr_TR yo_NG zu_ZA"
    ),
    "Cyrillic": "bg_BG ru_RU uk_UA",
    "Arabic": "ar_DZ fa_IR",
    "Devanagari": "hi_IN mr_IN ne_NP",
    "Han": "zh_CN zh_TW",
}
_HOME = {"en": "en_US", "zh": "zh_CN"}  # of languages whose other regions count as others
_FEWEST = 10  # family names; faker's default class has one
_CITIES = ("real_city_names", "city_names", "cities")
_COMPANIES = 200  # drawn once per region
_UNSPACED = frozenset({"zh_CN", "zh_TW"})


def find_region(language: str, kind: str, place: float) -> str:
    """Returns a region, as a locale, that has names of a kind in the script of a language; empty if none has.

    Regions of the language itself are left out, so a language that is alone with its script
    (Greek, Thai) has none.

    Args:
        language: of the text.
        kind: a value of ``KINDS``.
        place: which one, a fraction of the list; the next that has such names is taken.
    """
    home = _HOME.get(language, f"{language}_")
    locales = [one for one in _REGIONS.get(script_of(language), "").split() if not one.startswith(home)]
    first = int(place * len(locales))
    return next((one for one in (*locales[first:], *locales[:first]) if _lists_of(one, kind)), "")


def draw_name(region: str, kind: str, tokens: int, draws: Draws) -> str:
    """Returns a name of a region and kind: of a person the family name where one token is asked for."""
    lists = _lists_of(region, kind)
    if kind == "person" and region in _UNSPACED:
        return draws.pick(lists[1]) + draws.pick(lists[0])
    if kind == "person":
        family = draws.pick(lists[1])
        return family if tokens == 1 else f"{draws.pick(lists[0])} {family}"
    return draws.pick(_of_length(region, kind, tokens) or lists[0])


@cache
def _of_length(region: str, kind: str, tokens: int) -> tuple[str, ...]:
    return tuple(name for name in _lists_of(region, kind)[0] if len(name.split()) == tokens)


@cache
def _lists_of(region: str, kind: str) -> tuple[tuple[str, ...], ...]:
    """First and family names, or the names of cities or companies; empty where faker has none of its own."""
    if kind == "company":
        return _make_companies(region)
    provider = _open_provider("address" if kind == "city" else "person", region)
    if kind == "city":
        return next((found for name in _CITIES if (found := _read(provider, name))), ())
    first, family = _read(provider, "first_names"), _read(provider, "last_names")
    return (*first, *family) if first and family and len(family[0]) >= _FEWEST else ()


def _make_companies(region: str) -> tuple[tuple[str, ...], ...]:
    if _open_provider("company", region) is None:
        return ()
    from faker import Faker

    maker = Faker(region)
    maker.seed_instance(0)  # an instance of its own: no global state
    made = (maker.company() for _ in range(_COMPANIES))
    return (_tidy(name for name in made if " " in name or region in _UNSPACED),)  # else a mere family name


def _open_provider(kind: str, region: str) -> object:
    try:
        provider: object = import_module(f"faker.providers.{kind}.{region}").Provider
    except ModuleNotFoundError:
        return None
    return provider


def _read(provider: object, name: str) -> tuple[tuple[str, ...], ...]:
    found = getattr(provider, name, ())
    if not isinstance(found, tuple | list | dict):
        return ()
    names = _tidy(one for one in found if isinstance(one, str))
    return (names,) if names else ()


def _tidy(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(" ".join(name.split()) for name in names if name.strip()))
