"""The worked example of the documentation returns what stands there."""

from __future__ import annotations

import doctest
from pathlib import Path

PAGE = Path(__file__).parents[4] / "docs/statistics.md"


def test_the_worked_example_returns_what_the_page_says():
    result = doctest.testfile(str(PAGE), module_relative=False)
    assert result.attempted >= 7
    assert result.failed == 0
