"""``crosswind doctor``: can a run succeed here?"""

from __future__ import annotations

import typer

from harness.doctor import allows_demo, examine
from harness.errors import RunError
from suites.cli.display import show_json, show_table
from suites.cli.options import Data, DataRoot, Json


def command(*, data: Data = None, data_root: DataRoot = None, json: Json = False) -> int:
    """Shows what was found; 0 if a demo can run, otherwise 4."""
    findings = examine(data, data_root)
    possible = allows_demo(findings)
    if json:
        show_json({"demo_can_run": possible, "findings": findings})
    else:
        rows = [(item.topic, item.subject, item.detail, item.remedy or "ok") for item in findings]
        show_table(("what", "which", "found", "to do"), rows)
        typer.echo("A demo can run here." if possible else "A demo cannot run here until this is mended.")
    return 0 if possible else RunError.exit_code
