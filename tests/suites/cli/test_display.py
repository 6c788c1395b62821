from __future__ import annotations

import json
from dataclasses import dataclass

import pytest

from suites.cli.display import show_json, show_table


@dataclass(frozen=True)
class Place:
    name: str
    tags: tuple[str, ...] = ()


def test_json_keeps_every_script_readable(capsys):
    show_json({"place": Place("Zürich", ("शहर",)), "n": 1})
    shown = capsys.readouterr().out
    assert json.loads(shown) == {"place": {"name": "Zürich", "tags": ["शहर"]}, "n": 1}
    assert "शहर" in shown


def test_json_refuses_what_it_cannot_show():
    with pytest.raises(TypeError, match="set has no JSON form"):
        show_json({"tags": {1}})


def test_a_table_shows_text_as_it_is_and_never_breaks_a_name(capsys):
    name = "a_name_that_is_rather_long_but_must_be_copied"
    show_table(("name", "what"), [(name, "[bold]not markup[/bold] " * 10)])
    shown = capsys.readouterr().out
    assert name in shown
    assert "[bold]not" in shown
