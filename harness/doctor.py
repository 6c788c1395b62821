"""Can a run succeed on this machine? Looks at Python, packages, device, store and data."""

from __future__ import annotations

import os
import platform
import shutil
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path
from typing import Literal, TypeAlias

from packaging.requirements import Requirement

from harness.errors import RequestError
from harness.sources.catalogue import CatalogueSource
from harness.store.stages import locate_home
from harness.task_spec import TaskSpec
from harness.tasks import TASKS

Topic: TypeAlias = Literal["python", "package", "device", "store", "data"]

MINIMUM_PYTHON = (3, 11)
MINIMUM_FREE_BYTES = 1 << 30
"""What the stages and runs of a demo take, several times over."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at.

    Attributes:
        topic: what kind of thing.
        subject: which one.
        detail: what was found.
        remedy: what to do about it; empty where nothing is wrong.
    """

    topic: Topic
    subject: str
    detail: str
    remedy: str = ""

    @property
    def fine(self) -> bool:
        """Whether nothing is to be done about it."""
        return not self.remedy


def examine(data: Path | None = None, data_root: Path | None = None) -> tuple[Finding, ...]:
    """Returns what was found, in the order in which it would stop a run.

    Args:
        data: catalogue, or folder that holds ``catalogue.yaml``; None where none was named, which is fine.
        data_root: folder that the catalogue's paths start from; None for its default.
    """
    return (
        _examine_python(),
        *_examine_packages(),
        _examine_device(),
        _examine_store(locate_home()),
        *_examine_data(data, data_root),
    )


def allows_demo(findings: Iterable[Finding]) -> bool:
    """Whether the demo can run; it brings its own data, so theirs do not count."""
    return all(finding.fine for finding in findings if finding.topic != "data")


def _examine_python() -> Finding:
    needed = ".".join(map(str, MINIMUM_PYTHON))
    remedy = "" if sys.version_info >= MINIMUM_PYTHON else f"use Python {needed} or newer"
    return Finding("python", platform.python_implementation(), platform.python_version(), remedy)


def _examine_packages() -> Iterator[Finding]:
    for text in requires("crosswind") or ():
        requirement = Requirement(text)
        if requirement.marker is None or requirement.marker.evaluate({"extra": ""}):
            yield _examine_package(requirement)


def _examine_package(requirement: Requirement) -> Finding:
    name, remedy = requirement.name, f"pip install '{requirement.name}{requirement.specifier}'"
    try:
        found = version(name)
    except PackageNotFoundError:
        return Finding("package", name, f"missing, needs {requirement.specifier}", remedy)
    enough = requirement.specifier.contains(found, prereleases=True)
    return Finding("package", name, f"{found}, needs {requirement.specifier}", "" if enough else remedy)


def _examine_device() -> Finding:
    try:
        from harness.models.device import probe_device  # torch may be what is missing

        device = probe_device()
    except (ImportError, OSError) as error:
        return Finding("device", "unknown", f"torch does not load: {error}", "pip install torch again")
    name = f" ({device.name})" if device.name else ""
    bf16 = "bfloat16 in hardware" if device.fast_bf16 else "bfloat16 emulated, use fp32"
    return Finding("device", device.kind, f"{device.threads} threads{name}, {bf16}")


def _examine_store(home: Path) -> Finding:
    place = next(folder for folder in (home, *home.absolute().parents) if folder.exists())
    free = shutil.disk_usage(place).free
    detail = f"{home}, {free / (1 << 30):.1f} GiB free"
    if not os.access(place, os.W_OK):
        return Finding("store", "home", detail, f"make {place} writable or set CROSSWIND_HOME")
    remedy = "" if free >= MINIMUM_FREE_BYTES else "free 1 GiB or set CROSSWIND_HOME to another disk"
    return Finding("store", "home", detail, remedy)


def _examine_data(data: Path | None, data_root: Path | None) -> Iterator[Finding]:
    if data is None:
        yield Finding("data", "catalogue", "none named; --data or CROSSWIND_DATA would")
        return
    try:
        source = CatalogueSource(data, data_root=data_root)
    except RequestError as error:
        yield _complain("catalogue", error)
        return
    yield Finding("data", "catalogue", f"{source.path}, files under {source.root}")
    for name in source.tasks():
        yield _examine_task(source, TASKS.get(name))


def _examine_task(source: CatalogueSource, task: TaskSpec) -> Finding:
    splits = source.available(task.name)
    try:
        for split, languages in splits.items():
            for language in languages:
                source.fingerprint(task, language, split)
    except RequestError as error:
        return _complain(task.name, error)
    counts = (f"{split} in {len(languages)}" for split, languages in splits.items())
    return Finding("data", task.name, f"{', '.join(counts)} languages")


def _complain(subject: str, error: RequestError) -> Finding:
    return Finding("data", subject, f"{error.place}: {error.problem}", error.remedy)
