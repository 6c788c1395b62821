"""Reading rows as they come from anywhere: neither a file nor the hub."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import pytest
from pydantic import TypeAdapter

from harness.sources.rows import Adapter, Reading
from harness.tasks import TASKS
from harness.types import Example


@dataclass(frozen=True, slots=True)
class MemoryReading(Reading):
    @property
    def place(self) -> str:
        return "memory/table"

    @property
    def source(self) -> str:
        return "table"


Read = Callable[..., list[Example]]


@pytest.fixture
def read() -> Read:
    def read_rows(task: str, *rows: Mapping[str, object], language: str = "en", **settings: object):
        adapter = TypeAdapter(Adapter).validate_python(settings)
        reading = MemoryReading(TASKS.get(task), language, f"{language}g")
        return list(adapter.read_rows(enumerate(rows, 1), reading))

    return read_rows
