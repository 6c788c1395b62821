from __future__ import annotations

import subprocess
import sys
import sysconfig
import time
from pathlib import Path
from types import ModuleType

import pytest

from harness import __version__
from harness.errors import RequestError, RunError
from suites.cli import main
from suites.cli.verbs import VERBS, Verb


@pytest.fixture
def add_verb(monkeypatch):
    """Adds a verb ``probe`` that does what the test says."""

    def add(command):
        module = ModuleType("suites.cli.probe")
        module.command = command
        monkeypatch.setitem(sys.modules, "suites.cli.probe", module)
        monkeypatch.setitem(VERBS, "probe", Verb("probe", "Probe.", "crosswind probe"))

    return add


def raise_(error):
    def command():
        raise error

    return command


@pytest.mark.parametrize("arguments", [["--help"], []], ids=["asked", "nothing"])
def test_help_shows_every_verb(arguments, capsys):
    assert main(arguments) == 0
    shown = capsys.readouterr().out
    assert [verb for verb in VERBS if f" {verb} " not in shown] == []


def test_version(capsys):
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"crosswind {__version__}\n"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["lits"], "crosswind: unknown command 'lits'; did you mean 'list'."),
        (["list", "tasks", "--jsn"], "crosswind list: no such option: --jsn; did you mean '--json'."),
        (["--vresion"], "crosswind: no such option: --vresion; did you mean '--version'."),
        (["list"], "crosswind list: missing argument 'kind'; see `crosswind list --help`."),
        (
            ["list", "tasks", "languages"],
            "crosswind list: got unexpected extra argument(s) (languages); see `crosswind list --help`.",
        ),
    ],
)
def test_a_wrong_request_is_one_sentence_and_exit_code_2(arguments, sentence, capsys):
    assert main(arguments) == 2
    captured = capsys.readouterr()
    assert captured.err == sentence + "\n"
    assert captured.out == ""


@pytest.mark.parametrize("code", [0, 1, 3])
def test_a_command_chooses_its_exit_code(add_verb, code):
    add_verb(lambda: code)
    assert main(["probe"]) == code


def test_a_command_that_returns_nothing_succeeded(add_verb):
    add_verb(lambda: None)
    assert main(["probe"]) == 0


@pytest.mark.parametrize(
    ("error", "code", "sentence"),
    [
        (
            RequestError("7 is above 5", place="--severity", remedy="give 0 to 5"),
            2,
            "--severity: 7 is above 5; give 0 to 5.",
        ),
        (RunError("The disk is full."), 4, "The disk is full."),
        (
            ZeroDivisionError("division by zero"),
            4,
            "This is a bug in Crosswind (ZeroDivisionError: division by zero); "
            "run again with --debug to see where.",
        ),
        (
            KeyboardInterrupt(),
            130,
            "Interrupted; finished stages are kept, and the same command goes on from there.",
        ),
    ],
    ids=["request", "run", "bug", "interrupt"],
)
def test_every_failure_is_one_sentence(add_verb, capsys, error, code, sentence):
    add_verb(raise_(error))
    assert main(["probe"]) == code
    assert capsys.readouterr().err == sentence + "\n"


@pytest.mark.parametrize("arguments", [["--debug", "probe"], ["probe", "--debug"]])
def test_debug_adds_the_traceback(add_verb, capsys, arguments):
    add_verb(raise_(RunError("The disk is full.")))
    assert main(arguments) == 4
    shown = capsys.readouterr().err
    assert shown.startswith("Traceback")
    assert "raise error" in shown
    assert shown.endswith("\nThe disk is full.\n")


def test_only_the_called_verb_is_imported(add_verb, monkeypatch, capsys):
    add_verb(lambda: None)
    monkeypatch.delitem(sys.modules, "suites.cli.list", raising=False)
    main(["probe", "--help"])
    assert "suites.cli.list" not in sys.modules
    assert "Probe." in capsys.readouterr().out


def test_the_installed_command_answers_at_once():
    script = Path(sysconfig.get_path("scripts")) / "crosswind"
    started = time.monotonic()
    done = subprocess.run([script, "--help"], capture_output=True, text=True, check=True)
    assert "perturb" in done.stdout
    assert time.monotonic() - started < 2.0  # 0.13 s on an idle machine


def test_the_installed_command_passes_its_exit_code_on():
    script = Path(sysconfig.get_path("scripts")) / "crosswind"
    done = subprocess.run([script, "lits"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "crosswind: unknown command 'lits'; did you mean 'list'.\n"
