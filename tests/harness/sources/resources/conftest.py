"""Catalogues that name word lists, over small files in their original layouts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from harness.sources.catalogue import CatalogueSource


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str, str], Path]:
    def write_file(name: str, text: str) -> Path:
        path = tmp_path / name
        path.write_text(text, "utf-8")
        return path

    return write_file


@pytest.fixture
def catalogue(write, monkeypatch) -> Callable[..., CatalogueSource]:
    """Opens a catalogue with some resources, each a YAML flow mapping, and entries likewise."""
    monkeypatch.delenv("CROSSWIND_DATA_ROOT", raising=False)

    def make(*resources: str, entries: tuple[str, ...] = ()) -> CatalogueSource:
        text = "".join(f"{key}:\n" for key in ["entries"] if entries)
        text += "".join(f"- {entry}\n" for entry in entries)
        text += "resources:\n" + "".join(f"- {resource}\n" for resource in resources)
        return CatalogueSource(write("catalogue.yaml", text))

    return make
