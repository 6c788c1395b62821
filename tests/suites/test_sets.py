"""Which evaluation sets suites ask for."""

from __future__ import annotations

import pytest

from harness.errors import RequestError, UnknownNameError
from suites.config import load_suite
from suites.data import DataAccess
from suites.expand import Request
from suites.sets import load_sets, place_tasks


@pytest.fixture
def request_of(tiny):
    return lambda *names: Request(tuple(load_suite(str(tiny[name])) for name in names), DataAccess())


def test_a_task_has_what_its_suites_ask_for(request_of):
    (placed,) = place_tasks(request_of("typos", "other"), ["mini_pos"])
    assert (placed.task.name, placed.languages, placed.limit) == ("mini_pos", ("en", "es", "zh"), 12)
    assert [unit.perturbation for unit in placed.units] == [
        "keyboard_typos",
        "diacritics_loss",
        "other_domain",
        "length_slice",
    ]
    assert [len(one.examples) for one in load_sets(placed, DataAccess())] == [12, 12, 12]


def test_suites_may_name_the_tasks(request_of):
    assert [placed.task.name for placed in place_tasks(request_of("sizes"), ())] == ["mini_pos"]


def test_languages_may_be_narrowed(request_of):
    (placed,) = place_tasks(request_of("typos"), ["mini_pos"], ["es"])
    assert placed.languages == ("es",)
    assert {unit.languages for unit in placed.units} == {("es",)}


@pytest.mark.parametrize(
    ("suite", "tasks", "languages", "error", "problem"),
    [
        ("typos", [], [], RequestError, "the suite is for all tasks; name tasks"),
        ("typos", ["mini_po"], [], UnknownNameError, "unknown task 'mini_po'; did you mean 'mini_pos'"),
        ("typos", ["mini_pos"], ["xx"], UnknownNameError, "unknown language 'xx'"),
        ("typos", ["mini_pos"], ["ru"], RequestError, "nothing of the suites applies to it"),
        ("typos", ["mini_pos"], ["es", "ru"], RequestError, "the data, or the suites, lack ru; leave out"),
        ("sizes", ["mini_qa"], [], RequestError, "nothing of the suites applies to it"),
    ],
)
def test_what_cannot_be_placed_is_refused(request_of, suite, tasks, languages, error, problem):
    with pytest.raises(error, match=problem):
        place_tasks(request_of(suite), tasks, languages)
