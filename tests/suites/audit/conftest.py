"""A sample of two tasks, and raters who fill it in."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from suites.audit.sample import Item, draw_sample
from suites.audit.sheet import COLUMNS, Key, KeyItem, read_key, write_sheet
from suites.config import load_suite
from suites.data import DataAccess
from suites.expand import Request
from suites.sets import place_tasks

TASKS = ("mini_pairs", "mini_pos", "mini_qa")


@dataclass(frozen=True)
class Sheet:
    """A written sample."""

    path: Path
    key_path: Path
    items: tuple[Item, ...]

    @property
    def key(self) -> Key:
        return read_key(self.key_path)[0]

    def rows(self) -> list[dict[str, str]]:
        text = self.path.read_bytes().decode("utf-8-sig")
        return list(csv.DictReader(io.StringIO(text, newline="")))

    def fill(self, answer: Callable[[KeyItem], tuple[str, str]], *, delimiter: str = ",") -> None:
        """Gives each item the label and confidence that a function says."""
        items = {item.item: item for item in self.key.items}
        rows = self.rows()
        for row in rows:
            row["label"], row["confidence"] = answer(items[row["item"]])
        text = io.StringIO(newline="")
        writer = csv.DictWriter(text, COLUMNS, delimiter=delimiter)
        writer.writeheader()
        writer.writerows(rows)
        self.path.write_text(text.getvalue(), "utf-8", newline="")


@pytest.fixture(scope="session")
def drawn(tiny: dict[str, Path]) -> tuple[Item, ...]:
    request = Request((load_suite(str(tiny["typos"])), load_suite(str(tiny["other"]))), DataAccess())
    return draw_sample(request, place_tasks(request, TASKS), n=30)


@pytest.fixture
def sheet(drawn: tuple[Item, ...], tmp_path: Path) -> Sheet:
    path, key = tmp_path / "sample.csv", tmp_path / "sample.key.json"
    write_sheet(path, key, drawn, suites=["typos"], seed=0)
    return Sheet(path, key, drawn)
