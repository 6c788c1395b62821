"""Which examples a run uses: the source, the part by limit, the reserve of other domains."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from dataclasses import replace
from weakref import WeakSet

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.errors import EmptyEvaluationSetError, RequestError, UnknownNameError
from harness.sources.catalogue import CatalogueSource
from harness.sources.hub.source import HubSource
from harness.sources.mini import MiniSource
from harness.types import NO_RESOURCES, Example, LabelGold, TextPair
from suites.data import DataAccess, choose, find_task

POS, NLI, TEXT, UDPOS, XNLI = (
    find_task(name, place="test") for name in ("mini_pos", "mini_nli", "mini_text", "udpos", "xnli")
)


def example(name: str, language: str = "en") -> Example:
    return Example(name, language, TextPair(name), LabelGold("x"), name)


names = st.lists(st.text(min_size=1, max_size=4), unique=True, max_size=30)


@given(names, st.integers(0, 12), st.integers(0, 12))
def test_smaller_limits_choose_from_what_larger_ones_chose(ids, one, other):
    few, many = sorted((one or 99, other or 99))
    examples = [example(name) for name in ids]
    small, large = list(choose(examples, few)), list(choose(examples, many))
    assert set(small) <= set(large)
    assert len(small) == min(few, len(ids))
    assert large == [item for item in examples if item in large], "in their order"


@given(names, st.integers(1, 12), st.randoms(use_true_random=False))
def test_the_choice_depends_on_ids_alone(ids, limit, random):
    shuffled = random.sample(ids, len(ids))
    here = {item.id for item in choose([example(name) for name in ids], limit)}
    there = {item.id for item in choose([example(name, "zh") for name in shuffled], limit)}
    assert here == there


def test_no_limit_is_everything():
    examples = [example(str(number)) for number in range(5)]
    assert [list(choose(examples, limit)) for limit in (0, 5, 99)] == [examples] * 3


def test_a_limit_holds_no_more_than_it_lets_through():
    alive: WeakSet[Example] = WeakSet()
    most = 0

    def stream() -> Iterator[Example]:
        nonlocal most
        for number in range(200):
            item = Watched(str(number), "en", TextPair(""), LabelGold("x"), "g")
            alive.add(item)
            most = max(most, len(alive))
            yield item

    assert len(list(choose(stream(), 5))) == 5
    assert most <= 5 + 3, "and the few in hand"


class Watched(Example):
    """An example that can be referred to weakly; slots of its parent alone cannot."""


@pytest.fixture(scope="module")
def access() -> DataAccess:
    return DataAccess()


def test_parallel_sets_stay_parallel(access):
    sets = [access.load_evaluation(NLI, language, limit=7) for language in NLI.languages]
    assert len({tuple(item.id for item in one.examples) for one in sets}) == 1
    assert len({tuple(item.id for item in one.reserve) for one in sets}) == 1
    assert {item.language for one in sets for item in one.examples} == set(NLI.languages)


def test_other_domains_are_held_in_reserve(access):
    found = access.load_evaluation(POS, "es", limit=9)
    assert (len(found.examples), len(found.reserve)) == (9, 9)
    assert {item.domain for item in found.examples} == set(POS.training_domains)
    assert not {item.domain for item in found.reserve} & set(POS.training_domains)


def test_without_training_domains_nothing_is_held_back(access):
    found = access.load_evaluation(replace(POS, training_domains=()), "es", limit=0)
    assert found.reserve == ()
    assert {item.domain for item in found.examples} > set(POS.training_domains)


def test_a_set_of_other_domains_alone_is_empty(access):
    with pytest.raises(EmptyEvaluationSetError) as caught:
        access.load_evaluation(replace(POS, training_domains=("moon",)), "es", limit=0)
    count = len(MiniSource().load(POS, "es", "test"))
    assert str(caught.value) == (
        f"task mini_pos, language es: no test examples in {count} of other domains; "
        "check the file, its filters and the task's training domains."
    )


def test_a_language_that_the_task_lacks_is_refused_with_the_nearest(access):
    with pytest.raises(UnknownNameError) as caught:
        access.load_evaluation(POS, "zhh", limit=0)
    assert str(caught.value) == "task mini_pos: unknown language 'zhh'; did you mean 'zh'."


def test_training_takes_so_many_of_each_language(access):
    found = access.load_training(TEXT, ("en", "zh"), limit=6)
    assert [item.language for item in found] == ["en"] * 6 + ["zh"] * 6


def test_languages_come_in_the_order_of_the_task(access):
    assert access.select_languages(POS, "test", "all") == POS.languages
    assert access.select_languages(POS, "test", ("zh", "en", "sw")) == ("en", "zh")
    assert access.absent_languages(POS, "test") == ()


def test_a_task_without_files_is_read_from_the_hub(access):
    assert isinstance(access.source_of(XNLI), HubSource)
    assert access.absent_languages(XNLI, "test") == ("ko", "my")
    commit = "b8dd5d7af51114dbda02c0e3f6133f332186418e"
    assert access.describe(XNLI, "de", "test") == (f"facebook/xnli@{commit}/de/test",)
    assert access.describe(POS, "en", "test") == ()


def test_what_is_not_cached_is_refused_offline(access):
    with pytest.raises(RequestError) as caught:
        access.fingerprint(XNLI, "de", "test")
    assert str(caught.value) == (
        "task xnli, facebook/xnli@b8dd5d7af51114dbda02c0e3f6133f332186418e: it is not in the local cache; "
        "run once with network access and without --offline, or name local files with --data."
    )


def test_a_task_that_the_catalogue_lacks_is_read_from_the_hub(files):
    assert isinstance(files.source_of(XNLI), HubSource)
    assert isinstance(files.source_of(UDPOS), CatalogueSource)


def test_a_folder_stands_for_the_catalogue_in_it(files):
    folder = DataAccess(files.catalogue.parent)
    assert folder.fingerprint(UDPOS, "en", "test") == files.fingerprint(UDPOS, "en", "test")
    empty = files.catalogue.parent / "empty"
    empty.mkdir()
    with pytest.raises(RequestError, match=r"/empty: there is neither a catalogue nor a file of XTREME"):
        DataAccess(empty).source_of(UDPOS)


def test_another_process_stays_with_the_commits_that_were_found(access):
    access.source_of(XNLI).commits["org/name", "main"] = "0" * 40
    assert pickle.loads(pickle.dumps(access)).source_of(XNLI).commits == {("org/name", "main"): "0" * 40}


@pytest.fixture
def files(tmp_path) -> DataAccess:
    (tmp_path / "en.conllu").write_text("1\tHi\thi\tINTJ\t_\t_\t0\troot\t_\t_\n\n", "utf-8")
    catalogue = tmp_path / "catalogue.yaml"
    catalogue.write_text(
        "entries:\n- {task: udpos, language: [en, de], split: test, file: '{language}.conllu', "
        "reader: {layout: conllu}}\n",
        "utf-8",
    )
    return DataAccess(catalogue)


def test_all_stands_for_what_the_catalogue_has(files):
    assert files.select_languages(UDPOS, "test", "all") == ("en", "de")
    assert files.select_languages(UDPOS, "train", "all") == ()
    assert set(files.absent_languages(UDPOS, "test")) == set(UDPOS.languages) - {"en", "de"}
    assert files.load_evaluation(UDPOS, "en", limit=0).examples[0].payload.tokens == ("Hi",)


def test_the_embedded_benchmark_needs_no_catalogue_and_ignores_it(files):
    assert files.fingerprint(POS, "en", "test") == DataAccess().fingerprint(POS, "en", "test")


def test_word_lists_come_from_the_catalogue_and_the_dictionary_of_the_benchmark_from_itself(files):
    words = files.catalogue.with_name("en.natural")
    words.write_text("the teh\n", "utf-8")
    text = files.catalogue.read_text("utf-8")
    files.catalogue.write_text(
        text + "resources:\n- {kind: misspellings, language: en, file: en.natural}\n", "utf-8"
    )
    assert files.load_resources("en", UDPOS).misspellings == {"the": ("teh",)}
    assert files.load_resources("de", UDPOS) == NO_RESOURCES
    assert files.load_resources("en", POS) == DataAccess().load_resources("en", POS) != NO_RESOURCES
    assert files.fingerprint_resources("en", POS) == files.fingerprint_resources("de", UDPOS) == ""
    assert files.fingerprint_resources("en", UDPOS)


def test_without_a_catalogue_there_are_no_word_lists(access):
    assert access.load_resources("en") == access.load_resources("en", UDPOS) == NO_RESOURCES
    assert access.fingerprint_resources("en", UDPOS) == ""


def test_data_are_named_by_their_content_and_by_how_the_task_declares_them(access):
    sets = (("en", "train"), ("en", "test"), ("es", "test"))
    named = [access.fingerprint(POS, language, split) for language, split in sets]
    assert len({*named, access.fingerprint(replace(POS, training_domains=()), "en", "test")}) == 4


def test_it_travels_between_processes_without_its_open_sources(files):
    files.load_evaluation(UDPOS, "en", limit=0)
    copy = pickle.loads(pickle.dumps(files))
    assert copy == files
    assert "_files" not in vars(copy)
    assert copy.fingerprint(UDPOS, "en", "test") == files.fingerprint(UDPOS, "en", "test")
