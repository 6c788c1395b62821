"""From stored predictions to a report: no model, no data, no randomness but the plan's seed."""

from __future__ import annotations

from suites.analysis.build import build_report

__all__ = ["build_report"]
