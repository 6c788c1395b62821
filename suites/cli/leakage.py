"""``crosswind leakage``: evaluation examples that stand in training sets, before anything is trained."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, cast, get_args

import typer

from harness.errors import RequestError
from harness.leakage.examples import SetLeakage, find_leakage
from harness.types import EvaluationSet, Example, Split
from suites.cli.display import show_json, show_table
from suites.cli.options import Json
from suites.cli.running import Files
from suites.data import DataAccess, find_task
from suites.report.wording import format_count, format_share

_COLUMNS = ("in", "of", "examples", "whole, exactly", "whole, nearly", "in part", "texts found")


@dataclass(frozen=True, slots=True)
class Sets:
    """What is looked for, and where."""

    train: Annotated[
        list[str],
        typer.Option(
            "--train", help="Where: task, task/language or task/language/split; 'all' for every language."
        ),
    ]
    test: Annotated[
        list[str], typer.Option("--test", help="What for: task, task/language or task/language/split.")
    ]


@dataclass(frozen=True, slots=True)
class _Part:
    """Some languages of one split of a task."""

    name: str
    task: str
    languages: tuple[str, ...]
    split: Split


@dataclass(frozen=True, slots=True)
class _Row:
    """One training set and one evaluation set."""

    training: str
    evaluated: str
    found: SetLeakage


def command(sets: Sets, files: Files, *, json: Json = False) -> None:
    """Looks for every example of the evaluation sets in every training set.

    Raises:
        RequestError: if a set is not named as task, task/language or task/language/split.
    """
    access = DataAccess(files.data, files.data_root, files.offline)
    trained = [_read_part(name, "train", access) for name in sets.train]
    tested = [
        (f"{part.task}/{language}/{part.split}", _load(part, language, access))
        for part in (_read_part(name, "test", access) for name in sets.test)
        for language in part.languages
    ]
    rows = [
        _Row(part.name, name, found)
        for part in trained
        for (name, _), found in zip(
            tested, find_leakage([one for _, one in tested], _stream(part, access)), strict=True
        )
    ]
    if json:
        show_json(rows)
    else:
        show_table(_COLUMNS, [_describe(row) for row in rows])


def _read_part(name: str, default: Split, access: DataAccess) -> _Part:
    task_name, *rest = name.split("/")
    task = find_task(task_name, place=name)
    split = rest[1] if len(rest) > 1 else default
    if len(rest) > 2 or split not in get_args(Split):
        raise RequestError(
            f"no set is called {name!r}",
            place="crosswind leakage",
            remedy="name it task, task/language or task/language/split (train, dev or test)",
        )
    known = cast("Split", split)
    present = access.select_languages(task, known, "all")
    usual = tuple(code for code in present if code in task.train_languages) if split == "train" else ()
    named = (rest[0],) if rest and rest[0] != "all" else present
    languages = named if rest or not usual else usual
    if not set(languages) <= set(task.languages):
        raise RequestError(
            f"task {task.name!r} has no language {rest[0]!r}",
            place=name,
            remedy="choose another (crosswind list tasks), or add it to the catalogue",
        )
    return _Part(name, task.name, languages, known)


def _load(part: _Part, language: str, access: DataAccess) -> EvaluationSet:
    return access.load_evaluation(find_task(part.task, place=part.name), language, limit=0, split=part.split)


def _stream(part: _Part, access: DataAccess) -> Iterator[Example]:
    task = find_task(part.task, place=part.name)
    for language in part.languages:
        yield from access.source_of(task).stream(task, language, part.split)


def _describe(row: _Row) -> tuple[str, ...]:
    found = row.found
    extents = Counter(one.extent for one in found.findings)
    fields = Counter(field for one in found.findings for field in (*one.exact_fields, *one.near_fields))
    return (
        row.training,
        row.evaluated,
        format_count(found.examples),
        *(format_share(extents[extent], found.examples) for extent in ("exact", "near", "partial")),
        ", ".join(f"{field} {format_count(count)}" for field, count in sorted(fields.items())),
    )
