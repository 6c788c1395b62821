"""Writing small files in a publisher's layout and reading them back."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from pydantic import TypeAdapter

from harness.sources.files import Layout
from harness.sources.files.reading import FileReading
from harness.tasks import TASKS
from harness.types import Example


class Folder:
    """A data root: writes files, and reads one of them under the settings of a layout."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def write(self, name: str, text: str | bytes) -> Path:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        raw = text if isinstance(text, bytes) else text.encode()
        path.write_bytes(gzip.compress(raw) if name.endswith(".gz") and text else raw)
        return path

    def read(self, name: str, task: str, language: str = "en", **settings: object) -> list[Example]:
        reader = TypeAdapter(Layout).validate_python(settings)
        reading = FileReading(TASKS.get(task), language, language, path=self.root / name, root=self.root)
        return list(reader.read(reading))


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path)
