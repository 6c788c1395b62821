"""How a task declares its files in XTREME's ``download/`` folder, and its answers in a submission."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from harness.sources.files import Layout
from harness.types import Split


@dataclass(frozen=True, slots=True)
class XtremeFile:
    """Files of one split, as XTREME's ``download_data.sh`` and ``utils_preprocess.py`` leave them.

    Attributes:
        split: Crosswind's.
        file: path inside ``download/``; ``{language}`` is filled in.
        reader: the layout and its settings.
        languages: that it has; those whose file is not there are left out.
    """

    split: Split
    file: str
    reader: Layout
    languages: tuple[str, ...] = ("en",)


@dataclass(frozen=True, slots=True, kw_only=True)
class XtremeData:
    """A task of XTREME or XTREME-R.

    Attributes:
        files: its splits; the test sets of the layout are unlabelled. Of several for one split the
            first that is there is read.
        labels: the task's labels → those of a submission, where they differ.
        submitted: whether XTREME takes predictions of the task.
    """

    files: tuple[XtremeFile, ...]
    labels: Mapping[str, str] = field(default_factory=dict)
    submitted: bool = True
