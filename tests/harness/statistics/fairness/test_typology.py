"""What languages differ from English in."""

from __future__ import annotations

import importlib.util

import numpy as np
import pytest

from harness.errors import RequestError, UnknownNameError
from harness.languages import LANGUAGES, WordOrder
from harness.statistics.fairness import differ_in_order, differ_in_script, measure_distances, typology

CODES = tuple(LANGUAGES)


@pytest.fixture
def uriel():
    """The package's own computation on its own table, without its loader, which would write files."""
    querying = pytest.importorskip("urielplus.urielplus_querying").URIELPlusQuerying
    features, codes, values = typology._read(typology._find_folder())
    package = querying.__new__(querying)
    package.ewave_scope_langs, package.ewave_scope_feats = set(), set()
    package.feats, package.langs, package.data = [features] * 2, [codes] * 2, [values] * 2
    return package


@pytest.mark.parametrize("layer", ["syntactic", "phonological", "inventory"])
def test_distances_are_the_packages_own(uriel, layer):
    found = measure_distances(CODES, layer=layer)
    assert len(found.distances) > 50
    assert set(found.distances) | set(found.missing) | {"en"} == set(CODES)
    for code in ("de", "hi", "sw", "zh", "ar", "tr", "eu"):
        if code in found.distances:
            assert found.distances[code] == uriel.new_distance(layer, "eng", LANGUAGES[code].iso639_3)


def test_distances_as_published():
    pytest.importorskip("urielplus")
    found = measure_distances(("en", "de", "hi", "kk", "pcm"))
    assert found.distances == {"de": 0.3582, "hi": 0.5508, "kk": 0.6667}
    assert (found.missing, found.source[:9]) == (("pcm",), "urielplus")


def test_the_table_of_word_orders_is_that_of_wals():
    """Where WALS names one order, it is ours; where several, ours is mixed (Arabic's are varieties)."""
    pytest.importorskip("urielplus")
    features, codes, values = typology._read(typology._find_folder())
    package = typology._find_folder() / "database" / "original_uriel" / "features.npz"
    with np.load(package, allow_pickle=False) as table:
        source = table["sources"].tolist().index("WALS")
    rows, columns = {name: i for i, name in enumerate(codes.tolist())}, features.tolist()
    orders = [order for order in WordOrder.__args__ if order != "mixed"]
    checked = 0
    for code, known in LANGUAGES.items():
        row = rows.get(known.iso639_3)
        named = (
            [order for order in orders if values[row, columns.index(f"S_{order}"), source] == 1]
            if row is not None
            else []
        )
        if named and code != "ar":
            checked += 1
            assert known.word_order == (named[0] if len(named) == 1 else "mixed"), code
    assert checked >= 65


def test_without_the_extra_the_remedy_is_named(monkeypatch):
    monkeypatch.setattr(typology, "find_spec", lambda _: None)
    typology._load.cache_clear()
    with pytest.raises(RequestError) as caught:
        measure_distances(("de",))
    typology._load.cache_clear()
    assert str(caught.value) == (
        "typological distances: urielplus is not installed; pip install 'crosswind[typology]'."
    )


def test_a_package_without_its_table_is_refused(tmp_path):
    with pytest.raises(RequestError, match="the table of features is missing"):
        typology._read(tmp_path)


def test_unknown_names_are_refused():
    with pytest.raises(
        UnknownNameError, match="unknown layer of features 'syntax'; did you mean 'syntactic'"
    ):
        measure_distances(("de",), layer="syntax")
    if importlib.util.find_spec("urielplus"):
        with pytest.raises(UnknownNameError, match="unknown language 'zzz'"):
            measure_distances(("zzz",))


def test_scripts_and_orders_are_the_tables():
    assert differ_in_script(("en", "de", "sr", "zh", "ja")) == {"de": 0.0, "sr": 0.0, "zh": 1.0, "ja": 1.0}
    assert differ_in_order(("en", "fr", "de", "tr")) == {"fr": 0.0, "de": 1.0, "tr": 1.0}
