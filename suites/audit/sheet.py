"""The sheet that raters fill in (CSV), and the key that says what its items are (JSON)."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from pydantic import Field

from harness import __version__
from harness.errors import DataFileError, LabelError, RequestError
from harness.store.atomic import write_atomically
from perturbations.compose import find_stress
from suites.audit.forms import normalise_label
from suites.audit.sample import Item
from suites.documents import Document, Part, read_document
from suites.predictions import CLEAN

COLUMNS = ("item", "task", "language", "text", "question", "options", "label", "confidence", "comment")
_NEEDED = ("item", "label", "confidence")
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
_DELIMITERS = ",;\t"
_CONFIDENCES = {"1": 1, "2": 2, "3": 3}
FORMAT_VERSION = 2


class KeyItem(Part):
    """What an item of the sheet is."""

    item: str
    task: str
    language: str
    perturbation: str
    version: int = Field(default=0, description="of the perturbation; 0 for originals")
    severity: int
    example: str
    options: tuple[str, ...]
    gold: tuple[str, ...]


class Key(Document):
    """What all items of a sheet are; not for the eyes of raters."""

    suites: tuple[str, ...]
    seed: int
    items: tuple[KeyItem, ...]


@dataclass(frozen=True, slots=True)
class Rating:
    """What one person said of one item; ``confidence`` is 1 (a guess) to 3 (sure)."""

    item: KeyItem
    label: str
    confidence: int


def write_sheet(
    path: Path, key_path: Path, items: Sequence[Item], *, suites: Sequence[str], seed: int
) -> None:
    """Writes the sheet and its key.

    Raises:
        RequestError: if one of the files exists: ratings are not overwritten.
    """
    for file in (path, key_path):
        if file.exists():
            raise RequestError("the file exists", place=str(file), remedy="name another file, or remove it")
    key = Key(
        format_version=FORMAT_VERSION,
        crosswind=__version__,
        suites=tuple(suites),
        seed=seed,
        items=tuple(_describe(item) for item in items),
    )
    write_atomically(key_path, (key.model_dump_json(indent=1) + "\n").encode())
    text = io.StringIO(newline="")
    writer = csv.writer(text, quoting=csv.QUOTE_ALL)
    writer.writerow(COLUMNS)
    writer.writerows(map(_show, items))
    # the mark tells spreadsheets that it is UTF-8
    write_atomically(path, text.getvalue().encode("utf-8-sig", errors="replace"))


def protect_cell(text: str) -> str:
    """Returns a text that no spreadsheet takes for a formula: with an apostrophe before it if need be."""
    return f"'{text}" if text.lstrip(" \u00a0").startswith(_FORMULA) else text


def read_key(path: Path) -> tuple[Key, str]:
    """Returns a key, and the sha256 of its bytes.

    Raises:
        DataFileError: if it is missing or malformed.
        RequestError: if it is of another format.
    """
    remedy = "name the key that crosswind audit-sample wrote (--key)"
    again = "read it with the version that wrote it"
    return read_document(path, Key, version=FORMAT_VERSION, remedy=remedy, again=again)


def read_sheet(path: Path, key: Key) -> tuple[Rating, ...]:
    """Returns the ratings of one person, items without a label left out.

    Raises:
        DataFileError: if the file, a column or an item is missing, or an item is unknown or stands twice.
        LabelError: if a label is none of its item's options.
    """
    known = {item.item: item for item in key.items}
    ratings: list[Rating] = []
    seen: set[str] = set()
    for place, row in _read_rows(path):
        name = row["item"].strip()
        if name not in known or name in seen:
            problem = "stands twice" if name in seen else "is not in the key"
            raise DataFileError(
                f"item {name!r} {problem}", place=place, remedy="give the sheet as it was written, filled in"
            )
        seen.add(name)
        rating = _read_rating(known[name], row, place)
        if rating is not None:
            ratings.append(rating)
    if missing := [name for name in known if name not in seen]:
        raise DataFileError(
            f"{len(missing)} of {len(known)} items are missing, the first of them {missing[0]}",
            place=str(path),
            remedy="leave the labels of unrated items empty, but keep their lines",
        )
    return tuple(ratings)


def _describe(item: Item) -> KeyItem:
    return KeyItem(
        item=item.name,
        task=item.task,
        language=item.key.language,
        perturbation=item.key.perturbation,
        version=0 if item.key.perturbation == CLEAN else find_stress(item.key.perturbation).spec.version,
        severity=item.key.severity,
        example=item.example,
        options=item.form.options,
        gold=item.form.gold,
    )


def _show(item: Item) -> list[str]:
    form = item.form
    cells = (item.name, item.task, item.key.language, form.text, form.question, form.shown, "", "", "")
    return [protect_cell(cell) for cell in cells]


def _read_rows(path: Path) -> Iterator[tuple[str, dict[str, str]]]:
    """Yields where each row stands and its needed cells; commas, semicolons and tabs may separate them."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError:
        raise DataFileError(
            "the file cannot be read", place=str(path), remedy="name a filled-in sheet"
        ) from None
    except UnicodeDecodeError as error:
        raise DataFileError(
            f"byte {error.start + 1} is not UTF-8", place=str(path), remedy="save the sheet as CSV in UTF-8"
        ) from None
    header = text.partition("\n")[0]
    delimiter = max(_DELIMITERS, key=header.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        names = [name.strip() for name in next(reader, [])]
        places = _find_columns(names, path)
        for cells in reader:
            place = f"{path}:{reader.line_num}"
            if len(cells) != len(names):
                problem = f"{len(cells)} cells under {len(names)} columns"
                raise DataFileError(problem, place=place, remedy="mend the line")
            yield place, {name: cells[column] for name, column in places.items()}
    except csv.Error as error:
        raise DataFileError(
            f"not CSV ({error})", place=f"{path}:{reader.line_num}", remedy="mend the line"
        ) from None


def _find_columns(names: Sequence[str], path: Path) -> dict[str, int]:
    missing = [name for name in _NEEDED if names.count(name) != 1]
    if missing:
        problem = f"column {missing[0]!r} is missing or stands twice"
        raise DataFileError(problem, place=str(path), remedy=f"keep the columns {', '.join(_NEEDED)}")
    return {name: names.index(name) for name in _NEEDED}


def _read_rating(item: KeyItem, row: dict[str, str], place: str) -> Rating | None:
    label, confidence = row["label"].strip().removeprefix("'").strip(), row["confidence"].strip()
    if not label and not confidence:
        return None
    if not label:
        raise DataFileError("a confidence without a label", place=place, remedy="give both, or neither")
    if confidence not in _CONFIDENCES:
        raise DataFileError(
            f"confidence {confidence!r} is none of 1 (a guess), 2 and 3 (sure)",
            place=place,
            remedy="give one",
        )
    return Rating(item, _match_option(label, item.options, place), _CONFIDENCES[confidence])


def _match_option(label: str, options: Iterable[str], place: str) -> str:
    """The option that a label means; of items without options, the label as it is."""
    by_name = {normalise_label(option): option for option in options}
    if not by_name:
        return label
    found = by_name.get(normalise_label(label))
    if found is None:
        near = get_close_matches(normalise_label(label), by_name, n=1)
        remedy = (
            f"did you mean {by_name[near[0]]!r}" if near else f"choose one of {', '.join(by_name.values())}"
        )
        raise LabelError(f"label {label!r} is none of the item's options", place=place, remedy=remedy)
    return found
