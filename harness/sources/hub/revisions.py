"""Revisions that the data of several tasks are read at."""

from __future__ import annotations

XTREME = "ec5f1f46e9af79639a90684a7a70a956c4998f04"
"""Of google/xtreme, whose 183 configurations hold most of the benchmark's tasks, test labels included."""

CONVERTED = "refs/convert/parquet"
"""A branch that the hub makes of data sets that have a script, laid out as CONFIG/SPLIT/*.parquet. It is
made anew now and then, so no commit of it can be declared; a run names the one that it found."""

UNPINNED = "main"
"""Where no commit is known to hold tables rather than a script; a run names the one that it found."""
