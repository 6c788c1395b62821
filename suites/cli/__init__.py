"""The command line: one module per verb, imported only when its verb is called."""

from __future__ import annotations

from suites.cli.entry import main

__all__ = ["main"]
