from __future__ import annotations

import shlex

import pytest

from suites.cli import main
from suites.cli.verbs import VERBS


@pytest.mark.parametrize("verb", VERBS.values(), ids=VERBS)
class TestEveryVerb:
    def test_its_help_shows_its_example(self, verb, capsys):
        assert main([verb.name, "--help"]) == 0
        shown = " ".join(capsys.readouterr().out.split())
        assert f"Example: {verb.example}" in shown
        assert "--debug" in shown

    def test_its_example_calls_it(self, verb):
        assert shlex.split(verb.example)[:2] == ["crosswind", verb.name]

    def test_its_summary_is_one_sentence(self, verb):
        assert verb.summary[0].isupper()
        assert verb.summary.endswith(".")
        assert "\n" not in verb.summary
