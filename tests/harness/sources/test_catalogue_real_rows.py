"""The real files of classification and multiple choice: as many examples as they have rows."""

from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from harness.sources.catalogue import CatalogueSource
from harness.tasks import TASKS
from harness.types import MultipleChoice

CATALOGUE = Path(__file__).parents[2] / "catalogues" / "shared-data.yaml"
XCOPA = ("et", "id", "sw", "ta", "th", "tr", "vi", "zh")
AMERICAS = ("ay", "bzd", "cni", "hch", "nah", "oto", "shp")
KINDS = ("boolean", "negation", "spatial", "temporal", "causal", "knowledge")


@pytest.fixture(scope="module")
def load(data_root):
    source = CatalogueSource(CATALOGUE, data_root=data_root)
    return cache(lambda task, language, split: source.load(TASKS.get(task), language, split))


@pytest.mark.parametrize(
    ("task", "split", "sizes"),
    [
        ("xnli_typos", "test", {"en": 5010, "de": 658, "fr": 974, "hi": 3709}),
        ("xnli_native", "test", {"es": 621, "en": 621}),
        ("xnli_variants", "test", {"es": 666, "en": 666}),
        ("xnli_translate_test", "test", {"en": 5010 * 2}),
        ("taxixnli", "test", {"en": 1435}),
        ("americasnli", "dev", dict(zip(AMERICAS, (743, 743, 658, 743, 585, 222, 743), strict=True))),
        ("americasnli", "test", dict(zip(AMERICAS, (750, 750, 750, 750, 738, 748, 750), strict=True))),
        ("cad_nli", "train", {"en": 8330}),
        ("cad_nli", "test", {"en": 1000}),
        ("cad_nli_original", "train", {"en": 1666}),
        ("cad_nli_original", "test", {"en": 200}),
        ("commonsenseqa", "train", {"en": 9741}),
        ("commonsenseqa", "dev", {"en": 611}),
        ("xcopa", "dev", dict.fromkeys(XCOPA, 100)),
        ("xcopa", "test", dict.fromkeys(XCOPA, 500)),
        ("xcopa_translate_test", "dev", {"en": 100 * len(XCOPA)}),
        ("xcopa_translate_test", "test", {"en": 500 * len(XCOPA)}),
    ],
)
def test_every_row_of_every_file_is_read(load, task, split, sizes):
    assert {language: len(load(task, language, split)) for language in sizes} == sizes


@pytest.mark.parametrize(
    ("task", "language", "splits", "rows"),
    [
        ("anli_plus", "en", ("train", "dev"), 7844 + 9842),
        ("ocnli", "zh", ("train", "dev"), 2950),
        ("pawsx", "zh", ("train", "dev", "test"), 2000),
        ("cosmosqa", "en", ("train", "dev"), 2388),
        ("socialiqa", "en", ("train", "dev"), 1954),
        ("copa", "en", ("train", "dev"), 500),
        ("hellaswag", "en", ("train", "dev"), 8000),
    ],
)
def test_shares_of_a_file_make_it_up_and_have_no_group_in_common(load, task, language, splits, rows):
    parts = [load(task, language, split) for split in splits]
    assert sum(map(len, parts)) == rows
    groups = [{example.group for example in part} for part in parts]
    assert len(set().union(*groups)) == sum(map(len, groups))


@pytest.mark.parametrize(
    ("task", "choices"),
    [("hellaswag", 4), ("cosmosqa", 4), ("commonsenseqa", 5), ("socialiqa", 3), ("copa", 2), ("xcopa", 2)],
)
def test_every_item_has_its_choices_and_all_of_them_are_right_at_times(load, task, choices):
    found = load(task, "en", "train")
    assert {len(example.payload.choices) for example in found} == {choices}
    rights = Counter(example.gold.index for example in found)
    assert set(rights) == set(range(choices))
    assert min(rights.values()) > 0.15 * len(found)


def test_items_of_xcopa_are_parallel(load):
    first, *others = (load("xcopa", language, "test") for language in XCOPA)
    assert first[0].payload == MultipleChoice(
        "Ese oli mullikilesse mässitud. What was the cause?", ("See oli õrn.", "See oli väike.")
    )
    for other in others:
        assert [(e.id, e.gold) for e in other] == [(e.id, e.gold) for e in first]


def test_typos_stand_beside_the_clean_pairs(load):
    clean, noisy = load("xnli", "en", "test"), load("xnli_typos", "en", "test")
    assert [(e.id, e.group, e.gold, e.domain) for e in noisy] == [
        (e.id, e.group, e.gold, e.domain) for e in clean
    ]
    assert all(a.payload != b.payload for a, b in zip(clean, noisy, strict=True))


def test_kinds_of_reasoning_are_parts_of_the_annotated_pairs(load):
    whole = {example.id for example in load("taxixnli", "en", "test")}
    sizes = [len(load(f"taxixnli_{kind}", "en", "test")) for kind in KINDS]
    assert sizes == [210, 246, 77, 130, 61, 154]
    assert all({e.id for e in load(f"taxixnli_{kind}", "en", "test")} < whole for kind in KINDS)


def test_regional_spanish_says_from_where(load):
    assert set(Counter(e.domain for e in load("xnli_variants", "es", "test"))) == {
        "Cuba", "Ecuador", "Espainia_and", "Espainia_ten", "Uruguay",
    }  # fmt: skip
