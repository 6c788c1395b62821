"""A blind sample: half clean, spread over the sets, no example twice, nothing that tells them apart."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import pytest

from harness.errors import RequestError
from suites.audit.sample import draw_sample
from suites.config import load_suite
from suites.data import DataAccess
from suites.expand import Request
from suites.predictions import CLEAN
from suites.sets import place_tasks

from .conftest import TASKS


def test_half_of_the_items_are_clean(drawn):
    kinds = Counter(item.key.perturbation == CLEAN for item in drawn)
    assert kinds == {True: 15, False: 15}


def test_no_example_is_shown_twice(drawn):
    shown = [(item.task, item.key.language, item.example) for item in drawn]
    assert len(set(shown)) == len(shown) == 30


def test_clean_and_perturbed_items_are_of_the_same_tasks_and_languages(drawn):
    for clean in (True, False):
        found = {(i.task, i.key.language) for i in drawn if (i.key.perturbation == CLEAN) is clean}
        assert {task for task, _ in found} == set(TASKS)
        assert {language for _, language in found} == {"en", "es"}  # nothing applies to Chinese


def test_shifts_are_not_shown(drawn):
    assert {item.key.perturbation for item in drawn} == {CLEAN, "keyboard_typos", "diacritics_loss"}


def test_they_are_shuffled(drawn):
    kinds = [item.key.perturbation == CLEAN for item in drawn]
    assert kinds != sorted(kinds)
    assert kinds != sorted(kinds, reverse=True)
    assert len(set(pairwise(kinds))) == 4


def test_the_gold_can_be_chosen(drawn):
    for item in drawn:
        assert item.form.gold
        assert not item.form.options or set(item.form.gold) <= set(item.form.options)
        if item.task == "mini_pos":
            assert item.form.text.count("«") == 1


def test_the_seed_decides(tiny, drawn):
    suites = (load_suite(str(tiny["typos"])), load_suite(str(tiny["other"])))
    requests = [Request(suites, DataAccess(), seed=seed) for seed in (0, 1)]
    same, other = (draw_sample(request, place_tasks(request, TASKS), n=30) for request in requests)
    assert same == drawn
    assert {item.name for item in other}.isdisjoint(item.name for item in drawn)


def test_a_small_set_gives_what_it_has(tiny):
    request = Request((load_suite(str(tiny["typos"])),), DataAccess())
    items = draw_sample(request, place_tasks(request, ["mini_pos"], ["es"]), n=500)
    assert 2 <= len(items) <= 12


def test_nothing_to_rate_is_said(tiny):
    request = Request((load_suite(str(tiny["other"])),), DataAccess())
    with pytest.raises(RequestError, match="nothing that a person could rate was changed; name other suites"):
        draw_sample(request, place_tasks(request, ["mini_pos"]), n=10)
