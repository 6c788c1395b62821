"""``python -m suites.cli``: the command line, for launchers that take a module (torchrun)."""

from __future__ import annotations

import sys

from suites.cli.entry import main

sys.exit(main())
