"""The word lists among the real files, as the catalogue of the tests names them."""

from __future__ import annotations

from pathlib import Path

import pytest

from harness.sources.catalogue import CatalogueSource
from harness.tasks import TASKS

CATALOGUE = Path(__file__).parents[3] / "catalogues" / "shared-data.yaml"

pytestmark = pytest.mark.slow


@pytest.fixture
def source(data_root) -> CatalogueSource:
    return CatalogueSource(CATALOGUE, data_root=data_root)


def test_english_has_every_kind_but_synonyms(source):
    found = source.load_resources("en", TASKS.get("xnli"))
    assert {lexicon.target for lexicon in found.lexicons} >= {"de", "hr", "ja", "zh"}
    assert found.misspellings["luck"][:2] == ("lock", "lucke")
    assert "went" in found.inflections["go"]
    assert {"PER", "LOC", "ORG"} == set(found.gazetteer)
    assert not found.synonyms


def test_the_noisy_english_test_set_is_the_twin_of_the_clean_one(source):
    xnli = TASKS.get("xnli")
    recorded = source.load_resources("en", xnli).recorded
    clean = {example.id for example in source.load(xnli, "en", "test")}
    assert set(recorded) == clean
    assert recorded["row-1"]["second"] == "I havent spoke to him again."


@pytest.mark.parametrize("language", ["ar", "cs", "de", "es", "hi", "ja", "ru", "sw", "tr", "ur", "am"])
def test_every_list_of_a_language_is_read(source, language):
    found = source.load_resources(language)
    lists = (found.lexicons, found.misspellings, found.inflections, found.gazetteer)
    assert any(lists)
    assert source.fingerprint_resources(language)
