from __future__ import annotations

import sys
from dataclasses import dataclass

import pytest

from harness.errors import DuplicateNameError, UnknownNameError
from harness.registry import Registry


@dataclass(frozen=True)
class Thing:
    name: str


def test_entries_come_back_by_name_and_in_order():
    registry: Registry[Thing] = Registry("thing")
    later, earlier = Thing("b"), Thing("a")
    assert registry.register("b", later) is later
    registry.register("a", earlier)
    assert registry.names() == ("a", "b")
    assert list(registry) == [earlier, later]
    assert registry.get("b") is later
    assert "a" in registry
    assert "c" not in registry


def test_a_second_entry_of_one_name_is_refused_and_the_first_stays():
    registry: Registry[Thing] = Registry("thing")
    first = registry.register("a", Thing("a"))
    with pytest.raises(DuplicateNameError, match=r"^two thing declarations are named 'a'; rename one\.$"):
        registry.register("a", Thing("a"))
    assert registry.get("a") is first


def test_an_unknown_name_is_refused_with_place_and_suggestion():
    registry: Registry[Thing] = Registry("thing")
    registry.register("keyboard", Thing("keyboard"))
    with pytest.raises(
        UnknownNameError, match=r"^suite\.yaml:4: unknown thing 'keybord'; did you mean 'keyboard'\.$"
    ):
        registry.get("keybord", place="suite.yaml:4")


@pytest.fixture
def package(tmp_path, monkeypatch):
    """A package with one declaring module and one that must not be imported twice."""
    folder = tmp_path / "declared_things"
    folder.mkdir()
    (folder / "__init__.py").write_text(
        "from harness.registry import Registry\nTHINGS = Registry('thing', __name__)\n"
    )
    (folder / "first.py").write_text("from declared_things import THINGS\nTHINGS.register('first', 1)\n")
    (folder / "second.py").write_text("from declared_things import THINGS\nTHINGS.register('second', 2)\n")
    monkeypatch.syspath_prepend(tmp_path)
    yield "declared_things"
    for name in [name for name in sys.modules if name.startswith("declared_things")]:
        del sys.modules[name]


def test_modules_of_a_package_are_found_on_first_use_only(package):
    things = __import__(package).THINGS
    assert "declared_things.first" not in sys.modules
    assert things.names() == ("first", "second")
    assert list(things) == [1, 2]
    assert "declared_things.first" in sys.modules


def test_importing_one_module_first_does_not_register_it_twice(package):
    __import__(f"{package}.second")
    assert __import__(package).THINGS.names() == ("first", "second")
