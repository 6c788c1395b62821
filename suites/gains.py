"""Gains of intermediate training as the user measured them, read from a table."""

from __future__ import annotations

import csv
import math
from collections.abc import Sequence
from pathlib import Path

from harness.errors import DataFileError
from harness.statistics.divergence import TransferCell
from suites.divergence import MeasuredPair

COLUMNS = ("source", "target", "language", "gain")


def read_gains(path: Path) -> dict[tuple[str, str, str], float]:
    """Returns (source, target, language) → gain in points, from a CSV file with these columns.

    Raises:
        DataFileError: if it cannot be read, lacks a column, or a gain is no number or stands twice.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            rows = csv.DictReader(stream)
            missing = [name for name in COLUMNS if name not in (rows.fieldnames or ())]
            if missing:
                raise DataFileError(
                    f"no column {missing[0]!r}",
                    place=str(path),
                    remedy=f"name the columns {', '.join(COLUMNS)}",
                )
            return _collect(rows, path)
    except (OSError, UnicodeDecodeError):
        raise DataFileError("cannot be read", place=str(path), remedy="give a CSV file in UTF-8") from None


def _collect(rows: csv.DictReader[str], path: Path) -> dict[tuple[str, str, str], float]:
    found: dict[tuple[str, str, str], float] = {}
    for row in rows:
        key = row["source"], row["target"], row["language"]
        place = f"{path}, line {rows.line_num}"
        if key in found:
            raise DataFileError(
                f"{' '.join(key)} stands twice", place=place, remedy="give its mean over seeds"
            )
        found[key] = _read_number(row["gain"], place)
    return found


def _read_number(text: str | None, place: str) -> float:
    try:
        value = float(text or "")
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise DataFileError(f"the gain {text!r} is no number", place=place, remedy="give points, like 1.5")
    return value


def join_gains(
    pairs: Sequence[MeasuredPair], gains: dict[tuple[str, str, str], float], *, place: str
) -> tuple[TransferCell, ...]:
    """Returns the pairs of one measure with their gains; what chance gives is taken off divergences.

    Raises:
        DataFileError: if a pair has no gain.
    """
    cells = []
    for pair in pairs:
        key = pair.source, pair.target, pair.language
        if key not in gains:
            raise DataFileError(
                f"no gain of {pair.source} for {pair.target} in {pair.language}",
                place=place,
                remedy="add a line for it, or leave it out by --source, --target and --language",
            )
        cells.append(TransferCell(*key, divergence=pair.divergence.excess, gain=gains[key]))
    return tuple(cells)
