from __future__ import annotations

import math
import sys
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.fingerprint import FINGERPRINT_LENGTH, fingerprint, fingerprint_code, fingerprint_file

SCALARS = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False, allow_infinity=False), st.text()
)
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=8
)


@dataclass(frozen=True)
class Point:
    x: int
    y: int


@dataclass(frozen=True)
class Size:
    x: int
    y: int


class Colour(Enum):
    RED = "red"


@given(VALUES)
def test_a_fingerprint_is_short_hexadecimal_and_repeatable(value):
    name = fingerprint(value)
    assert len(name) == FINGERPRINT_LENGTH
    assert int(name, 16) >= 0
    assert name == fingerprint(value)


@given(st.dictionaries(st.text(), st.integers(), min_size=2))
def test_the_order_of_keys_does_not_count(mapping):
    assert fingerprint(mapping) == fingerprint(dict(reversed(mapping.items())))


def test_the_order_of_a_sequence_counts():
    assert fingerprint([1, 2]) != fingerprint([2, 1])


def test_a_tuple_is_a_list_and_an_enum_its_value_and_a_path_its_text():
    assert fingerprint((1, 2)) == fingerprint([1, 2])
    assert fingerprint(Colour.RED) == fingerprint("red")
    assert fingerprint(Path("a/b")) == fingerprint("a/b")


def test_the_class_of_a_dataclass_counts():
    assert fingerprint(Point(1, 2)) != fingerprint(Size(1, 2))
    assert fingerprint(Point(1, 2)) != fingerprint(Point(1, 3))


@pytest.mark.parametrize(
    ("one", "other"), [(1, "1"), (1, 1.5), (None, "null"), (True, "true"), ("é", "e\u0301")]
)
def test_values_that_look_alike_are_told_apart(one, other):
    assert fingerprint(one) != fingerprint(other)


@pytest.mark.parametrize("value", [{1, 2}, object(), Point])
def test_a_value_without_a_canonical_form_is_refused(value):
    with pytest.raises(TypeError, match="no canonical form for"):
        fingerprint([value])


@pytest.mark.parametrize("value", [math.nan, math.inf])
def test_a_number_that_is_not_finite_is_refused(value):
    with pytest.raises(ValueError, match="not JSON compliant"):
        fingerprint(value)


def test_the_naming_never_changes():
    """Stages are found again by these names: the digest is that of `printf '{"a": [1, "é"]}' | sha256sum`."""
    assert fingerprint({"a": (1, "é")}) == "bc6eab48b8d3b8f2"


def test_a_file_is_named_by_its_bytes(tmp_path):
    path = tmp_path / "a"
    path.write_bytes(b"")
    assert fingerprint_file(path) == "e3b0c44298fc1c14"  # sha256 of nothing
    path.write_bytes(b"x" * (1 << 21))
    assert fingerprint_file(path) != "e3b0c44298fc1c14"


@pytest.fixture
def write_module(tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(sys, "dont_write_bytecode", True)

    def write(text: str, name: str = "measured_code") -> str:
        path = tmp_path / f"{name}.py"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
        return fingerprint_code(name.split("/")[0])

    return write


def test_code_is_named_by_what_it_does(write_module):
    plain = write_module("def f(x):\n    return x + 1\n")
    assert write_module('"""Doc."""\n\ndef f(x):\n    """Doc."""\n    return (x  +  1)  # why\n') == plain
    assert write_module("def f(x):\n    return x + 2\n") != plain


def test_a_package_stands_for_all_its_modules(write_module):
    write_module("", "measured_package/__init__")
    before = write_module("x = 1\n", "measured_package/inner")
    assert write_module("x = 2\n", "measured_package/inner") != before


def test_code_that_does_not_exist_is_refused():
    with pytest.raises(ModuleNotFoundError, match="no_such_module_anywhere"):
        fingerprint_code("no_such_module_anywhere")
