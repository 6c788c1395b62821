"""Work for the executor's tests, in a module that worker processes can import."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from harness.errors import UnknownNameError
from harness.executors.jobs import ReportProgress


@dataclass(frozen=True)
class Append:
    """Notes its name in a file, after checking that what it needs is there."""

    folder: Path
    name: str
    needs: tuple[str, ...] = ()

    def run(self, report: ReportProgress) -> None:
        report(1, 2)
        missing = [need for need in self.needs if not (self.folder / need).is_file()]
        (self.folder / self.name).write_text(",".join(missing), "utf-8")


@dataclass(frozen=True)
class Refuse:
    def run(self, report: ReportProgress) -> None:
        report(0, 1)
        raise UnknownNameError("task", "xnly", ["xnli"], place="recipe")


@dataclass(frozen=True)
class Die:
    def run(self, report: ReportProgress) -> None:
        report(0, 1)
        os._exit(9)
