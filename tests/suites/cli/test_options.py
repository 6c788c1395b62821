from __future__ import annotations

from dataclasses import dataclass, field
from inspect import signature
from pathlib import Path
from typing import Annotated, get_type_hints

import pytest
import typer

from suites.cli import options
from suites.cli.options import Data, Debug, Json, Out, Seed, flatten_options


@dataclass(frozen=True, slots=True)
class Request:
    name: Annotated[str, typer.Argument()]
    models: Annotated[list[str], typer.Option("--model")] = field(default_factory=list)
    seed: Seed = 0
    out: Out = Path("runs")


def probe(request: Request, *, json: Json = False) -> None:
    """Probes."""
    typer.echo(repr((request, json)))


def run(arguments: list[str]) -> object:
    app = typer.Typer(add_completion=False)
    app.command()(flatten_options(probe))
    return typer.main.get_command(app).main(args=arguments, standalone_mode=False)


def test_a_dataclass_becomes_options_and_comes_back_as_a_value(capsys):
    run(["xnli", "--model", "a", "--model", "b", "--seed", "3", "--out", "here", "--json"])
    expected = (Request("xnli", ["a", "b"], 3, Path("here")), True)
    assert capsys.readouterr().out == f"{expected!r}\n"


def test_defaults_are_those_of_the_fields(capsys):
    run(["xnli"])
    assert capsys.readouterr().out == f"{(Request('xnli'), False)!r}\n"


def test_every_command_takes_debug(capsys):
    run(["xnli", "--debug"])
    assert "xnli" in capsys.readouterr().out


def test_the_flat_signature_keeps_the_order_of_declaration():
    assert list(signature(flatten_options(probe)).parameters) == [
        "name",
        "models",
        "seed",
        "out",
        "json",
        "debug",
    ]


def test_a_negative_seed_is_refused():
    with pytest.raises(typer.BadParameter, match="greater than or equal to 0"):
        run(["xnli", "--seed", "-1"])


@pytest.mark.parametrize(
    ("alias", "option"),
    [
        (Json, "--json"),
        (Seed, "--seed"),
        (Out, "--out"),
        (options.Offline, "--offline"),
        (Data, "--data"),
        (options.DataRoot, "--data-root"),
        (Debug, "--debug"),
    ],
)
def test_shared_options_have_their_names_and_help(alias, option):
    declared = alias.__metadata__[0]
    assert option in (declared.default, *(declared.param_decls or ()))
    assert declared.help.endswith(".")


def test_data_may_come_from_the_environment(monkeypatch, capsys):
    def command(*, data: Data = None) -> None:
        typer.echo(repr(data))

    assert get_type_hints(command, include_extras=True)["data"] == Data
    app = typer.Typer(add_completion=False)
    app.command()(flatten_options(command))
    monkeypatch.setenv("CROSSWIND_DATA", "catalogue.yaml")
    typer.main.get_command(app).main(args=[], standalone_mode=False)
    assert capsys.readouterr().out == f"{Path('catalogue.yaml')!r}\n"
