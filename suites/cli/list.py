"""``crosswind list``: what the registries hold."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from typing import Annotated

import typer

from harness.errors import UnknownNameError
from harness.languages import LANGUAGES
from harness.tasks import TASKS
from harness.types import FormatName
from perturbations.base import PERTURBATIONS, PerturbationSpec
from suites.cli.display import show_json, show_table
from suites.cli.options import Json
from suites.config import list_recipes, list_suites, load_recipe, load_suite
from suites.support import Verdict, list_codes, read_table
from suites.support_page import LETTERS, name_formats, render_matrix


@dataclass(frozen=True, slots=True)
class Listing:
    """Entries of one kind.

    Attributes:
        columns: headings of the table.
        rows: cells of the table, one row per entry.
        entries: the entries as ``--json`` shows them.
        below: what is shown below the table.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    entries: tuple[object, ...]
    below: str = ""


@dataclass(frozen=True, slots=True)
class ListedPerturbation(PerturbationSpec):
    """A perturbation, shift or scaling as ``--json`` shows it.

    ``support`` says by format and language whether it does something there ("yes"), does with
    word lists or a model ("data"), or does not ("no"); shifts and scalings have none.
    """

    support: Mapping[FormatName, Mapping[str, Verdict]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Suite:
    """A shipped suite as ``--json`` shows it."""

    name: str
    family: str
    description: str


@dataclass(frozen=True, slots=True)
class Recipe:
    """A shipped recipe as ``--json`` shows it: its intermediate phases, each a list of tasks."""

    name: str
    intermediate: list[list[str]]
    description: str


def command(
    kind: Annotated[str, typer.Argument(help="tasks, perturbations, suites, recipes or languages.")],
    *,
    json: Json = False,
) -> None:
    """Shows every entry of one kind.

    Raises:
        UnknownNameError: if there is no such kind.
    """
    if kind not in KINDS:
        raise UnknownNameError("kind", kind, KINDS, place="crosswind list")
    listing = KINDS[kind]()
    if json:
        show_json(listing.entries)
    else:
        show_table(listing.columns, listing.rows)
        if listing.below:
            typer.echo(f"\n{listing.below}")


def _list_tasks() -> Listing:
    tasks = tuple(TASKS)
    rows = [
        (task.name, task.format, ", ".join(task.roles), " ".join(task.languages), task.description)
        for task in tasks
    ]
    return Listing(("task", "format", "roles", "languages", "what it asks"), tuple(rows), tasks)


def _list_perturbations() -> Listing:
    specs = tuple(entry.spec for entry in PERTURBATIONS)
    rows = [
        (
            spec.name,
            spec.target if spec.family == "scaling" else spec.family.partition("_")[0],
            name_formats(spec),
            spec.description,
        )
        for spec in specs
    ]
    formats = ", ".join(f"{letter} {kind}" for kind, letter in LETTERS.items())
    below = f"formats: {formats}\n\n{render_matrix()}"
    return Listing(
        ("perturbation", "kind", "formats", "does"), tuple(rows), tuple(map(_show_spec, specs)), below
    )


def _show_spec(spec: PerturbationSpec) -> ListedPerturbation:
    support = {
        row.format: dict(zip(list_codes(), row.verdicts, strict=True))
        for row in read_table()
        if row.perturbation == spec.name
    }
    values = {field.name: getattr(spec, field.name) for field in fields(spec)}
    return ListedPerturbation(**values, support=support)


def _list_suites() -> Listing:
    suites = tuple(load_suite(name) for name in list_suites())
    entries = tuple(Suite(suite.name, suite.family, suite.description) for suite in suites)
    rows = [(entry.name, entry.family, entry.description) for entry in entries]
    return Listing(("suite", "family", "what it does"), tuple(rows), entries)


def _list_recipes() -> Listing:
    recipes = {name: load_recipe(name) for name in list_recipes()}
    entries = tuple(
        Recipe(name, [list(phase.task) for phase in recipe.intermediate], recipe.description)
        for name, recipe in recipes.items()
    )
    rows = [(one.name, " → ".join(map("+".join, one.intermediate)), one.description) for one in entries]
    return Listing(("recipe", "intermediate", "what it is"), tuple(rows), entries)


def _list_languages() -> Listing:
    languages = tuple(sorted(LANGUAGES.values(), key=lambda language: language.code))
    rows = [
        (item.code, item.name, item.family, ", ".join(item.scripts), item.word_order) for item in languages
    ]
    return Listing(("code", "language", "family", "scripts", "word order"), tuple(rows), languages)


KINDS: dict[str, Callable[[], Listing]] = {
    "tasks": _list_tasks,
    "perturbations": _list_perturbations,
    "suites": _list_suites,
    "recipes": _list_recipes,
    "languages": _list_languages,
}
